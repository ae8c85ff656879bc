"""What years, copiers and careless hands do to a page: pure functions, each seeded by its caller.

Pictures are height x width x 3, BGR, 8 bit, as in `samples.generator.damage`, whose scanners and
phones these stand beside.
"""

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from samples.generator.damage import Chance, Pixels
from samples.generator.stamps import pressed, round_stamp, signature

COLOURS = {"red": (205, 25, 40), "blue": (40, 60, 175), "purple": (120, 40, 140)}
MM = 1 / 25.4  # times dots an inch: pixels


def pixels_of(values: ArrayLike) -> Pixels:
    """Levels cut to 0..255, in 8 bits."""
    return np.asarray(np.clip(np.asarray(values), 0, 255), np.uint8)


def soft_noise(shape: tuple[int, ...], cell: int, chance: Chance) -> NDArray[np.float32]:
    """Clouds of about ``cell`` pixels, mean 0 and deviation about 1."""
    height, width = shape[:2]
    small = chance.standard_normal((height // cell + 2, width // cell + 2), np.float32)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)


def shaded(page: Pixels, light: NDArray[np.float32]) -> Pixels:
    """The page under ``light`` (1 leaves it as it is), height x width."""
    return pixels_of(page * light[..., None])


def stamp(page: Pixels, colour: str, at: tuple[int, int], dpi: int, chance: Chance) -> Pixels:
    """A round stamp of 36 mm in red, blue or purple with its middle ``at`` (across, down)."""
    ink = round_stamp(round(36 * MM * dpi), "ỦY BAN NHÂN DÂN", chance)
    ink[..., :3] = COLOURS[colour][::-1]
    return pressed(page, ink, at)


def signed(page: Pixels, at: tuple[int, int], dpi: int, chance: Chance) -> Pixels:
    """A signature in blue ink, 60 mm by 25 mm, with its middle ``at``."""
    return pressed(page, signature(round(60 * MM * dpi), round(25 * MM * dpi), chance), at)


def copied(page: Pixels, level: float, worn: float, chance: Chance) -> Pixels:
    """A photocopy: ink where it was darker than about ``level``; ``worn`` 0..1 unevenly so.

    A high ``level`` thickens strokes, a low one breaks them.
    """
    height, width = page.shape[:2]
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    soft = cv2.GaussianBlur(grey, (0, 0), 1.1).astype(np.float32)
    soft += chance.standard_normal((height, width), np.float32) * np.float32(9)
    threshold = level + np.float32(40 * worn) * soft_noise(page.shape, 60, chance)
    print_ = 255 / (1 + np.exp((threshold - soft) / 14))
    drum = np.float32(1) - 0.03 * np.abs(soft_noise(page.shape, 300, chance))
    return np.asarray(cv2.cvtColor(pixels_of(print_ * drum), cv2.COLOR_GRAY2BGR), np.uint8)


def yellowed(page: Pixels, depth: float, chance: Chance) -> Pixels:
    """Old paper: brown towards its edges and in clouds; ``depth`` 0 to 1."""
    height, width = page.shape[:2]
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    edge = np.maximum(np.abs(down / height - 0.5), np.abs(across / width - 0.5)) * 2
    brown = 0.5 + 0.5 * edge**4 + 0.12 * soft_noise(page.shape, 150, chance)
    out = page.astype(np.float32)
    for band, loss in enumerate((0.42, 0.2, 0.08)):
        out[..., band] *= 1 - np.float32(depth * loss) * brown
    return pixels_of(out)


def shown_through(page: Pixels, back: Pixels, strength: float) -> Pixels:
    """The page with the print of its ``back`` shining through, mirrored and soft."""
    mirrored = cv2.GaussianBlur(cv2.flip(back, 1), (0, 0), 1.6)
    mirrored = np.roll(mirrored, 23, axis=0).astype(np.float32)
    return pixels_of(np.minimum(page, 255 - strength * (255 - mirrored)))


def creased(page: Pixels, strength: float, chance: Chance) -> Pixels:
    """Folded in four: a dark line along each fold, and shadow falling off on one side of it."""
    light: NDArray[np.float32] = np.ones(page.shape[:2], np.float32)
    for axis in (0, 1):
        length = page.shape[axis]
        fold = length * chance.uniform(0.44, 0.56)
        away = np.arange(length, dtype=np.float32) - np.float32(fold)
        line = np.exp(-((away / (length / 900)) ** 2))
        shadow = np.exp(-np.maximum(away, 0) / (length * 0.09)) * (away > 0)
        band = 1 - np.float32(strength) * (0.6 * line + 0.5 * shadow)
        light = light * (band[:, None] if axis == 0 else band[None, :])
    return shaded(page, light)


def punched(page: Pixels, dpi: int, chance: Chance) -> Pixels:
    """Two punch holes at the left, a staple at the top, spots of rust over the head."""
    out = page.copy()
    height, width = page.shape[:2]
    dark = int(chance.integers(15, 90))
    for side in (-1, 1):
        at = (round(12 * MM * dpi), round(height / 2 + side * 40 * MM * dpi))
        cv2.circle(out, at, round(3 * MM * dpi), (dark,) * 3, -1, cv2.LINE_AA)
    for _ in range(int(chance.integers(2, 5))):
        at = (
            round(width * chance.uniform(0.08, 0.6)),
            round(height * chance.uniform(0.03, 0.14)),
        )
        out = _rust(out, at, round(chance.uniform(1.2, 3) * MM * dpi))
    left, top = round(chance.uniform(8, 30) * MM * dpi), round(chance.uniform(6, 14) * MM * dpi)
    end = (left + round(11 * MM * dpi), top + round(chance.uniform(-4, 4) * MM * dpi))
    cv2.line(out, (left, top), end, (70, 75, 80), max(2, round(0.5 * MM * dpi)), cv2.LINE_AA)
    return out


def _rust(page: Pixels, at: tuple[int, int], radius: int) -> Pixels:
    disc = np.zeros(page.shape[:2], np.float32)
    cv2.circle(disc, at, radius, 1.0, -1)
    soft = np.asarray(cv2.GaussianBlur(disc, (0, 0), radius / 2))[..., None]
    rust = np.array([0.35, 0.5, 0.72], np.float32)
    return pixels_of(page * (1 - soft * 0.8 * (1 - rust)))


def bordered(page: Pixels, dpi: int, chance: Chance) -> Pixels:
    """The page on a scanner's open lid: black beyond two or three of its edges."""
    widths = [round(mm * MM * dpi) for mm in chance.uniform(3, 16, 4)]
    spared = int(chance.integers(0, 4))
    widths[spared] = 0
    top, bottom, left, right = widths
    out = cv2.copyMakeBorder(page, top, bottom, left, right, cv2.BORDER_CONSTANT, value=(8, 8, 10))
    return np.asarray(out, np.uint8)


def curled(page: Pixels, rise: float, chance: Chance) -> Pixels:
    """A sheet that does not lie flat: lines bend by ``rise`` (share of the height), and darken."""
    height, width = page.shape[:2]
    along = np.linspace(0, 1, width, dtype=np.float32)
    bend = np.sin(np.pi * (along * chance.uniform(0.8, 1.3) + chance.uniform(-0.2, 0.2)))
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    fall = 0.6 + 0.4 * down / height
    moved = down + (bend - bend.mean())[None, :] * np.float32(rise * height) * fall
    out = cv2.remap(page, across, moved, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    slope = np.gradient(bend) * width
    light = 1 - 4 * np.float32(rise) * np.abs(slope) / np.abs(slope).max()
    return shaded(np.asarray(out, np.uint8), np.broadcast_to(light, (height, width)))
