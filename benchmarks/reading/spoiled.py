"""Pages that went wrong under the lid or in the hand: those that must be scanned again.

Each is a function of a drawn page and of chance, and names the problem that a reader should tell
of where it costs text. Strengths run from harmless to hopeless, so that a bound can be judged.
"""

from collections.abc import Mapping

import cv2
import numpy as np

from benchmarks.reading.damages import Kind
from benchmarks.reading.draw import DPI, Drawn
from samples.generator import damage
from samples.generator.damage import Chance, Damaged, Pixels

SKIN = (125, 160, 215)  # BGR


def _scan(pixels: Pixels, chance: Chance, dpi: int = 200) -> Pixels:
    out = damage.skewed(damage.resampled(pixels, dpi / DPI), chance.uniform(-1.0, 1.0))
    return damage.faded(
        out, int(chance.integers(15, 40)), int(chance.integers(236, 252)), (1, 1, 1)
    )


def _finished(pixels: Pixels, chance: Chance, dpi: int = 200, quality: int = 75) -> Damaged:
    return Damaged(damage.jpeg(damage.noisy(pixels, chance.uniform(2, 4), chance), quality), dpi)


def _blurred(page: Drawn, chance: Chance) -> Damaged:
    """Out of focus, by half a letter's stroke up to twice its width."""
    out = damage.blurred(_scan(page.pixels, chance), chance.uniform(1.2, 4.5))
    return _finished(out, chance)


def _smeared(page: Drawn, chance: Chance) -> Damaged:
    """The hand moved: everything is drawn out along one direction."""
    reach = int(chance.integers(4, 16))
    line = np.zeros((reach, reach), np.float32)
    across = float(chance.uniform(0, np.pi))
    middle, arm = (reach - 1) / 2, reach / 2
    ends = [
        (round(middle + way * arm * np.cos(across)), round(middle + way * arm * np.sin(across)))
        for way in (-1, 1)
    ]
    cv2.line(line, ends[0], ends[1], (1.0,), 1)
    out = cv2.filter2D(_scan(page.pixels, chance), -1, line / line.sum())
    return _finished(np.asarray(out, np.uint8), chance)


def _dark(page: Drawn, chance: Chance) -> Damaged:
    """A photo in the dark: little light, much grain."""
    out = _scan(page.pixels, chance).astype(np.float32) * chance.uniform(0.1, 0.4)
    out = damage.noisy(np.asarray(out, np.uint8), chance.uniform(4, 12), chance)
    return Damaged(damage.jpeg(out, 70), 200)


def _coarse(page: Drawn, chance: Chance) -> Damaged:
    """Scanned at 50 to 100 dpi."""
    dpi = int(chance.integers(50, 100))
    return _finished(_scan(page.pixels, chance, dpi), chance, dpi)


def _pale(page: Drawn, chance: Chance) -> Damaged:
    """Toner all but gone."""
    white = int(chance.integers(225, 245))
    black = white - int(chance.integers(12, 50))
    out = damage.faded(_scan(page.pixels, chance), black, white, (1, 1, 1))
    return _finished(out, chance)


def _cut(page: Drawn, chance: Chance) -> Damaged:
    """Laid beside the glass: one side of the text is missing."""
    out = _scan(page.pixels, chance)
    height, width = out.shape[:2]
    share = chance.uniform(0.04, 0.25)
    kept = {
        "left": out[:, round(width * share) :],
        "right": out[:, : round(width * (1 - share))],
    }[str(chance.choice(["left", "right"]))]
    return _finished(np.ascontiguousarray(kept[:height]), chance)


def _finger(page: Drawn, chance: Chance) -> Damaged:
    """A thumb that holds the sheet, over the text."""
    out = _scan(page.pixels, chance)
    height, width = out.shape[:2]
    left = bool(chance.integers(2))
    reach, down = width * chance.uniform(0.06, 0.3), round(height * chance.uniform(0.2, 0.85))
    tip = round(reach) if left else width - round(reach)
    thick = round(chance.uniform(70, 110))
    shape = np.zeros((height, width), np.float32)
    start = (-50 if left else width + 50, down + round(chance.uniform(-150, 150)))
    cv2.line(shape, start, (tip, down), (1.0,), thick * 2, cv2.LINE_AA)
    shape = cv2.GaussianBlur(shape, (0, 0), 2.5)[..., None]
    shade = np.array(SKIN, np.float32) * chance.uniform(0.6, 1.05)
    covered = out * (1 - shape) + shade * shape
    return _finished(np.clip(covered, 0, 255).astype(np.uint8), chance)


def _shadow(page: Drawn, chance: Chance) -> Damaged:
    """The shadow of a hand or a phone, down to near black."""
    out = _scan(page.pixels, chance)
    height, width = out.shape[:2]
    shape = np.zeros((height, width), np.float32)
    middle = (round(width * chance.uniform(0.1, 0.9)), round(height * chance.uniform(0.2, 0.8)))
    axes = (round(width * chance.uniform(0.2, 0.45)), round(height * chance.uniform(0.12, 0.3)))
    cv2.ellipse(shape, middle, axes, chance.uniform(0, 180), 0, 360, (1.0,), -1)
    light = 1 - cv2.GaussianBlur(shape, (0, 0), 18)[..., None] * chance.uniform(0.6, 0.97)
    return _finished(np.clip(out * light, 0, 255).astype(np.uint8), chance)


SPOILED: Mapping[str, Kind] = {
    "blurred": _blurred,
    "smeared": _smeared,
    "dark": _dark,
    "coarse": _coarse,
    "pale": _pale,
    "cut": _cut,
    "finger": _finger,
    "shadow": _shadow,
}
