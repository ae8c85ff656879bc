"""Page numbers: within a file, and running on through the files of a dossier."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ocr_service.domain.page import Page


def numbered_through(pages: Iterable[Page]) -> tuple[Page, ...]:
    """Pages in the order of the dossier's files, numbered from 1 on."""
    return tuple(replace(page, number=number) for number, page in enumerate(pages, start=1))


def places(pages: Iterable[Page]) -> dict[int, tuple[str, int]]:
    """For each running number the scan and the page of that scan (from 1), as it lay there."""
    seen: Counter[str] = Counter()
    found: dict[int, tuple[str, int]] = {}
    for page in pages:
        seen[page.scan] += 1
        found[page.number] = (page.scan, page.file_page or seen[page.scan])
    return found
