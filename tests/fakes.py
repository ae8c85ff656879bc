"""Fakes of the bell, the eyes and the mind; and a house put together of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from ipaddress import ip_network
from math import inf
from pathlib import Path

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
from ocr_service.domain.dossier import Document, DocumentStatus
from ocr_service.domain.errors import SECRET_PAPER, BadInput, Complaint, Unavailable
from ocr_service.domain.page import Box, Line, Mark, MarkKind, Page, Problem, TextSource, Word
from ocr_service.domain.record import Field, Record, Source
from ocr_service.domain.separator import separator_in
from ocr_service.domain.targets import Targets
from ocr_service.domain.work import Work, WorkKind
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.procedure import Level, Procedure
from ocr_service.stages import Stage
from ocr_service.storage import FileStore
from ocr_service.storage.database import Database
from ocr_service.storage.encrypted_files import EncryptedFiles
from ocr_service.storage.local_files import LocalFiles
from ocr_service.storage.sealing import Seal
from ocr_service.storage.sql_webhooks import SqlWebhooks
from ocr_service.throttle import CountingThrottle
from ocr_service.understanding.filing import Filer
from ocr_service.wiring.custody import custody
from ocr_service.wiring.kept import kept
from ocr_service.wiring.people import people
from tests.databases import new_sqlite

LOOPBACK = (ip_network("127.0.0.0/8"),)
PNG = b"\x89PNG\r\n\x1a\n"
BROKEN = Complaint("damaged_file", "Tệp bị hỏng.", "Hãy quét lại.")
CATALOGUE = Catalogue({}, {"birth": Procedure("birth", "Khai sinh", Level.COMMUNE, ("letter",))})


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


@dataclass
class FakeReader:
    """Reads what ``scan_of`` wrote. ``before`` is called with each page's text first."""

    before: Callable[[str], None] = lambda _: None
    read_texts: list[str] = field(default_factory=list)

    def count(self, path: Path) -> int:
        texts = lines_of(path)
        if texts == ["broken"]:
            raise BadInput(BROKEN)
        return len(texts)

    def read(
        self,
        path: Path,
        keep: Callable[[bytes], str] | None,
        pages: Sequence[int],
        turned: Mapping[int, int] | None = None,
    ) -> Iterator[Page]:
        texts = lines_of(path)
        for number in pages:
            text = texts[number - 1]
            self.before(text)
            if text == "secret":
                raise BadInput(Complaint(SECRET_PAPER, "Dấu mật.", "Hãy xử lý riêng."))
            self.read_texts.append(text)
            rotation = (turned or {}).get(number, 0)
            kept = PNG + text.encode() + f"@{rotation}".encode() * bool(rotation)
            page = replace(page_of(number, text), rotation=rotation)
            yield page.kept_as(keep(kept) if keep else "")

    def glance(self, path: Path, box: Box) -> Sequence[Line]:
        """The words of the kept picture, a tenth of its width each."""
        text = path.read_bytes().removeprefix(PNG).decode()
        self.before(text)
        at = [Box(place / 10, 0.1, (place + 1) / 10, 0.2) for place in range(10)]
        words = [Word(word, at[place], 0.9) for place, word in enumerate(text.split())]
        inside = [it for it in words if box.left <= it.box.middle[0] <= box.right]
        return (Line(tuple(inside)),) if inside else ()


def lines_of(path: Path) -> list[str]:
    return path.read_bytes().decode().split("\n")[1:]


def page_of(number: int, text: str) -> Page:
    """The page of that text; "" is a blank one, the text of a separator's code its sheet.

    One that says "blurred" is.
    """
    box = Box(0.1, 0.1, 0.5, 0.2)
    if not text:
        return Page(number, 100, 200, 200, blank=True)
    if separator_in(text):
        return Page(number, 100, 200, 200, marks=(Mark(MarkKind.QR, text, box),))
    line = Line(tuple(Word(word, box, 0.9) for word in text.split()))
    problems = (Problem.BLURRED,) if "blurred" in text else ()
    source = TextSource.OCR
    return Page(number, 100, 200, 200, lines=(line,), text_source=source, problems=problems)


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
            bell=bell,
            targets=Targets({}),
            stages=FakeStages(),
            throttle=CountingThrottle(MemoryStorage(), calls=0, failures=30),
        )
        key = add_key("test", Role.ADMIN, keys=services.keys)[1]
        return cls(services, bell, FakeReader(), key)

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
