"""Goes along the audit trail: to check it, and to hand it out."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ocr_service.domain.audit import GENESIS, Act, Deed, Entry, entry_from_json
from ocr_service.domain.audit_faults import Check, Fault, Wrong, merged
from ocr_service.storage.audit import AuditSearch, AuditStore

AT_A_TIME = 1000


def walk(search: AuditSearch, *, audit: AuditStore) -> Iterator[Entry]:
    """All that is asked for, the first first; only so many are held at a time."""
    search = replace(search, limit=AT_A_TIME)
    while True:
        found = audit.entries(search)
        yield from found
        if len(found) < AT_A_TIME:
            return
        search = replace(search, after=found[-1].number)


def head(*, audit: AuditStore) -> tuple[int, str]:
    """Number and hash of the newest entry: kept elsewhere, they show what is cut off later."""
    newest = audit.entries(AuditSearch(newest_first=True, limit=1))
    return (newest[0].number, newest[0].hash) if newest else (0, GENESIS)


def verify_trail(check: Check, *, audit: AuditStore) -> Iterator[Fault]:
    """What is wrong with the trail that is kept."""
    yield from check.faults(walk(AuditSearch(), audit=audit))
    yield from check.end()


def verify_lines(lines: Iterable[str], check: Check) -> Iterator[Fault]:
    """What is wrong with an exported trail, one entry a line."""

    def faults() -> Iterator[Fault]:
        for place, line in enumerate(lines, start=1):
            try:
                entry = entry_from_json(json.loads(line))
            except ValueError:
                yield Fault(Wrong.UNREADABLE, place, place)
            else:
                yield from check.look_at(entry)

    yield from merged(faults())
    yield from check.end()


def export_trail(search: AuditSearch, *, audit: AuditStore) -> Iterator[Entry]:
    """The entries, once the trail itself tells that they were handed out."""
    audit.append(Deed(Act.TRAIL_READ, search.scope, search.dossier_id, remark=term_of(search)))
    return walk(search, audit=audit)


def term_of(search: AuditSearch) -> dict[str, str | int]:
    """What the trail is told of a search."""
    term = (("from", search.since), ("to", search.until))
    return {name: when.isoformat() for name, when in term if when}


def found_at_most(
    search: AuditSearch, most: int, *, audit: AuditStore
) -> tuple[int, Iterator[Entry]]:
    """How many there are, the first first; of more than ``most`` only that they are more."""
    numbers = audit.numbers(replace(search, limit=most + 1))
    return len(numbers), in_pieces(numbers, audit)


def in_pieces(numbers: Sequence[int], audit: AuditStore) -> Iterator[Entry]:
    for place in range(0, len(numbers), AT_A_TIME):
        yield from audit.numbered(numbers[place : place + AT_A_TIME])
