"""What scanners, fax machines and phones do to a page: pure functions, each seeded by its caller.

Pictures are height x width x 3, BGR, 8 bit. A function that draws by chance takes the chance
(`numpy.random.Generator`) and uses nothing else, so one seed always gives one picture.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.generator.stamps import pressed, round_stamp

Pixels = NDArray[np.uint8]
Chance = np.random.Generator
PAPER = (255, 255, 255)
DRAWN_DPI = 300


@dataclass(frozen=True)
class Damaged:
    """A damaged page and the resolution (pixels an inch) that it has now."""

    pixels: Pixels
    dpi: int


def _clipped(values: NDArray[np.float32]) -> Pixels:
    return np.clip(values, 0, 255).astype(np.uint8)


def resampled(page: Pixels, ratio: float) -> Pixels:
    """The page enlarged (``ratio`` above 1) or made smaller."""
    way = cv2.INTER_AREA if ratio < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(page, None, fx=ratio, fy=ratio, interpolation=way), np.uint8)


def skewed(page: Pixels, degrees: float, ground: tuple[int, int, int] = PAPER) -> Pixels:
    """The page laid ``degrees`` anticlockwise askew on the glass, its size kept."""
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(
        cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=ground),
        np.uint8,
    )


def turned(page: Pixels, quarters: int) -> Pixels:
    """The page turned clockwise by ``quarters`` times 90 degrees."""
    return np.ascontiguousarray(np.rot90(page, -quarters))


def noisy(page: Pixels, sigma: float, chance: Chance) -> Pixels:
    """The grain of a sensor: grey noise of ``sigma`` levels."""
    grain = chance.standard_normal(page.shape[:2], np.float32) * np.float32(sigma)
    return _clipped(page.astype(np.float32) + grain[..., None])


def jpeg(page: Pixels, quality: int) -> Pixels:
    """The page after one pass through JPEG at ``quality`` (1..100)."""
    kept, packed = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not kept:
        raise ValueError("this picture cannot be written as JPEG")
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)


def blurred(page: Pixels, sigma: float) -> Pixels:
    """The page out of focus; ``sigma`` in pixels."""
    return np.asarray(cv2.GaussianBlur(page, (0, 0), sigma), np.uint8)


def faded(page: Pixels, black: int, white: int, tint: tuple[float, float, float]) -> Pixels:
    """Toner no blacker than ``black``, paper no whiter than ``white`` and tinted (BGR shares)."""
    levels = np.linspace(black, white, 256, dtype=np.float32)
    steps = np.stack([levels * share for share in tint], axis=-1).reshape(1, 256, 3)
    return np.asarray(cv2.LUT(page, _clipped(steps)), np.uint8)


def shadowed(page: Pixels, depth: float, chance: Chance) -> Pixels:
    """Light that falls off to one side, and a soft shadow edge; ``depth`` 0 (none) to 1 (black)."""
    height, width = page.shape[:2]
    angle = chance.uniform(0, 2 * np.pi)
    down, across = np.mgrid[0:64, 0:64].astype(np.float32) / 63 - 0.5
    along = down * np.sin(angle) + across * np.cos(angle)
    edge = 1 / (1 + np.exp(-(along - chance.uniform(-0.2, 0.3)) * chance.uniform(6, 18)))
    small = 1 - np.float32(depth) * (0.4 * (along + 0.7) / 1.4 + 0.6 * edge).astype(np.float32)
    light = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    return _clipped(page.astype(np.float32) * light[..., None])


def folded(page: Pixels, chance: Chance, strength: float = 0.25) -> Pixels:
    """One crease across the page, bright on one lip and dark on the other."""
    height, width = page.shape[:2]
    middle = height * chance.uniform(0.3, 0.7)
    slope = chance.uniform(-0.01, 0.01)
    rows = np.arange(height, dtype=np.float32)[:, None]
    away = (rows - middle - slope * np.arange(width, dtype=np.float32)[None, :]) / (height / 350)
    crease = np.exp(-((away - 0.6) ** 2)) * 0.5 - np.exp(-((away + 0.6) ** 2))
    return _clipped(page.astype(np.float32) * (1 + np.float32(strength) * crease[..., None]))


def speckled(page: Pixels, share: float, chance: Chance) -> Pixels:
    """Black and white specks on ``share`` of the page."""
    height, width = page.shape[:2]
    spots = chance.random((height, width), np.float32)
    out = page.copy()
    out[spots < share * 0.7] = 0
    out[spots > 1 - share * 0.3] = 255
    return out


def bilevel(page: Pixels, threshold: int) -> Pixels:
    """Black and white only, as a fax or a CCITT scan; ``threshold`` 0..255."""
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, threshold, 255, cv2.THRESH_BINARY)
    return np.asarray(cv2.cvtColor(ink, cv2.COLOR_GRAY2BGR), np.uint8)


def stamped(page: Pixels, chance: Chance, dpi: int = DRAWN_DPI, text: str = "") -> Pixels:
    """A round red stamp of 36 mm pressed somewhere on the lower right of the text."""
    height, width = page.shape[:2]
    stamp = round_stamp(round(36 / 25.4 * dpi), text or "ỦY BAN NHÂN DÂN", chance)
    where = (round(width * chance.uniform(0.45, 0.75)), round(height * chance.uniform(0.45, 0.85)))
    return pressed(page, stamp, where)


def desk(height: int, width: int, chance: Chance) -> Pixels:
    """A table top: one colour with a soft grain."""
    colour = np.array(chance.choice([(60, 85, 120), (70, 75, 80), (50, 60, 70), (95, 110, 125)]))
    grain = chance.standard_normal((height // 40 + 1, width // 6 + 1), np.float32) * 9
    board = cv2.resize(grain, (width, height), interpolation=cv2.INTER_LINEAR)
    return _clipped((colour[None, None, :] + board[..., None]).astype(np.float32))


def photographed(page: Pixels, chance: Chance, lean: float = 0.035) -> Pixels:
    """The page on a table seen by a phone held ``lean`` (share of the page's side) aslant."""
    height, width = page.shape[:2]
    margin = chance.uniform(0.03, 0.07)
    outer = (round(width * (1 + 2 * margin)), round(height * (1 + 2 * margin)))
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    push = chance.uniform(-lean, lean, (4, 2)) * width
    place = np.array([width, height]) * margin
    seen = np.asarray(corners + place + push, np.float32)
    warp = cv2.getPerspectiveTransform(corners, seen)
    sheet = cv2.warpPerspective(page, warp, outer, flags=cv2.INTER_LINEAR)
    cover = cv2.warpPerspective(np.full((height, width), 255, np.uint8), warp, outer)
    share = (cv2.GaussianBlur(cover, (0, 0), 1.2).astype(np.float32) / 255)[..., None]
    table = desk(outer[1], outer[0], chance).astype(np.float32)
    mixed = sheet.astype(np.float32) * share + table * (1 - share)
    return _clipped(mixed.astype(np.float32))


def clean(page: Pixels, chance: Chance, dpi: int) -> Damaged:
    """Nothing happened."""
    del chance
    return Damaged(page, dpi)


def scan(page: Pixels, chance: Chance, dpi: int) -> Damaged:
    """An office scanner at 200 dpi: up to 3 degrees askew, grain, sometimes a fold, JPEG."""
    out = skewed(resampled(page, 200 / dpi), chance.uniform(-3, 3))
    if chance.random() < 0.3:
        out = folded(out, chance, chance.uniform(0.1, 0.3))
    out = faded(out, int(chance.integers(5, 45)), int(chance.integers(232, 254)), (0.97, 0.99, 1.0))
    out = noisy(blurred(out, chance.uniform(0.3, 0.6)), chance.uniform(2, 5), chance)
    return Damaged(jpeg(out, int(chance.integers(60, 88))), 200)


def low(page: Pixels, chance: Chance, dpi: int) -> Damaged:
    """A scanner left at 150 dpi, nearly straight."""
    out = skewed(resampled(page, 150 / dpi), chance.uniform(-1, 1))
    out = noisy(faded(out, 30, 245, (0.98, 0.99, 1.0)), 2.5, chance)
    return Damaged(jpeg(out, int(chance.integers(65, 85))), 150)


def photo(page: Pixels, chance: Chance, dpi: int) -> Damaged:
    """A phone held over the table: perspective, shadow, warm light, slight blur, JPEG."""
    out = folded(page, chance, 0.15) if chance.random() < 0.4 else page
    out = photographed(resampled(out, 240 / dpi), chance)
    out = faded(out, 15, 240, (0.88, 0.96, 1.0))
    out = shadowed(out, chance.uniform(0.2, 0.5), chance)
    out = noisy(blurred(out, chance.uniform(0.5, 0.9)), chance.uniform(2, 4), chance)
    return Damaged(jpeg(out, int(chance.integers(75, 90))), 240)


def fax(page: Pixels, chance: Chance, dpi: int) -> Damaged:
    """A fax or a black-and-white scan: 200 dpi, one bit, speckles, up to one degree askew."""
    out = skewed(resampled(page, 200 / dpi), chance.uniform(-1, 1))
    out = noisy(blurred(out, 0.5), 12, chance)
    out = speckled(
        bilevel(out, int(chance.integers(140, 180))), chance.uniform(0.001, 0.004), chance
    )
    return Damaged(out, 200)


def turned_scan(page: Pixels, chance: Chance, dpi: int) -> Damaged:
    """A scan fed sideways or upside down."""
    quarters = int(chance.integers(1, 4))
    scanned = scan(page, chance, dpi)
    return Damaged(turned(scanned.pixels, quarters), scanned.dpi)


Preset = Callable[[Pixels, Chance, int], Damaged]
PRESETS: dict[str, Preset] = {
    "clean": clean,
    "scan": scan,
    "photo": photo,
    "fax": fax,
    "turned": turned_scan,
    "low": low,
}


def damaged(page: Pixels, preset: str, seed: int, dpi: int = DRAWN_DPI) -> Damaged:
    """The page after the named preset; raises KeyError for a name not in PRESETS."""
    return PRESETS[preset](page, np.random.default_rng(seed), dpi)
