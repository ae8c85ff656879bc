"""What is shown of a person where a screen does not need to tell who it is.

Numbers keep what tells two of them apart; names keep their initials. Where the value itself is
asked for (a record handed out, a paper in review), nothing is masked.
"""

import re

SHOWN_FIRST = 4
SHOWN_LAST = 3
SHORTEST = SHOWN_FIRST + SHOWN_LAST + 3  # of shorter ones only the last two signs are shown
HIDDEN = "…"
# Nine figures and more: identity, phone, account; a date has eight. With a letter: passports.
LONG_NUMBER = re.compile(r"(?<!\w)(?:[A-Z]{1,2}\d{6,}|\d(?:[ .-]?\d){8,})(?!\w)")


def masked(number: str) -> str:
    """``001099012789`` as ``0010…789``; of a short number the last two signs."""
    if not number:
        return ""
    if len(number) < SHORTEST:
        return HIDDEN + number[-2:] if len(number) > 4 else HIDDEN
    return f"{number[:SHOWN_FIRST]}{HIDDEN}{number[-SHOWN_LAST:]}"


def initials(name: str) -> str:
    """``Nguyễn Thị Minh An`` as ``N. T. M. An``: enough to find it in a list of one's own."""
    *before, last = name.split() or [""]
    return " ".join([*(f"{word[0]}." for word in before), last])


def with_numbers_masked(text: str) -> str:
    """A text for eyes that need none of the long numbers in it (identity, phone, account)."""
    return LONG_NUMBER.sub(lambda found: masked(re.sub(r"[ .-]", "", found[0])), text)
