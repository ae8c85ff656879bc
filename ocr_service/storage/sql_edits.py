"""People's changes to pages in the database."""

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, insert, select, update

from ocr_service.domain.arranging import Edit, EditKind, Standing, standing
from ocr_service.domain.audit import Act, Deed
from ocr_service.domain.dossier import Status
from ocr_service.domain.errors import Conflict, NotFound, Stale
from ocr_service.domain.work import Work
from ocr_service.storage import tables
from ocr_service.storage.database import Database
from ocr_service.storage.sql_dossiers import begin_round
from ocr_service.storage.steps import FINAL, settle_if_final, touch
from ocr_service.storage.trail import append

EDIT = TypeAdapter(Edit)
EDITS, SCANS, PAGES = tables.edits.c, tables.scans.c, tables.pages.c


class SqlEdits:
    """An EditStore in the database; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, edit: Edit, seen_as: int | None = None) -> tuple[Work, ...]:
        with self._database.write() as connection:
            check(touch(connection, edit.dossier_id), edit, seen_as)
            dossier = begin_round(connection, edit.dossier_id)
            acts = acts_of(connection, edit.dossier_id)
            before, after = standing(acts), standing([*acts, edit])
            connection.execute(insert(tables.edits).values(edit_row(edit)))
            append(connection, deed(edit, dossier["agency_code"]))
            set_aside(connection, edit.dossier_id, before, after)
            return settle_if_final(connection, dossier)

    def of_dossier(self, dossier_id: str) -> tuple[Edit, ...]:
        with self._database.read() as connection:
            return acts_of(connection, dossier_id)


def check(dossier: RowMapping, edit: Edit, seen_as: int | None) -> None:
    """Of a dossier just locked. Files may go at any time; pages stand still once it has settled."""
    if seen_as is not None and dossier["version"] != seen_as + 1:
        raise Stale(f"dossier {edit.dossier_id} has changed")
    if edit.kind is not EditKind.TAKE_AWAY and not Status(dossier["status"]).settled:
        raise Conflict(f"dossier {edit.dossier_id} is being read")


def acts_of(connection: Connection, dossier_id: str) -> tuple[Edit, ...]:
    asked = select(EDITS.content).where(EDITS.dossier_id == dossier_id).order_by(EDITS.id)
    return tuple(EDIT.validate_json(content) for content in connection.scalars(asked))


def set_aside(connection: Connection, dossier_id: str, before: Standing, after: Standing) -> None:
    """Raises NotFound, and Conflict for a file that is being read or is in other dossiers too."""
    for file in after.set_aside - before.set_aside:
        row = own_scan(connection, dossier_id, file)
        if row["state"] not in FINAL or given_away(connection, dossier_id, file):
            raise Conflict(f"file {file} is being read, or other dossiers were made of it")
    for files, aside in (
        (after.set_aside - before.set_aside, True),
        (before.set_aside - after.set_aside, False),
    ):
        its = SCANS.dossier_id == dossier_id, SCANS.id.in_(files)
        connection.execute(update(tables.scans).where(*its).values(aside=aside))


def own_scan(connection: Connection, dossier_id: str, file: str) -> RowMapping:
    rows = connection.execute(
        select(tables.scans).where(SCANS.dossier_id == dossier_id, SCANS.id == file)
    )
    row = rows.mappings().one_or_none()
    if row is None:
        raise NotFound(f"no file {file} in dossier {dossier_id}")
    return row


def given_away(connection: Connection, dossier_id: str, file: str) -> bool:
    others = PAGES.scan_id == file, PAGES.dossier_id.not_in(["", dossier_id])
    return connection.scalar(select(PAGES.number).where(*others).limit(1)) is not None


def edit_row(edit: Edit) -> dict[str, object]:
    return {
        "id": edit.id,
        "dossier_id": edit.dossier_id,
        "at": edit.at,
        "editor_id": edit.editor_id,
        "kind": edit.kind.value,
        "content": EDIT.dump_json(edit).decode(),
    }


def deed(edit: Edit, agency_code: str) -> Deed:
    told: dict[str, str | int] = {"kind": edit.kind.value}
    if edit.pages:
        told["pages"] = " ".join(f"{file}/{number}" for file, number in edit.pages)
    for name, files in (("sent", edit.sent), ("taken", edit.taken)):
        if files:
            told[name] = " ".join(files)
    if edit.of:
        told["of"] = edit.of
    return Deed(Act.DOSSIER_EDITED, agency_code, edit.dossier_id, subject=edit.id, remark=told)
