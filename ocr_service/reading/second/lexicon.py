"""Which words stand beside each other in the fixed phrases of office papers."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

PHRASES = Path(__file__).with_name("phrases.txt")
EDGES = re.compile(r"^\W+|\W+$")


@cache
def _neighbours() -> frozenset[tuple[str, ...]]:
    phrases = [tuple(phrase.split()) for phrase in PHRASES.read_text("utf-8").splitlines()]
    lone = {phrase for phrase in phrases if len(phrase) == 1}
    return frozenset(lone.union(*(pairwise(phrase) for phrase in phrases)))


def familiar(words: Sequence[str]) -> int:
    """How many neighbours among ``words`` are neighbours in a known phrase, whatever the case.

    A phrase of one word is known wherever it stands.
    """
    bare = [EDGES.sub("", word).lower() for word in words]
    known = _neighbours()
    return sum(pair in known for pair in pairwise(bare)) + sum((word,) in known for word in bare)
