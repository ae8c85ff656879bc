"""Dossiers in the database: how they come in, are tried again, and are found."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, RowMapping, select, update

from ocr_service.domain.arranging import Place
from ocr_service.domain.dossier import Document, Dossier, Scan, ScanState, Status
from ocr_service.domain.errors import BadInput, Conflict, NotFound
from ocr_service.domain.page import Page
from ocr_service.domain.quarantine import QUARANTINED
from ocr_service.domain.work import Work
from ocr_service.storage import FileStore, Lying, Once, SameFile, Search, deeds, tables
from ocr_service.storage.agencies import note_both, seen_from
from ocr_service.storage.database import Database
from ocr_service.storage.doomed import owning
from ocr_service.storage.edit_rows import acts_of
from ocr_service.storage.failing import failed_ones
from ocr_service.storage.looking import (
    failed_scans,
    from_row,
    head_of,
    header,
    holding,
    whole,
)
from ocr_service.storage.pages import (
    held_by_documents,
    leaves_of,
    page_in,
    pages_unsettled,
)
from ocr_service.storage.quarantine import quarantined, release
from ocr_service.storage.rounds import add_files, begin_round, hashes_of
from ocr_service.storage.rows import document_from, dossier_row, scan_row
from ocr_service.storage.searching import newest
from ocr_service.storage.steps import (
    add_works,
    insert_all,
    settle_if_final,
    touch,
    works_to_open,
)
from ocr_service.storage.trail import append

DOSSIERS = tables.dossiers.c
AGENCIES = DOSSIERS.agency_code, DOSSIERS.competent_agency_code


class SqlDossiers:
    """A DossierStore in the database; each call is one transaction."""

    def __init__(self, database: Database, files: FileStore) -> None:
        self._database = database
        self._files = files

    def add(self, dossier: Dossier, works: Sequence[Work], once: Once | None = None) -> None:
        rows = [scan_row(scan, dossier.id, place) for place, scan in enumerate(dossier.scans)]
        with owning(self._database, hashes_of(dossier.scans), self._files) as connection:
            insert_all(connection, tables.dossiers, [dossier_row(dossier)])
            insert_all(connection, tables.scans, rows)
            add_works(connection, works)
            fulfil(connection, once, dossier.id)
            note_both(connection, dossier)
            append(connection, deeds.received(dossier))

    def add_scans(
        self, dossier_id: str, scans: Sequence[Scan], once: Once | None = None
    ) -> tuple[Work, ...]:
        with owning(self._database, hashes_of(scans), self._files) as connection:
            dossier = begin_round(connection, dossier_id)
            works = add_files(connection, dossier, scans)
            fulfil(connection, once, dossier_id)
            return works or settle_if_final(connection, dossier)

    def retry(self, dossier_id: str, force: bool = False) -> tuple[Work, ...]:
        with self._database.write() as connection:
            failed = failed_scans(connection, dossier_id)
            dossier = touch(connection, dossier_id)
            status = Status(dossier["status"])
            if not status.settled or not (failed or status is Status.FAILED):
                raise Conflict(f"nothing has failed in a dossier that is {status}")
            failed = to_be_tried(connection, dossier, failed, force)
            dossier = begin_round(connection, dossier_id)
            connection.execute(
                update(tables.scans)
                .where(tables.scans.c.id.in_(failed))
                .values(state=ScanState.RECEIVED.value, complaint=None)
            )
            append(connection, deeds.retried(dossier, len(failed), force))
            works = add_works(connection, works_to_open(dossier, failed))
            return works or settle_if_final(connection, dossier)

    def get(self, dossier_id: str) -> Dossier:
        with self._database.read() as connection:
            return whole(connection, dossier_id)

    def outline(self, dossier_id: str) -> Dossier:
        with self._database.read() as connection:
            return whole(connection, dossier_id, words=False)

    def unsettled(self, dossier_id: str) -> Dossier:
        with self._database.read() as connection:
            acts = acts_of(connection, dossier_id)
            return replace(
                head_of(connection, dossier_id),
                pages=pages_unsettled(connection, dossier_id),
                acts=acts,
                formerly=held_by_documents(connection, dossier_id) if acts else {},
            )

    def summary(self, dossier_id: str) -> Dossier:
        with self._database.read() as connection:
            return head_of(connection, dossier_id)

    def parts(self, dossier_id: str, scope: str = "") -> Mapping[str, str]:
        made_of_it = DOSSIERS.split_from == dossier_id, *seen_from(AGENCIES, scope)
        with self._database.read() as connection:
            rows = connection.execute(select(DOSSIERS.id, DOSSIERS.dossier_code).where(*made_of_it))
            return {row.id: row.dossier_code for row in rows}

    def status(self, dossier_id: str) -> Status:
        with self._database.read() as connection:
            return Status(header(connection, dossier_id)["status"])

    def agencies(self, dossier_id: str) -> tuple[str, str]:
        with self._database.read() as connection:
            row = header(connection, dossier_id)
            return row["agency_code"], row["competent_agency_code"]

    def find(self, search: Search) -> tuple[Dossier, ...]:
        with self._database.read() as connection:
            rows = connection.execute(newest(connection, search))
            return tuple(from_row(connection, row) for row in rows.mappings())

    def failed(self, search: Search) -> tuple[Dossier, ...]:
        with self._database.read() as connection:
            rows = connection.execute(failed_ones(search)).mappings()
            return tuple(from_row(connection, row) for row in rows)

    def same_file(self, sha256: str, scope: str = "") -> tuple[SameFile, ...]:
        with self._database.read() as connection:
            return holding(connection, sha256, scope)

    def document(self, document_id: str) -> tuple[Dossier, Document]:
        documents = tables.documents
        with self._database.read() as connection:
            rows = connection.execute(select(documents).where(documents.c.id == document_id))
            row = rows.mappings().one_or_none()
            if row is None:
                raise NotFound(f"no document {document_id}")
            return head_of(connection, row["dossier_id"]), document_from(row)

    def leaf(self, dossier_id: str, place: Place) -> Page:
        with self._database.read() as connection:
            page = page_in(connection, dossier_id, place)
        if page is None:
            raise NotFound(f"page {place} is in dossier {dossier_id} no more")
        return page

    def leaves(self, dossier_id: str, numbers: Sequence[int]) -> Sequence[Lying]:
        with self._database.read() as connection:
            found = leaves_of(connection, dossier_id, numbers)
        if len(found) != len(numbers):
            raise NotFound(f"not all of these pages are in dossier {dossier_id}")
        return found

    def picture(self, dossier_id: str, number: int) -> str:
        ((_, picture),) = self.leaves(dossier_id, [number])
        if not picture:
            raise NotFound(f"no picture of page {number}")
        return picture


def fulfil(connection: Connection, once: Once | None, dossier_id: str) -> None:
    if once is None:
        return
    promises = tables.promises
    kept = connection.execute(
        update(promises)
        .where(
            promises.c.account == once.account,
            promises.c.key == once.key,
            promises.c.token == once.token,
        )
        .values(fingerprint=once.fingerprint, dossier_id=dossier_id)
    )
    if kept.rowcount != 1:
        raise Conflict("another request with the same Idempotency-Key took over")


def to_be_tried(
    connection: Connection, dossier: RowMapping, failed: list[str], force: bool
) -> list[str]:
    """Those of the ``failed`` scans that may be read; raises BadInput when none may."""
    if force:
        release(connection, failed)
        return failed
    kept_away = quarantined(connection, failed)
    if kept_away and kept_away == set(failed) and not dossier["complaint"]:
        raise BadInput(QUARANTINED)
    return [scan_id for scan_id in failed if scan_id not in kept_away]
