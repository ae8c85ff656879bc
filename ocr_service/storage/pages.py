"""Whose page is which: pages stay rows of their scan; settling gives them to a dossier."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, literal, or_, select

from ocr_service.domain.arranging import Place
from ocr_service.domain.dossier import Scan, ScanState
from ocr_service.domain.numbering import numbered_through
from ocr_service.domain.page import Page
from ocr_service.storage import Lying, tables
from ocr_service.storage.rows import DOCUMENT, page_as_told, page_from, scan_from


def sources_of(connection: Connection, dossier_id: str, parent_id: str) -> tuple[Scan, ...]:
    """The scans of another dossier that hold pages of this one."""
    scans, pages = tables.scans, tables.pages
    holding = select(pages.c.scan_id).where(pages.c.dossier_id == dossier_id)
    rows = connection.execute(
        select(scans)
        .where(scans.c.dossier_id == parent_id, scans.c.id.in_(holding))
        .order_by(scans.c.position)
    )
    return tuple(scan_from(row) for row in rows.mappings())


def pages_of(connection: Connection, dossier_id: str, words: bool = True) -> tuple[Page, ...]:
    """Of the scans that were read to their end; with the ``words`` on them."""
    rows = connection.execute(in_order(select(tables.pages), dossier_id))
    return numbered_through(page_as_told(row, words) for row in rows.mappings())


def pages_unsettled(connection: Connection, dossier_id: str) -> tuple[Page, ...]:
    """Those given by another dossier, then all of its own scans as they lie in the files."""
    scans, pages = tables.scans, tables.pages
    given = and_(pages.c.dossier_id == dossier_id, scans.c.dossier_id != dossier_id)
    rows = connection.execute(
        select(pages)
        .join(scans, scans.c.id == pages.c.scan_id)
        .where(near(dossier_id), or_(scans.c.dossier_id == dossier_id, given))
        .where(scans.c.state == ScanState.READ.value, scans.c.aside.is_(False))
        .order_by(
            given.desc(), case((given, pages.c.given_place)), scans.c.position, pages.c.number
        )
    )
    return numbered_through(page_from(row) for row in rows.mappings())


def held_by_documents(
    connection: Connection, dossier_id: str, *which: ColumnElement[bool]
) -> Mapping[str, frozenset[Place]]:
    """Which pages each document (of ``which``) had when its dossier was settled last."""
    pages, documents = tables.pages.c, tables.documents.c
    where = select(pages.place, pages.scan_id, pages.number).where(
        pages.dossier_id == dossier_id, pages.place.is_not(None)
    )
    places = {row.place: (row.scan_id, row.number) for row in connection.execute(where)}
    held = select(documents.content).where(documents.dossier_id == dossier_id, *which)
    found = (DOCUMENT.validate_json(content) for content in connection.scalars(held))
    return {
        it.id: frozenset(places[number] for number in it.pages if number in places) for it in found
    }


def near(dossier_id: str) -> ColumnElement[bool]:
    """Only its own scans, and those of the dossier that it was a part of, can hold its pages."""
    dossiers = tables.dossiers
    parent = select(dossiers.c.split_from).where(dossiers.c.id == dossier_id).scalar_subquery()
    return tables.scans.c.dossier_id.in_([literal(dossier_id), parent])


def leaves_of(connection: Connection, dossier_id: str, numbers: Sequence[int]) -> Sequence[Lying]:
    """Pages by their numbers when the dossier was settled last, whatever has changed since."""
    pages = tables.pages.c
    asked = select(pages.scan_id, pages.number, pages.picture)
    settled = pages.dossier_id == dossier_id, pages.place.in_(numbers)
    rows = connection.execute(asked.where(*settled).order_by(pages.place)).all()
    if not rows:  # never settled, or before pages had places
        given = in_order(asked.where(pages.dossier_id == ""), dossier_id)
        first = connection.execute(given.limit(max(numbers, default=0))).all()
        rows = [first[number - 1] for number in numbers if 0 < number <= len(first)]
    return [((row.scan_id, row.number), row.picture) for row in rows]


def page_in(connection: Connection, dossier_id: str, place: Place) -> Page | None:
    """The page that lies there, in this dossier or not given to any yet."""
    pages = tables.pages
    its = pages.c.scan_id == place[0], pages.c.number == place[1]
    asked = select(pages).where(*its, pages.c.dossier_id.in_([dossier_id, ""]))
    row = connection.execute(asked).mappings().one_or_none()
    return page_from(row) if row is not None else None


def in_order(query: Select[Any], dossier_id: str) -> Select[Any]:
    """Of all pages those of the scans read, in the order of their running numbers.

    One that has no place in its dossier was replaced by another.
    """
    scans, pages = tables.scans, tables.pages
    its_own = and_(pages.c.dossier_id == "", scans.c.dossier_id == dossier_id)
    settled = and_(pages.c.dossier_id == dossier_id, pages.c.place.is_not(None))
    return (
        query.join(scans, scans.c.id == pages.c.scan_id)
        .where(near(dossier_id), or_(settled, its_own))
        .where(scans.c.state == ScanState.READ.value, scans.c.aside.is_(False))
        .order_by(pages.c.place.is_(None), pages.c.place, scans.c.position, pages.c.number)
    )
