"""What one paper is and says, once it is known which sheets are its own."""

from collections.abc import Sequence

from ocr_service.domain.dossier import UNKNOWN, Document
from ocr_service.schema.document_type import DocumentType
from ocr_service.understanding.check import check, settle
from ocr_service.understanding.extract import extract
from ocr_service.understanding.scan_again import scan_again
from ocr_service.understanding.sheet import Sheet


def understood(
    known: DocumentType | None, sheets: Sequence[Sheet], confidence: float = 1.0
) -> Document:
    """The document that these sheets are; ``confidence`` (0..1) that it is of this type."""
    taken = extract(sheets, known)
    document = Document(
        document_type=known.code if known else UNKNOWN,
        title=known.title if known else "",
        type_confidence=confidence,
        pages=tuple(sheet.page.number for sheet in sheets),
        record=check(taken.record, known, taken.rivals),
    )
    bad = scan_again(sheet.page for sheet in sheets)
    return settle(document, known).with_doubts(bad)
