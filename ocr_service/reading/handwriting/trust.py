"""From what the readers saw to a probability that it is right."""

from collections.abc import Sequence
from itertools import pairwise

# What the reader of figures held likely, and the share of right figures where the reader of lines
# agreed or was not needed. Real hands differ from the composed ones that it learnt from: where it
# holds 99 in 100 right, fewer are.
_KNOTS = ((0.0, 0.2), (0.6, 0.72), (0.8, 0.88), (0.95, 0.93), (1.0, 0.96))
_AT_ODDS = 0.6  # where they differ, what both together hold likeliest
_ALONE = 0.75  # nobody else was asked: a person shall look


def trust(own: float, agreed: bool | None) -> float:
    """The probability of figures that the reader of figures held ``own`` likely.

    ``agreed``: whether the other reader came to the same; None when there is none.
    """
    if agreed is False:
        return _AT_ODDS
    sure = _calibrated(own)
    return sure if agreed else min(sure, _ALONE)


def _calibrated(raw: float) -> float:
    for (low, least), (high, most) in pairwise(_KNOTS):
        if raw <= high:
            return least + (most - least) * (raw - low) / (high - low)
    return _KNOTS[-1][1]


def trusted(
    own: Sequence[str], sure: Sequence[float], joined: Sequence[str] | None
) -> tuple[float, ...]:
    """The probability of each part; ``joined`` are the parts after the other reader was heard."""
    if joined is None:
        return tuple(trust(share, None) for share in sure)
    return tuple(
        trust(share, one == other) for one, share, other in zip(own, sure, joined, strict=True)
    )
