"""Makes a sheet fit to read: upright, flat, straight, ink lifted off paper."""

import math

import numpy as np

from ocr_service.reading.cleaning.borders import without_borders
from ocr_service.reading.cleaning.boxes import without_boxes
from ocr_service.reading.cleaning.enlarge import enlarge
from ocr_service.reading.cleaning.flatten import flatten
from ocr_service.reading.cleaning.ink import pieces_of
from ocr_service.reading.cleaning.leaders import without_leaders
from ocr_service.reading.cleaning.paper import find_paper
from ocr_service.reading.cleaning.rules import without_rules
from ocr_service.reading.cleaning.speckle import without_speckle
from ocr_service.reading.cleaning.stamps import without_stamps
from ocr_service.reading.cleaning.straighten import straighten
from ocr_service.reading.cleaning.strength import strengthen
from ocr_service.reading.cleaning.unbend import unbend
from ocr_service.reading.cleaning.upright import Legible, Lie, lie_of, lie_told, turn
from ocr_service.reading.image import Image, Pixels, Sheet

DARK = 160  # of 255; darker is ink, once the paper is white


def clean(sheet: Sheet, legible: Legible | None = None, told: int | None = None) -> Image:
    """The sheet as people and the engine want it.

    ``legible``, if given, settles which way is up where the shapes of the text leave it open;
    ``told`` is which way it is, as a person says: degrees clockwise from how it lies in the file.
    A sheet with a trusted text layer is left as it lies, for its boxes refer to it, unless a
    person wants it otherwise: then the picture is read.
    """
    if sheet.text and told in (None, sheet.rotation):
        return _as_it_lies(sheet)
    already = sheet.rotation if sheet.text else 0
    pixels, dpi = find_paper(sheet.pixels, sheet.dpi)
    lie = lie_of(pixels, dpi, legible) if told is None else lie_told(pixels, dpi, told - already)
    pixels = turn(pixels, lie.turn)
    ink = without_speckle(strengthen(flatten(without_stamps(pixels, dpi))), dpi)
    ink = _levelled(without_borders(ink, pixels, dpi), lie)
    ink = without_rules(ink, dpi)
    pieces = pieces_of((ink < DARK).astype(np.uint8))
    ink = without_leaders(without_boxes(ink, pieces, dpi), pieces, dpi)
    ink = enlarge(ink, pieces, dpi)
    hearsay = () if lie.turn or lie.bend else sheet.hearsay  # its boxes would stand elsewhere
    kept = _levelled(pixels, lie)
    rotation = (lie.turn + already) % 360
    return Image(sheet.number, kept, ink, dpi, rotation, lie.skew, hearsay=hearsay)


def _levelled(pixels: Pixels, lie: Lie) -> Pixels:
    straight = straighten(pixels, lie.skew)
    return straight if lie.bend is None else unbend(straight, lie.bend)


def _as_it_lies(sheet: Sheet) -> Image:
    """Nothing cleaned but the places where the trusted text has gaps; the rest is blank."""
    ink = sheet.pixels[:, :, 1]  # nobody reads it
    if sheet.gaps:
        height, width = sheet.pixels.shape[:2]
        ink = np.full((height, width), 255, dtype=np.uint8)
        lifted = flatten(without_stamps(sheet.pixels, sheet.dpi))
        for gap in sheet.gaps:
            down = slice(int(gap.top * height), math.ceil(gap.bottom * height))
            across = slice(int(gap.left * width), math.ceil(gap.right * width))
            ink[down, across] = lifted[down, across]
    return Image(
        sheet.number,
        sheet.pixels,
        ink,
        sheet.dpi,
        sheet.rotation,
        text=sheet.text,
        gaps=sheet.gaps,
        plain=sheet.plain,
    )
