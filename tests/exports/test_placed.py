"""What was drawn, scanned and read: its words in the PDF sit where they were drawn, by two readers.

More pages: `python -m benchmarks.pdf`.
"""

from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pdfplumber
import pymupdf
import pytest

from benchmarks.pdf.__main__ import Made, put_together
from benchmarks.pdf.places import drawn_words, overlaps, words_of
from benchmarks.pdf.table import ENOUGH
from benchmarks.reading.damages import damaged
from benchmarks.reading.draw import Drawn, draw
from benchmarks.reading.sheet import LEFT, Sheet, Sides
from ocr_service.reading.engines.registry import engine
from tests.exports.pdfa import faults

pytestmark = pytest.mark.slow
CAPITALS = (
    "ỦY BAN NHÂN DÂN XÃ ĐƯỜNG LÂM",
    "QUYẾT ĐỊNH VỀ VIỆC CẤP GIẤY CHỨNG NHẬN",
    "NGUYỄN THỊ ẤM, ĐẶNG VĂN ỔN, LỮ Ỷ LAN, Ố, Ẵ",
    "BẢN SAO ĐÚNG VỚI BẢN CHÍNH; SỞ TƯ PHÁP Ở HUẾ",
)


def capitals() -> Drawn:
    """Marks above capitals, line close upon line."""
    sheet = Sheet("Liberation Serif", 13)
    for row in range(24):
        text = CAPITALS[row % len(CAPITALS)]
        sheet.line(text if row < 20 else f"{row}. {text.capitalize()}", LEFT, sheet.font())
    pixels = np.repeat(np.asarray(sheet.canvas)[..., None], 3, axis=2)
    return Drawn(pixels, "capitals", "Liberation Serif", 13, words=sheet.words)


@pytest.mark.parametrize(
    ("page", "damage"),
    [(lambda: draw(31), "skew"), (capitals, "photo")],
    ids=["a form scanned askew", "capitals with marks, photographed"],
)
def test_words_sit_where_they_were_drawn(page, damage: str, tmp_path: Path) -> None:
    drawn = page()
    made = put_together(damaged(drawn, damage, 5), engine("tesserocr"), tmp_path)
    with pymupdf.open(stream=made.pdf) as file:
        seen = words_of(file[0], made.page.width, made.page.height)
    kept = np.asarray(cv2.imread(str(made.picture), cv2.IMREAD_GRAYSCALE), np.uint8)
    truth = drawn_words(drawn, kept, seen)
    for words in (seen, plumbed(made)):
        assert [text for text, _ in words] == made.page.text.split()
        shares = overlaps([box for _, box in words], truth)
        assert sum(share >= ENOUGH for share in shares) >= 0.98 * len(shares)
    assert len(made.pdf) < 150_000
    assert faults(made.pdf) == []
    straight(made, damage)


def straight(made: Made, damage: str) -> None:
    """The page is as large as its paper, but for what a photograph leaves open."""
    assert (damage == "skew") == (abs(made.page.skew) > 3)
    if damage != "photo":
        assert made.page.width / made.page.dpi == pytest.approx(8.27, abs=0.03)
        assert made.page.height / made.page.dpi == pytest.approx(11.69, abs=0.03)


def plumbed(made: Made) -> list[tuple[str, Sides]]:
    """The words as pdfplumber finds them, in pixels."""
    with pdfplumber.open(BytesIO(made.pdf)) as file:
        sheet = file.pages[0]
        scale = made.page.width / sheet.width
        return [
            (it["text"], tuple(it[name] * scale for name in ("x0", "top", "x1", "bottom")))
            for it in sheet.extract_words(use_text_flow=True)
        ]
