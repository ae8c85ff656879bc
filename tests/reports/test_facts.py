"""Figures from what is kept ready are those that are counted from all else, at every moment."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ocr_service.domain.calendar import today
from ocr_service.domain.report import FLAGS, Ask, By
from ocr_service.domain.rows import Known
from ocr_service.domain.separator import Command, Separator, payload
from ocr_service.storage.database import Database
from ocr_service.storage.report_facts import edition_of, mark_of
from ocr_service.storage.sql_reports import counted
from tests.fakes import scan_of
from tests.reports.test_trail import KINDS, KNOWN, PLACES, History, Town, trail_of
from tests.reports.town import CODES, MERGED
from tests.web.client import Client

STEPS = 100
SHEET = payload(Separator(Command.NEW_DOSSIER))


class Busy(History):
    """Nothing is read at once: workers come step by step, batches fall apart and grow."""

    def go_on(self) -> None:
        steps = (self.receive, self.receive, self.grow, self.look, self.use, self.use, self.name)
        self.chance.choice((*steps, *[self.work] * 8, self.erase))()

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
        house = self.client.house
        if house.bell.rings():
            house.bell.heard += 1
            house.worker().serve()

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
        mark = mark_of(connection, edition_of(connection, known))
        told = [counted(connection, ask, known, one) for one in (mark, None)]
    return [(set(it.tallies), it.minutes) for it in told]


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_kept_ready_tells_the_same_at_every_moment(tmp_path: Path, seed: int) -> None:
    town = Town.in_folder(tmp_path, catalogue=KNOWN)
    town = replace(town, services=replace(town.services, agencies=MERGED))
    history, known = Busy(Client(town), Random(seed)), town.services.beside.known
    database, chance = Database(f"sqlite:///{tmp_path / 'house.sqlite'}"), Random(seed)
    seen: set[str] = set()
    for _ in range(STEPS):
        history.go_on()
        kept, live = both(database, known, chance.choice([By.TIERS, By.PROCEDURE]))
        assert kept == live
        seen |= {flag for it in live[0] for flag in FLAGS if getattr(it, flag)}
        if chance.random() < 0.5:
            town.services.reports.freshen(known, chance.choice([2, 50]))
    assert seen >= {"component", "reused", "shared_in", "shared_out"}
    acts = {entry.act for entry in trail_of(town)}
    assert {"dossier.files_added", "record.used", "dossier.erased"} <= acts
