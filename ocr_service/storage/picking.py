"""Records looked up whole: with their people, what took their place, and what was done since."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, RowMapping, func, select

from ocr_service.domain.reuse import Filed, Party
from ocr_service.storage import tables
from ocr_service.storage.filing import code_of
from ocr_service.storage.replacing import Newer, newer
from ocr_service.storage.revoking import revocations_of, was_revoked
from ocr_service.storage.rows import DOCUMENT

RECORDS, PARTIES, USES = tables.records.c, tables.record_parties.c, tables.record_uses.c
DOSSIERS, DOCUMENTS = tables.dossiers.c, tables.documents.c


def pick(
    connection: Connection, ids: Sequence[str], replaceable: frozenset[str]
) -> tuple[Filed, ...]:
    """In this order, without those that are gone."""
    if not ids:
        return ()
    rows = rows_of(connection, ids)
    parties = parties_of(connection, [row["number"] for row in rows.values()])
    holders = {of: {it.number for it in parties[of] if it.holder} for of in parties}
    by = newer(connection, rows.values(), holders, replaceable)
    revoked = revocations_of(connection, [it for it in rows if rows[it]["revoked"]])
    found = [
        replace(
            filed(rows[it], parties.get(rows[it]["number"], ())),
            uses=rows[it]["uses"],
            revoked=revoked.get(it),
        )
        for it in ids
        if it in rows
    ]
    return tuple(replaced(it, by[it.id]) if it.id in by else it for it in found)


def rows_of(connection: Connection, ids: Sequence[str]) -> dict[str, RowMapping]:
    uses = select(func.count()).where(USES.record_id == RECORDS.id).scalar_subquery()
    asked = (
        select(
            tables.records,
            DOCUMENTS.content.label("document"),
            DOSSIERS.dossier_code,
            DOSSIERS.procedure_code,
            uses.label("uses"),
            was_revoked(RECORDS.id).label("revoked"),
        )
        .join(tables.documents, DOCUMENTS.id == RECORDS.id)
        .join(tables.dossiers, DOSSIERS.id == RECORDS.dossier_id)
        .where(RECORDS.id.in_(list(ids)), RECORDS.withdrawn_at.is_(None))
    )
    return {row["id"]: row for row in connection.execute(asked).mappings()}


def parties_of(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[Party, ...]]:
    asked = select(tables.record_parties).where(PARTIES.record_number.in_(list(numbers)))
    found: dict[int, tuple[Party, ...]] = {}
    for row in connection.execute(asked.order_by(PARTIES.record_number, PARTIES.place)):
        party = Party(row.role, row.name, row.number, row.holder)
        found[row.record_number] = (*found.get(row.record_number, ()), party)
    return found


def replaced(record: Filed, by: Newer) -> Filed:
    return replace(record, replaced=True, replaced_by=by.id, replaced_in=by.agency_code)


def filed(row: RowMapping, parties: tuple[Party, ...]) -> Filed:
    """Without what this house has done with it since."""
    return Filed(
        id=row["id"],
        code=code_of(row),
        document_type=row["document_type"],
        dossier_id=row["dossier_id"],
        dossier_code=row["dossier_code"],
        procedure_code=row["procedure_code"],
        agency_code=row["agency_code"],
        competent_agency_code=row["competent_agency_code"],
        accepted_at=row["accepted_at"],
        number=row["paper_number"],
        issued_on=row["issued_on"],
        issuer=row["issuer"],
        valid_until=row["valid_until"],
        parties=parties,
        document=DOCUMENT.validate_json(row["document"]),
        content=row["content"],
        edition=row["edition"],
        made_by=row["made_by"],
    )
