"""Tesseract's table of words, made into lines."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from ocr_service.domain.page import Box, Line, Word
from ocr_service.reading.lines import in_columns

TWINS = str.maketrans("ÐðƉɖ", "ĐđĐđ")
"""Letters that look like the Vietnamese one, from other alphabets."""


class Row(NamedTuple):
    """One word as Tesseract tells it; sides in pixels."""

    place: tuple[int, int, int]
    left: int
    top: int
    width: int
    height: int
    confidence: float
    text: str


def lines_of(table: str, width: int, height: int) -> tuple[Line, ...]:
    """Lines in reading order, columns apart; boxes become shares of ``width`` and ``height``."""
    lines: list[Line] = []
    blocks: dict[int, int] = {}
    for place, rows in groupby(_rows(table), key=lambda row: row.place):
        words = tuple(_word(row, width, height) for row in rows)
        block = blocks.setdefault(place[0], len(blocks))
        lines.append(Line(words, block))
    return in_columns(lines, width, height)


def _rows(table: str) -> Iterator[Row]:
    for line in table.splitlines():
        cells = line.split("\t", 11)
        if len(cells) < 12 or cells[0] != "5":
            continue
        text = unicodedata.normalize("NFC", cells[11].translate(TWINS)).strip()
        if not text:
            continue
        block, paragraph, number, _, left, top, width, height = map(int, cells[2:10])
        place = (block, paragraph, number)
        yield Row(place, left, top, width, height, max(float(cells[10]), 0.0) / 100, text)


def _word(row: Row, width: int, height: int) -> Word:
    box = Box(
        row.left / width,
        row.top / height,
        (row.left + row.width) / width,
        (row.top + row.height) / height,
    )
    return Word(row.text, box, row.confidence)
