"""Steps that tell of a record: that its paper was taken back, and what it was handed out for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, insert, select, update

from ocr_service.acting import actor
from ocr_service.domain.audit import Act, Deed
from ocr_service.domain.ids import new_id
from ocr_service.domain.reuse import Revocation, Revoked
from ocr_service.storage import tables
from ocr_service.storage.steps import insert_new
from ocr_service.storage.trail import append

RECORDS = tables.records.c
REVOCATIONS = tables.record_revocations.c


def revoke(connection: Connection, told: Revocation, record: RowMapping) -> Revocation:
    """What stands now: one that was told before stays as it is."""
    row = {name: getattr(told, name) for name in told.__slots__ if name != "user"}
    row |= {"user_name": told.user, "dossier_id": record["dossier_id"]}
    if insert_new(connection, tables.record_revocations, row):
        in_its_order(connection, record, revoked=True)
        append(connection, deed(Act.RECORD_REVOKED, record))
    return revocations_of(connection, [told.record_id])[told.record_id]


def reinstate(connection: Connection, record: RowMapping) -> None:
    its = REVOCATIONS.record_id == record["id"]
    if connection.execute(delete(tables.record_revocations).where(its)).rowcount:
        in_its_order(connection, record, revoked=False)
        append(connection, deed(Act.RECORD_REINSTATED, record))


def must_hold(connection: Connection, record_id: str) -> None:
    """Raises Revoked."""
    if revocations_of(connection, [record_id]):
        raise Revoked(f"record {record_id} was taken back")


def in_its_order(connection: Connection, record: RowMapping, *, revoked: bool) -> None:
    """Whoever searches finds first what was not taken back."""
    handles = tables.record_handles
    its = update(handles).where(handles.c.number == record["number"])
    connection.execute(its.values(revoked=revoked))


def deed(act: Act, record: RowMapping) -> Deed:
    """Never why: that may name people."""
    told = {"document_type": record["document_type"]}
    return Deed(act, record["agency_code"], record["dossier_id"], record["id"], remark=told)


def was_revoked(record_id: ColumnElement[str]) -> Any:
    return select(REVOCATIONS.record_id).where(REVOCATIONS.record_id == record_id).exists()


def revocations_of(connection: Connection, ids: Sequence[str]) -> dict[str, Revocation]:
    if not ids:
        return {}
    asked = select(tables.record_revocations).where(REVOCATIONS.record_id.in_(list(ids)))
    return {row["record_id"]: revocation_from(row) for row in connection.execute(asked).mappings()}


def revocation_from(row: RowMapping) -> Revocation:
    told = {name: row[name] for name in Revocation.__slots__ if name != "user"}
    return Revocation(**told, user=row["user_name"])


def hand_out(
    connection: Connection, ids: Sequence[str], purpose: str, consent: str, now: datetime
) -> None:
    """Tells each agency that holds one of these records, with the row that says what for."""
    asked = select(tables.records).where(RECORDS.id.in_(list(ids))).order_by(RECORDS.number)
    held = connection.execute(asked.with_for_update(read=True))  # whoever erases waits
    for record in held.mappings().all():
        row = handout_row(record, now) | {"purpose": purpose, "consent": consent}
        connection.execute(insert(tables.record_handouts).values(row))
        append(connection, handed_out(record, row))


def handout_row(record: RowMapping, now: datetime) -> dict[str, Any]:
    who = actor()
    return {
        "id": new_id(),
        "record_id": record["id"],
        "dossier_id": record["dossier_id"],
        "at": now,
        "user_id": who.id,
        "user_name": who.name,
        "agency_code": who.agency_code,
    }


def handed_out(record: RowMapping, row: Mapping[str, Any]) -> Deed:
    """To which agency, and the row that says what for; none of its words."""
    told = {"document_type": record["document_type"], "handed_to": row["agency_code"]}
    return Deed(
        Act.RECORD_HANDED_OUT,
        record["agency_code"],
        record["dossier_id"],
        record["id"],
        subject=row["id"],
        remark=told,
    )
