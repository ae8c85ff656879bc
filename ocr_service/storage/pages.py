"""Whose page is which: pages stay rows of their scan; settling gives them to a dossier."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, literal, or_, select

from ocr_service.domain.arranging import Place
from ocr_service.domain.dossier import Scan, ScanState
from ocr_service.domain.numbering import numbered_through
from ocr_service.domain.page import Page
from ocr_service.storage import tables
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


def picture_of(connection: Connection, dossier_id: str, number: int) -> str:
    """By its number when the dossier was settled last, whatever has changed since; "" for none."""
    pages = tables.pages.c
    settled = pages.dossier_id == dossier_id, pages.place == number
    picture = connection.scalar(select(pages.picture).where(*settled))
    if picture is None and number > 0:  # never settled, or before pages had places
        first = select(pages.picture).where(pages.dossier_id == "").offset(number - 1).limit(1)
        picture = connection.scalar(in_order(first, dossier_id))
    return picture or ""


def places_at(connection: Connection, dossier_id: str, numbers: Sequence[int]) -> Sequence[Place]:
    """Where the pages lie that had these numbers when the dossier was settled last, in order."""
    pages = tables.pages.c
    its = pages.dossier_id == dossier_id, pages.place.in_(numbers)
    rows = connection.execute(select(pages.scan_id, pages.number).where(*its).order_by(pages.place))
    return [(row.scan_id, row.number) for row in rows]


def page_in(connection: Connection, dossier_id: str, place: Place) -> Page | None:
    pages = tables.pages
    its = pages.c.scan_id == place[0], pages.c.number == place[1]
    asked = select(pages).where(*its, pages.c.dossier_id == dossier_id)
    row = connection.execute(asked).mappings().one_or_none()
    return page_from(row) if row is not None else None


def page_at(connection: Connection, dossier_id: str, number: int) -> Page | None:
    """One page by its number when the dossier was settled last."""
    pages = tables.pages
    settled = pages.c.dossier_id == dossier_id, pages.c.place == number
    row = connection.execute(select(pages).where(*settled)).mappings().one_or_none()
    if row is None and number > 0:
        first = select(pages).where(pages.c.dossier_id == "").offset(number - 1).limit(1)
        row = connection.execute(in_order(first, dossier_id)).mappings().one_or_none()
    return replace(page_from(row), number=number) if row is not None else None


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
