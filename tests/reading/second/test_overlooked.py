"""Print that the first reader passed over is found by its ink, and read by the second."""

from itertools import pairwise

import numpy as np

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
