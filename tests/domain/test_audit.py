"""Every way to tamper with a trail shows in its entries alone."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from ocr_service.domain.access import Actor, ActorKind
from ocr_service.domain.audit import (
    GENESIS,
    Act,
    Deed,
    Entry,
    canonical,
    chained,
    entry_from_json,
    entry_json,
    hash_of,
    seal_of,
)
from ocr_service.domain.audit_faults import Check

KEY = b"the tests' own"
CLERK = Actor(
    ActorKind.KEY, "k1", "Một cửa phường 1", role=None, agency_code="H29.16", address="192.0.2.1"
)
NOW = "2026-11-26T08:00:00.000000+00:00"

Trail = list[Entry]


def trail_of(length: int, number: int = 0, previous: str = GENESIS) -> Trail:
    deeds = [Deed(Act.DOSSIER_READ, "H29.16", f"d{n}", remark={"n": n}) for n in range(length)]
    return chained([Entry.of(deed, CLERK, "r1") for deed in deeds], number, previous, NOW, KEY)


def faults(trail: Trail, **check: object) -> list[str]:
    looking = Check(**({"key": KEY} | check))  # type: ignore[arg-type]
    return [str(fault) for fault in (*looking.faults(trail), *looking.end())]


def rewritten(entry: Entry, **changes: object) -> Entry:
    """Changed, with the hash (not the seal, that needs the key) made anew."""
    changed = replace(entry, **changes)  # type: ignore[arg-type]
    return replace(changed, hash=hash_of(changed))


def swapped(trail: Trail) -> Trail:
    third, fourth = replace(trail[2], number=4), replace(trail[3], number=3)
    return [*trail[:2], fourth, third, *trail[4:]]


def inserted(trail: Trail) -> Trail:
    """One more in the middle, and all after it renumbered."""
    (more,) = trail_of(1, 2, trail[1].hash)
    return [*trail[:2], more, *[replace(entry, number=entry.number + 1) for entry in trail[2:]]]


def hash_made_anew(trail: Trail) -> Trail:
    return [*trail[:2], rewritten(trail[2], actor_name="nobody"), *trail[3:]]


TAMPERED: list[tuple[str, Callable[[Trail], Trail], list[str]]] = [
    ("nothing", lambda trail: trail, []),
    *[
        (
            f"{field} changed",
            lambda trail, field=field, value=value: [  # type: ignore[misc]
                *trail[:2],
                replace(trail[2], **{field: value}),
                *trail[3:],
            ],
            ["entry 3: changed after writing"],
        )
        for field, value in {
            "at": "2026-11-26T08:00:00.000001+00:00",
            "actor_id": "k2",
            "address": "",
            "act": "dossier.received",
            "dossier_id": "d9",
            "before": "0" * 64,
            "remark": {"n": 3},
            "previous": GENESIS,
        }.items()
    ],
    ("first removed", lambda trail: trail[1:], ["entry 1: removed"]),
    ("some removed", lambda trail: [*trail[:2], *trail[4:]], ["entries 3 to 4: removed"]),
    (
        "two swapped, with their numbers",
        swapped,
        [
            "entries 3 to 4: changed after writing",
            "entry 5: not what follows the entry before: one of the two was written anew",
        ],
    ),
    (
        "two swapped as they stand in a file",
        lambda trail: [*trail[:2], trail[3], trail[2], *trail[4:]],
        ["entry 3: removed", "entry 3: out of order, or there twice"],
    ),
    (
        "one inserted",
        inserted,
        ["entries 4 to 7: changed after writing"],
    ),
    (
        "one added twice",
        lambda trail: [*trail[:3], trail[2], *trail[3:]],
        ["entry 3: out of order, or there twice"],
    ),
    (
        "hash made anew for one",
        hash_made_anew,
        [
            "entry 3: sealed with another OCR_SECRET_KEY, or forged (see --sealed-from)",
            "entry 4: not what follows the entry before: one of the two was written anew",
        ],
    ),
]


@pytest.mark.parametrize(("how", "tamper", "told"), TAMPERED, ids=[how for how, *_ in TAMPERED])
def test_tampering_is_told(how: str, tamper: Callable[[Trail], Trail], told: list[str]) -> None:
    assert faults(tamper(trail_of(6))) == told


def test_what_was_cut_off_at_the_end_shows_by_the_head_kept_elsewhere() -> None:
    trail = trail_of(6)
    assert faults(trail[:5]) == []
    assert faults(trail, head=trail[5].hash) == []
    assert faults(trail, head=trail[3].hash) == []
    (told,) = faults(trail[:5], head=trail[5].hash)
    assert "cut off at the end" in told


def test_a_chain_written_anew_bears_no_right_seal() -> None:
    """By whoever can write to the database, but does not know the key."""
    deeds = [Deed(Act.DOSSIER_READ, dossier_id=f"d{n}") for n in range(3)]
    entries = [Entry.of(deed, CLERK, "") for deed in deeds]
    forged = chained(entries, 0, GENESIS, NOW, b"a guess")
    assert faults(forged, key=b"") == []
    assert faults(forged) == [
        "entries 1 to 3: sealed with another OCR_SECRET_KEY, or forged (see --sealed-from)"
    ]
    bare = chained(entries, 0, GENESIS, NOW, b"")
    assert faults(bare) == [
        "entries 1 to 3: no seal, though OCR_SECRET_KEY is set (see --sealed-from)"
    ]
    assert faults(bare, sealed_from=4) == []


def test_an_extract_has_gaps_and_is_still_checked() -> None:
    trail = trail_of(6)
    extract = [trail[1], trail[3], trail[4]]
    assert faults(extract, extract=True) == []
    assert faults(extract) == ["entry 1: removed", "entry 3: removed"]
    changed = [trail[1], replace(trail[3], actor_id="k2"), trail[4]]
    assert faults(changed, extract=True) == ["entry 4: changed after writing"]


def test_the_hash_is_of_canonical_json() -> None:
    """The examples of RFC 8785, as far as texts and whole numbers go."""
    assert canonical({"b": 'a"\\\n\t\u000f\u20ac', "a": 1, "é": []}) == (
        '{"a":1,"b":"a\\"\\\\\\n\\t\\u000f€","é":[]}'.encode()
    )
    (entry,) = trail_of(1)
    # Spelled out: whoever checks the trail with a program of their own gets the same.
    spelled = (
        '{"act":"dossier.read","actor_agency":"H29.16","actor_id":"k1","actor_kind":"key",'
        '"actor_name":"Một cửa phường 1","actor_role":"","address":"192.0.2.1","after":"",'
        '"agency_code":"H29.16","at":"2026-11-26T08:00:00.000000+00:00","before":"",'
        '"document_id":"","dossier_id":"d0","number":1,"previous":"' + "0" * 64 + '",'
        '"remark":{"n":0},"request_id":"r1","subject":""}'
    )
    assert entry.hash == hashlib.sha256(spelled.encode()).hexdigest()
    assert entry.seal == seal_of(entry.hash, KEY)


def test_entries_come_back_from_json() -> None:
    (entry,) = trail_of(1)
    assert entry_from_json(entry_json(entry)) == entry
    for wrong in ([], {}, {**entry_json(entry), "more": 1}, {**entry_json(entry), "number": "1"}):
        with pytest.raises(ValueError, match="not an entry"):
            entry_from_json(wrong)
