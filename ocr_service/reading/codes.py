"""Reads the QR codes and barcodes of a page: only where one may be, the worn ones harder."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
import zxingcpp

from ocr_service.domain.page import Box, Mark, MarkKind
from ocr_service.reading.code_places import Place, places
from ocr_service.reading.image import Pixels

FORMATS = zxingcpp.BarcodeFormat
SQUARE = (FORMATS.QRCode, FORMATS.DataMatrix)
STRIPED = (FORMATS.Code128, FORMATS.Code39, FORMATS.EAN13, FORMATS.ITF)
WANTED = zxingcpp.BarcodeFormats((*SQUARE, *STRIPED, FORMATS.PDF417))
LINES = 4  # pixels across its stripes that must agree: one line alone has been read wrong
LARGE = 5_000_000  # pixels; more are not looked at enlarged
FULL = 0.65  # of a place as dark as code; less is no code that a second look would read
ALIKE = 0.5  # from here on the edges of a place run one way, as those of stripes do
SLANT = 4.0  # degrees; less is level enough
WAYS = (
    (2, 1),
    (2, 3),
    (2, 5),
    (4, 7),
)  # how many times larger, ink thinned by which pen; in this order


@dataclass(frozen=True)
class Found:
    """A code in pixels of its place; ``lines``: how far across its stripes it was followed."""

    kind: MarkKind
    text: str
    corners: tuple[tuple[float, float], ...]
    lines: float = 0.0
    striped: bool = False


def codes(pixels: Pixels, dpi: int) -> Iterator[Mark]:
    """The codes that decode on a colour picture, each told once."""
    told: set[tuple[str, int, int]] = set()
    for place in places(pixels, dpi):
        for found in _in_place(place.of(pixels), place.full):
            mark = _mark(found, place, pixels)
            across, down = mark.box.middle
            key = (mark.text, round(across * 20), round(down * 20))
            if key not in told:
                told.add(key)
                yield mark


def _in_place(grey: Pixels, full: float) -> list[Found]:
    if found := _read(grey):
        return [_surest(code, grey) if code.striped else code for code in found]
    for scale, pen in WAYS if full > FULL else ():
        if grey.size * scale * scale > LARGE:
            break
        if found := _read(_thinned(_enlarged(grey, scale), pen), scale):
            return found
    return _slanting(grey)


def _surest(code: Found, grey: Pixels) -> Found:
    """A barcode seen twice, as it is and enlarged: what more of its lines say."""
    if grey.size * 4 > LARGE:
        return code
    again = [other for other in _read(_enlarged(grey), 2) if other.striped]
    return max([code, *again], key=lambda seen: seen.lines) if len(again) == 1 else code


def _slanting(grey: Pixels) -> list[Found]:
    """Stripes that lie neither level nor upright; their place is told as a whole."""
    slant = _slant(grey)
    if slant is None or grey.size * 4 > LARGE:
        return []
    height, width = grey.shape
    side = math.ceil(math.hypot(height, width))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), slant, 1.0)
    turn[:, 2] += (side - width) / 2, (side - height) / 2
    level = cv2.warpAffine(grey, turn, (side, side), flags=cv2.INTER_CUBIC, borderValue=255)
    whole = ((0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height)))
    found = _read(_enlarged(np.asarray(level, np.uint8)), 2)
    return [replace(code, corners=whole) for code in found]


def _slant(grey: Pixels) -> float | None:
    """Degrees by which stripes must be turned to stand upright; None unless they slant."""
    height, width = grey.shape
    inner = grey[height // 5 : -height // 5, width // 5 : -width // 5]  # less the text around
    soft = cv2.GaussianBlur(inner, (0, 0), 1.0)
    across = cv2.Sobel(soft, cv2.CV_32F, 1, 0)
    down = cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    xx, yy = float((across * across).mean()), float((down * down).mean())
    xy = float((across * down).mean())
    if math.hypot(xx - yy, 2 * xy) < ALIKE * (xx + yy):
        return None
    slant = math.degrees(math.atan2(2 * xy, xx - yy) / 2)
    return slant if SLANT < abs(slant) < 90 - SLANT else None


def _enlarged(grey: Pixels, scale: int = 2) -> Pixels:
    way = cv2.INTER_CUBIC
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=way), np.uint8)


def _thinned(grey: Pixels, pen: int) -> Pixels:
    """The ink thinner by ``pen`` - 1 pixels: in copies of copies it has grown fat."""
    round_pen = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (pen, pen))
    return np.asarray(cv2.dilate(grey, round_pen) if pen > 1 else grey, np.uint8)


def _read(grey: Pixels, scale: int = 1) -> list[Found]:
    found = zxingcpp.read_barcodes(grey, formats=WANTED, try_invert=False)
    codes = [_found(code, scale) for code in found]
    return [code for code in codes if not code.striped or code.lines >= LINES]


def _found(code: zxingcpp.Barcode, scale: int) -> Found:
    it = code.position
    corners = tuple(
        (corner.x / scale, corner.y / scale)
        for corner in (it.top_left, it.top_right, it.bottom_right, it.bottom_left)
    )
    kind = MarkKind.QR if code.format in SQUARE else MarkKind.BARCODE
    lines = math.dist(corners[0], corners[3])
    return Found(kind, code.text, corners, lines, code.format in STRIPED)


def _mark(found: Found, place: Place, pixels: Pixels) -> Mark:
    height, width = pixels.shape[:2]
    across = [min(max((place.left + x) / width, 0.0), 1.0) for x, _ in found.corners]
    down = [min(max((place.top + y) / height, 0.0), 1.0) for _, y in found.corners]
    return Mark(found.kind, found.text, Box(min(across), min(down), max(across), max(down)))
