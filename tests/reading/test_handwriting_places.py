"""Lines for the pen are known however garbled, with their label and their symbol."""

import pytest

from ocr_service.domain.page import Box, Line, Word
from ocr_service.reading.handwriting.places import Kind, places
from ocr_service.reading.handwriting.words import symbol


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ngày.CŠtháng ..Í..năm 2010", Kind.DATE),
        ("ngày2`Ÿ tháng đ† năm 2010", Kind.DATE),
        ("ngày tháng-(2»äin 2010", Kind.DATE),
        ("Só:sÉ~./QĐ-CC", Kind.NUMBER),
        ("Sđz2 7/TTr - CC", Kind.NUMBER),
        ("Số:Z7-7DK-CC", Kind.NUMBER),
        ("ngày. (4, tháng (21L năm 2010", Kind.DATE),
        ("ngày ©É nháng 05 năm 2018", Kind.DATE),
        ("Số:/46t.Tr- vp", Kind.NUMBER),
        ("&4/TB-STP", Kind.NUMBER),
        ("Ngày, tháng, năm sinh: 24/01/2024", None),
        ("Ngày tháng năm sinh: 24/01/2024", None),
        ("Căn cứ Quyết định số 12/QĐ-UBND ngày 5 tháng § năm 2019 của xã", None),
        ("s ni n 5", None),
        ("5 Lĩnh vực 5", None),
        ("SỞ Y TẾ", None),
        ("Quy chế dân chủ theo Nghị", None),
        ("Số lượng: 15 bộ hồ sơ đã nhận trong tháng", None),
    ],
)
def test_lines_for_the_pen_are_known_however_garbled(text: str, kind: Kind | None) -> None:
    box = Box(0.1, 0.1, 0.2, 0.12)
    line = Line(tuple(Word(word, box, 0.5) for word in text.split()))
    assert [place.kind for place in places([line])] == ([kind] if kind else [])


def test_a_word_of_the_date_that_a_figure_ran_into_does_not_make_it_one_in_words() -> None:
    box = Box(0.1, 0.1, 0.2, 0.12)
    told = {"ngày": 0.8, "LS": 0.8, "tháng": 0.92, "Mnăm": 0.92, "2018": 0.99}
    line = Line(tuple(Word(word, box, sure) for word, sure in told.items()))
    assert [place.kind for place in places([line])] == [Kind.DATE]


def test_a_lost_label_is_looked_for_left_of_its_number() -> None:
    line = Line((Word("&4/TB-STP", Box(0.2, 0.1, 0.3, 0.12), 0.7),))
    (place,) = places([line])
    assert place.box.left == pytest.approx(0.15, abs=0.01)
    assert place.box.right == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Số: 48/kh-Stp", "KH-STP"),
        ("Số:/46t.Tr- vp", "T.Tr-VP"),
        ("Số: 5 /TTr - UBND", "TTr-UBND"),
        ("Số: 12/QĐ-TTg", "QĐ-TTg"),
        ("Số: /QĐ-STP", "QĐ-STP"),
        ("Độc lập", ""),
    ],
)
def test_a_symbol_is_put_in_capitals(text: str, printed: str) -> None:
    assert symbol(text) == printed


def test_a_date_in_words_is_none_for_the_pen() -> None:
    box = Box(0.1, 0.1, 0.2, 0.12)
    told = "Ngày hai mươi bốn, tháng một, năm hai nghìn không trăm hai mươi"
    assert not list(places([Line(tuple(Word(word, box, 0.95) for word in told.split()))]))
