"""A page whose picture is bad is named to the clerk with the reason; its paper is looked at."""

from dataclasses import replace

from ocr_service.domain.dossier import DocumentStatus
from ocr_service.domain.page import Problem
from ocr_service.schema.catalogue import Catalogue
from tests.understanding.paper import birth_certificate, one


def test_a_bad_picture_is_told_by_page_and_reason(known: Catalogue) -> None:
    paper = replace(birth_certificate(), number=3)
    assert one(known, paper).status is DocumentStatus.ACCEPTED
    document = one(known, replace(paper, problems=(Problem.BLURRED, Problem.LOW_RESOLUTION)))
    assert document.status is DocumentStatus.NEEDS_REVIEW
    [doubt] = document.record.doubts
    assert (doubt.code, doubt.field) == ("scan_again", "")
    assert doubt.message == (
        "Quét lại trang 3: ảnh mờ hoặc nhòe, độ phân giải thấp (nên quét 200–300 dpi)."
    )


def test_every_problem_has_words(known: Catalogue) -> None:
    for problem in Problem:
        [doubt] = one(known, replace(birth_certificate(), problems=(problem,))).record.doubts
        assert doubt.message.startswith("Quét lại trang 1: ")
