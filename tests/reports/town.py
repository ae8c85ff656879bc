"""Dossiers of a town by seeded chance, kept in the database as they would lie there."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from sqlalchemy import insert

from ocr_service.domain.access import lineage
from ocr_service.domain.agencies import Agencies, Agency, Merger
from ocr_service.domain.dossier import Status
from ocr_service.domain.errors import SECRET_PAPER
from ocr_service.domain.ids import new_id
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.procedure import Level, Procedure
from ocr_service.storage import tables
from ocr_service.storage.agencies import note_agency
from ocr_service.storage.database import Database

AGENCIES = ("H42", "H42.1", "H42.2", "H42.2.7", "H29.5", "")
# Two communes that became others: one nearby, one in another province.
SINCE = date(2025, 7, 1)
MERGED = Agencies(
    {"H42.1": Agency("H42.1", "Ủy ban nhân dân xã Bình Minh")},
    {"H42.2": Merger("H42.2", "H42.1", SINCE), "H29.5": Merger("H29.5", "H42.9", SINCE)},
)
NOW = {"H42.2": "H42.1", "H42.2.7": "H42.1", "H29.5": "H42.9"}
START = datetime(2026, 8, 31, 12, tzinfo=UTC)
CATALOGUE = Catalogue(
    {},
    {
        known.code: known
        for known in (
            Procedure("birth", "Khai sinh", Level.COMMUNE, ("form",), outcome="certificate"),
            Procedure("land", "Đất đai", Level.COMMUNE, ("form", "deed"), outcome="deed"),
            Procedure("copy", "Chứng thực", Level.COMMUNE, ()),
        )
    },
)
CODES = (*CATALOGUE.procedures, "strange")


@dataclass
class Told:
    """One dossier as it lies in the database."""

    received_at: datetime
    agency_code: str = "H42.1"
    procedure_code: str = "birth"
    status: str = "accepted"
    settled_at: datetime | None = None
    documents: list[tuple[str, str]] = field(default_factory=list)  # type, status
    reviews: list[datetime] = field(default_factory=list)
    secret: bool = False
    split: bool = False
    split_from: str = ""
    used: str = ""  # "id" or "code": how the one that used a record in it named it
    used_by: str = ""  # the agency that it told
    source: "Told | None" = None  # whose record that was; None: of one that nobody remembers
    erased: bool = False  # only its tombstone is left
    code: str = field(default_factory=new_id)
    id: str = field(default_factory=new_id)


@dataclass(frozen=True)
class Used:
    """A record used in a dossier: ``inside`` its id, or "" where only its code was told."""

    inside: str
    code: str
    used_by: str
    source_id: str
    source_agency: str


def uses_of(told: Iterable[Told]) -> list[Used]:
    return [
        Used(
            it.id if it.used == "id" else "",
            it.code,
            it.used_by,
            it.source.id if it.source else "",
            it.source.agency_code if it.source else "",
        )
        for it in told
        if it.used
    ]


def by_chance(seed: int, many: int) -> Iterator[Told]:
    chance = Random(seed)
    earlier: list[Told] = []
    for _ in range(many):
        one = told(chance)
        sources = [it for it in earlier if not it.split]
        if one.used and sources and chance.random() < 0.8:
            one.source = chance.choice(sources)
        if earlier and chance.random() < 0.1:
            one.code = chance.choice(earlier).code  # two agencies may call two alike
        earlier.append(one)
        yield one
        if one.split:
            yield replace(told(chance), split_from=one.id, split=False, erased=False)


def told(chance: Random) -> Told:
    received = START + timedelta(seconds=chance.randrange(90 * 86400))
    status = chance.choice([it.value for it in Status])
    settled = received + timedelta(seconds=chance.randrange(-60, 9000))
    words = ["accepted", "needs_review", "rejected"]
    agency = chance.choice(AGENCIES)
    used = chance.choice(["", "", "id", "code"])
    return Told(
        received,
        agency,
        chance.choice(CODES),
        status,
        None if status in ("received", "reading") else settled,
        [
            (chance.choice(["form", "deed", "certificate", "photo"]), chance.choice(words))
            for _ in range(chance.randrange(4))
        ],
        [
            settled + timedelta(seconds=chance.randrange(-50, 50))
            for _ in range(chance.randrange(2))
        ],
        secret=chance.random() < 0.2,
        split=chance.random() < 0.1,
        used=used,
        used_by=chance.choice(lineage(agency)) if used == "code" else agency,
        erased=chance.random() < 0.1,
    )


def settle_in(url: str, dossiers: Iterable[Told]) -> list[Told]:
    """Those that are still there; of the others their tombstones and their uses."""
    told = list(dossiers)
    kept, gone = [it for it in told if not it.erased], [it for it in told if it.erased]
    database = Database(url)
    with database.write() as connection:
        for agency in sorted({it.agency_code for it in told}):
            note_agency(connection, agency)
        for table, rows in (
            (tables.dossiers, [dossier_row(it) for it in kept]),
            (tables.scans, [scan_row(it) for it in kept]),
            (tables.documents, [row for it in kept for row in document_rows(it)]),
            (tables.reviews, [row for it in kept for row in review_rows(it)]),
            (tables.record_uses, [use_row(it) for it in told if it.used]),
            (tables.tombstones, [tombstone_row(it) for it in gone]),
        ):
            if rows:
                connection.execute(insert(table), rows)
    database.close()
    return kept


def dossier_row(it: Told) -> dict[str, object]:
    return {
        "id": it.id,
        "received_at": it.received_at,
        "dossier_code": it.code,
        "procedure_code": it.procedure_code,
        "agency_code": it.agency_code,
        "priority": "batch",
        "metadata": "{}",
        "status": it.status,
        "version": 1,
        "round": 1,
        "missing": "[]",
        "split_into": json.dumps([new_id()] if it.split else []),
        "split_from": it.split_from,
        "settled_at": it.settled_at,
    }


def scan_row(it: Told) -> dict[str, object]:
    complaint = {"code": SECRET_PAPER, "message": "", "remedy": ""}
    return {
        "id": new_id(),
        "dossier_id": it.id,
        "position": 0,
        "filename": "a.pdf",
        "sha256": "0" * 64,
        "size": 1,
        "state": "failed" if it.secret else "read",
        "page_count": 1,
        "pages_read": 1,
        "complaint": json.dumps(complaint, separators=(",", ":")) if it.secret else None,
    }


def document_rows(it: Told) -> Iterator[dict[str, object]]:
    for place, (kind, status) in enumerate(it.documents):
        yield {
            "id": new_id(),
            "dossier_id": it.id,
            "position": place,
            "document_type": kind,
            "status": status,
            "content": "{}",
        }


def review_rows(it: Told) -> Iterator[dict[str, object]]:
    for at in it.reviews:
        yield {
            "id": new_id(),
            "dossier_id": it.id,
            "document_id": new_id(),
            "at": at,
            "reviewer_id": "",
            "verdict": "accepted",
            "content": "{}",
        }


def use_row(it: Told) -> dict[str, object]:
    named = {"id": ("", ""), "code": ("", "")} | {it.used: (it.id, it.code)}
    return {
        "id": new_id(),
        "record_id": new_id(),
        "source_id": it.source.id if it.source else new_id(),
        "document_type": "form",
        "at": it.received_at,
        "user_id": "",
        "user_name": "",
        "agency_code": it.used_by,
        "dossier_id": named["id"][0],
        "dossier_code": named["code"][1],
        "dossier_key": it.id,
        "purpose": "",
        "consent": "",
    }


def tombstone_row(it: Told) -> dict[str, object]:
    return {
        "dossier_id": it.id,
        "agency_code": it.agency_code,
        "erased_at": it.received_at,
        "reason": "",
        "actor_kind": "program",
        "actor_id": "",
        "counts": "{}",
    }
