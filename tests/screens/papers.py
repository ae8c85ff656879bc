"""A house whose papers are drawn: what is read off them stands on their pictures, in its place."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from ocr_service.actions.digitize import Digitizer
from ocr_service.actions.glance import within
from ocr_service.domain.page import Box, Line, Page
from ocr_service.schema.catalogue import Catalogue, load
from ocr_service.wiring.workplace import mind
from samples.generator.fonts import SERIF, font_file
from tests.fake_reader import FakeReader, lines_of
from tests.fakes import House, scan_of
from tests.web.client import Client

SCHEMAS = Path(__file__).parents[2] / "schemas"


@cache
def catalogue() -> Catalogue:
    return load(SCHEMAS)


@dataclass
class PaperReader(FakeReader):
    """Reads the pages that were handed to it, by name; a place is read off the page it is on."""

    pages: dict[str, Page] = field(default_factory=dict)
    kept: dict[bytes, Page] = field(default_factory=dict)

    def read(
        self,
        path: Path,
        keep: Callable[[bytes], str] | None,
        pages: Sequence[int],
        turned: Mapping[int, int] | None = None,  # noqa: ARG002 - the contract's
    ) -> Iterator[Page]:
        names = lines_of(path)
        for number in pages:
            page = replace(self.pages[names[number - 1]], number=number)
            picture = drawn(page)
            self.kept[picture] = page
            yield page.kept_as(keep(picture) if keep else "")

    def glance(self, path: Path, box: Box) -> Sequence[Line]:
        return within(self.kept[path.read_bytes()].lines, box)


def drawn(page: Page) -> bytes:
    """A PNG with each word in its box."""
    canvas = Image.new("L", (page.width, page.height), 250)
    pen = ImageDraw.Draw(canvas)
    for word in (word for line in page.lines for word in line.words):
        left, top = word.box.left * page.width, word.box.top * page.height
        size = font(round(word.box.height * page.height * 1.05))
        room = word.box.width * page.width
        while size.getlength(word.text) > room and size.size > 12:
            size = font(int(size.size) - 1)
        pen.text((left, top - 4), word.text, 20, size)
    out = BytesIO()
    canvas.save(out, "PNG", dpi=(page.dpi, page.dpi))
    return out.getvalue()


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_file(SERIF, False)), size)


@dataclass(frozen=True)
class PaperHouse(House):
    """Real schemas and a real mind; only the eyes are ours."""

    @classmethod
    def of(cls, house: House) -> "PaperHouse":
        services = replace(house.services, catalogue=catalogue())
        return cls(services, house.bell, PaperReader(), house.key)

    def worker(self, owner: str = "worker", lease: float = 30, range_pages: int = 2) -> Digitizer:
        return replace(super().worker(owner, lease, range_pages), understand=mind(catalogue()))

    def hand_in(self, *pages: Page, **fields: str) -> list[str]:
        """The ids of the documents of one dossier with these pages, read to its end."""
        reader = self.reader
        assert isinstance(reader, PaperReader)
        names = [f"page-{len(reader.pages) + at}" for at in range(len(pages))]
        reader.pages |= dict(zip(names, pages, strict=True))
        client = Client(self)
        dossier = client.settled(("1.pdf", scan_of(*names)), **fields)
        dossier = client.get(f"/dossiers/{dossier['id']}?wait=20").json  # another may be reading it
        return [document["id"] for document in dossier["documents"]]
