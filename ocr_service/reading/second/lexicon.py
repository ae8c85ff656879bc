"""Which words stand beside each other in the fixed phrases of office papers."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

PHRASES = Path(__file__).with_name("phrases.txt")
EDGES = re.compile(r"^\W+|\W+$")


@cache
def _neighbours() -> frozenset[tuple[str, str]]:
    phrases = PHRASES.read_text("utf-8").splitlines()
    return frozenset(pair for phrase in phrases for pair in pairwise(phrase.split()))


def familiar(words: Sequence[str]) -> int:
    """How many neighbours among ``words`` are neighbours in a known phrase, whatever the case."""
    bare = [EDGES.sub("", word).lower() for word in words]
    return sum(pair in _neighbours() for pair in pairwise(bare))
