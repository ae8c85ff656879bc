"""Corrected codes in the database."""

from sqlalchemy import update

from ocr_service.domain.dossier import Dossier
from ocr_service.domain.errors import Stale
from ocr_service.domain.reuse import Filing
from ocr_service.storage import deeds, tables
from ocr_service.storage.agencies import note_both
from ocr_service.storage.database import Database
from ocr_service.storage.filing import file_all
from ocr_service.storage.portal_outbox import tell_portal_of, tell_portal_under
from ocr_service.storage.rows import missing_text
from ocr_service.storage.steps import become, touch, was_as
from ocr_service.storage.trail import append


class SqlCodes:
    """A CodeStore in the database; each call is one transaction."""

    def __init__(self, database: Database, filing: Filing) -> None:
        self._database = database
        self._filing = filing

    def correct(self, before: Dossier, after: Dossier) -> None:
        queue, told = tables.review_queue, {
            "dossier_code": after.dossier_code,
            "procedure_code": after.procedure_code,
            "competent_agency_code": after.competent_agency_code,
            "former_codes": missing_text(after.former_codes),
            "missing": missing_text(after.missing),
        }  # fmt: skip
        with self._database.write() as connection:
            row = touch(connection, after.id)
            if not was_as(row, before.version):
                raise Stale(f"dossier {after.id} has changed")
            become(connection, row, after.status, **told)
            its = queue.c.dossier_id == after.id
            procedure = {"procedure_code": after.procedure_code}
            connection.execute(update(queue).where(its).values(procedure))
            file_all(connection, after, after.documents, self._filing)
            note_both(connection, after)
            tell_portal_of(connection, after.id)
            if before.dossier_code != after.dossier_code:
                tell_portal_under(connection, before.agency_code, before.dossier_code)
            append(connection, deeds.codes_corrected(before, after))
