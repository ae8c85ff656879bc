"""Logistic regression by Newton's steps, and how well it tells right from wrong."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
RIDGE = 1.0  # keeps weights small where there is little to learn from
STEPS = 30


def fitted(signs: Numbers, right: Numbers) -> Numbers:
    """Weights (signs,) for rows of signs (n, signs) and what was true of each (0 or 1)."""
    weights = np.zeros(signs.shape[1])
    for _ in range(STEPS):
        believed = told(signs, weights)
        slope = signs.T @ (right - believed) - RIDGE * weights
        bend = (signs * (believed * (1 - believed))[:, None]).T @ signs
        weights = weights + np.linalg.solve(bend + RIDGE * np.eye(len(weights)), slope)
    return weights


def told(signs: Numbers, weights: Numbers) -> Numbers:
    """The probability of each row."""
    return np.asarray(1 / (1 + np.exp(-np.clip(signs @ weights, -30, 30))))


def calibration_error(believed: Numbers, right: Numbers, bins: int = 10) -> float:
    """ECE: how far, on average, the share of right ones is from what was believed."""
    at = np.minimum((believed * bins).astype(int), bins - 1)
    groups = [at == one for one in range(bins) if (at == one).any()]
    return sum(
        float(group.mean()) * abs(float(believed[group].mean() - right[group].mean()))
        for group in groups
    )
