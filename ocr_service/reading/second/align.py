"""Lays two readings of one line side by side, and parts them where both have a space."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein


@dataclass(frozen=True, slots=True)
class Pair:
    """The same stretch as two readers read it.

    ``words``: which words of the first reading (from, up to); ``start``, ``end``: where the
    second reading stands within its line.
    """

    first: str
    second: str
    words: tuple[int, int]
    start: int
    end: int

    @property
    def agreed(self) -> bool:
        return self.first == self.second


def aligned(words: list[str], second: str) -> Iterator[Pair]:
    """The stretches between spaces that both readings share, in order; all words are in one."""
    first = " ".join(words)
    was = (-1, -1)
    at = 0
    for cut in [*_shared_spaces(first, second), (len(first), len(second))]:
        stretch = first[was[0] + 1 : cut[0]]
        count = stretch.count(" ") + 1
        yield Pair(stretch, second[was[1] + 1 : cut[1]], (at, at + count), was[1] + 1, cut[1])
        was, at = cut, at + count


def _shared_spaces(first: str, second: str) -> Iterator[tuple[int, int]]:
    for step in Levenshtein.opcodes(first, second):
        if step.tag == "equal":
            for ahead in range(step.src_end - step.src_start):
                if first[step.src_start + ahead] == " ":
                    yield step.src_start + ahead, step.dest_start + ahead
