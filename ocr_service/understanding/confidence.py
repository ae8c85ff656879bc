"""From evidence to a probability: how likely it is that a value is right."""

from collections.abc import Sequence
from dataclasses import dataclass


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
    return round(min(0.99, evidence.sure * min(legible, 1.0) * met), 4)


def agreed(one: float, other: float) -> float:
    """Two sources that say the same: both would have to be wrong in the same way."""
    return round(min(0.995, 1 - (1 - one) * (1 - other) * 0.5), 4)
