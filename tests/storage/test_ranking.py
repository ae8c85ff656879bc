"""Records come in the order that a plain look at all of them tells, page by page, however many."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from sqlalchemy import Connection, insert

from ocr_service.domain.dossier import Document, Dossier
from ocr_service.domain.handles import tiers
from ocr_service.domain.ranking import place_at
from ocr_service.domain.record import Record
from ocr_service.domain.reuse import Facts, Party, asked_words, folded_words, key_of, spoken
from ocr_service.storage import tables
from ocr_service.storage.agencies import note_agency
from ocr_service.storage.database import Database
from ocr_service.storage.filing import handles_row, row_of
from ocr_service.storage.ranking import best
from ocr_service.storage.records import RecordSearch
from ocr_service.storage.rows import dossier_row

TODAY = date(2026, 11, 27)
AGENCIES = ("H29.1", "H29.2", "H42.1", "H29", "000.00.07.H29")
MANY, AT_A_TIME = 90, 6
ASKED = (
    "Nguyễn Văn An", "nguyen van an", "NGUYỄN VÂN AN", "Văn Ân", "van an", "an nguyen", "An", "ân",
    "Trần", "ngu", "nguyen va", "tr an", "giay chung nhan", "nhan giay", "07/2021", "0520000003",
    "052 000 0003", "Nguyễn Văn An Trần", "nobody", "an 07",
)  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """A record as the test knows it; ``agencies``: that took it in, that is competent."""

    number: int
    facts: Facts
    agencies: tuple[str, str]
    replaced: bool
    revoked: bool


def chance_record(number: int, chance: Random) -> Kept:
    names = tuple(
        " ".join(map(chance.choice, (("Nguyễn", "Trần"), ("Văn", "Vân"), ("An", "Ân", "Anh"))))
        for _ in range(chance.randint(1, 2))
    )
    days = ("", f"20{chance.randint(10, 27)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}")
    paper = f"{chance.randint(1, 9):02}/2021" if chance.random() < 0.5 else ""
    person = f"052000000{chance.randint(0, 9)}"
    found = [*names, chance.choice(("Giấy chứng nhận", "Thẻ")), paper, key_of(paper), person]
    facts = Facts(
        "Giấy",
        "s",
        (Party("holder", names[0], person, holder=True),),
        paper,
        chance.choice(days if chance.random() < 0.3 else days[1:]),
        valid_until=chance.choice(("", "2026-11-26", "2026-11-27")),
        called=names,
        words=tuple(dict.fromkeys(folded_words(" ".join(found)))),
    )
    competent = chance.choice(AGENCIES) if chance.random() < 0.2 else ""
    return Kept(
        number,
        facts,
        (chance.choice(AGENCIES), competent),
        chance.random() < 0.2,
        chance.random() < 0.1,
    )


def keep(connection: Connection, all_of_them: Sequence[Kept]) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    for code in AGENCIES:
        note_agency(connection, code)
    for one in all_of_them:
        dossier = Dossier(str(one.number), at, "", "", *one.agencies[:1])
        dossier = replace(dossier, competent_agency_code=one.agencies[1])
        paper = Document("letter", "Giấy", 1.0, (1,), Record(), id=f"r{one.number}")
        named = {"number": one.number, "place": one.number, "series": "s"}
        row = row_of(paper, one.facts, dossier, None) | named
        handles = handles_row(one.number, row, one.facts) | {"replaced": one.replaced}
        handles["revoked"] = one.revoked
        connection.execute(insert(tables.dossiers), dossier_row(dossier))
        connection.execute(insert(tables.records), row)
        connection.execute(insert(tables.record_handles), handles)


def tier(one: Kept, q: str) -> int | None:
    """None: it is not found."""
    facts, words, bare = one.facts, asked_words(q), " ".join(folded_words(q))
    if key_of(q) in (key_of(facts.number), *(it.number for it in facts.parties)):
        return 0
    if any(f" {spoken(q)} " in f" {spoken(it)} " for it in facts.called):
        return 1
    if any(f" {bare} " in f" {' '.join(folded_words(it))} " for it in facts.called):
        return 2
    *before, last = words
    if not set(before) <= set(facts.words):
        return None
    if last in facts.words:
        return 3
    return 4 if len(last) >= 3 and any(it.startswith(last) for it in facts.words) else None


def plainly(all_of_them: Sequence[Kept], search: RecordSearch, q: str) -> list[str]:
    def order(one: Kept) -> tuple[Any, ...]:
        over = one.revoked or "" < one.facts.valid_until < TODAY.isoformat()
        return tier(one, q), 2 if over else int(one.replaced)

    found = [it for it in all_of_them if tier(it, q) is not None and asked_for(it, search)]
    newest = sorted(found, key=lambda it: (it.facts.issued_on, it.number), reverse=True)
    return [f"r{it.number}" for it in sorted(newest, key=order)]


def asked_for(one: Kept, search: RecordSearch) -> bool:
    below = {"H29": ("H29", "H29.1", "H29.2", "000.00.07.H29"), "H29.1": ("H29.1",)}
    day, since = one.facts.issued_on, search.issued_from
    return (
        (not search.scope or bool(set(one.agencies) & set(below[search.scope])))
        and (not search.agency_code or one.agencies[0] == search.agency_code)
        and (since is None or day >= since.isoformat())
        and (search.issued_to is None or "" < day <= search.issued_to.isoformat())
    )


def paged(database: Database, search: RecordSearch, most_few: int) -> list[str]:
    """``most_few``: of more the newest are looked at first."""
    cursor, seen = "", list[str]()
    with database.read() as connection:
        while found := best(connection, search, place_at(cursor), TODAY, most_few):
            seen += [it.id for it in found]
            cursor = found[-1].place.cursor
    return seen


def test_the_best_come_first_of_all_there_are(database_url: str) -> None:
    chance = Random(20261127)
    all_of_them = [chance_record(number, chance) for number in range(1, MANY + 1)]
    database = Database(database_url)
    with database.write() as connection:
        keep(connection, all_of_them)
    limits: tuple[dict[str, Any], ...] = (
        {"scope": "H29"},
        {"scope": "H29.1", "issued_to": date(2024, 1, 1)},
        {"agency_code": "H42.1", "issued_from": date(2020, 1, 1)},
    )
    for place, q in enumerate(ASKED):
        for limit in ({}, limits[place % len(limits)]):
            told = tiers(q, asked_words(q))
            search = RecordSearch(tiers=told, limit=AT_A_TIME, **limit)
            expected = plainly(all_of_them, search, q)
            assert paged(database, search, most_few=9) == expected, (q, limit)
            assert paged(database, replace(search, limit=50), MANY) == expected, (q, limit)
    by_person = RecordSearch(number="0520000003", limit=AT_A_TIME)
    theirs = [it for it in all_of_them if it.facts.parties[0].number == by_person.number]
    assert paged(database, by_person, 4) == plainly(theirs, by_person, by_person.number)
