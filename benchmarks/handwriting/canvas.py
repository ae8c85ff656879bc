"""The sheet that strips are composed on: print and pen kept apart, then scanned as one."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.handwriting.strokes import Cover
from ocr_service.reading.handwriting.strip import EM, HEIGHT

MIDDLE = HEIGHT / 2  # half way up the small letters
X_HEIGHT = 0.45
_ROOM = 60  # pixels above and below, for what reaches over the strip's edge
_WIDTH = 640
_START = 40

Plane = NDArray[np.float32]


class Canvas:
    """Ink of two kinds, laid from left to right; ``end`` is where the next print goes."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._print: Plane = np.zeros((HEIGHT + 2 * _ROOM, _WIDTH), np.float32)
        self._pen: Plane = np.zeros_like(self._print)
        self._base = _ROOM + MIDDLE + EM * X_HEIGHT / 2 + rng.normal(0, 1.2)
        self._size, self._slant = (
            rng.uniform(0.65, 1.35) * EM,
            float(np.clip(rng.normal(0.2, 0.22), -0.4, 0.8)),
        )
        self._gap, self._under = rng.normal(0.3, 1.8), rng.uniform(0, 1.1)
        self._joins, self._bars = rng.random() < 0.15, rng.random() < 0.06
        self._step, self._dot = rng.uniform(3.0, 6.5), rng.uniform(0.6, 1.3)
        self.end = float(_START)

    def space(self) -> None:
        self.end += float(self._rng.uniform(2, 8))

    def write(self, cover: Cover) -> None:
        """Printed letters on the baseline."""
        em = cover.shape[0] * 2 // 3
        _lay(self._print, cover, self.end, self._base - em)
        self.end += cover.shape[1]

    def beside(self, cover: Cover, up: int) -> None:
        """Print of the line above (-1) or below (1), of which a strip shows the edge."""
        rng = self._rng
        em = cover.shape[0] * 2 // 3
        off = up * rng.uniform(1.25, 1.8) * EM
        _lay(self._print, cover, rng.uniform(_START, self.end), self._base - em + off)

    def ruled(self) -> None:
        """A rule above, as under the agency's name."""
        rng = self._rng
        left = int(rng.uniform(_START - 20, self.end))
        right = int(left + rng.uniform(2, 8) * EM)
        y = int(self._base - rng.uniform(0.95, 1.3) * EM)
        self._print[y : y + int(rng.integers(1, 3)), left:right] = 1.0

    def fill(self, by_hand: Sequence[Cover], dotted: bool, printed: bool) -> None:
        """A place with figures of one hand (or none), which may run into the print around it."""
        rng = self._rng
        start = self.end
        near = rng.random() < 0.2
        at = start if printed else start + (rng.uniform(-12, 1) if near else rng.uniform(-7, 9))
        if by_hand:
            end = self._penned(by_hand, at)
            near = rng.random() < 0.2
            self.end = max(start + 2, end + (rng.uniform(-12, 0) if near else rng.uniform(-6, 12)))
        else:
            self.end += rng.uniform(1, 6) if printed else rng.uniform(12, 60)
        if dotted:
            self._dots(start, self.end)

    def _penned(self, by_hand: Sequence[Cover], at: float) -> float:
        """Figures one after another, a slanted one reaching over the next; where they end."""
        rng = self._rng
        raised = np.clip(rng.normal(0, 2), -4, 4)
        first = at
        for nth, cover in enumerate(by_hand):
            high = max(6.0, self._size * rng.normal(1, 0.09))
            lean = self._slant + rng.normal(0, 0.05)
            shaped = _slanted(cover, high, lean, rng.uniform(0.75, 1.15))
            foot = self._base + raised + rng.normal(0, 1.2)
            _lay(self._pen, shaped, at, foot - high)
            wide = shaped.shape[1] - self._under * max(0.0, lean - 0.05) * high
            before, at = at, at + max(2.0, wide + self._gap + rng.normal(0, 1))
            if self._joins and nth + 1 < len(by_hand) and rng.random() < 0.7:
                rise = rng.uniform(-0.05, 0.8) * high
                self._stroke(before + wide * 0.6, foot - 1, at + rng.uniform(0, 4), foot - rise)
        if self._bars:  # drawn under the figures, or through their feet
            foot = self._base + raised + rng.uniform(-2, 4)
            self._stroke(first - 2, foot, at + rng.uniform(-3, 3), foot + rng.normal(0, 1.5))
        return at + self._under * max(0.0, self._slant - 0.05) * self._size * rng.uniform(0, 1)

    def _stroke(self, left: float, start: float, right: float, end: float) -> None:
        """A straight line by pen."""
        points = np.array([[left, start], [right, end]])
        wide = int(self._rng.integers(1, 3))
        cv2.polylines(
            self._pen, [np.rint(points * 8).astype(np.int32)], False, 1.0, wide, cv2.LINE_AA, 3
        )

    def _dots(self, start: float, end: float) -> None:
        for x in np.arange(start + 1, end - 1, self._step):
            place = (round(float(x) * 16), round((self._base - 1) * 16))
            cv2.circle(self._print, place, round(self._dot * 16), 1.0, -1, cv2.LINE_AA, 4)

    def scanned(self) -> Plane:
        """The strip as a scanner sees it: cut out, inked, blurred, with noise; (2, HEIGHT, w)."""
        rng = self._rng
        left = round(_START - rng.uniform(-3, 24))
        right = round(min(self.end + rng.uniform(2, 24), _WIDTH))
        top = _ROOM + round(rng.normal(0, 1.8))
        cut = (slice(top, top + HEIGHT), slice(left, right))
        printed, pen = self._print[cut], self._pen[cut]
        scale = rng.uniform(0.82, 1.2)
        return inked(_scaled(printed, scale), _scaled(pen, scale), rng)


