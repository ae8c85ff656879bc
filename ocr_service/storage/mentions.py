"""Which dossiers a number stands in: values, reviews, codes, names of files, uses, or page text.

Blanks, dots and dashes within it do not hide it, but on pages: there it must stand in one piece.
"""

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from ocr_service.storage import tables

DOSSIERS, SCANS, PAGES = tables.dossiers.c, tables.scans.c, tables.pages.c
QUEUE = tables.review_queue.c
TOLD_OF_RECORDS = (
    tables.record_revocations.c.reason,
    tables.record_revocations.c.document_number,
    tables.record_handouts.c.purpose,
    tables.record_handouts.c.consent,
)
WORDS = (
    tables.documents.c.content,
    tables.reviews.c.content,
    tables.keyings.c.content,
    tables.glances.c.content,
    QUEUE.postponed_reason,
    SCANS.filename,
    *TOLD_OF_RECORDS,
)
USES = tables.record_uses.c
USED = (USES.purpose, USES.consent, USES.dossier_code)
SEPARATORS = (" ", ".", "-")


def mentioning(connection: Connection, number: str) -> list[str]:
    """The ids of the dossiers, newest first; ``number`` is without separators."""
    asked = select(DOSSIERS.id).where(maybe(connection, number)).order_by(DOSSIERS.id.desc())
    candidates = list(connection.scalars(asked))
    between = f"[{re.escape(''.join(SEPARATORS))}]?"
    # As a whole: 12 figures may stand within the 13 of something else.
    whole = re.compile(rf"(?<!\w){between.join(map(re.escape, number))}(?!\w)", re.IGNORECASE)
    return [it for it in candidates if any(map(whole.search, texts_of(connection, it, number)))]


def maybe(connection: Connection, number: str) -> ColumnElement[bool]:
    """What may hold it; what does is looked at closely afterwards."""
    return or_(
        said_in(DOSSIERS.metadata, number),
        said_in(DOSSIERS.dossier_code, number),
        said_in(DOSSIERS.former_codes, number),
        *(
            DOSSIERS.id.in_(select(table.c.dossier_id).where(said_in(table.c.content, number)))
            for table in (tables.documents, tables.reviews, tables.keyings, tables.glances)
        ),
        DOSSIERS.id.in_(select(SCANS.dossier_id).where(said_in(SCANS.filename, number))),
        DOSSIERS.id.in_(select(QUEUE.dossier_id).where(said_in(QUEUE.postponed_reason, number))),
        DOSSIERS.id.in_(select(USES.source_id).where(said_in_use(number))),
        *(
            DOSSIERS.id.in_(select(column.table.c.dossier_id).where(said_in(column, number)))
            for column in TOLD_OF_RECORDS
        ),
        DOSSIERS.id.in_(select(PAGES.dossier_id).where(read_on_page(connection, number))),
    )


def texts_of(connection: Connection, dossier_id: str, number: str) -> Iterator[str]:
    """All that is kept of a dossier in words."""
    told = DOSSIERS.metadata, DOSSIERS.dossier_code, DOSSIERS.former_codes
    yield from connection.execute(select(*told).where(DOSSIERS.id == dossier_id)).one()
    for column in WORDS:
        yield from connection.scalars(select(column).where(column.table.c.dossier_id == dossier_id))
    for column in USED:
        yield from connection.scalars(select(column).where(USES.source_id == dossier_id))
    read = PAGES.dossier_id == dossier_id, read_on_page(connection, number)
    for content in connection.scalars(select(PAGES.content).where(*read)):
        yield content.decode()


def said_in_use(number: str) -> ColumnElement[bool]:
    return or_(*(said_in(column, number) for column in USED))


def said_in(column: ColumnElement[Any], number: str) -> ColumnElement[bool]:
    bare: ColumnElement[Any] = column
    for separator in SEPARATORS:
        bare = func.replace(bare, separator, "")
    return bare.contains(number, autoescape=True)


def read_on_page(connection: Connection, number: str) -> ColumnElement[bool]:
    """Pages are kept as bytes of JSON."""
    wanted = number.encode()
    if connection.dialect.name == "sqlite":
        return func.instr(PAGES.content, wanted) > 0
    return func.pg_catalog.position(PAGES.content, wanted) > 0
