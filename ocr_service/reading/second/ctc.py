"""What a CTC recogniser's steps say: the likeliest text, and how likely any other text is."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Steps = NDArray[np.float32]
"""Logarithms of probabilities, (steps, classes); class 0 is the blank."""

BLANK = 0
NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Spelled:
    """A text with the probability (0..1) of each of its signs."""

    text: str
    sure: tuple[float, ...]

    @property
    def certainty(self) -> float:
        """That of a sign, in the geometric mean; 0 where nothing is told."""
        return math.exp(sum(map(math.log, self.sure)) / len(self.sure)) if self.sure else 0.0


def likeliest(steps: Steps, letters: str) -> Spelled:
    """The best class at each step, with single spaces; ``letters`` names the classes."""
    classes = steps.argmax(axis=1)
    fresh = np.concatenate([[True], classes[1:] != classes[:-1]]) & (classes != BLANK)
    told: list[tuple[str, float]] = []
    for at in np.flatnonzero(fresh):
        sign = letters[classes[at]]
        if sign != " " or (told and told[-1][0] != " "):
            told.append((sign, float(np.exp(steps[at, classes[at]]))))
    while told and told[-1][0] == " ":
        told.pop()
    return Spelled("".join(sign for sign, _ in told), tuple(sure for _, sure in told))


def likelihood(steps: Steps, text: str, classes: Mapping[str, int]) -> float:
    """The logarithm of the probability of ``text``, over all ways to write it in these steps.

    Letters that the recogniser does not know are passed over.
    """
    told = [classes[letter] for letter in text if letter in classes]
    row = np.zeros(2 * len(told) + 1, dtype=np.intp)
    row[1::2] = told
    skips = np.full(len(row), NEVER)
    skips[3::2] = np.where(row[3::2] != row[1:-2:2], 0.0, NEVER)
    here = np.full(len(row) + 2, NEVER)
    here[2:4] = steps[0, row[:2]]
    emitted = steps[:, row].astype(np.float64)
    for step in emitted[1:]:
        stay, one, two = here[2:], here[1:-1], here[:-2] + skips
        here[2:] = np.logaddexp(np.logaddexp(stay, one), two) + step
    return float(np.logaddexp(here[-1], here[-2]))
