"""Fakes of the bell, the eyes and the mind; and a house put together of them."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, cached_property, partial
from ipaddress import ip_network
from math import inf
from pathlib import Path

from flask_openapi3.openapi import OpenAPI
from limits.storage import MemoryStorage

from ocr_service.actions.digitize import Digitizer, Turn
from ocr_service.actions.glance import Glancer
from ocr_service.actions.keys import add_key
from ocr_service.actions.review import as_reviewed
from ocr_service.actions.services import Services
from ocr_service.actions.settle import Understood
from ocr_service.config import Settings
from ocr_service.courier.post import HttpCourier
from ocr_service.domain.access import Role
from ocr_service.domain.agencies import Agencies
from ocr_service.domain.dossier import Document, DocumentStatus
from ocr_service.domain.errors import Unavailable
from ocr_service.domain.page import Page
from ocr_service.domain.record import Field, Record, Source
from ocr_service.domain.signing import Level, Signed
from ocr_service.domain.targets import Targets
from ocr_service.domain.work import Work, WorkKind
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.procedure import Level as Tier
from ocr_service.schema.procedure import Procedure
from ocr_service.stages import Stage
from ocr_service.storage import FileStore
from ocr_service.storage.database import Database
from ocr_service.storage.encrypted_files import EncryptedFiles
from ocr_service.storage.local_files import LocalFiles
from ocr_service.storage.sealing import Seal
from ocr_service.storage.sql_webhooks import SqlWebhooks
from ocr_service.throttle import CountingThrottle
from ocr_service.understanding.filing import Filer
from ocr_service.web import create_app, empty_house, furnish
from ocr_service.wiring.custody import custody
from ocr_service.wiring.kept import kept
from ocr_service.wiring.people import people
from tests.databases import new_sqlite
from tests.fake_reader import FakeReader

LOOPBACK = (ip_network("127.0.0.0/8"),)
CATALOGUE = Catalogue({}, {"birth": Procedure("birth", "Khai sinh", Tier.COMMUNE, ("letter",))})


def scan_of(*texts: str) -> bytes:
    """A file that the fake eyes read as one page for each text."""
    return b"%PDF-fake\n" + "\n".join(texts).encode()


@dataclass
class FakeBell:
    """Remembers who was rung for; ``broken`` plays a Redis that is gone."""

    rung: list[Work] = field(default_factory=list)
    heard: int = 0
    woken: int = 0
    broken: bool = False

    def ring(self, works: Sequence[Work]) -> None:
        self.ping()
        self.rung.extend(works)

    def rings(self) -> int:
        self.ping()
        return len(self.rung) + self.woken - self.heard

    def wake(self) -> None:
        self.ping()
        self.woken += 1

    def forget(self) -> None:
        """A Redis that was emptied."""
        self.rung.clear()
        self.heard = self.woken = 0

    def ping(self) -> None:
        if self.broken:
            raise Unavailable("no bell")

    def workers(self) -> int:
        self.ping()
        return 1


@dataclass
class FakeStages:
    """Remembers how long steps took."""

    told: list[tuple[WorkKind, float]] = field(default_factory=list)

    def took(self, kind: WorkKind, seconds: float) -> None:
        self.told.append((kind, seconds))

    def seen(self) -> tuple[Stage, ...]:
        return tuple(
            Stage(kind, {inf: len(those)}, sum(those))
            for kind in WorkKind
            if (those := [seconds for one, seconds in self.told if one is kind])
        )


class FakeSigner:
    """Says so behind the file; the key of all but H99."""

    def sign(self, pdf: bytes, now: datetime) -> Signed:
        return Signed(pdf + f"signed at {now}".encode(), "Nobody", Level.B_B)

    def serves(self, agency_code: str) -> bool:
        return agency_code != "H99"

    def certificate(self) -> tuple[str, datetime]:
        return "Nobody", datetime.max


def fake_mind(pages: Sequence[Page], procedure_code: str, received_at: datetime) -> Understood:
    """Each page is a letter; the words are its one field; "sure" ones need no review.

    What was written with a pen says so.
    """
    documents = [letter(page) for page in pages if page.text]
    missing = () if documents or not procedure_code else ("letter",)
    return Understood(documents, missing)


def letter(page: Page) -> Document:
    status = DocumentStatus.ACCEPTED if "sure" in page.text else DocumentStatus.NEEDS_REVIEW
    pen = "pen" in page.text
    found = Field(
        "words", "Chữ", page.text, page.text, 0.9, Source.OCR, page.number, None, handwritten=pen
    )
    return Document("letter", "Thư", 1.0, (page.number,), Record((found,)), status)


@cache
def doors() -> OpenAPI:
    """To hang them takes a tenth of a second, a third of what most tests of them take."""
    app = empty_house()
    assert app.jinja_env  # shared too, with the templates that it has read
    return app


@dataclass(frozen=True)
class House:
    """A service of real storage and fake everything else."""

    services: Services
    bell: FakeBell
    reader: FakeReader
    key: str

    @classmethod
    def in_folder(
        cls,
        folder: Path,
        url: str = "",
        files: FileStore | None = None,
        catalogue: Catalogue = CATALOGUE,
        **settings: object,
    ) -> "House":
        filing = Filer(catalogue, "{holder}.{procedure}.{paper}")
        database = Database(url or new_sqlite(folder / "house.sqlite"))
        bell, files = FakeBell(), files or LocalFiles(folder / "files")
        shelf = files.shelf if isinstance(files, EncryptedFiles) else files
        told = {"data_dir": folder, "min_free_mb": 0, "sample_share": 0, **settings}
        chosen = Settings(**told)  # type: ignore[arg-type]
        services = Services(
            **kept(database, files, filing, chosen.sample_share),
            settings=chosen,
            catalogue=catalogue,
            files=files,
            people=people(database, Settings(**{"secret_key": "of the tests", **settings})),  # type: ignore[arg-type]
            custody=custody(shelf, Settings(data_dir=folder), database),
            webhooks=SqlWebhooks(database, Seal("a secret of the tests")),
            courier=HttpCourier(LOOPBACK),
            population=None,
            bell=bell,
            targets=Targets({}),
            agencies=Agencies(),
            stages=FakeStages(),
            throttle=CountingThrottle(MemoryStorage(), calls=0, failures=30),
        )
        key = add_key("test", Role.ADMIN, keys=services.keys)[1]
        return cls(services, bell, FakeReader(), key)

    @cached_property
    def app(self) -> OpenAPI:
        """The front door, as `create_app` makes it: its doors are hung once for all houses."""
        if self.services.settings.proxies:
            return create_app(self.services)
        app = copy(doors())
        app.extensions, app.config = dict(app.extensions), app.config.copy()
        furnish(app, self.services)
        return app

    def worker(self, owner: str = "worker", lease: float = 30, range_pages: int = 2) -> Digitizer:
        return Digitizer(
            Turn(owner, timedelta(seconds=lease), range_pages),
            reader=self.reader,
            understand=fake_mind,
            files=self.services.files,
            dossiers=self.services.dossiers,
            works=self.services.work,
            bell=self.bell,
            stages=self.services.stages,
            reviews=self.services.reviews,
            as_reviewed=partial(as_reviewed, catalogue=self.services.catalogue),
            glancer=self.glancer(),
        )

    def glancer(self) -> Glancer:
        parts = self.services
        return Glancer(self.reader, parts.files, parts.dossiers, parts.glances, parts.catalogue)

    def work_all(self, owner: str = "worker") -> int:
        """Answers every bell until none is left; how many there were."""
        answered = 0
        while self.bell.rings():
            self.bell.heard += 1
            self.worker(owner).serve()
            answered += 1
        return answered
