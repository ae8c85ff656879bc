"""Draws A4 pages as offices print them; the text of every line is known.

A page is prose, a letter, a form, a table or prose in two columns, in one of many faces, at 9 to
14 points. The seed alone decides which, and every word.
"""

import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from benchmarks.reading import forms, letters, tables
from benchmarks.reading.fonts import FAMILIES
from benchmarks.reading.sheet import A4, DPI, Sheet, Sides
from samples.generator.fonts import SERIF

LAYOUTS: dict[str, Callable[[Sheet, random.Random], None]] = {
    "letter": letters.letter,
    "form": forms.form,
    "table": tables.table,
    "columns": letters.columns,
    "prose": letters.prose,
}
LOOSE = frozenset({"form", "table"})  # fields side by side and cells may be read in any order
POINTS = {
    "letter": (12, 13, 14),
    "form": (11, 12, 13),
    "table": (9, 10, 11, 12),
    "columns": (9, 10, 11),
    "prose": (10, 11, 12, 13, 14),
}


@dataclass(frozen=True)
class Drawn:
    """A page and its text.

    ``pixels``: height x width x 3 at ``DPI``. ``parts``: one after the other, each in every order
    that a reader may rightly choose. ``loose``: lines and cells that may stand in any order; a
    page has either parts or these. ``names``: where signers' names stand (middles, in pixels).
    ``words``: where the ink of each word lies (left, top, right, bottom, in pixels).
    """

    pixels: NDArray[np.uint8]
    layout: str
    family: str
    points: int
    parts: list[tuple[str, ...]] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    names: list[tuple[int, int]] = field(default_factory=list)
    words: list[tuple[str, Sides]] = field(default_factory=list)

    @property
    def readings(self) -> tuple[str, ...]:
        """The whole text in each rightful order; empty for a page of loose lines."""
        if self.loose:
            return ()
        return tuple(" ".join(chosen) for chosen in itertools.product(*self.parts))


def draw(seed: int, layout: str = "", family: str = "") -> Drawn:
    """The page of that seed, of a layout and in a face of its choosing unless told.

    Five seeds in a row show every layout. Raises LookupError where a font is missing.
    """
    chance = random.Random(seed)
    layout = layout or list(LAYOUTS)[seed % len(LAYOUTS)]
    family = family or FAMILIES[(seed // 2) % len(FAMILIES)]
    if chance.random() < 0.2:
        family = SERIF  # what most papers are set in
    sheet = Sheet(family, chance.choice(POINTS[layout]))
    LAYOUTS[layout](sheet, chance)
    grey = np.asarray(sheet.canvas)
    pixels = np.repeat(grey[..., None], 3, axis=2)
    loose = sheet.lines if layout in LOOSE else []
    parts = [] if loose else sheet.parts
    return Drawn(pixels, layout, family, sheet.points, parts, loose, sheet.names, sheet.words)


__all__ = ["A4", "DPI", "LAYOUTS", "Drawn", "draw"]
