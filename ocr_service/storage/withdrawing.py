"""Steps that tell the portal of what is erased: kept apart from its rows, which go."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select

from ocr_service.domain.webhook import PortalEvent
from ocr_service.domain.withdrawn import Withdrawn
from ocr_service.storage import tables
from ocr_service.storage.portal_outbox import is_known, plan, was_told
from ocr_service.storage.using import used_in

DOSSIERS, DOCUMENTS = tables.dossiers.c, tables.documents.c


def told_the_portal(connection: Connection, ids: Sequence[str]) -> tuple[Withdrawn, ...]:
    """What the portal was told of these, as long as they are here."""
    if not is_known(connection):
        return ()
    rows = connection.execute(select(tables.dossiers).where(DOSSIERS.id.in_(ids))).mappings()
    told = [row for row in rows.all() if row["dossier_code"] and was_told(connection, row)]
    return tuple(withdrawn(connection, row) for row in told)


def withdrawn(connection: Connection, row: RowMapping) -> Withdrawn:
    papers = select(DOCUMENTS.id, DOCUMENTS.document_type).where(DOCUMENTS.dossier_id == row["id"])
    gone = Withdrawn(
        row["id"],
        received_at=row["received_at"],
        dossier_code=row["dossier_code"],
        procedure_code=row["procedure_code"],
        agency_code=row["agency_code"],
        competent_agency_code=row["competent_agency_code"],
        papers=[list(paper) for paper in connection.execute(papers.order_by(DOCUMENTS.id))],
    )
    used = used_in(connection, gone.dossier())
    return replace(gone, used=[it.record_id for it in used])


def withdraw(connection: Connection, told: Sequence[Withdrawn], now: datetime) -> None:
    """Waits for the portal also while it is off."""
    for gone in told:
        plan(connection, PortalEvent.WITHDRAWN, gone.dossier_id, gone.to_text(), now)
