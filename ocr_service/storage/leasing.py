"""Steps by which a document is held by whoever looks at it, and by nobody else."""

from datetime import datetime

from sqlalchemy import Connection, delete, or_, select

from ocr_service.domain.desk import Lease, Leased
from ocr_service.storage import tables
from ocr_service.storage.steps import inserting, put

LEASES = tables.leases.c


def lease_of(connection: Connection, document_id: str, now: datetime) -> Lease | None:
    """Whoever holds it now."""
    asked = select(LEASES.holder_id, LEASES.holder, LEASES.until)
    its = LEASES.document_id == document_id, LEASES.until > now
    row = connection.execute(asked.where(*its)).mappings().one_or_none()
    return Lease(**row) if row else None


def check_free(connection: Connection, document_id: str, for_id: str, now: datetime) -> None:
    """Raises Leased while anybody else holds it."""
    lease = lease_of(connection, document_id, now)
    if lease is not None and lease.holder_id != for_id:
        raise Leased(lease)


def take(
    connection: Connection, document_id: str, dossier_id: str, lease: Lease, now: datetime
) -> bool:
    """Whether it is the lease's now, newly or for longer; not while another holds it."""
    row = lease_row(document_id, dossier_id, lease)
    statement = inserting(connection, tables.leases, row).on_conflict_do_update(
        index_elements=[LEASES.document_id],
        set_=row,
        where=or_(LEASES.until <= now, LEASES.holder_id == lease.holder_id),
    )
    return connection.scalar(statement.returning(LEASES.document_id)) is not None


def take_over(connection: Connection, document_id: str, dossier_id: str, lease: Lease) -> None:
    put(connection, tables.leases, lease_row(document_id, dossier_id, lease))


def let_go(connection: Connection, document_id: str, holder_id: str) -> None:
    its = LEASES.document_id == document_id, LEASES.holder_id == holder_id
    connection.execute(delete(tables.leases).where(*its))


def lease_row(document_id: str, dossier_id: str, lease: Lease) -> dict[str, object]:
    return {
        "document_id": document_id,
        "dossier_id": dossier_id,
        "holder_id": lease.holder_id,
        "holder": lease.holder,
        "until": lease.until,
    }
