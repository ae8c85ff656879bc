"""Where a person said that a paper begins, or goes on, it is so."""

from dataclasses import replace

from ocr_service.domain.page import Box, Mark, MarkKind, Page
from ocr_service.domain.separator import Command, Separator, payload
from ocr_service.pipeline import understand
from ocr_service.schema.catalogue import Catalogue
from tests.understanding.paper import birth_certificate, form, page


def scanned(*pages: Page) -> list[Page]:
    return [replace(it, number=at, scan="one") for at, it in enumerate(pages, start=1)]


def parts(known: Catalogue, pages: list[Page]) -> list[tuple[str, tuple[int, ...]]]:
    return [(it.document_type, it.pages) for it in understand(pages, known)]


def test_a_paper_begins_where_a_person_says(known: Catalogue) -> None:
    pages = scanned(page(form("Trang ghi chép thứ nhất")), page(form("Trang ghi chép thứ hai")))
    assert parts(known, pages) == [("unknown", (1, 2))]
    pages[1] = replace(pages[1], begins=True)
    assert parts(known, pages) == [("unknown", (1,)), ("unknown", (2,))]


def test_a_page_goes_on_with_the_paper_before_as_a_person_says(known: Catalogue) -> None:
    pages = scanned(birth_certificate(), birth_certificate())
    assert len(parts(known, pages)) == 2
    pages[1] = replace(pages[1], begins=False)
    assert parts(known, pages) == [("birth_certificate", (1, 2))]


def test_also_over_a_blank_page_and_a_separator_sheet(known: Catalogue) -> None:
    sheet = Mark(MarkKind.QR, payload(Separator(Command.NEW_DOCUMENT)), Box(0, 0, 1, 1))
    pages = scanned(birth_certificate(), page([], marks=[sheet]), birth_certificate())
    pages[2] = replace(pages[2], begins=False)
    assert parts(known, pages) == [("birth_certificate", (1, 3))]


def test_a_paper_that_nobody_knew_is_known_by_what_is_joined_to_it(known: Catalogue) -> None:
    pages = scanned(page(form("Một trang bìa không có gì")), birth_certificate())
    pages[1] = replace(pages[1], begins=False)
    assert parts(known, pages) == [("birth_certificate", (1, 2))]


def test_a_first_page_has_nothing_to_go_on_with(known: Catalogue) -> None:
    (only,) = scanned(birth_certificate())
    assert parts(known, [replace(only, begins=False)]) == [("birth_certificate", (1,))]
