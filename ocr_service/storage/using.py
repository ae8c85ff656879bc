"""Steps that tell which records of other dossiers were used in one."""

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from ocr_service.domain.access import lineage
from ocr_service.domain.dossier import Dossier
from ocr_service.domain.reuse import Reused
from ocr_service.storage import tables
from ocr_service.storage.filing import code_of

RECORDS, USES, DOSSIERS = tables.records.c, tables.record_uses.c, tables.dossiers.c
REVOKED = tables.record_revocations.c


def used_in(connection: Connection, dossier: Dossier) -> tuple[Reused, ...]:
    """In the order in which they were used."""
    standing = and_(RECORDS.id == USES.record_id, RECORDS.withdrawn_at.is_(None))
    told = USES.record_id, USES.document_type, DOSSIERS.procedure_code
    revoked = REVOKED.record_id.is_not(None).label("revoked")
    rows = connection.execute(
        select(*told, RECORDS.series, RECORDS.place, revoked)
        .select_from(tables.record_uses)
        .outerjoin(tables.records, standing)
        .outerjoin(tables.record_revocations, REVOKED.record_id == USES.record_id)
        .outerjoin(tables.dossiers, DOSSIERS.id == USES.source_id)
        .where(told_in(dossier))
        .order_by(USES.id)
    ).mappings()
    return tuple(
        Reused(
            record_id=row["record_id"],
            document_type=row["document_type"],
            procedure_code=row["procedure_code"] or "",
            code=code_of(row) if row["series"] is not None else "",
            revoked=row["revoked"],
        )
        for row in rows
    )


def told_in(dossier: Dossier) -> ColumnElement[bool]:
    """A one-stop system may know its dossier by its own code alone."""
    by_id = USES.dossier_id == dossier.id
    if not dossier.dossier_code:
        return by_id
    own = USES.agency_code.in_(lineage(dossier.agency_code))
    by_code = USES.dossier_id == "", USES.dossier_code == dossier.dossier_code, own
    return or_(by_id, and_(*by_code))
