"""Takes a file apart into sheets, one in memory at a time, from any page on."""

from collections.abc import Iterable, Iterator

from ocr_service.reading import pdf, pictures
from ocr_service.reading.image import Sheet
from ocr_service.reading.limits import DEFAULT_LIMITS, Limits
from ocr_service.reading.sniff import Kind, Source, sniff


def count_pages(source: Source, limits: Limits = DEFAULT_LIMITS) -> int:
    """How many pages a file has, without decoding any; raises BadInput for a bad file."""
    kind = sniff(source, limits)
    if kind is Kind.PDF:
        return pdf.count_pages(source, limits)
    return pictures.count_pages(source, kind, limits)


def split(
    source: Source, pages: Iterable[int] | None = None, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Sheet]:
    """The sheets of a file, or of some ``pages`` of it (numbered from 1; others are passed over).

    Large files are fanned out over workers in ranges of pages, so no page depends on another.
    Raises BadInput for a bad file at once, for a bad page when its turn comes.
    """
    kind = sniff(source, limits)
    if kind is Kind.PDF:
        yield from pdf.sheets(source, pages, limits)
    else:
        yield from pictures.sheets(source, kind, pages, limits)
