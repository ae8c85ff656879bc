"""The readers as one engine, with and without what the extra installs."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from ocr_service.domain.errors import MissingDependency
from ocr_service.domain.page import Line
from ocr_service.reading.engines import Engine
from ocr_service.reading.engines.joined import Joined
from ocr_service.reading.image import Image
from ocr_service.reading.second.aster import Aster
from ocr_service.reading.second.ctc import likeliest
from tests.reading.second.test_look import Reads, line

PAPER = Image(1, np.full((100, 2000, 3), 255, np.uint8), np.full((100, 2000), 255, np.uint8), 200)


class Says(Engine):
    """A first reader that reads one line on every picture."""

    name = "says"

    def __init__(self, read: Line) -> None:
        self._read = read

    def read(self, image: Image) -> tuple[Line, ...]:
        assert image.ink.size
        return (self._read,)


def test_without_other_readers_the_page_stands_as_first_read() -> None:
    read = line("cơ câu tô chức", 0.3)
    assert Joined(Says(read), None, None).read(PAPER) == (read,)


def test_what_is_in_doubt_is_read_again() -> None:
    read = line("cơ câu tô chức", 0.3)
    [joined] = Joined(Says(read), Reads("cơ cấu tổ chức"), None).read(PAPER)
    assert joined.text == "cơ cấu tổ chức"


def test_a_glance_asks_the_first_reader_only() -> None:
    second = Reads("cơ cấu tổ chức")
    Joined(Says(line("cơ câu tô chức", 0.3)), second, None).glance(PAPER)
    assert not second.strips


def test_weights_that_are_not_there_say_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(MissingDependency, match="pip install"):
        Aster(tmp_path)


@pytest.mark.slow
def test_the_recogniser_reads_a_line_of_print() -> None:
    strip = np.full((48, 420), 255, np.uint8)
    cv2.putText(strip, "So 4512 / QD-UBND", (8, 34), cv2.FONT_HERSHEY_DUPLEX, 1.0, 0, 2)
    aster = Aster()
    assert "4512" in likeliest(aster.steps(strip), aster.letters).text


@pytest.mark.slow
def test_strips_of_any_shape_can_be_read() -> None:
    aster = Aster()
    for shape in ((1, 1), (200, 3), (10, 5000), (32, 1024)):
        assert len(aster.steps(np.full(shape, 255, np.uint8)))
