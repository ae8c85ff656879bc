"""Steps that keep records as accepted documents stand; whoever changes a document takes them."""

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, text, update

from ocr_service import __version__
from ocr_service.domain.audit import digest
from ocr_service.domain.calendar import today
from ocr_service.domain.dossier import Document, DocumentStatus, Dossier
from ocr_service.domain.handles import LONGEST_KEY, handles_of
from ocr_service.domain.ids import utc_now
from ocr_service.domain.reuse import Facts, Filing, key_of
from ocr_service.storage import tables
from ocr_service.storage.replacing import kin_of, tell_no_longer_replaced, tell_replaced
from ocr_service.storage.revoking import revocations_of
from ocr_service.storage.rows import DOCUMENT
from ocr_service.storage.steps import insert_all, put

RECORDS, PARTIES = tables.records.c, tables.record_parties.c
RANDOM_BITS = 10
SERIES = 0x7265636F  # PostgreSQL's advisory lock: codes of one series are given one by one
GONE: Mapping[str, Any] = dict.fromkeys(
    ("paper_number", "paper_key", "issued_on", "valid_until", "issuer"), ""
)
Row = dict[str, Any]


def file_all(
    connection: Connection, dossier: Dossier, documents: Sequence[Document], filing: Filing
) -> None:
    """The records of a locked dossier, all of whose documents these are."""
    found = facts_of(dossier, documents, filing)
    held = select(RECORDS.id).where(
        RECORDS.dossier_id == dossier.id, RECORDS.withdrawn_at.is_(None)
    )
    withdraw(connection, sorted(set(connection.scalars(held)) - set(found)))
    keep(connection, dossier, documents, found)


def file_one(
    connection: Connection,
    dossier: Dossier,
    document: Document,
    filing: Filing,
    since: datetime | None = None,
) -> None:
    """The record of a document of a locked dossier, if it has one now; ``since``: accepted then."""
    found = facts_of(dossier, [document], filing)
    if not found:
        withdraw(connection, [document.id])
    keep(connection, dossier, [document], found, since)


def facts_of(dossier: Dossier, documents: Sequence[Document], filing: Filing) -> dict[str, Facts]:
    """Of those that are accepted, by their ids."""
    return {
        paper.id: filing(paper, dossier.procedure_code)
        for paper in documents
        if paper.status is DocumentStatus.ACCEPTED
    }


def keep(
    connection: Connection,
    dossier: Dossier,
    documents: Sequence[Document],
    found: Mapping[str, Facts],
    since: datetime | None = None,
) -> None:
    asked = select(tables.records).where(RECORDS.id.in_(list(found)))
    held = {row["id"]: row for row in connection.execute(asked).mappings()}
    lock_series(connection, sorted(found[it].series for it in found if it not in held))
    kin = kin_of(connection, [row["number"] for row in held.values()])
    revoked, replaceable = revocations_of(connection, list(found)), list[int]()
    for place, paper in enumerate(it for it in documents if it.id in found):
        facts, before = found[paper.id], held.get(paper.id)
        row = row_of(paper, facts, dossier, before) | dated(before, since)
        if before is None:
            row |= {"number": number_at(utc_now(), place), **named(connection, facts.series)}
        number = keep_record(connection, row, before)
        keep_parties(connection, number, dossier.id, facts)
        handles = handles_row(number, row, facts) | {"revoked": paper.id in revoked}
        put(connection, tables.record_handles, handles)
        replaceable += [number] if facts.one_at_a_time else []
    tell_no_longer_replaced(connection, kin)
    tell_replaced(connection, kin_of(connection, replaceable))


def keep_record(connection: Connection, row: Row, before: RowMapping | None) -> int:
    """Its number; ``before``: how it stands there, if it does."""
    if before is None:
        connection.execute(insert(tables.records).values(row))
        return int(row["number"])
    number: int = before["number"]
    connection.execute(update(tables.records).where(RECORDS.number == number).values(row))
    return number


