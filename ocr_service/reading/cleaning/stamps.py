"""Lifts the ink of stamps and signatures off the text beneath it.

The lightest of the three bands shows coloured ink as paper and black ink as ink. It is used only
where a round stamp or something coloured and larger than a letter stands: the letters of a name
stamp and what was filled in with a blue pen are text too.
"""

import cv2
import numpy as np

from ocr_service.reading.cleaning.ink import pieces_of
from ocr_service.reading.image import Pixels
from ocr_service.reading.view import shrunk

VIEW_DPI = 75
A_MILLIMETRE = VIEW_DPI / 25.4  # in pixels of the view
COLOURED = 45  # difference between the bands, 0..255
FAINT = 25  # the same, of the thin rims of a round stamp, seen small
PURPLE = 25  # how much redder than green, 0..255
BLEACH = 0.8  # how much lighter, per step between the bands
LEAST_SHARE = 0.0003  # of the page, coloured, before anything is done
JOINED_MM = 0.7  # gaps in worn stamps up to this are closed
TALLEST_NAME_MM = 14.0  # a name stamp in red, set aslant
TALLEST_LETTER_MM = 8.0  # written with a pen
STAMP_RADII_MM = (13.0, 24.0)
RING_SHARE = 0.55  # of a ring's turn that must be inked
OUTSIDE, BARER = 1.3, 0.35  # radii, and how much of that is inked there: else it is print


def without_stamps(pixels: Pixels, dpi: int) -> Pixels:
    """Grey, height x width, of BGR ``pixels``: as it is, but stamps as light as paper."""
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    places = stamp_places(pixels, dpi)
    if not places.any():
        return grey
    height, width = grey.shape
    full = cv2.resize(places, (width, height), interpolation=cv2.INTER_NEAREST)
    left, top, wide, tall = cv2.boundingRect(full)
    part = (slice(top, top + tall), slice(left, left + wide))
    bands = cv2.split(pixels[part])
    lightest = np.maximum(np.maximum(*bands[:2]), bands[2]).astype(np.float32)
    darkest = np.minimum(np.minimum(*bands[:2]), bands[2])
    bleached = np.minimum(lightest + BLEACH * (lightest - darkest), 255).astype(np.uint8)
    np.copyto(grey[part], bleached, where=full[part] > 0)
    return grey


def stamp_places(pixels: Pixels, dpi: int) -> Pixels:
    """1 where coloured ink that is no text stands, at about 75 dpi."""
    scale = min(VIEW_DPI / dpi, 1.0)
    small = shrunk(pixels, scale)
    faint, strong = (_coloured(np.asarray(small, np.uint8), level) for level in (FAINT, COLOURED))
    places = np.zeros(small.shape[:2], np.uint8)
    for ring, colour, tallest in zip(
        faint, strong, (TALLEST_NAME_MM, TALLEST_LETTER_MM), strict=True
    ):
        if float(ring.mean()) >= LEAST_SHARE:
            rings = _rings(ring)
            places |= rings | _large(colour & (1 - rings), tallest)
    return places


def _coloured(small: Pixels, level: int) -> tuple[Pixels, Pixels]:
    """1 where ink is red (to purple), and where it is blue, the tint of the paper taken off.

    ``level``: how far its bands must differ.
    """
    paper = np.percentile(small[::4, ::4].reshape(-1, 3), 75, axis=0).clip(min=60)
    blue, green, red = (
        cv2.convertScaleAbs(band, alpha=255.0 / shade)
        for band, shade in zip(cv2.split(small), paper, strict=True)
    )
    lightest, darkest = cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red)
    strong = cv2.subtract(lightest, darkest) > level
    # Purple has more blue than red, but more red than green: no pen writes so.
    redder = (red >= blue) | (cv2.subtract(red, green) > min(PURPLE, level))
    return (strong & redder).astype(np.uint8), (strong & ~redder).astype(np.uint8)


def _rings(coloured: Pixels) -> Pixels:
    """Discs over the round stamps: circles of the right size, inked most of the way round."""
    discs = np.zeros_like(coloured)
    low, high = (round(radius * A_MILLIMETRE) for radius in STAMP_RADII_MM)
    soft = cv2.GaussianBlur(coloured * 255, (5, 5), 0)
    found = cv2.HoughCircles(
        soft, cv2.HOUGH_GRADIENT, 2, low * 2, param1=120, param2=45, minRadius=low, maxRadius=high
    )
    if found is None:
        return discs
    wide = np.asarray(cv2.dilate(coloured, np.ones((5, 5), np.uint8)), dtype=np.uint8)
    for across, down, radius in found.reshape(-1, 3)[:4]:
        inked, outside = (
            _inked_round(wide, float(across), float(down), float(radius) * times)
            for times in (1.0, OUTSIDE)
        )
        if inked >= RING_SHARE and outside <= BARER * inked:
            # A little more than the ring: the outer rim is what Hough may have missed.
            outer = round(radius + 2.2 * A_MILLIMETRE)
            cv2.circle(discs, (round(across), round(down)), outer, 1, -1)
    return discs


def _inked_round(coloured: Pixels, across: float, down: float, radius: float) -> float:
    turn = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    x = (across + radius * np.cos(turn)).round().astype(int)
    y = (down + radius * np.sin(turn)).round().astype(int)
    height, width = coloured.shape
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    return float(coloured[y[inside], x[inside]].sum()) / len(turn)


def _large(coloured: Pixels, tallest: float) -> Pixels:
    """1 on and about strokes that hang together higher than ``tallest`` millimetres."""
    reach = max(round(JOINED_MM * A_MILLIMETRE), 1) * 2 + 1
    joined = cv2.dilate(coloured, np.ones((reach, reach), np.uint8))
    pieces = pieces_of(np.asarray(joined, dtype=np.uint8))
    return pieces.picture(pieces.tall > tallest * A_MILLIMETRE)


def red_letters(pixels: Pixels, dpi: int) -> Pixels:
    """1 where red ink as small as letters stands outside of round stamps, at about 75 dpi."""
    small = np.asarray(shrunk(pixels, min(VIEW_DPI / dpi, 1.0)), np.uint8)
    red, _ = _coloured(small, COLOURED)
    if float(red.mean()) < LEAST_SHARE:
        return np.zeros_like(red)
    pieces = pieces_of(red & (1 - _rings(_coloured(small, FAINT)[0])))
    largest = TALLEST_LETTER_MM * A_MILLIMETRE
    return pieces.picture((pieces.tall <= largest) & (pieces.wide <= 1.5 * largest))
