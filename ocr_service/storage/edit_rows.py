"""Rows of people's changes to pages."""

from pydantic import TypeAdapter
from sqlalchemy import Connection, select

from ocr_service.domain.arranging import Edit
from ocr_service.storage import tables

EDIT = TypeAdapter(Edit)
EDITS = tables.edits.c


def acts_of(connection: Connection, dossier_id: str) -> tuple[Edit, ...]:
    asked = select(EDITS.content).where(EDITS.dossier_id == dossier_id).order_by(EDITS.place)
    return tuple(EDIT.validate_json(content) for content in connection.scalars(asked))


def edit_row(edit: Edit, place: int) -> dict[str, object]:
    return {
        "id": edit.id,
        "dossier_id": edit.dossier_id,
        "place": place,
        "at": edit.at,
        "editor_id": edit.editor_id,
        "kind": edit.kind.value,
        "content": EDIT.dump_json(edit).decode(),
    }
