"""THE one way through: read() turns a file into pages, understand() pages into documents."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from ocr_service.domain.dossier import Document
from ocr_service.domain.page import Line, Page, TextSource
from ocr_service.reading.cleaning import clean
from ocr_service.reading.engines import Engine
from ocr_service.reading.image import Image
from ocr_service.reading.layered import read_lines
from ocr_service.reading.legible import legible
from ocr_service.reading.limits import DEFAULT_LIMITS, Limits
from ocr_service.reading.marks import marks
from ocr_service.reading.quality import judge
from ocr_service.reading.sniff import Source
from ocr_service.reading.split import split
from ocr_service.schema.catalogue import Catalogue
from ocr_service.understanding.classify import classify
from ocr_service.understanding.likeness import Model
from ocr_service.understanding.secrecy import stop_at_secret
from ocr_service.understanding.understood import understood

Keep = Callable[[Image], str]
"""Keeps the upright picture of a page and gives back the name it is kept under."""


def nowhere(_: Image) -> str:
    """Keeps no picture."""
    return ""


def read(
    source: Source,
    engine: Engine,
    keep: Keep = nowhere,
    pages: Iterable[int] | None = None,
    limits: Limits = DEFAULT_LIMITS,
    turned: Mapping[int, int] | None = None,
) -> Iterator[Page]:
    """The pages of a file, or some ``pages`` of it by number, read one at a time.

    Those ``turned`` by people (clockwise, from how they lie in the file) are read as they say.

    Raises BadInput for a file that cannot or, being secret, may not be read, EngineFailed when
    the engine stops.
    """
    for sheet in split(source, pages, limits):
        told = turned.get(sheet.number) if turned else None
        image = clean(sheet, legible(engine, sheet.dpi), told)
        lines, text_source = read_lines(image, engine)
        page = _page(image, lines, text_source)
        stop_at_secret(page)
        if not image.plain:
            page = page.with_marks(marks(image, lines))
        yield page.kept_as(keep(image))


def _page(image: Image, lines: tuple[Line, ...], text_source: TextSource) -> Page:
    quality = judge(image, lines)
    height, width = image.kept.shape[:2]
    return Page(
        number=image.number,
        width=width,
        height=height,
        dpi=image.dpi,
        lines=lines,
        rotation=image.rotation,
        skew=image.skew,
        text_source=text_source,
        blank=quality.blank,
        quality=quality.score,
        problems=quality.problems,
    )


def understand(
    pages: Iterable[Page], catalogue: Catalogue, model: Model | None = None
) -> Iterator[Document]:
    """The documents that the pages make up, in their order; pure, so recorded pages will do.

    ``model`` tells papers by their words; the one that ships with the service where none is given.
    """
    for group in classify(pages, catalogue, model):
        yield understood(group.document_type, group.sheets, group.confidence)
