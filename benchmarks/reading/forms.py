"""Forms: labels with what was filled in, over dotted leaders or solid lines, as typed."""

import random

from benchmarks.reading.letters import MIDDLE, MOTTO, foot, title
from benchmarks.reading.prose import BANK, filled, sentence
from benchmarks.reading.sheet import BOTTOM, LEFT, RIGHT, Sheet

FOOT = 9  # lines
HALF = (LEFT + RIGHT) // 2 + 40


def form(sheet: Sheet, chance: random.Random) -> None:
    """Motto, title, a line to whom, then a field a line (or two), and the foot."""
    for text in MOTTO:
        sheet.line(text, MIDDLE, sheet.font(bold=True), "ms")
    sheet.down += sheet.step // 2
    title(sheet, chance.choice(BANK["form"]))
    sheet.line(f"Kính gửi: {filled('agency', chance)}", LEFT + 300, sheet.font())
    sheet.down += sheet.step // 2
    while sheet.down < BOTTOM - (FOOT + 4) * sheet.step:
        _row(sheet, chance)
    sheet.paragraph(sentence(chance))
    foot(sheet, chance)


def _row(sheet: Sheet, chance: random.Random) -> None:
    """One field across the sheet, or two short ones side by side."""
    if chance.random() < 0.3:
        texts = [filled("short", chance), filled("short", chance)]
        _field(sheet, chance, texts[0], LEFT, HALF - 60)
        _field(sheet, chance, texts[1], HALF, RIGHT)
        sheet.said(" ".join(texts), lines=texts)
    else:
        text = filled("label", chance)
        while sheet.font().getlength(text) > RIGHT - LEFT - 80:
            text = filled("label", chance)
        _field(sheet, chance, text, LEFT, RIGHT)
        sheet.said(text)
    sheet.down += round(sheet.step * 1.15)


def _field(sheet: Sheet, chance: random.Random, text: str, left: int, right: int) -> None:
    label, _, value = text.partition(": ")
    font, filled_in = sheet.font(), sheet.font(bold=chance.random() < 0.3)
    sheet.put(f"{label}:", left, font)
    start = left + font.getlength(f"{label}: ")
    value_at = start + chance.randint(0, 40)
    end = value_at + filled_in.getlength(value)
    kind = chance.choice(("dots", "dots", "under", "line", "none"))
    if kind == "dots":  # the value stands in a gap of the leader
        _dots(sheet, start, value_at - 12)
        _dots(sheet, end + 12, right)
    elif kind == "under":  # the leader runs on, just beneath the value
        _dots(sheet, start, right, lower=7)
    elif kind == "line":
        at = sheet.down + chance.randint(8, 14)
        sheet.pen.line((start, at, right, at), 0, 3)
    sheet.put(value, value_at, filled_in)


def _dots(sheet: Sheet, start: float, end: float, lower: int = 0) -> None:
    dot = sheet.font().getlength(".")
    if end - start < dot:
        return
    count = int((end - start) / dot)
    sheet.down += lower
    sheet.put("." * count, start, sheet.font())
    sheet.down -= lower
