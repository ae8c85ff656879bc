"""Learns to tell papers apart from reviewed ones; what is no better is thrown away."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from ocr_service.domain.page import Page
from ocr_service.understanding.likeness import SIZE, Lessons, Model, features

HELD_OUT = 4  # one page in so many is judged by and not learnt from
STRENGTH = 30.0


@dataclass(frozen=True)
class Reviewed:
    """The first page of a paper, and the type that a person gave it."""

    page: Page
    document_type: str


@dataclass(frozen=True)
class Learnt:
    """A better model and its lessons, or those in use; the shares right on pages held out."""

    model: Model
    lessons: Lessons
    before: float
    after: float
    judged: int

    @property
    def better(self) -> bool:
        return self.after > self.before


def learn(reviewed: Sequence[Reviewed], model: Model, lessons: Lessons) -> Learnt:
    """Fit on the old lessons and three in four of the reviewed pages, judge by the others.

    Which pages are held out depends on their words only, so that it is the same every time.
    """
    held = [one for one in reviewed if crc32(one.page.text.encode()) % HELD_OUT == 0]
    taught = [one for one in reviewed if one not in held]
    before = _share_right(model, held)
    after = _share_right(fit(_with(lessons, taught)), held)
    if after > before:
        lessons = _with(lessons, reviewed)
        model = fit(lessons)
    return Learnt(model, lessons, before, after, judged=len(held))


def fit(lessons: Lessons) -> Model:
    """A logistic regression over the hashed words, each type weighing alike."""
    ends = np.cumsum([0, *map(len, lessons.rows)])
    values = [1 / np.sqrt(max(len(row), 1)) for row in lessons.rows for _ in row]
    places = list(chain.from_iterable(lessons.rows))
    table = csr_matrix((values, places, ends), (len(lessons.rows), SIZE))
    fitted = LogisticRegression(C=STRENGTH, tol=0.001, class_weight="balanced").fit(
        table, list(lessons.types)
    )
    weights = fitted.coef_.T.round(2).tolist()
    return Model(fitted.classes_.tolist(), weights, fitted.intercept_.round(3).tolist())


def _with(lessons: Lessons, more: Sequence[Reviewed]) -> Lessons:
    rows = [*lessons.rows, *(features(one.page) for one in more)]
    return Lessons(rows, [*lessons.types, *(one.document_type for one in more)])


def _share_right(model: Model, held: Sequence[Reviewed]) -> float:
    right = [model.guess(one.page) == one.document_type for one in held]
    return sum(right) / len(right) if right else 0.0
