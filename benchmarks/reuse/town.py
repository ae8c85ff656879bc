"""Two years of dossiers in two provinces, as rows: a slice of time holds so many records."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

from benchmarks.reuse.papers import PLACES, Told, issued_on, paper
from benchmarks.reuse.people import Person, person
from ocr_service.domain.dossier import (
    Document,
    DocumentStatus,
    Dossier,
    Scan,
    ScanState,
    Status,
)
from ocr_service.domain.ids import first_id
from ocr_service.domain.reuse import Facts, Use
from ocr_service.schema.catalogue import Catalogue, load
from ocr_service.storage.filing import handles_row, number_at, parties_rows, row_of
from ocr_service.storage.rows import Row, document_row, dossier_row, scan_row
from ocr_service.storage.sql_records import use_row
from ocr_service.understanding.filing import Filer

SCHEMAS = Path(__file__).parents[2] / "schemas"
TEMPLATE = "{holder}.{procedure}.{paper}"
END = datetime(2026, 11, 1, tzinfo=UTC)
SPAN = timedelta(days=730)
AT_A_TIME = 5000  # records in a slice
COPIES = 32  # numbers that stay free behind each for copies of it
PAPERS_EACH = 4  # that a person has handed in within this time
PROVINCES, COMMUNES = ("H29", "H42"), 60
CARD = "citizen_id_card"
PROCEDURES = {
    "birth_registration": (CARD, "marriage_certificate", "birth_certificate"),
    "marriage_registration": (CARD, "marital_status_certificate", "marriage_certificate"),
    "permanent_residence_registration": (CARD, "residence_confirmation", "birth_certificate"),
    "marital_status_confirmation": (CARD, "marital_status_certificate"),
    "construction_permit": ("land_use_certificate", CARD, "administrative_document"),
    "certified_copy": ("diploma", "driving_licence", "identity_card_9"),
}
STATUSES = {Status.ACCEPTED: 86, Status.NEEDS_REVIEW: 8, Status.REJECTED: 3, Status.FAILED: 3}
REVIEWED, REUSED = 0.3, 0.25
Rows = dict[str, list[Row]]


@dataclass
class Slice:
    """Rows by table; ``records``: made so far."""

    number: int
    of: int
    chance: Random
    rows: Rows = field(default_factory=lambda: defaultdict(list))
    records: int = 0


@cache
def catalogue() -> Catalogue:
    return load(SCHEMAS)


@cache
def filer() -> Filer:
    return Filer(catalogue(), TEMPLATE)


def agencies() -> list[str]:
    return [f"{it}.{commune}" for it in PROVINCES for commune in range(1, COMMUNES + 1)]


def slice_of(place: tuple[int, int]) -> Rows:
    """The rows of slice ``place[0]`` of ``place[1]``."""
    here = Slice(*place, chance=Random(place[0]))
    while here.records < AT_A_TIME:
        dossier(here)
    return here.rows


def dossier(here: Slice) -> None:
    chance = here.chance
    done = (here.number + here.records / AT_A_TIME) / here.of
    at = END - SPAN + SPAN * done
    whose = person(chance.randrange(here.of * AT_A_TIME // PAPERS_EACH))
    procedure = chance.choice(list(PROCEDURES))
    agency = chance.choice(agencies())
    status = chance.choices(list(STATUSES), list(STATUSES.values()))[0]
    one = Dossier(
        id_at(at, chance),
        at,
        dossier_code=f"{agency}-{at:%y%m%d}-{here.number:04}{len(here.rows['dossiers']):04}",
        procedure_code=procedure,
        agency_code=agency,
        status=status,
        scans=(Scan(id_at(at, chance), "ho-so.pdf", "0" * 64, 400_000, ScanState.READ, 3, 3),),
    )
    papers = tuple(papers_of(here, one, whose))
    keep(here, replace(one, documents=papers))


def papers_of(here: Slice, one: Dossier, whose: Person) -> Iterator[Document]:
    chance, place = here.chance, PLACES[hash_of(one.agency_code) % len(PLACES)]
    asked = PROCEDURES[one.procedure_code]
    for document_type in asked if chance.random() < 0.8 else asked[:-1]:
        known = catalogue().document_types[document_type]
        issued = issued_on(document_type, one.received_at.date(), whose, chance)
        number = f"{chance.randrange(1, 4000)}/{issued.year}/{chance.choice('ABCĐGHKLMNPQ')}"
        told = Told(whose, place, issued, number)
        yield paper(known, id_at(one.received_at, chance), told, DocumentStatus.ACCEPTED, chance)


def keep(here: Slice, one: Dossier) -> None:
    chance, rows = here.chance, here.rows
    took = timedelta(seconds=chance.expovariate(1 / 3000))
    settled = one.received_at + took if one.status is not Status.FAILED else None
    rows["dossiers"].append({**dossier_row(one), "settled_at": settled})
    rows["scans"].append(scan_row(one.scans[0], one.id, 0))
    for place, document in enumerate(papers_as_settled(one)):
        rows["documents"].append(document_row(document, one.id, place))
        if document.status is DocumentStatus.ACCEPTED:
            file(here, one, document, place)
    if one.status is Status.ACCEPTED and chance.random() < REVIEWED:
        rows["reviews"].append(review(one, chance))
    if rows["records"] and chance.random() < REUSED:
        rows["record_uses"].append(use(here, one))


def papers_as_settled(one: Dossier) -> Iterator[Document]:
    """Of what is not accepted as a whole the last paper is in doubt, or all are refused."""
    for place, document in enumerate(one.documents, start=1):
        if one.status is Status.NEEDS_REVIEW and place == len(one.documents):
            yield replace(document, status=DocumentStatus.NEEDS_REVIEW)
        elif one.status is Status.REJECTED:
            yield replace(document, status=DocumentStatus.REJECTED)
        elif one.status is not Status.FAILED:
            yield document


def file(here: Slice, one: Dossier, document: Document, place: int) -> None:
    if here.records == AT_A_TIME:
        return
    facts: Facts = filer()(document, one.procedure_code)
    number = number_at(one.received_at, place) // COPIES * COPIES
    here.records += 1
    named = {
        "number": number,
        "series": facts.series,
        "place": here.number * AT_A_TIME + here.records,
    }
    row = row_of(document, facts, one, None) | named | {"accepted_at": one.received_at}
    here.rows["records"].append(row)
    here.rows["record_parties"] += parties_rows(number, one.id, facts)
    here.rows["record_handles"].append(handles_row(number, row, facts))


def review(one: Dossier, chance: Random) -> Row:
    return {
        "id": id_at(one.received_at, chance),
        "dossier_id": one.id,
        "place": 1,
        "document_id": one.documents[0].id,
        "at": one.received_at,
        "reviewer_id": "somebody",
        "verdict": "accepted",
        "content": "{}",
    }


def use(here: Slice, one: Dossier) -> Row:
    record = here.chance.choice(here.rows["records"])
    told = Use(
        id=id_at(one.received_at, here.chance),
        record_id=record["id"],
        at=one.received_at,
        user_id="somebody",
        user="Một cửa",
        agency_code=one.agency_code,
        document_type=record["document_type"],
        dossier_code=one.dossier_code,
        dossier_id=one.id,
        purpose="Giải quyết thủ tục",
        consent="",
    )
    return use_row(told, record["dossier_id"])


def id_at(at: datetime, chance: Random) -> str:
    """As ``new_id`` would have given it then."""
    bits = [chance.getrandbits(many) for many in (12, 12, 48)]
    return first_id(at)[:14] + "7{:03x}-8{:03x}-{:012x}".format(*bits)


def hash_of(agency_code: str) -> int:
    return int(agency_code.encode().hex(), 16)
