"""Which dossiers a search asks for."""

from typing import Any

from sqlalchemy import Connection, Select, and_, or_, select

from ocr_service.storage import Search, tables
from ocr_service.storage.newest import newest_seen

DOSSIERS = tables.dossiers.c
LAST_LETTER = chr(0x10FFFF)


def newest(connection: Connection, search: Search) -> Select[Any]:
    """The rows asked for, newest first."""
    asked = [*conditions(search), *code_begins(connection, search.code_begins)]
    sides = [DOSSIERS.agency_code, DOSSIERS.competent_agency_code][: 1 + search.or_competent]
    seen = newest_seen(connection, DOSSIERS.id, asked, sides, search.scope, search.limit)
    found = select(tables.dossiers).where(*seen)
    return found.order_by(DOSSIERS.id.desc()).limit(search.limit)


def code_begins(connection: Connection, typed: str) -> list[Any]:
    """Codes that begin as typed, or so in capitals; SQLite finds them by their index only so."""
    if not typed:
        return []
    column, beginnings = tables.dossiers.c.dossier_code, {typed, typed.upper()}
    if connection.dialect.name != "sqlite":
        return [or_(*(column.startswith(it, autoescape=True) for it in beginnings))]
    ranges = [and_(column >= it, column < it + LAST_LETTER) for it in beginnings]
    return [DOSSIERS.id.in_(select(tables.dossiers.c.id).where(or_(*ranges)))]


def conditions(search: Search) -> list[Any]:
    column = tables.dossiers.c
    asked = [
        column.status == search.status if search.status else None,
        column.agency_code == search.agency_code if search.agency_code else None,
        column.competent_agency_code == search.competent_agency_code
        if search.competent_agency_code
        else None,
        column.procedure_code == search.procedure_code if search.procedure_code else None,
        column.dossier_code == search.dossier_code if search.dossier_code else None,
        column.received_at >= search.received_from if search.received_from else None,
        column.received_at < search.received_to if search.received_to else None,
        column.id < search.after if search.after else None,
    ]
    return [condition for condition in asked if condition is not None]
