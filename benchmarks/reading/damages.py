"""The kinds of damage that the benchmark knows, each a function of a drawn page and of chance.

The seven oldest are the presets of `samples.generator.damage` and stay what they are; the others
are put together from its parts and from those of `wear`. A name ending in `-hard` is the same
damage, stronger.
"""

import zlib
from collections.abc import Callable
from functools import partial

import numpy as np

from benchmarks.reading import wear
from benchmarks.reading.draw import DPI, Drawn
from samples.generator import damage
from samples.generator.damage import Chance, Damaged, Pixels

Kind = Callable[[Drawn, Chance], Damaged]
ONE_BIT = frozenset({"fax", "fax-hard"})


def damaged(page: Drawn, kind: str, seed: int) -> Damaged:
    """The page after that damage; KeyError for an unknown kind. One seed, one picture."""
    if kind in damage.PRESETS:
        pixels = page.pixels
        if kind == "turned":
            pixels = damage.stamped(pixels, np.random.default_rng(seed))
        return damage.damaged(pixels, kind, seed)
    return KINDS[kind](page, np.random.default_rng((seed, zlib.crc32(kind.encode()))))


def _preset(kind: str) -> Kind:
    return lambda page, chance: damage.PRESETS[kind](page.pixels, chance, DPI)


def _scanned(
    pixels: Pixels, chance: Chance, dpi: int = 200, skew: float = 1.5, quality: int = 78
) -> Damaged:
    """A plain office scan of what the page has become."""
    out = damage.skewed(damage.resampled(pixels, dpi / DPI), chance.uniform(-skew, skew))
    out = damage.faded(out, int(chance.integers(5, 35)), int(chance.integers(238, 254)), (1, 1, 1))
    out = damage.noisy(damage.blurred(out, 0.45), chance.uniform(2, 4), chance)
    return Damaged(damage.jpeg(out, quality), dpi)


def _stamp(colour: str, page: Drawn, chance: Chance) -> Damaged:
    """Two stamps: one at the signer's name, where there is one, and one over the text."""
    height, width = page.pixels.shape[:2]
    anywhere = (
        round(width * chance.uniform(0.25, 0.75)),
        round(height * chance.uniform(0.2, 0.6)),
    )
    pixels = page.pixels
    for across, down in [anywhere, *((x - 300, y - 180) for x, y in page.names)]:
        pixels = wear.stamp(pixels, colour, (across, down), DPI, chance)
    return _scanned(pixels, chance)


def _stamped(page: Drawn, chance: Chance) -> Damaged:
    return damage.scan(damage.stamped(page.pixels, chance), chance, DPI)


def _signature(page: Drawn, chance: Chance) -> Damaged:
    """Over the signer's name, or over some line where nobody signs."""
    height, width = page.pixels.shape[:2]
    places = page.names or [(round(width * 0.7), round(height * chance.uniform(0.4, 0.8)))]
    pixels = page.pixels
    for across, down in places:
        at = (across + int(chance.integers(-60, 60)), down - int(chance.integers(0, 70)))
        pixels = wear.signed(pixels, at, DPI, chance)
    return _scanned(pixels, chance)


def _skew(page: Drawn, chance: Chance) -> Damaged:
    """4 to 12 degrees askew, either way."""
    degrees = float(chance.uniform(4, 12) * chance.choice((-1, 1)))
    return _scanned(damage.skewed(page.pixels, degrees), chance, skew=0)


def _turn(quarters: int, page: Drawn, chance: Chance) -> Damaged:
    scan = _scanned(page.pixels, chance)
    return Damaged(damage.turned(scan.pixels, quarters), scan.dpi)


def _fax_hard(page: Drawn, chance: Chance) -> Damaged:
    """A fax in coarse light: more grain, a harder threshold, thrice the specks."""
    out = damage.skewed(damage.resampled(page.pixels, 200 / DPI), chance.uniform(-2, 2))
    out = damage.noisy(damage.blurred(out, 0.8), 25, chance)
    out = damage.speckled(damage.bilevel(out, int(chance.choice((115, 195)))), 0.008, chance)
    return Damaged(out, 200)


