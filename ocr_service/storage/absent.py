"""Why a dossier is not here: it never was, or it was erased."""

from sqlalchemy import Connection, select

from ocr_service.domain.erasure import Erased
from ocr_service.domain.errors import NotFound
from ocr_service.storage.custody_tables import tombstones


def not_here(connection: Connection, dossier_id: str) -> NotFound:
    asked = select(tombstones.c.agency_code).where(tombstones.c.dossier_id == dossier_id)
    agency_code = connection.scalar(asked)
    if agency_code is None:
        return NotFound(f"no dossier {dossier_id}")
    return Erased(dossier_id, agency_code)
