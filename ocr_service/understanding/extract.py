"""Fills a record from the places where a document type says its values stand."""

from collections.abc import Sequence

from ocr_service.domain.page import Page
from ocr_service.domain.record import Record
from ocr_service.schema.document_type import DocumentType


def extract(_pages: Sequence[Page], _document_type: DocumentType | None) -> Record:
    """The fields found; one whose label does not stand on the pages is left out."""
    return Record()
