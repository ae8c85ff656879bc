"""From evidence to a probability: how likely it is that a value is right."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod

# Evidence and the share of right values; measured by benchmarks/understanding, scans of 200 dpi.
_KNOTS = ((0.0, 0.0), (0.5, 0.4), (0.7, 0.6), (0.8, 0.82), (0.88, 0.93), (0.92, 0.98), (1.0, 0.99))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a value, each from 0 to 1.

    ``heard`` are the engine's confidences of its words, ``label`` how well its label was met,
    ``sure`` how far the rules of its kind bear it out.
    """

    heard: Sequence[float]
    label: float
    sure: float


def probability(evidence: Evidence) -> float:
    """The weakest word counts as much as all together: one wrong letter makes a value wrong."""
    if not evidence.heard:
        return 0.0
    mean = sum(evidence.heard) / len(evidence.heard)
    weakest = min(evidence.heard)
    legible = 0.35 + 0.4 * mean + 0.25 * weakest
    met = 0.6 + 0.4 * evidence.label
    return round(_calibrated(evidence.sure * min(legible, 1.0) * met), 4)


def by_hand(printed: float, heard: Sequence[float]) -> float:
    """A value partly written by pen, of which ``heard`` are the probabilities of what was read.

    Every one of them must be right, and the rest of the value as well.
    """
    return round(min(printed, prod(heard)), 4)


def _calibrated(raw: float) -> float:
    """The share of right values among those with such evidence, on drawn scans of other seeds."""
    for (low, least), (high, most) in pairwise(_KNOTS):
        if raw <= high:
            return least + (most - least) * (raw - low) / (high - low)
    return _KNOTS[-1][1]


def agreed(one: float, other: float) -> float:
    """Two sources that say the same: both would have to be wrong in the same way."""
    return round(min(0.995, 1 - (1 - one) * (1 - other) * 0.5), 4)
