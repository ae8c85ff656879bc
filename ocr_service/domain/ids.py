"""Names that nobody can guess, in the order in which they were given; and the time of day."""

import os
from datetime import UTC, datetime
from uuid import UUID, uuid5

RANDOM_BITS = 80


def utc_now() -> datetime:
    return datetime.now(UTC)


def new_id() -> str:
    """A UUID of version 7 (RFC 9562): milliseconds first, so that ids sort by age."""
    milliseconds = int(utc_now().timestamp() * 1000)
    number = milliseconds << RANDOM_BITS | int.from_bytes(os.urandom(RANDOM_BITS // 8), "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    return str(UUID(int=number))


def made_at(id_: str) -> datetime:
    """When ``new_id`` gave this id."""
    milliseconds = UUID(id_).int >> RANDOM_BITS
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def first_id(when: datetime) -> str:
    """Ids given before that moment sort before this one, later ones behind it."""
    return str(UUID(int=int(when.timestamp() * 1000) << RANDOM_BITS))


def derived_id(parent: str, name: str) -> str:
    """Always the same id for the same name under the same parent: a job may run twice."""
    return str(uuid5(UUID(parent), name))
