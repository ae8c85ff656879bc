"""What a page's words make it look like: a small model beside the clues, learnt from papers.

Its features are the words of the page and pairs of neighbours, folded, without figures, hashed;
its weights those of a logistic regression (`benchmarks.typing`, or `ocr-service learn`).
"""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp, sqrt
from pathlib import Path
from typing import Any
from zlib import crc32

from ocr_service.domain.page import Page
from ocr_service.schema.letters import squash

SIZE = 4096  # features
MOST_LINES = 60
NAME = "typing.json.gz"


def features(page: Page) -> list[int]:
    """The numbers of the features that a page has, in rising order."""
    return sorted({crc32(word.encode()) % SIZE for word in _words(page)})


def _words(page: Page) -> Iterator[str]:
    for line in page.lines[:MOST_LINES]:
        words = [plain for word in line.words if (plain := squash(word.text)).isalpha()]
        yield from words
        yield from (" ".join(pair) for pair in pairwise(words))


@dataclass(frozen=True)
class Model:
    """Weights (a row of the types for each feature) and offsets of ``types``, which are codes."""

    types: Sequence[str]
    weights: Sequence[Sequence[float]]
    offsets: Sequence[float]

    def shares(self, page: Page) -> Mapping[str, float]:
        """How likely (0..1, adding up to 1) the page is the first of a paper of each type."""
        found = [self.weights[at] for at in features(page)]
        length = sqrt(max(len(found), 1))
        sums = map(sum, zip(*found, strict=True)) if found else (0.0 for _ in self.types)
        said = [weight / length + more for weight, more in zip(sums, self.offsets, strict=True)]
        most = max(said)
        raised = [exp(one - most) for one in said]
        whole = sum(raised)
        return {code: one / whole for code, one in zip(self.types, raised, strict=True)}

    def guess(self, page: Page) -> str:
        """The likeliest type."""
        shares = self.shares(page)
        return max(shares, key=lambda code: shares[code])


@dataclass(frozen=True)
class Lessons:
    """Pages to learn from: the features of each, and its type."""

    rows: Sequence[Sequence[int]] = ()
    types: Sequence[str] = ()


def load(packed: bytes) -> tuple[Model, Lessons]:
    """A model and what it was learnt from; raises OSError, ValueError or TypeError for others."""
    told: dict[str, Any] = json.loads(gzip.decompress(packed))
    return Model(**told["model"]), Lessons(**told["lessons"])


def save(path: Path, model: Model, lessons: Lessons) -> None:
    told = json.dumps({"model": asdict(model), "lessons": asdict(lessons)}, separators=(",", ":"))
    path.write_bytes(gzip.compress(told.encode(), mtime=0))


@cache
def shipped() -> Model:
    """The model that comes with the service."""
    return load(shipped_bytes())[0]


def shipped_bytes() -> bytes:
    return files(__package__).joinpath(NAME).read_bytes()
