"""How records are listed in SQL: by columns and by people, the last accepted first."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select

from ocr_service.storage import tables
from ocr_service.storage.newest import newest_seen
from ocr_service.storage.records import RecordSearch

RECORDS, PARTIES = tables.records.c, tables.record_parties.c


def conditions(search: RecordSearch) -> list[ColumnElement[bool]]:
    asked: list[Any] = [
        RECORDS.withdrawn_at.is_(None),
        RECORDS.number.in_(of_party(search.number)) if search.number else None,
        RECORDS.paper_key == search.key if search.key else None,
        RECORDS.document_type == search.document_type if search.document_type else None,
        RECORDS.agency_code == search.agency_code if search.agency_code else None,
        RECORDS.issued_on >= search.issued_from.isoformat() if search.issued_from else None,
        RECORDS.issued_on <= search.issued_to.isoformat() if search.issued_to else None,
        RECORDS.issued_on != "" if search.issued_to else None,
        RECORDS.number < int(search.after) if search.after else None,
    ]
    return [condition for condition in asked if condition is not None]


def last_accepted(connection: Connection, search: RecordSearch) -> Select[tuple[str, int]]:
    """Of all that are asked for, those accepted last."""
    sides = RECORDS.agency_code, RECORDS.competent_agency_code
    number, asked = RECORDS.number, conditions(search)
    seen = newest_seen(connection, number, asked, sides, search.scope, search.limit)
    found = select(RECORDS.id, number).where(*seen)
    return found.order_by(number.desc()).limit(search.limit)


def of_party(number: str) -> Any:
    return select(PARTIES.record_number).where(PARTIES.number == number)
