"""People's changes to pages in the database."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, RowMapping, insert, select, update

from ocr_service.domain.arranging import Edit, EditKind, Place, Standing, standing
from ocr_service.domain.audit import Act, Deed
from ocr_service.domain.dossier import DocumentStatus, Scan, Status
from ocr_service.domain.errors import BadInput, Complaint, Conflict, NotFound, Stale
from ocr_service.domain.work import Work
from ocr_service.storage import FileStore, tables
from ocr_service.storage.database import Database
from ocr_service.storage.doomed import owning
from ocr_service.storage.edit_rows import acts_of, edit_row
from ocr_service.storage.pages import held_by_documents
from ocr_service.storage.readings import rereadings
from ocr_service.storage.rounds import add_files, begin_round, hashes_of
from ocr_service.storage.steps import FINAL, add_works, settle_if_final, touch, was_as
from ocr_service.storage.trail import append

FILE_IS_GONE = Complaint(
    "file_is_gone",
    "Tệp gốc của trang này đã bị xóa cùng một hồ sơ khác nên không đọc lại được.",
    "Hãy quét lại trang rồi dùng “Thay trang”.",
)
SCANS, PAGES = tables.scans.c, tables.pages.c


class SqlEdits:
    """An EditStore in the database; each call is one transaction."""

    def __init__(self, database: Database, files: FileStore) -> None:
        self._database = database
        self._files = files

    def add(
        self, edit: Edit, seen_as: int | None = None, scans: Sequence[Scan] = ()
    ) -> tuple[Work, ...]:
        with owning(self._database, hashes_of(scans), self._files) as connection:
            row = touch(connection, edit.dossier_id)
            check(row, edit, seen_as)
            edit = replace(edit, accepted=accepted(connection, row))
            dossier = begin_round(connection, edit.dossier_id)
            acts = acts_of(connection, edit.dossier_id)
            before, after = standing(acts), standing([*acts, edit])
            connection.execute(insert(tables.edits).values(edit_row(edit, len(acts) + 1)))
            append(connection, deed(edit, dossier["agency_code"]))
            works = add_files(connection, dossier, scans)
            set_aside(connection, edit.dossier_id, before, after)
            for act in {*before.done, *after.done} - ({*before.done} & {*after.done}):
                change_places(connection, act)
            works += turn_pages(connection, dossier, before, after)
            return works or settle_if_final(connection, dossier)

    def of_dossier(self, dossier_id: str) -> tuple[Edit, ...]:
        with self._database.read() as connection:
            return acts_of(connection, dossier_id)


def check(dossier: RowMapping, edit: Edit, seen_as: int | None) -> None:
    """Of a dossier just locked. Files may go at any time; pages stand still once it has settled."""
    if seen_as is not None and not was_as(dossier, seen_as):
        raise Stale(f"dossier {edit.dossier_id} has changed")
    if edit.kind is not EditKind.TAKE_AWAY and not Status(dossier["status"]).settled:
        raise Conflict(f"dossier {edit.dossier_id} is being read")


def accepted(connection: Connection, dossier: RowMapping) -> tuple[tuple[Place, ...], ...]:
    """The pages of the documents of a dossier that was accepted: they are looked at again."""
    if Status(dossier["status"]) is not Status.ACCEPTED:
        return ()
    sure = tables.documents.c.status == DocumentStatus.ACCEPTED.value
    held = held_by_documents(connection, dossier["id"], sure)
    return tuple(tuple(sorted(pages)) for pages in held.values())


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


def change_places(connection: Connection, act: Edit) -> None:
    """A file that stands for another lies where that lay; done twice, all is as before."""
    if act.kind is not EditKind.REPLACE_FILE:
        return
    old, new = act.taken[0], act.sent[0]
    where = SCANS.position, SCANS.upload, SCANS.duplex
    rows = connection.execute(select(SCANS.id, *where).where(SCANS.id.in_([old, new])))
    lay = {row["id"]: {it.name: row[it.name] for it in where} for row in rows.mappings()}
    # No two of a dossier may have one position, not even for a moment.
    for file, values in ((old, {"position": -1}), (new, lay[old]), (old, lay[new])):
        connection.execute(update(tables.scans).where(SCANS.id == file).values(values))


def turn_pages(
    connection: Connection, dossier: RowMapping, before: Standing, after: Standing
) -> tuple[Work, ...]:
    """The work to read again what lies otherwise now; raises BadInput where that cannot be."""
    told, was = after.rotations, before.rotations
    changed = [page for page in {**was, **told} if told.get(page) != was.get(page)]
    for file, number in changed:
        if not connection.scalar(select(SCANS.sha256).where(SCANS.id == file)):
            raise BadInput(FILE_IS_GONE)
        its = PAGES.scan_id == file, PAGES.number == number
        its_own = *its, PAGES.dossier_id == dossier["id"]
        turned = {"told_rotation": told.get((file, number)), "stale": True}
        found = connection.execute(update(tables.pages).where(*its_own).values(turned))
        if found.rowcount != 1:
            raise Conflict(f"page {number} of file {file} is not in dossier {dossier['id']}")
    return add_works(connection, rereadings(dossier, changed))


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