def _copy(levels: tuple[float, float], worn: float, page: Drawn, chance: Chance) -> Damaged:
    """A photocopy of a photocopy, scanned."""
    out = damage.resampled(page.pixels, 200 / DPI)
    for level in levels:
        out = damage.skewed(out, chance.uniform(-0.7, 0.7))
        out = wear.copied(out, level, worn, chance)
        out = damage.speckled(out, 0.0006, chance)
    return Damaged(damage.jpeg(damage.noisy(damage.blurred(out, 0.5), 3, chance), 78), 200)


def _faint(black: int, white: int, page: Drawn, chance: Chance) -> Damaged:
    scan = _scanned(page.pixels, chance)
    out = damage.faded(scan.pixels, black, white, (0.98, 0.99, 1.0))
    return Damaged(damage.jpeg(damage.noisy(out, 3, chance), 78), scan.dpi)


def _yellowed(depth: float, through: float, page: Drawn, chance: Chance) -> Damaged:
    out = wear.shown_through(page.pixels, damage.turned(page.pixels, 2), through)
    return _scanned(wear.yellowed(out, depth, chance), chance)


def _fold(strength: float, page: Drawn, chance: Chance) -> Damaged:
    return _scanned(wear.creased(page.pixels, strength, chance), chance)


def _holes(page: Drawn, chance: Chance) -> Damaged:
    return _scanned(wear.punched(page.pixels, DPI, chance), chance)


def _borders(page: Drawn, chance: Chance) -> Damaged:
    askew = damage.skewed(page.pixels, chance.uniform(-2, 2))
    return _scanned(wear.bordered(askew, DPI, chance), chance, skew=0)


def _photo_hard(page: Drawn, chance: Chance) -> Damaged:
    """Held aslant over a curled sheet in poor light, out of focus."""
    out = wear.curled(
        damage.resampled(page.pixels, 220 / DPI), chance.uniform(0.006, 0.012), chance
    )
    out = damage.photographed(out, chance, lean=0.07)
    out = damage.shadowed(damage.faded(out, 25, 232, (0.82, 0.93, 1.0)), 0.6, chance)
    out = damage.noisy(damage.blurred(out, chance.uniform(0.9, 1.3)), chance.uniform(4, 6), chance)
    return Damaged(damage.jpeg(out, int(chance.integers(60, 75))), 220)


KINDS: dict[str, Kind] = {
    "clean": _preset("clean"),
    "scan": _preset("scan"),
    "scan300": lambda page, chance: _scanned(page.pixels, chance, 300, skew=3),
    "stamped": _stamped,
    "stamp-red": partial(_stamp, "red"),
    "stamp-blue": partial(_stamp, "blue"),
    "stamp-purple": partial(_stamp, "purple"),
    "signature": _signature,
    "skew": _skew,
    "turned": _preset("turned"),
    "turned90": partial(_turn, 1),
    "turned180": partial(_turn, 2),
    "turned270": partial(_turn, 3),
    "fax": _preset("fax"),
    "fax-hard": _fax_hard,
    "copy": partial(_copy, (165, 175), 0.15),
    "copy-hard": partial(_copy, (128, 124), 0.25),
    "faint": partial(_faint, 130, 225),
    "faint-hard": partial(_faint, 175, 225),
    "yellowed": partial(_yellowed, 0.6, 0.12),
    "yellowed-hard": partial(_yellowed, 1.0, 0.28),
    "fold": partial(_fold, 0.35),
    "fold-hard": partial(_fold, 0.65),
    "holes": _holes,
    "borders": _borders,
    "photo": _preset("photo"),
    "photo-hard": _photo_hard,
    "low": _preset("low"),
    "low100": lambda page, chance: _scanned(page.pixels, chance, 100, skew=1),
    "jpeg": lambda page, chance: _scanned(page.pixels, chance, quality=28),
    "jpeg-hard": lambda page, chance: _scanned(page.pixels, chance, quality=13),
}
