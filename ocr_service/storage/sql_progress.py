"""How far dossiers have come, as the database tells it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from ocr_service.domain.page import Problem
from ocr_service.storage import tables
from ocr_service.storage.database import Database
from ocr_service.storage.looking import head_of
from ocr_service.storage.pages import near
from ocr_service.storage.progress import PoorPage, Progress

DOSSIERS, SCANS, PAGES = tables.dossiers.c, tables.scans.c, tables.pages.c


class SqlProgress:
    """A ProgressStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def versions(self, dossier_ids: Sequence[str]) -> Mapping[str, int]:
        asked = select(DOSSIERS.id, DOSSIERS.version).where(DOSSIERS.id.in_(dossier_ids))
        with self._database.read() as connection:
            return {row.id: row.version for row in connection.execute(asked)}

    def of(self, dossier_id: str) -> Progress:
        with self._database.read() as connection:
            return Progress(head_of(connection, dossier_id), poor_pages(connection, dossier_id))


def poor_pages(connection: Connection, dossier_id: str) -> tuple[PoorPage, ...]:
    """Its own, and those of its files that were given to nobody yet."""
    rows = connection.execute(
        select(PAGES.scan_id, PAGES.number, PAGES.problems)
        .join(tables.scans, SCANS.id == PAGES.scan_id)
        .where(near(dossier_id), PAGES.problems != "", SCANS.aside.is_(False))
        .where(
            ((PAGES.dossier_id == dossier_id) & PAGES.place.is_not(None))
            | ((PAGES.dossier_id == "") & (SCANS.dossier_id == dossier_id))
        )
        .order_by(SCANS.position, PAGES.number)
    )
    return tuple(
        PoorPage(row.scan_id, row.number, tuple(map(Problem, row.problems.split()))) for row in rows
    )
