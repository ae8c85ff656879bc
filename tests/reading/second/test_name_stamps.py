"""Names stamped aslant in red are read, and set in as lines."""

import cv2
import numpy as np
import pytest

from ocr_service.domain.page import Box, Line, Word
from ocr_service.reading.image import Image
from ocr_service.reading.second.name_stamps import with_name_stamps
from tests.reading.second.test_look import Reads

RED, BLUE = (60, 40, 200), (190, 70, 40)
HIGH, WIDE, DPI = 2339, 1654, 200


def page(colour: tuple[int, int, int], slant: float = -5.0) -> Image:
    """An A4 page with fourteen letters, 50 mm in all, in the lower right."""
    ink = np.full((HIGH, WIDE, 3), 255, np.uint8)
    for left in range(900, 1300, 30):
        cv2.putText(ink, "H", (left, 1500), cv2.FONT_HERSHEY_SIMPLEX, 1.4, colour, 4)
    turned = cv2.getRotationMatrix2D((1100, 1500), -slant, 1.0)
    level = cv2.warpAffine(ink, turned, (WIDE, HIGH), borderValue=(255, 255, 255))
    return Image(1, level, level[:, :, 1], DPI)


def read(image: Image, *lines: Line, text: str = "lê văn hòa", sure: float = 0.999) -> list[str]:
    return [line.text for line in with_name_stamps(image, lines, Reads(text, sure))]


@pytest.mark.parametrize("slant", [-12.0, -5.0, 0.0, 4.0])
def test_a_red_name_is_read_level_and_stands_where_it_was(slant: float) -> None:
    reader = Reads("lê văn hòa")
    [line] = with_name_stamps(page(RED, slant), (), reader)
    assert line.text == "lê văn hòa"
    assert line.confidence > 0.9
    assert line.box.middle == pytest.approx((1100 / WIDE, 1485 / HIGH), abs=0.01)
    assert all(strip.shape[0] < 75 for strip in reader.strips)  # level: no taller than its letters


def test_what_a_blue_pen_wrote_is_none() -> None:
    assert read(page(BLUE)) == []


def test_what_makes_no_name_stays_out() -> None:
    assert read(page(RED), text="bđg tkc hhh") == []
    assert read(page(RED), text="lê") == []
    assert read(page(RED), sure=0.5) == []


def test_a_degree_is_no_part_of_the_name() -> None:
    assert read(page(RED), text="bđckh.lê văn hòa") == ["lê văn hòa"]
    assert read(page(RED), text="bđ. lê văn hòa") == ["lê văn hòa"]


def test_words_in_its_place_give_way_unless_they_were_read_for_certain() -> None:
    at = Box(0.6, 0.62, 0.7, 0.64)
    beside = Word("đó", Box(0.1, 0.62, 0.2, 0.64), 0.5)
    rubble, certain = Word("Hnm", at, 0.3), Word("Hoàn", at, 0.95)
    assert read(page(RED), Line((beside, rubble))) == ["đó", "lê văn hòa"]
    assert read(page(RED), Line((beside, certain))) == ["đó Hoàn"]