def _lay(plane: Plane, cover: Cover, left: float, top: float) -> None:
    """Ink never lightens ink; what does not fit is cut."""
    high, wide = cover.shape
    x, y = round(left), max(round(top), 0)
    high, wide = min(high, plane.shape[0] - y), min(wide, plane.shape[1] - x)
    if x >= 0 and high > 0 and wide > 0:
        place = plane[y : y + high, x : x + wide]
        np.maximum(place, cover[:high, :wide].astype(np.float32) / 255, out=place)


def _slanted(cover: Cover, high: float, slant: float, wide: float) -> Cover:
    """The figure at its height, sheared so that a positive ``slant`` leans right."""
    scale = high / cover.shape[0]
    across = scale * wide
    reach = abs(slant) * high
    shear = np.array(
        [[across, -slant * scale, reach if slant > 0 else 0.0], [0, scale, 0]], np.float32
    )
    size = (int(cover.shape[1] * across + reach) + 2, int(high) + 1)
    small = cv2.GaussianBlur(cover, (0, 0), 0.35 / scale) if scale < 0.7 else cover
    return np.asarray(cv2.warpAffine(small, shear, size, flags=cv2.INTER_LINEAR), np.uint8)


def _scaled(plane: Plane, scale: float) -> Plane:
    """Nearer or farther about the middle line, the height of the strip kept."""
    width = max(32, round(plane.shape[1] * scale))
    shape = np.array([[scale, 0, 0], [0, scale, MIDDLE * (1 - scale)]], np.float32)
    out = cv2.warpAffine(plane, shape, (width, HEIGHT), flags=cv2.INTER_LINEAR)
    return np.asarray(out, np.float32)


def inked(printed: Plane, pen: Plane, rng: np.random.Generator) -> Plane:
    """Toner and ink as a scanner tells them: darkness, and colour spread as JPEG spreads it."""
    blur = rng.uniform(0.3, 1.0)
    printed, pen = (cv2.GaussianBlur(plane, (0, 0), blur) for plane in (printed, pen))
    toner = printed * rng.uniform(0.5, 1.0)
    dark = 1 - (1 - toner) * (1 - pen * rng.uniform(0.35, 1.0))
    coloured = rng.random() < 0.6
    hue = pen * (1 - 0.7 * toner) * (rng.uniform(0.3, 1.0) if coloured else rng.uniform(0, 0.06))
    hue = cv2.GaussianBlur(hue, (0, 0), rng.uniform(0.7, 2.0))
    if rng.random() < 0.5:  # many scanners clip paper to pure white
        noise = rng.standard_normal((2, *dark.shape), np.float32)
        dark = dark + noise[0] * rng.uniform(0, 0.035) + rng.uniform(-0.02, 0.03)
        hue = hue + noise[1] * rng.uniform(0, 0.03) + rng.uniform(-0.02, 0.02)
    return np.clip(np.stack([dark, hue]), 0, 1).astype(np.float32)
