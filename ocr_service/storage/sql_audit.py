"""The audit trail in the database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select, true, tuple_

from ocr_service.domain.audit import Deed, Entry
from ocr_service.storage import tables
from ocr_service.storage.agencies import AGENCIES, within
from ocr_service.storage.audit import AuditSearch
from ocr_service.storage.database import Database
from ocr_service.storage.naming import Names, actors_called, names_of
from ocr_service.storage.trail import append, entry_from

ENTRIES = tables.audit_entries.c
MOST_ACTORS = 200


class SqlAudit:
    """An AuditStore in the database.

    What is appended alone, of what is handed out, does not wait for the disk: else each look at a
    picture would, one after the other. Should the database's machine lose its power, the last of
    them (PostgreSQL: 0.6 s; SQLite: what the kernel still held) are not in the trail; it is whole
    up to there, and every change is in it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, *deeds: Deed) -> None:
        with self._database.write(synced=False) as connection:
            append(connection, *deeds)

    def entries(self, search: AuditSearch) -> tuple[Entry, ...]:
        by_agency = not self._database.sqlite and search.newest_first and by_scope_alone(search)
        asked = newest_of_each(search) if by_agency else in_one_go(search)
        with self._database.read() as connection:
            rows = connection.execute(asked)
            return tuple(entry_from(row) for row in rows.mappings())

    def numbers(self, search: AuditSearch) -> tuple[int, ...]:
        asked = select(ENTRIES.number).where(*conditions(search)).limit(search.limit)
        with self._database.read() as connection:
            return tuple(sorted(connection.scalars(asked)))

    def numbered(self, numbers: Sequence[int]) -> tuple[Entry, ...]:
        asked = select(tables.audit_entries).where(ENTRIES.number.in_(numbers))
        with self._database.read() as connection:
            rows = connection.execute(asked.order_by(ENTRIES.number))
            return tuple(entry_from(row) for row in rows.mappings())

    def names(self, entries: Sequence[Entry]) -> Names:
        with self._database.read() as connection:
            return names_of(connection, entries)

    def actors(self, words: str) -> tuple[str, ...]:
        with self._database.read() as connection:
            return actors_called(connection, words, MOST_ACTORS)


def in_one_go(search: AuditSearch) -> Select[Any]:
    asked = select(tables.audit_entries).where(*conditions(search))
    return asked.order_by(*order(search)).limit(search.limit)


def by_scope_alone(search: AuditSearch) -> bool:
    """Whether nothing but times and the agencies below one are asked for."""
    only = AuditSearch(
        since=search.since,
        until=search.until,
        scope=search.scope,
        after=search.after,
        newest_first=search.newest_first,
        limit=search.limit,
    )
    return bool(search.scope) and search == only


def newest_of_each(search: AuditSearch) -> Select[Any]:
    """The newest of each agency first, then of those the newest: by their index alone.

    PostgreSQL cannot know whether few agencies have many entries or many have few; in one go it
    goes through the whole trail (two seconds, of a million entries) when it guesses wrong.
    """
    theirs = select(tables.audit_entries).where(
        ENTRIES.agency_code == AGENCIES.code, *conditions(replace(search, scope=""))
    )
    newest = theirs.order_by(*order(search)).limit(search.limit).lateral("newest")
    return (
        select(newest)
        .select_from(tables.agencies.join(newest, true()))
        .where(AGENCIES.above == search.scope)
        .order_by(newest.c.at.desc(), newest.c.number.desc())
        .limit(search.limit)
    )


def conditions(search: AuditSearch) -> list[ColumnElement[bool]]:
    asked = [
        ENTRIES.dossier_id == search.dossier_id if search.dossier_id else None,
        ENTRIES.document_id == search.document_id if search.document_id else None,
        ENTRIES.agency_code == search.agency_code if search.agency_code else None,
        ENTRIES.actor_id == search.actor_id if search.actor_id else None,
        ENTRIES.actor_id.in_(search.actor_ids) if search.actor_ids is not None else None,
        ENTRIES.dossier_id.in_(search.dossier_ids) if search.dossier_ids is not None else None,
        ENTRIES.subject == search.subject if search.subject else None,
        ENTRIES.act == search.act.value if search.act else None,
        ENTRIES.at >= told(search.since) if search.since else None,
        ENTRIES.at < told(search.until) if search.until else None,
        beyond(search) if search.after else None,
    ]
    told_of = within(ENTRIES.agency_code, search.scope)
    return [condition for condition in (*asked, *told_of) if condition is not None]


def order(search: AuditSearch) -> tuple[ColumnElement[Any], ...]:
    """Down by time, as the indexes lie; up by number, as the chain was forged."""
    return (ENTRIES.at.desc(), ENTRIES.number.desc()) if search.newest_first else (ENTRIES.number,)


def beyond(search: AuditSearch) -> ColumnElement[bool]:
    if not search.newest_first:
        return ENTRIES.number > search.after
    last = select(ENTRIES.at).where(ENTRIES.number == search.after).scalar_subquery()
    return tuple_(ENTRIES.at, ENTRIES.number) < tuple_(last, search.after)


def told(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="microseconds")
