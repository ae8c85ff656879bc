"""Print that the first reader passed over is found by its ink, and read by the second."""

from itertools import pairwise

import numpy as np
import pytest

from ocr_service.domain.page import Box, Line, Word
from ocr_service.reading.second.overlooked import with_overlooked
from tests.reading.drawn import page
from tests.reading.second.test_look import Reads

INK = page()[:, :, 0]
HIGH, WIDE = INK.shape


def rows_of_the_page() -> tuple[Line, ...]:
    """A line of four words over each row of ink."""
    inked = (INK < 128).any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], inked, [False]])))
    rows = [(top, bottom) for top, bottom in edges.reshape(-1, 2) if bottom - top > 12]
    return tuple(_line(int(top), int(bottom)) for top, bottom in rows)


def _line(top: int, bottom: int) -> Line:
    across = np.flatnonzero((INK[top:bottom] < 128).any(axis=0))
    sides = np.linspace(across[0], across[-1] + 1, 5) / WIDE
    return Line(
        tuple(
            Word("chữ", Box(float(left), top / HIGH, float(right), bottom / HIGH), 0.95)
            for left, right in pairwise(sides)
        )
    )


def test_a_lost_line_is_read_and_stands_where_it_belongs() -> None:
    lines = rows_of_the_page()
    lost = [*lines[:2], *lines[3:]]
    found = with_overlooked(tuple(lost), INK, Reads("cơ cấu tổ chức"))
    assert len(found) == len(lines)
    assert found[2].text == "cơ cấu tổ chức"
    assert abs(found[2].box.top - lines[2].box.top) < 0.01


def test_what_is_not_read_surely_or_makes_no_words_stays_out() -> None:
    lines = rows_of_the_page()
    lost = (*lines[:2], *lines[3:])
    assert with_overlooked(lost, INK, Reads("cơ cấu tổ chức", sure=0.6)) == lost
    assert with_overlooked(lost, INK, Reads("bđg tkc")) == lost
    assert with_overlooked(lost, INK, Reads("chức")) == lost


def test_nothing_is_added_where_every_line_was_read() -> None:
    lines = rows_of_the_page()
    assert with_overlooked(lines, INK, Reads("cơ cấu tổ chức")) == lines


def two_in_one(confidence: float) -> tuple[Line, ...]:
    """The lines, the third and the fourth taken for one that is as tall as both."""
    lines = rows_of_the_page()
    both = Box.around(one.box for one in lines[2:4])
    return (*lines[:2], Line((Word("Vbà HGq", both, confidence),)), *lines[4:])


@pytest.mark.parametrize("text", ["cơ cấu tổ chức", "chức"])
def test_two_lines_taken_for_one_are_parted(text: str) -> None:
    lines = rows_of_the_page()
    found = with_overlooked(two_in_one(0.1), INK, Reads(text))
    assert [one.text for one in found[2:4]] == [text, text]
    assert len(found) == len(lines)
    for one, true in zip(found[2:4], lines[2:4], strict=True):
        assert abs(one.box.middle[1] - true.box.middle[1]) < 0.01


def test_a_tall_line_that_was_read_surely_stays() -> None:
    lines = two_in_one(0.8)
    assert with_overlooked(lines, INK, Reads("cơ cấu tổ chức")) == lines


def test_rubble_that_nobody_can_read_stays() -> None:
    lines = two_in_one(0.1)
    assert with_overlooked(lines, INK, Reads("cơ cấu tổ chức", sure=0.6)) == lines
