"""Numbers and dates by pen are found, read and put into the words; print is left alone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from ocr_service.domain.page import Line
from ocr_service.reading.handwriting import Figures, with_handwriting
from ocr_service.reading.handwriting.decode import readings
from ocr_service.reading.handwriting.figures import (
    BY_HAND,
    CLASSES,
    DAY,
    MONTH,
    NUMBER,
    SLASH,
    YEAR,
)
from ocr_service.reading.handwriting.opinion import heard, printed, weighed
from ocr_service.reading.handwriting.places import Kind
from ocr_service.reading.handwriting.read import parts_of, together
from ocr_service.reading.handwriting.strip import Planes
from tests.reading.penned import BLACK, BLUE, Sheet, dated, numbered, texts

pytest.importorskip("onnxruntime")

SIGNS = "ngàythágăm SsốTBAPĐộclậpZI0123456789/:-O"
STRIP = np.full((40, 300), 255, np.uint8)


@pytest.fixture(scope="module")
def figures() -> Figures:
    return Figures()


class Silent:
    """A reader of figures that must not be asked."""

    def steps(self, strips: Sequence[Planes]) -> list[np.ndarray]:
        raise AssertionError(f"nothing was to be read, but {len(strips)} strips were")


@pytest.mark.parametrize("ink", [BLUE, BLACK])
def test_a_date_by_pen_is_read_and_marked(figures: Figures, ink: tuple[int, int, int]) -> None:
    sheet = Sheet(seed=3)
    line = dated(sheet, "25", "11", 400, ink)
    (read,) = with_handwriting(sheet.image(), (line,), figures)
    assert read.text == "Cần Thơ, ngày 25 tháng 11 năm 2019"
    assert [word.text for word in read.words if word.handwritten] == ["25", "11"]


def test_a_year_that_the_engine_is_sure_of_stands(figures: Figures) -> None:
    sheet = Sheet(seed=3)
    line = dated(sheet, "25", "11", 400)
    sure = replace(line.words[-1], text="2018", confidence=0.99)
    (read,) = with_handwriting(sheet.image(), (Line((*line.words[:-1], sure)),), figures)
    assert read.text == "Cần Thơ, ngày 25 tháng 11 năm 2018"


def test_a_number_by_pen_is_read_and_its_printed_symbol_kept(figures: Figures) -> None:
    sheet = Sheet(seed=2)
    line = numbered(sheet, "213", "KH-STP", 400)
    (read,) = with_handwriting(sheet.image(), (line,), figures)
    assert read.text == "Số: 213/KH-STP"
    assert [word.handwritten for word in read.words] == [False, True]


def test_words_stand_where_they_are_written(figures: Figures) -> None:
    sheet = Sheet(seed=4)
    line = dated(sheet, "25", "11", 400)
    (read,) = with_handwriting(sheet.image(), (line,), figures)
    day = next(word for word in read.words if word.text == "25")
    own = next(word for word in line.words if word.text == "€'Ÿ")
    assert own.box.left - 0.01 < day.box.left < day.box.right < own.box.right + 0.01
    lefts = [word.box.left for word in read.words]
    assert lefts == sorted(lefts)


def test_print_that_the_engine_is_sure_of_is_not_looked_at() -> None:
    sheet = Sheet(seed=1)
    sheet.write("Cần Thơ, ngày 14 tháng 7 năm 2019", 700, 400)
    lines = [sheet.line()]
    sheet.write("Số: 12/QĐ-UBND", 200, 400)
    lines.append(sheet.line())
    sheet.write("Ủy ban nhân dân xã thông báo kết quả trước ngày đã định", 200, 500, 0.5)
    lines.append(sheet.line())
    assert with_handwriting(sheet.image(), tuple(lines), Silent()) == tuple(lines)


def test_print_in_doubt_stays_as_the_engine_read_it(figures: Figures) -> None:
    sheet = Sheet(seed=1)
    sheet.write("Cần Thơ, ngày 14 tháng 7 năm 2019", 700, 400, 0.5)
    lines = (sheet.line(),)
    assert with_handwriting(sheet.image(), lines, figures) == lines


def test_a_place_left_blank_stays_blank(figures: Figures) -> None:
    sheet = Sheet(seed=1)
    sheet.write("Số:........../QĐ-STP", 250, 400)
    line = sheet.line()
    garbled = Line((replace(line.words[0], text="Số:.4./QĐ-STP", confidence=0.3),))
    (read,) = with_handwriting(sheet.image(), (garbled,), figures)
    assert read.text == "Số: /QĐ-STP"
    assert not any(word.handwritten for word in read.words)


def test_the_pen_among_other_words_changes_only_its_own(figures: Figures) -> None:
    sheet = Sheet(seed=4)
    head = dated(sheet, "25", "11", 400)
    sheet.write("Cộng hòa xã hội chủ nghĩa Việt Nam", 760, 300)
    motto = sheet.line()
    read = with_handwriting(sheet.image(), (motto, head), figures)
    assert texts(read)[0] == motto.text
    assert read[0] is motto


def test_no_month_beyond_twelve_is_ever_read() -> None:
    seen = readings(steps((DAY, "1"), (MONTH, "13"), (YEAR, "2010")), Kind.DATE)
    assert seen
    assert all(int(parts_of(row)[1] or 0) <= 12 for row in seen)


def test_doubt_between_two_figures_is_told() -> None:
    unsure = steps((NUMBER, "7"), (SLASH, ""))
    unsure[3, BY_HAND + 7], unsure[3, BY_HAND + 1] = 0.6, 0.35
    seen = together([readings(unsure, Kind.NUMBER)])
    assert seen["7", ""] == pytest.approx(0.6, rel=0.1)
    assert seen["1", ""] == pytest.approx(0.35, rel=0.1)


def steps(*parts: tuple[int, str]) -> np.ndarray:
    """Steps that tell words and figures, one blank step between, with a little of all else."""
    classes = [0]
    for word, written in parts:
        for class_ in (word, *(BY_HAND + int(figure) for figure in written)):
            classes += [class_, 0]
    told = np.full((len(classes), CLASSES), 1e-3, np.float32)
    for row, class_ in zip(told, classes, strict=True):
        row[class_] = 1 - 1e-3 * (CLASSES - 1)
    return told


class Letters:
    """A reader of lines that has its say written in: the same steps for every strip."""

    letters = "\0" + SIGNS
    classes: Mapping[str, int] = {letter: at for at, letter in enumerate("\0" + SIGNS) if at}

    def __init__(self, text: str, unsure: Mapping[int, str] | None = None) -> None:
        self._text, self._unsure = text, unsure or {}

    def steps(self, strip: np.ndarray) -> np.ndarray:
        assert strip.ndim == 2
        told = np.full((2 * len(self._text) + 1, len(self.letters)), 1e-4, np.float32)
        told[::2, 0] = 0.99
        for at, letter in enumerate(self._text):
            told[2 * at + 1, self.classes[letter]] = 0.6
            other = self._unsure.get(at)
            if other:
                told[2 * at + 1, self.classes[other]] = 0.3
        return np.asarray(np.log(told), np.float32)


def test_the_second_reader_settles_a_doubt() -> None:
    shares = ({"27": 0.55, "29": 0.45}, {"03": 1.0}, {"2010": 1.0})
    reader = Letters("ngày 29 tháng 03 năm 2010")
    day, *_ = weighed(Kind.DATE, shares, STRIP, "", reader)
    assert max(day, key=lambda figures: day[figures]) == "29"
    assert sum(day.values()) == pytest.approx(1)


def test_the_second_reader_is_not_asked_whether_a_place_is_blank() -> None:
    shares = ({"": 0.9, "2": 0.1}, {"": 1.0}, {"2010": 1.0})
    day, month, _ = weighed(Kind.DATE, shares, STRIP, "", Letters("ngày 29 tháng 03 năm 2010"))
    assert day[""] == pytest.approx(0.9)
    assert month[""] == pytest.approx(1)


@pytest.mark.parametrize(
    ("kind", "text", "parts"),
    [
        (Kind.DATE, "ngày Z2tháng 4 năm 2010", ("22", "4", "2010")),
        (Kind.DATE, "Ngày /S tháng OI năm 2010", ("15", "01", "2010")),
        (Kind.DATE, "ngày 45 tháng 03 năm 2010", ()),
        (Kind.DATE, "Độc lập", ()),
        (Kind.NUMBER, "Số: /09/ATTP", ("109", "")),
        (Kind.NUMBER, "Số: 53/TB-ATTP", ("53", "")),
    ],
)
def test_letters_like_figures_are_heard_as_figures(
    kind: Kind, text: str, parts: tuple[str, ...]
) -> None:
    assert heard(kind, text) == parts


@pytest.mark.parametrize(
    ("engine", "told", "taken"),
    [("TB-SBP", "Số: 67/TB-STP", "TB-STP"), ("TB-STP", "Số: 67/TBSTP", "TB-STP")],
)
def test_a_symbol_that_the_second_reader_knows_much_better_is_taken(
    engine: str, told: str, taken: str
) -> None:
    assert printed(engine, "67", STRIP, Letters(told)) == taken
