"""The text layer of a born-digital page, where it can be trusted in place of OCR."""

import pymupdf

from ocr_service.domain.page import Line


def trusted_lines(page: pymupdf.Page) -> tuple[Line, ...]:
    return ()
