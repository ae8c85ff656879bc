"""A province's year of dossiers, settled by the steps of real ones; pages of a few words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from random import Random

from sqlalchemy import bindparam, update

from ocr_service.domain.dossier import (
    Document,
    DocumentStatus,
    Dossier,
    Priority,
    Scan,
    ScanState,
    Status,
)
from ocr_service.domain.ids import new_id
from ocr_service.domain.page import Box, Line, Page, Word
from ocr_service.domain.record import Doubt, Field, Record, Source, Value
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.document_type import DocumentType, FieldSpec
from ocr_service.storage import deeds, tables
from ocr_service.storage.agencies import note_agency
from ocr_service.storage.database import Database
from ocr_service.storage.rows import Row, dossier_row, page_row, scan_row
from ocr_service.storage.settling import keep_settled
from ocr_service.storage.steps import insert_all, move
from ocr_service.storage.trail import append
from ocr_service.understanding.filing import Filer
from samples.generator.people import name, personal_id

PROVINCE, COMMUNES = "H29", 120
TYPES = ("birth_certificate", "citizen_id_card", "residence_confirmation")
AT_A_TIME = 500
IN_DOUBT = 0.15
SAMPLED = 0.02
YEAR = 365 * 24 * 60  # minutes
BOX = Box(0.1, 0.1, 0.5, 0.13)
WORDS = [f"chữ{number}" for number in range(17)]
PAGE = Page(1, 200, 1654, 2339, lines=(Line(tuple(Word(it, BOX, 0.9) for it in WORDS)),))


def fill(database: Database, catalogue: Catalogue, dossiers: int, seed: int = 1) -> None:
    """Keeps so many dossiers of three papers each; one in seven waits for a person."""
    chance, filing = Random(seed), Filer(catalogue, "")
    all_of_them = town(catalogue, dossiers, chance)
    while some := list(islice(all_of_them, AT_A_TIME)):
        keep(database, some, chance, filing)


def keep(database: Database, some: list[Dossier], chance: Random, filing: Filer) -> None:
    with database.write() as connection:
        insert_all(connection, tables.dossiers, [dossier_row(received(one)) for one in some])
        insert_all(
            connection, tables.scans, [scan_row(it, one.id, 0) for one in some for it in one.scans]
        )
        for one in some:
            note_agency(connection, one.agency_code)
            append(connection, deeds.received(one))
            keep_settled(connection, one, (), filing, SAMPLED)
            insert_all(connection, tables.pages, pages_of(one))
            was = {"id": one.id, "status": Status.READING.value}
            move(connection, was, one.status, complaint=None)  # type: ignore[arg-type]
        connection.execute(
            update(tables.dossiers)
            .where(tables.dossiers.c.id == bindparam("one"))
            .values(settled_at=bindparam("at")),
            [{"one": one.id, "at": one.received_at + waited(chance)} for one in some],
        )


def pages_of(dossier: Dossier) -> list[Row]:
    """Those of its only scan, in their places."""
    scan = dossier.scans[0]
    rows = [page_row(scan.id, replace(PAGE, number=it)) for it in range(1, scan.page_count + 1)]
    return [{**row, "dossier_id": dossier.id, "place": row["number"]} for row in rows]


def waited(chance: Random) -> timedelta:
    return timedelta(seconds=chance.expovariate(1 / 600))


def received(dossier: Dossier) -> Dossier:
    return replace(dossier, status=Status.RECEIVED)


def town(catalogue: Catalogue, dossiers: int, chance: Random) -> Iterator[Dossier]:
    begun = datetime.now(UTC) - timedelta(minutes=YEAR)
    procedures = sorted(catalogue.procedures)
    for number in range(dossiers):
        at = begun + timedelta(minutes=YEAR * number / dossiers)
        commune = chance.randrange(1, COMMUNES + 1)
        dossier = Dossier(
            new_id(),
            at,
            dossier_code=f"{PROVINCE}.{commune}-{at:%y%m%d}-{number:06d}",
            procedure_code=chance.choice(procedures),
            agency_code=f"{PROVINCE}.{commune}",
            priority=chance.choice(list(Priority)),
            scans=(scan_of(number),),
        )
        papers = tuple(
            paper(catalogue.document_types[it], place, at, chance)
            for place, it in enumerate(TYPES, 1)
        )
        whole = replace(dossier, documents=papers)
        yield replace(whole, status=whole.outcome)


def scan_of(number: int) -> Scan:
    return Scan(new_id(), f"ho-so-{number}.pdf", f"{number:064x}", 400_000, ScanState.READ, 3, 3)


def paper(known: DocumentType, page: int, at: datetime, chance: Random) -> Document:
    fields = tuple(found(spec, page, at.date(), chance) for spec in known.fields if spec.required)
    doubtful = chance.random() < IN_DOUBT
    doubts = (Doubt(fields[0].name, "low_confidence", "Giá trị chưa chắc."),) if doubtful else ()
    status = DocumentStatus.NEEDS_REVIEW if doubtful else DocumentStatus.ACCEPTED
    record = Record(fields, doubts)
    return Document(known.code, known.title, 0.99, (page,), record, status, new_id())


def found(spec: FieldSpec, page: int, day: date, chance: Random) -> Field:
    value = value_of(spec.kind, day, chance)
    return Field(spec.name, spec.label, value, str(value), 0.98, Source.OCR, page, BOX)


def value_of(kind: str, day: date, chance: Random) -> Value:
    """Something of that kind; what is told apart by no search is the same for all."""
    sex = chance.choice(("male", "female"))
    if kind == "name":
        return name(chance, sex, "Kinh")
    if kind in ("personal_id", "id_number"):
        return personal_id(chance, sex, date(chance.randint(1950, 2020), 1, 1), "52")
    if kind in ("date", "moment"):
        return str(day)
    if kind in ("document_number", "identifier"):
        return f"{chance.randint(1, 999)}/{day.year}"
    return {"sex": sex, "agency": "UBND xã Phú Mỹ"}.get(kind, "Xã Phú Mỹ, tỉnh Gia Lai")
