"""A logistic regression over the evidence, then steps that make its shares come true."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from benchmarks.calibration.gather import Case

FEATURES = (
    "unheard", "weakest_heard", "rule", "label", "quality", "borne_out", "spoken_against",
    "contested", "known", "strange", "words", "several_lines", "digital",
)  # fmt: skip
KIND_PULL = 0.5  # how freely a kind may differ from all others
STEPS = 16
LEAST_SHARE = 0.005  # of the cases, below the first knot
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Fitted:
    """The numbers for calibration.json, and what the held-out papers say of them."""

    weights: dict[str, float]
    offset: float
    kinds: dict[str, float]
    steps: list[tuple[float, float]]
    held_out: Floats
    right: NDArray[np.bool_]


def fitted(cases: Sequence[Case], folds: int = 5) -> Fitted:
    """Fit on all cases; the held-out probabilities come from fits that did not see their paper."""
    kinds = sorted({case.kind for case in cases})
    x = np.array([_row(case, kinds) for case in cases])
    y = np.array([case.right for case in cases])
    papers = np.array([case.paper for case in cases])
    raw = np.zeros(len(cases))
    for learn, judge in GroupKFold(folds).split(x, y, papers):
        raw[judge] = _regression(x[learn], y[learn]).predict_proba(x[judge])[:, 1]
    held_out = np.zeros(len(cases))
    for learn, judge in GroupKFold(folds).split(x, y, papers):
        held_out[judge] = np.interp(raw[judge], *zip(*_steps(raw[learn], y[learn]), strict=True))
    whole = _regression(x, y)
    coefficients = whole.coef_[0]
    count = len(FEATURES)
    return Fitted(
        weights=dict(zip(FEATURES, map(_short, coefficients[:count]), strict=True)),
        offset=_short(whole.intercept_[0]),
        kinds={k: _short(w * KIND_PULL) for k, w in zip(kinds, coefficients[count:], strict=True)},
        steps=_steps(raw, y),
        held_out=held_out,
        right=y,
    )


def _row(case: Case, kinds: Sequence[str]) -> list[float]:
    return [*case.evidence.features, *(KIND_PULL * (case.kind == kind) for kind in kinds)]


def _regression(x: Floats, y: NDArray[np.bool_]) -> LogisticRegression:
    return LogisticRegression(C=1.0, max_iter=2000).fit(x, y)


def _steps(raw: Floats, y: NDArray[np.bool_]) -> list[tuple[float, float]]:
    """Knots of an isotonic regression, dense where evidence is weak, its ends at 0 and 1.

    Each share is taken as if one right and one wrong case more had been seen about its knot.
    """
    monotone = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(raw, y)
    depths = np.geomspace(LEAST_SHARE, 1.0, STEPS)
    marks = np.quantile(raw, depths)
    about = np.diff(depths, prepend=0.0) * len(raw)
    shares = (monotone.predict(marks) * about + 1.0) / (about + 2.0)
    knots = [(0.0, 0.0), *zip(marks.tolist(), shares.tolist(), strict=True), (1.0, 1.0)]
    rising, best, last = [], 0.0, -1.0
    for at, share in knots:
        best = max(best, share if at < 1.0 else best)
        if at > last:
            rising.append((round(float(at), 5), round(float(best), 5)))
        last = max(last, at)
    return rising


def _short(number: float) -> float:
    return round(float(number), 4)
