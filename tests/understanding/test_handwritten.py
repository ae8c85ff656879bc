"""What a pen wrote is marked on the field, and believed no further than it was read."""

from dataclasses import replace

import pytest

from ocr_service.domain.dossier import Document
from ocr_service.domain.page import Line, Page, Word
from ocr_service.exports.record_json import field_json
from ocr_service.schema.catalogue import Catalogue
from tests.understanding.paper import decision, line, one


def by_pen(page: Page, sure: dict[str, float]) -> Page:
    """The page with some of its words written by pen, so surely read."""

    def word(printed: Word) -> Word:
        if printed.text not in sure:
            return printed
        return replace(printed, confidence=sure[printed.text], handwritten=True)

    lines = tuple(replace(row, words=tuple(map(word, row.words))) for row in page.lines)
    return replace(page, lines=lines)


def doubts(document: Document) -> list[tuple[str, str]]:
    return [(doubt.field, doubt.code) for doubt in document.record.doubts]


def test_a_field_says_that_a_pen_wrote_it(known: Catalogue) -> None:
    document = one(known, by_pen(decision(), {"537/QĐ-SNV": 0.95}))
    marked = [field.name for field in document.record.fields if field.handwritten]
    assert marked == ["document_number"]
    number = document.record.field("document_number")
    date = document.record.field("issue_date")
    assert number
    assert date
    assert field_json(number)["handwritten"] is True
    assert "handwritten" not in field_json(date)


def test_all_that_a_pen_wrote_must_be_right(known: Catalogue) -> None:
    document = one(known, by_pen(decision(), {"05": 0.8, "3": 0.9}))
    date = document.record.field("issue_date")
    assert date
    assert date.value == "2024-03-05"
    assert date.confidence == pytest.approx(0.72)
    assert ("issue_date", "unsure") in doubts(document)


def test_the_date_of_the_head_counts_however_badly_it_was_read(known: Catalogue) -> None:
    paper = by_pen(decision(), {"05": 0.5})
    cited = line("Căn cứ Quyết định số 12/QĐ-UBND ngày 08 tháng 9 năm 2020;", 0.45, 0.24)
    document = one(known, replace(paper, lines=(*paper.lines[:8], cited, *paper.lines[8:])))
    date = document.record.field("issue_date")
    assert date
    assert date.value == "2024-03-05"
    assert ("issue_date", "unsure") in doubts(document)


def test_the_date_of_a_paper_that_is_cited_is_none_of_its_own(known: Catalogue) -> None:
    paper = decision()
    cited = line("Căn cứ Quyết định số 12/QĐ-UBND ngày 08 tháng 9 năm 2020;", 0.35, 0.24)
    lines: tuple[Line, ...] = tuple(row for row in paper.lines if "Vị Thanh" not in row.text)
    document = one(known, replace(paper, lines=(*lines, cited)))
    assert document.record.field("issue_date") is None
    assert ("issue_date", "missing") in doubts(document)
