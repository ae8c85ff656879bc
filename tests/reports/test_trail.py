"""The report against the audit trail: histories by chance, made over HTTP and counted again."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ocr_service.actions.digitize import Digitizer
from ocr_service.actions.settle import Understood
from ocr_service.domain.audit import Entry
from ocr_service.domain.page import Page
from ocr_service.schema.catalogue import Catalogue
from ocr_service.storage.audit import AuditSearch
from tests.fakes import House, letter, scan_of
from tests.reports.recount import Counts, Now, behind, keys_of
from tests.reports.town import CATALOGUE, CODES, MERGED, NOW, Told
from tests.reports.trail import from_trail
from tests.web.client import Client
from tests.web.letters import LETTER, review

KINDS = ("form", "deed", "certificate", "photo")
TYPES = {kind: replace(LETTER, code=kind, fields=LETTER.fields[:1]) for kind in KINDS}
KNOWN = Catalogue(TYPES, CATALOGUE.procedures)
PLACES = ("H42", "H42.1", "H42.2", "H42.2.7", "H29.5")
STEPS = 60


def mind(pages: Sequence[Page], procedure_code: str, received_at: datetime) -> Understood:
    """Each page is a paper of the kind that its first word names."""
    papers = [replace(letter(it), document_type=it.text.split()[0]) for it in pages if it.text]
    held = [it.document_type for it in papers]
    return Understood(papers, KNOWN.missing(procedure_code, held))


class Town(House):
    def worker(self, owner: str = "worker", lease: float = 30, range_pages: int = 2) -> Digitizer:
        return replace(super().worker(owner, lease, range_pages), understand=mind)


@dataclass
class History:
    """What people and programs do, by chance; each step is one that might have been refused."""

    client: Client
    chance: Random
    dossiers: list[str] = field(default_factory=list)

    def go_on(self) -> None:
        steps = (self.receive, self.receive, self.look, self.look, self.use, self.use, self.name)
        self.chance.choice((*steps, self.erase))()

    def receive(self) -> None:
        texts = [
            f"{self.chance.choice(KINDS)} {self.chance.choice(('sure', 'unsure-', 'dim'))}"
            for _ in range(self.chance.randrange(1, 4))
        ]
        odd = self.chance.random()
        if odd < 0.2:
            texts = ["secret"] if odd < 0.1 else ["broken"]
        told = {
            "procedure_code": self.chance.choice(CODES),
            "agency_code": self.chance.choice(PLACES),
        }
        settled = self.client.settled(("1.pdf", scan_of(*texts)), **told)
        self.dossiers.append(settled["id"])

    def some(self) -> Any:
        if not self.dossiers:
            return None
        return self.client.get(f"/dossiers/{self.chance.choice(self.dossiers)}").json

    def look(self) -> None:
        if (dossier := self.some()) and dossier["documents"]:
            document = self.chance.choice(dossier["documents"])["id"]
            verdict = self.chance.choice(["accepted", "accepted", "rejected"])
            review(self.client, document, verdict=verdict)

    def use(self) -> None:
        found = self.client.get("/records?limit=50").json["items"]
        dossier = self.some()
        if not found or not dossier:
            return
        inside = self.chance.choice(
            [{"dossier_id": dossier["id"]}, {"dossier_code": f"strange-{self.chance.random()}"}]
        )
        record = self.chance.choice(found)["id"]
        self.client.post(f"/records/{record}/uses", json={"purpose": "x", **inside})

    def name(self) -> None:
        if dossier := self.some():
            path = f"/dossiers/{dossier['id']}"
            tag = {"If-Match": self.client.get(path).headers["ETag"]}
            code = {"procedure_code": self.chance.choice(CODES)}
            self.client.call("PATCH", f"/api/v1{path}", json=code, headers=tag)

    def erase(self) -> None:
        if self.dossiers and self.chance.random() < 0.4:
            gone = self.chance.choice(self.dossiers)
            path = f"/api/v1/dossiers/{gone}?reason=x"
            if self.client.call("DELETE", path).status_code < 300:
                self.dossiers.remove(gone)


def counted(line: dict[str, Any]) -> dict[str, Counts]:
    return {it["measure"]: (it["numerator"], it["denominator"]) for it in line["figures"]}


def by_hand(those: list[Told], uses: Any, now: Now) -> dict[str, Counts]:
    return {
        name: (len(above), len(below)) for name, (above, below) in behind(those, uses, now).items()
    }


@pytest.mark.parametrize(("seed", "freshened"), [(1, 0.2), (2, 0.6)])
def test_figures_equal_a_recount_from_the_trail(
    tmp_path: Path, seed: int, freshened: float
) -> None:
    """What is counted is made ready now and then, a few dossiers at a time."""
    town = Town.in_folder(tmp_path, catalogue=KNOWN)
    town = replace(town, services=replace(town.services, agencies=MERGED))
    history = History(Client(town), Random(seed))
    now_and_then = Random(seed)
    for _ in range(STEPS):
        history.go_on()
        if now_and_then.random() < freshened:
            town.services.reports.freshen(town.services.beside.known, 7)
    dossiers, uses = from_trail(trail_of(town))
    acts = {entry.act for entry in trail_of(town)}
    assert {"document.reviewed", "record.used", "dossier.named", "dossier.erased"} <= acts
    tomorrow = (datetime.now() + timedelta(days=1)).date()
    period = f"from={tomorrow - timedelta(days=2)}&to={tomorrow}"
    for by in ("tiers", "procedure"):
        report = history.client.get(f"/reports/digitization?{period}&by={by}").json
        assert counted(report["total"]) == by_hand(dossiers, uses, NOW)
        assert {(line["by"], line["key"]): counted(line) for line in report["items"]} == {
            key: by_hand([it for it in dossiers if key in keys_of(it, by, NOW)], uses, NOW)
            for key in {key for it in dossiers for key in keys_of(it, by, NOW)}
        }
    figures = counted(report["total"])
    assert all(figures[name][0] for name in ("reuse", "shared_in", "shared_out", "digitized"))


def trail_of(house: House) -> list[Entry]:
    found: list[Entry] = []
    while page := house.services.audit.entries(AuditSearch(after=found[-1].number if found else 0)):
        found += page
    return found
