"""How the papers of a person are looked up in SQL: by all numbers that papers say are theirs."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, and_, select

from ocr_service.domain.held import Holding
from ocr_service.storage import tables

RECORDS, PARTIES = tables.records.c, tables.record_parties.c
REVOKED = tables.record_revocations.c
OTHER = tables.record_parties.alias("other")
MOST = 200  # of more papers than these nobody has so many of the kinds asked for


# In the order of a Holding.
HELD = (
    RECORDS.id,
    RECORDS.number.label("place"),
    RECORDS.document_type,
    RECORDS.agency_code,
    RECORDS.issued_on,
    RECORDS.valid_until,
    REVOKED.record_id.is_not(None).label("revoked"),
    PARTIES.name,
    PARTIES.number,
    RECORDS.competent_agency_code,
)


def holdings(
    connection: Connection,
    numbers: Sequence[str],
    types: Collection[str],
) -> list[Holding]:
    """Of all agencies, the newest papers first."""
    asked = (
        select(*HELD)
        .join(tables.records, RECORDS.number == PARTIES.record_number)
        .outerjoin(tables.record_revocations, REVOKED.record_id == RECORDS.id)
        .where(
            PARTIES.number.in_(known_as(connection, numbers)),
            PARTIES.holder,
            RECORDS.document_type.in_(sorted(types)),
            RECORDS.withdrawn_at.is_(None),
        )
        .order_by(RECORDS.issued_on.desc(), RECORDS.number.desc())
        .limit(MOST)
    )
    found: dict[str, Holding] = {}
    for row in connection.execute(asked):  # one under two numbers stands here once, as asked for
        if row.id not in found or row.number in numbers:
            found[row.id] = Holding(*row)
    return list(found.values())


def known_as(connection: Connection, numbers: Sequence[str]) -> list[str]:
    """With the further numbers that a paper tells of the same holder: of an old identity card."""
    same = and_(
        OTHER.c.record_number == PARTIES.record_number, OTHER.c.role == PARTIES.role,
        OTHER.c.name == PARTIES.name, OTHER.c.holder, OTHER.c.number != "",
    )  # fmt: skip
    asked = (
        select(OTHER.c.number)
        .select_from(tables.record_parties.join(OTHER, same))
        .where(PARTIES.number.in_(list(numbers)), PARTIES.holder)
        .distinct()
        .limit(MOST)
    )
    return sorted({*numbers, *connection.scalars(asked)})