def row_of(paper: Document, facts: Facts, dossier: Dossier, before: RowMapping | None) -> Row:
    """Of one that says what it said before, the day and the pipeline stay as they were."""
    content = digest(DOCUMENT.dump_json(paper).decode())
    same = before is not None and before["withdrawn_at"] is None and before["content"] == content
    made = {} if same else {
        "accepted_at": utc_now(),
        "content": content,
        "edition": facts.edition,
        "made_by": f"ocr-service {__version__}",
    }  # fmt: skip
    return made | {
        "id": paper.id,
        "dossier_id": dossier.id,
        "agency_code": dossier.agency_code,
        "competent_agency_code": dossier.competent_agency_code,
        "document_type": paper.document_type,
        "withdrawn_at": None,
        "paper_number": facts.number,
        "paper_key": key_of(facts.number)[:LONGEST_KEY],
        "issued_on": facts.issued_on,
        "valid_until": facts.valid_until,
        "issuer": facts.issuer,
    }


def dated(before: RowMapping | None, since: datetime | None) -> Row:
    return {"accepted_at": since} if since and before is None else {}


def keep_parties(connection: Connection, number: int, dossier_id: str, facts: Facts) -> None:
    parties = tables.record_parties
    connection.execute(delete(parties).where(PARTIES.record_number == number))
    insert_all(connection, parties, parties_rows(number, dossier_id, facts))


def parties_rows(number: int, dossier_id: str, facts: Facts) -> list[Row]:
    return [
        {
            "record_number": number,
            "place": place,
            "dossier_id": dossier_id,
            "role": party.role,
            "name": party.name,
            "number": party.number[:200],
            "holder": party.holder,
        }
        for place, party in enumerate(facts.parties)
    ]


def handles_row(number: int, row: Row, facts: Facts) -> Row:
    """Neither replaced nor revoked, until somebody looks."""
    agencies = row["agency_code"], row["competent_agency_code"]
    found = handles_of(facts, row["document_type"], agencies, today())
    return {
        "number": number,
        "issued_on": facts.issued_on,
        "valid_until": facts.valid_until,
        "replaced": False,
        "revoked": False,
        "handles": " ".join(found),
    }


def withdraw(connection: Connection, ids: Sequence[str]) -> None:
    """They are found by nothing any more; their codes stay theirs."""
    for id_ in ids:
        asked = (
            update(tables.records)
            .where(RECORDS.id == id_, RECORDS.withdrawn_at.is_(None))
            .values(withdrawn_at=utc_now(), **GONE)
            .returning(RECORDS.number)
        )
        number = connection.scalar(asked)
        if number is not None:
            kin = kin_of(connection, [number])
            parties, handles = tables.record_parties, tables.record_handles
            connection.execute(delete(parties).where(PARTIES.record_number == number))
            connection.execute(delete(handles).where(handles.c.number == number))
            tell_no_longer_replaced(connection, kin)


def number_at(now: datetime, place: int) -> int:
    """Rising with time, and with ``place`` within one transaction."""
    microseconds = int(now.timestamp() * 1_000_000) + place
    chance = int.from_bytes(os.urandom(2), "big") >> (16 - RANDOM_BITS)
    return microseconds << RANDOM_BITS | chance


def named(connection: Connection, series: str) -> Row:
    taken = select(func.max(RECORDS.place)).where(RECORDS.series == series)
    return {"series": series, "place": (connection.scalar(taken) or 0) + 1}


def lock_series(connection: Connection, series: Sequence[str]) -> None:
    """In order, so that two dossiers with papers of the same people never wait for each other."""
    if connection.dialect.name != "sqlite":
        alone = text("select pg_advisory_xact_lock(:kind, hashtext(:series))")
        for one in series:
            connection.execute(alone, {"kind": SERIES, "series": one})


def code_of(row: RowMapping) -> str:
    return f"{row['series']}.{row['place']:02}"


def delete_records(connection: Connection, dossier_ids: Sequence[str]) -> None:
    parties, handles, records = tables.record_parties, tables.record_handles, tables.records
    theirs = select(RECORDS.number).where(RECORDS.dossier_id.in_(dossier_ids))
    kin = kin_of(connection, connection.scalars(theirs).all())
    connection.execute(delete(parties).where(PARTIES.dossier_id.in_(dossier_ids)))
    connection.execute(delete(handles).where(handles.c.number.in_(theirs)))
    gone = connection.execute(delete(records).where(RECORDS.dossier_id.in_(dossier_ids)))
    tell_no_longer_replaced(connection, kin)
    if gone.rowcount and connection.dialect.name == "sqlite":
        # Else its index keeps words that were taken out until it merges them by itself.
        connection.exec_driver_sql("INSERT INTO records_words(records_words) VALUES ('optimize')")
