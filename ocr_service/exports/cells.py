"""Cells of spreadsheets: what comes from papers or people is text, and never runs."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet would run (OWASP)


def plain(cell: object) -> str:
    """The text, quoted where a spreadsheet would take it for a formula."""
    text = str(cell)
    return "'" + text if text.startswith(FORMULA) else text
