"""Signature fields as the file draws them: MuPDF writes "SIGN" upon each that is not signed."""

from ocr_service.reading.mupdf import pymupdf

FIELD = pymupdf.PDF_ANNOT_WIDGET
MOST_PARENTS = 4  # of a field: more is a ring
HIDDEN = "2"


def as_drawn(document: pymupdf.Document, page: pymupdf.Page) -> pymupdf.Page:
    """The page with its empty signature fields left empty; the file itself is not touched."""
    if not document.is_form_pdf:
        return page
    empty = [xref for xref, kind, _ in page.annot_xrefs() if kind == FIELD]
    empty = [xref for xref in empty if _value(document, xref, "FT") == "/Sig"]
    empty = [xref for xref in empty if _value(document, xref, "V") == "null"]
    for xref in empty:
        if document.xref_get_key(xref, "AP")[1] == "null":
            document.xref_set_key(xref, "F", HIDDEN)
        else:  # what was drawn there without a signature is shown as a stamp would be
            document.xref_set_key(xref, "Subtype", "/Stamp")
    return document.reload_page(page) if empty else page


def _value(document: pymupdf.Document, xref: int, key: str) -> str:
    """What the field or the nearest of its parents holds under the key; "null" if nothing."""
    for _ in range(MOST_PARENTS):
        kind, value = document.xref_get_key(xref, key)
        if kind != "null":
            return str(value)
        kind, parent = document.xref_get_key(xref, "Parent")
        if kind != "xref":
            break
        xref = int(parent.split()[0])
    return "null"
