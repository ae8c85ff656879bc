"""From signs and their fitted weights to a probability."""

import math
from collections.abc import Sequence


def probability(weights: Sequence[float], signs: Sequence[float]) -> float:
    """What a logistic regression says; as many signs as weights."""
    score = sum(weight * sign for weight, sign in zip(weights, signs, strict=True))
    return 1 / (1 + math.exp(-score))
