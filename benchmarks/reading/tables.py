"""Pages with a ruled table; lines and cells are known, their order is left to the reader."""

import random
from collections.abc import Callable

from benchmarks.reading.letters import foot, title
from benchmarks.reading.prose import BANK, filled, sentence
from benchmarks.reading.sheet import BOTTOM, LEFT, RIGHT, Font, Sheet, wrapped

FOOT = 9  # lines
PAD = 22  # pixels between a rule and print
Cell = Callable[[int, random.Random], str]


def _number(row: int, chance: random.Random) -> str:
    del chance
    return f"{row + 1}"


def _count(row: int, chance: random.Random) -> str:
    del row
    return str(chance.randint(12, 986))


def _money(row: int, chance: random.Random) -> str:
    del row
    return f"{chance.randint(2, 980)}.{chance.randint(0, 9)}00.000"


def _day(row: int, chance: random.Random) -> str:
    del row
    return f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{chance.randint(1961, 2024)}"


def _rate(row: int, chance: random.Random) -> str:
    del row
    return f"{chance.randint(70, 99)},{chance.randint(0, 9)}"


def _from(section: str) -> Cell:
    def cell(row: int, chance: random.Random) -> str:
        del row
        text = filled(section, chance)
        return text[0].upper() + text[1:]

    return cell


# Each column: its head, its share of the width, what its cells hold, whether set in the middle.
Column = tuple[str, float, Cell, bool]
KINDS: tuple[tuple[Column, ...], ...] = (
    (
        ("STT", 0.07, _number, True),
        ("Họ và tên", 0.25, _from("person"), False),
        ("Ngày sinh", 0.15, _day, True),
        ("Nơi cư trú", 0.33, _from("address"), False),
        ("Ghi chú", 0.20, _from("note"), False),
    ),
    (
        ("TT", 0.07, _number, True),
        ("Nội dung chi", 0.39, _from("thing"), False),
        ("ĐVT", 0.11, _from("unit"), True),
        ("Số lượng", 0.15, _count, True),
        ("Thành tiền (đồng)", 0.28, _money, True),
    ),
    (
        ("STT", 0.07, _number, True),
        ("Lĩnh vực", 0.33, _from("topic"), False),
        ("Tiếp nhận", 0.15, _count, True),
        ("Đã giải quyết", 0.15, _count, True),
        ("Tỷ lệ (%)", 0.12, _rate, True),
        ("Ghi chú", 0.18, _from("note"), False),
    ),
)


def table(sheet: Sheet, chance: random.Random) -> None:
    """A title, a few words, the table, and the foot."""
    title(sheet, chance.choice(BANK["list"]), f"về {chance.choice(BANK['topic'])}")
    sheet.paragraph(sentence(chance))
    kind = chance.choice(KINDS)
    thick = chance.choice((2, 3, 5))
    top = sheet.down
    _row(sheet, [head for head, *_ in kind], kind, thick, bold=True)
    number = 0
    while sheet.down < BOTTOM - (FOOT + 4) * sheet.step:
        _row(sheet, [cell(number, chance) for _, _, cell, _ in kind], kind, thick)
        number += 1
    for edge in _edges(kind):
        sheet.pen.line((edge, top, edge, sheet.down), 0, thick)
    sheet.down += 2 * sheet.step
    foot(sheet, chance)


def _edges(kind: tuple[Column, ...]) -> list[int]:
    edges = [float(LEFT)]
    for _, share, *_ in kind:
        edges.append(edges[-1] + share * (RIGHT - LEFT))
    return [round(edge) for edge in edges]


def _row(
    sheet: Sheet, texts: list[str], kind: tuple[Column, ...], thick: int, bold: bool = False
) -> None:
    """One row with a rule above and below; every line of every cell is a line of the page."""
    edges, font, top = _edges(kind), sheet.font(bold=bold), sheet.down
    deepest = top
    for text, left, right, column in zip(texts, edges, edges[1:], kind, strict=False):
        lines = wrapped(text, font, right - left - 2 * PAD)
        sheet.down = top + sheet.step
        for line in lines:
            _in_cell(sheet, line, (left, right), font, bold or column[3])
        sheet.said(" ".join(lines), lines=lines)
        deepest = max(deepest, sheet.down - sheet.step + PAD)
    sheet.down = deepest
    for at in (top, deepest):
        sheet.pen.line((LEFT, at, RIGHT, at), 0, thick)


def _in_cell(sheet: Sheet, line: str, sides: tuple[int, int], font: Font, middle: bool) -> None:
    across = (sides[0] + sides[1]) / 2 if middle else sides[0] + PAD
    sheet.put(line, across, font, "ms" if middle else "ls")
    sheet.down += sheet.step
