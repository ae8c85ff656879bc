"""Figures from what is kept ready are those that are counted from all else, at every moment."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Self

import pytest

from ocr_service.domain.calendar import today
from ocr_service.domain.report import FLAGS, Ask, By, Counted, Tally, together
from ocr_service.domain.rows import Known
from ocr_service.domain.separator import Command, Separator, payload
from ocr_service.storage.database import Database
from ocr_service.storage.freshening import unsettle
from ocr_service.storage.migrate import migrate
from ocr_service.storage.report_facts import ready
from ocr_service.storage.sql_reports import SqlReports, counted
from tests.fakes import scan_of
from tests.reports.test_trail import KINDS, KNOWN, PLACES, History, Town, trail_of
from tests.reports.town import CODES, MERGED, by_chance, settle_in
from tests.web.client import Client

STEPS = 60
SHEET = payload(Separator(Command.NEW_DOSSIER))


class Busy(History):
    """Nothing is read at once; batches fall apart and grow."""

    def go_on(self) -> None:
        steps = (self.receive, self.receive, self.grow, self.look, self.use, self.use, self.name)
        self.chance.choice((*steps, self.work, self.work, self.work, self.erase))()

    def papers(self) -> bytes:
        words = [f"{kind} {self.chance.choice(('sure', 'dim'))}" for kind in KINDS]
        texts = self.chance.sample(words, self.chance.randrange(1, 4))
        if self.chance.random() < 0.4:
            texts = [texts[0], SHEET, *texts]
        return scan_of(*(["secret"] if self.chance.random() < 0.1 else texts))

    def receive(self) -> None:
        place = {
            "procedure_code": self.chance.choice(CODES),
            "agency_code": self.chance.choice(PLACES),
        }
        self.dossiers.append(self.client.send(("1.pdf", self.papers()), **place).json["id"])

    def grow(self) -> None:
        if self.dossiers:
            path = f"/dossiers/{self.chance.choice(self.dossiers)}/files"
            self.client.send(("2.pdf", self.papers()), path=path)

    def work(self) -> None:
        self.client.house.work_all()

    def some(self) -> Any:
        """Any that is still there, parts of batches too."""
        found = self.client.get("/dossiers?limit=50").json["items"]
        self.dossiers[:] = [it["id"] for it in found]
        return super().some()

    def erase(self) -> None:
        if self.dossiers:
            gone = self.chance.choice(self.dossiers)
            if self.client.call("DELETE", f"/api/v1/dossiers/{gone}?reason=x").status_code < 300:
                self.dossiers.remove(gone)


def both(database: Database, known: Known, by: By) -> list[Any]:
    """What is told with the help of what is kept ready, and without."""
    ask = Ask(date(2020, 1, 1), today() + timedelta(days=1), by)
    with database.snapshot() as connection:
        kept = ready(connection, known)
        told = [counted(connection, ask, known, one) for one in (kept, None)]
    return [(figures_of(it), it.minutes) for it in told]


def figures_of(told: Counted) -> set[Tally]:
    """By the agency, the procedure or the month; what was kept and what was asked come apart."""
    keys = {it.key for it in told.tallies}
    apart = {key: together(it for it in told.tallies if it.key == key) for key in keys}
    return {replace(it, key=key) for key, those in apart.items() for it in those}


@dataclass
class Place:
    """A town whose reports are made ready when told."""

    town: Town
    database: Database

    @classmethod
    def in_folder(cls, folder: Path) -> Self:
        town = Town.in_folder(folder, catalogue=KNOWN)
        town = replace(town, services=replace(town.services, agencies=MERGED))
        return cls(town, Database(f"sqlite:///{folder / 'house.sqlite'}"))

    def freshen(self, limit: int = 100) -> bool:
        return self.town.services.reports.freshen(self.town.services.beside.known, limit)

    def flags(self, by: By = By.TIERS) -> set[str]:
        """Of any dossier, once both tell the same."""
        kept, live = both(self.database, self.town.services.beside.known, by)
        assert kept == live
        return {flag for it in live[0] for flag in FLAGS if getattr(it, flag)}


def test_what_is_kept_ready_tells_the_same_at_every_moment(tmp_path: Path) -> None:
    place = Place.in_folder(tmp_path)
    history, chance, seen = Busy(Client(place.town), Random(1)), Random(2), set[str]()
    for _ in range(STEPS):
        history.go_on()
        seen |= place.flags(chance.choice([By.TIERS, By.PROCEDURE]))
        if chance.random() < 0.5:
            place.freshen(chance.choice([2, 50]))
    assert seen >= {"component", "reused", "shared_in", "shared_out"}
    acts = {entry.act for entry in trail_of(place.town)}
    assert {"dossier.files_added", "record.used", "dossier.erased"} <= acts


def test_whom_no_entry_names(tmp_path: Path) -> None:
    """Whose record was used in a dossier that is erased; parts whose batch has grown."""
    place = Place.in_folder(tmp_path)
    client, house = Client(place.town), place.town
    paper, copies = ("1.pdf", scan_of("deed sure")), {"procedure_code": "copy"}
    client.settled(paper, **copies, agency_code="H42.1")
    taker = client.settled(paper, **copies, agency_code="H42")["id"]
    (record,) = client.get("/records?agency_code=H42.1").json["items"]
    told = {"purpose": "x", "dossier_id": taker}
    assert client.post(f"/records/{record['id']}/uses", json=told).status_code == 201
    while place.freshen():
        pass
    assert "shared_out" in place.flags()
    assert client.call("DELETE", f"/api/v1/dossiers/{taker}?reason=x").status_code == 200
    assert "shared_out" not in place.flags()

    sheets = ("1.pdf", scan_of("deed sure", SHEET, "deed sure")), ("2.pdf", scan_of("broken"))
    batch = client.settled(*sheets, **copies)
    (part,) = batch["split_into"]
    broken = house.services.files.path(batch["files"][1]["sha256"])
    broken.chmod(0o600)
    broken.write_bytes(scan_of("deed sure"))
    while place.freshen():
        pass
    stood = [status_of(client, part)]
    client.post(f"/dossiers/{batch['id']}/retry")
    while house.bell.rings():
        house.bell.heard += 1
        house.worker().serve()
        place.flags()
        stood.append(status_of(client, part))
    assert "received" in stood[1:-1]
    assert "received" not in (stood[0], stood[-1])


def status_of(client: Client, dossier_id: str) -> Any:
    return client.get(f"/dossiers/{dossier_id}").json["status"]


@pytest.mark.slow
def test_nobody_fills_while_somebody_erases(postgres_url: str) -> None:
    """Uses that are about to go must not be counted once more."""
    database = Database(postgres_url)
    migrate(database)
    settle_in(postgres_url, by_chance(1, 20))
    reports, known = SqlReports(database), Known({}, {}, MERGED)
    with database.write() as connection:
        unsettle(connection, ["somebody"])
        assert not reports.freshen(known, 5)
    assert reports.freshen(known, 5)
    with database.read() as connection:
        assert ready(connection, known)
