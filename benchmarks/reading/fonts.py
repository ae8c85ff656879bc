"""The faces that benchmark pages are set in: each holds every Vietnamese letter in three cuts."""

import functools
import itertools
import subprocess
import unicodedata
from pathlib import Path

from PIL import ImageFont

from samples.generator.fonts import font_file

FAMILIES = (
    "Liberation Serif",  # the widths of Times New Roman: what offices write in
    "Noto Sans",
    "FreeSerif",
    "Carlito",  # the widths of Calibri
    "DejaVu Serif",
    "Liberation Sans",  # the widths of Arial
    "Gentium Book Plus",
    "Open Sans",
    "Noto Serif",
    "Lato",
    "Charis SIL",
    "DejaVu Sans",
    "Roboto",
)
REMEDY = "tools/install-packages benchmarks/debian-packages.txt"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
POINTS_AN_INCH = 72


@functools.cache
def face(family: str, points: float, dpi: int, bold: bool, italic: bool) -> ImageFont.FreeTypeFont:
    """The font at that size; raises LookupError, telling what to install, where it is missing."""
    try:
        path = font_file(family, bold, italic)
    except LookupError as error:
        raise LookupError(f"the font {family} is missing; run: {REMEDY}") from error
    return ImageFont.truetype(str(path), round(points * dpi / POINTS_AN_INCH))


def letters() -> set[str]:
    """Every letter of Vietnamese with every tone, small and capital."""
    pairs = itertools.product("aăâeêioôơuưy", TONES)
    small = {unicodedata.normalize("NFC", vowel + tone) for vowel, tone in pairs} | {"đ"}
    return small | {letter.upper() for letter in small}


def lacking(path: Path) -> set[str]:
    """The Vietnamese letters that a font file does not hold."""
    told = subprocess.run(
        ["fc-query", "--index", "0", "--format", "%{charset}", str(path)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    held: set[int] = set()
    for part in told.split():
        first, _, last = part.partition("-")
        held.update(range(int(first, 16), int(last or first, 16) + 1))
    return {letter for letter in letters() if ord(letter) not in held}
