"""Which words stand beside each other in office papers: fixed phrases, and words of two syllables.

`phrases.txt` holds phrases of heads and forms, one a line; `compounds.txt` words that are written
as several syllables, such as “tổ chức”, from the vocabulary of offices; both were written for this
project.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from ocr_service.schema.letters import without_marks

FILES = ("phrases.txt", "compounds.txt")
EDGES = re.compile(r"^\W+|\W+$")
Pair = tuple[str, str]


@cache
def _phrases() -> frozenset[tuple[str, ...]]:
    texts = [Path(__file__).with_name(name).read_text("utf-8") for name in FILES]
    return frozenset(
        tuple(phrase.split()) for text in texts for phrase in re.split(r"\s*[,\n]\s*", text)
    )


@cache
def _neighbours() -> frozenset[tuple[str, ...]]:
    lone = {phrase for phrase in _phrases() if len(phrase) == 1}
    return frozenset(lone.union(*(pairwise(phrase) for phrase in _phrases())))


@cache
def _alike() -> Mapping[Pair, frozenset[Pair]]:
    """The known pairs, by what is left of them without marks."""
    alike: dict[Pair, set[Pair]] = defaultdict(set)
    for pair in _neighbours():
        if len(pair) == 2:
            one, other = pair
            alike[without_marks(one), without_marks(other)].add((one, other))
    return {bare: frozenset(pairs) for bare, pairs in alike.items()}


def familiar(words: Sequence[str]) -> int:
    """How many neighbours among ``words`` are neighbours in a known phrase, whatever the case.

    A phrase of one word is known wherever it stands.
    """
    bare = [_bare(word) for word in words]
    known = _neighbours()
    return sum(pair in known for pair in pairwise(bare)) + sum((word,) in known for word in bare)


def readings(before: str, word: str, after: str) -> Iterator[str]:
    """The same letters with other marks, as they stand beside either neighbour in known phrases.

    None where the word is known as it is; capitals and signs around it stay as they were.
    """
    left, core, right = (_bare(text) for text in (before, word, after))
    known = _neighbours()
    if not core or (left, core) in known or (core, right) in known:
        return
    found = {other for one, other in _like(left, core) if one == left}
    found |= {one for one, other in _like(core, right) if other == right}
    for better in sorted(found - {core}):
        yield _in_place_of(word, better)


def _like(one: str, other: str) -> frozenset[Pair]:
    return _alike().get((without_marks(one), without_marks(other)), frozenset())


def _bare(word: str) -> str:
    return EDGES.sub("", word).lower()


def _in_place_of(word: str, better: str) -> str:
    core = EDGES.sub("", word)
    if core.isupper() and len(core) > 1:
        better = better.upper()
    elif core[0].isupper():
        better = better[0].upper() + better[1:]
    return word.replace(core, better, 1)
