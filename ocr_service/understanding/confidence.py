"""From evidence to a probability: how likely it is that a value is right.

A logistic regression, its weights shared by all kinds of value and an offset for each, then
steps that make the shares come true; both are fitted by `make calibrate` and kept, with what
they were fitted on, in calibration.json.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log, log1p, prod

_CLIP = 0.005  # no evidence is nearer to 0 or 1 than this
MOST, MOST_AGREED = 0.995, 0.999  # nothing read once, or by two sources, is surer


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a value and against it.

    ``heard``: the engine's confidences (0..1) of its words. ``label``: how well its label was met,
    ``sure``: how far the rules of its kind bear it out, ``quality``: of its page (each 0..1).
    ``borne``: rules between fields that it keeps; ``against``: those that it breaks.
    ``contested``: another place says something else, or a part of it is seen to be lost.
    ``known``: 1 where a table knows what it names, -1 where none does, 0 where none is asked.
    ``strange``: words that nobody spells so. ``lines`` it fills. ``digital``: from a text layer.
    """

    heard: Sequence[float]
    label: float
    sure: float
    quality: float = 1.0
    borne: int = 0
    against: int = 0
    contested: bool = False
    known: int = 0
    strange: int = 0
    lines: int = 1
    digital: bool = False

    @property
    def features(self) -> tuple[float, ...]:
        """The evidence as numbers, in the order of the weights."""
        heard = self.heard or (0.0,)
        return (
            1 - min(heard),
            _logit(min(heard)),
            _logit(self.sure),
            self.label,
            self.quality,
            float(min(self.borne, 2)),
            float(min(self.against, 2)),
            float(self.contested),
            float(self.known),
            log1p(self.strange),
            log1p(len(heard)),
            float(self.lines > 1),
            float(self.digital),
        )


@dataclass(frozen=True, slots=True)
class Calibration:
    """The fitted numbers; ``steps`` are pairs of what the regression says and what comes true."""

    weights: Sequence[float]
    offset: float
    kinds: Mapping[str, float]
    steps: Sequence[tuple[float, float]]

    def raw(self, kind: str, evidence: Evidence) -> float:
        weighed = sum(w * x for w, x in zip(self.weights, evidence.features, strict=True))
        return 1 / (1 + exp(-(self.offset + self.kinds.get(kind, 0.0) + weighed)))

    def probability(self, kind: str, evidence: Evidence) -> float:
        raw = self.raw(kind, evidence)
        for (low, least), (high, most) in pairwise(self.steps):
            if raw <= high:
                share = (raw - low) / (high - low) if high > low else 1.0
                return min(least + (most - least) * share, MOST)
        return MOST


@cache
def calibration() -> Calibration:
    """The one that ships with the service."""
    told = json.loads(files(__package__).joinpath("calibration.json").read_text("utf-8"))
    steps = [(low, share) for low, share in told["steps"]]
    return Calibration(list(told["weights"].values()), told["offset"], told["kinds"], steps)


def probability(kind: str, evidence: Evidence) -> float:
    """How likely a value of ``kind`` with such evidence is right (0..1)."""
    return round(calibration().probability(kind, evidence), 4) if evidence.heard else 0.0


def by_hand(printed: float, heard: Sequence[float]) -> float:
    """A value partly written by pen, of which ``heard`` are the probabilities of what was read.

    Every one of them must be right, and the rest of the value as well.
    """
    return round(min(printed, prod(heard)), 4)


def agreed(one: float, other: float) -> float:
    """Two sources that say the same: both would have to be wrong in the same way."""
    return round(min(MOST_AGREED, 1 - (1 - one) * (1 - other) * 0.5), 4)


def _logit(share: float) -> float:
    held = min(max(share, _CLIP), 1 - _CLIP)
    return log(held / (1 - held))
