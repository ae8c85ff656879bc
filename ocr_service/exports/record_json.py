"""Pages and documents as JSON, in the shape of schemas/record.schema.json."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict

from ocr_service.domain.dossier import Document
from ocr_service.domain.errors import Complaint
from ocr_service.domain.page import Box, Page
from ocr_service.domain.record import Doubt, Field
from ocr_service.domain.separator import separator_on

Json = dict[str, object]


def page_json(page: Page) -> Json:
    """One page as read, with its text in reading order."""
    sheet = separator_on(page)
    shape: Json = {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "dpi": page.dpi,
        "rotation": page.rotation,
        "skew": round(page.skew, 2),
        "text_source": page.text_source.value,
        "blank": page.blank,
        "quality": round(page.quality, 3),
        "problems": [problem.value for problem in page.problems],
        "text": page.text,
    }
    if page.file_page:
        shape["file_page"] = page.file_page
    if sheet:
        shape["separator"] = sheet.command.value
    return shape


def document_json(document: Document) -> Json:
    """One document with its record."""
    return {
        "document_type": document.document_type,
        "title": document.title,
        "type_confidence": round(document.type_confidence, 4),
        "pages": list(document.pages),
        "status": document.status.value,
        "fields": [field_json(field) for field in document.record.fields],
        "doubts": [doubt_json(doubt) for doubt in document.record.doubts],
    }


def mark_of(document: Document) -> str:
    """Tells this state of the document from every other: its entity tag."""
    return hashlib.sha256(json.dumps(document_json(document), sort_keys=True).encode()).hexdigest()


def field_json(field: Field) -> Json:
    shape: Json = {
        "name": field.name,
        "label": field.label,
        "value": list(field.value) if isinstance(field.value, tuple) else field.value,
        "text": field.text,
        "confidence": round(field.confidence, 4),
        "source": field.source.value,
        "page": field.page,
        "box": box_json(field.box),
    }
    if field.units:
        shape["units"] = [asdict(unit) for unit in field.units]
    if field.handwritten:
        shape["handwritten"] = True
    return shape


def box_json(box: Box | None) -> list[float] | None:
    """Left, top, right, bottom as shares of the kept picture."""
    if box is None:
        return None
    return [round(side, 4) for side in (box.left, box.top, box.right, box.bottom)]


def doubt_json(doubt: Doubt) -> Json:
    return {"field": doubt.field or None, "code": doubt.code, "message": doubt.message}


def complaint_json(complaint: Complaint | None) -> Json | None:
    return asdict(complaint) if complaint else None


def reading_json(
    file: str,
    sha256: str,
    pages: Iterable[Page],
    documents: Iterable[Document],
    error: Complaint | None = None,
) -> Json:
    """What ``read --format json`` prints for one file."""
    return {
        "file": file,
        "sha256": sha256,
        "pages": [page_json(page) for page in pages],
        "documents": [document_json(document) for document in documents],
        "error": complaint_json(error),
    }
