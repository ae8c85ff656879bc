"""What the fit is worth: a table in words, and a reliability diagram as SVG."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

BINS = 10
Floats = NDArray[np.float64]
mpl.rcParams["svg.hashsalt"] = "ocr"  # the same picture, the same bytes


def bins(sure: Floats, right: NDArray[np.bool_]) -> Iterable[tuple[float, float, int]]:
    """Mean confidence, share right and count of each bin that holds any."""
    places = np.minimum((sure * BINS).astype(int), BINS - 1)
    for at in range(BINS):
        held = places == at
        if held.any():
            yield float(sure[held].mean()), float(right[held].mean()), int(held.sum())


def calibration_error(sure: Floats, right: NDArray[np.bool_]) -> float:
    """The expected calibration error over ten bins."""
    total = max(len(sure), 1)
    return sum(abs(said - came) * count for said, came, count in bins(sure, right)) / total


def diagram(sure: Floats, right: NDArray[np.bool_], title: str, path: Path) -> None:
    """The share right against the confidence said; the size of a dot tells how many values."""
    figure = Figure(figsize=(4.2, 4.2), layout="tight")
    axes = figure.subplots()
    said, came, counts = zip(*bins(sure, right), strict=True)
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    axes.plot(said, came, color="#1f4e9c", linewidth=1)
    axes.scatter(said, came, s=[8 + 30 * np.log10(count) for count in counts], color="#1f4e9c")
    axes.set(xlabel="confidence", ylabel="share right", xlim=(0, 1), ylim=(0, 1.02))
    axes.set_title(title, fontsize=9)
    figure.savefig(path, format="svg", metadata={"Date": None})


def table(rows: Sequence[tuple[str, Floats, NDArray[np.bool_]]]) -> str:
    """A line for each group of values: how many, share right, ECE, wrong among the sure."""
    lines = [
        "| values | count | right | ECE | sure (≥ 0.9) | wrong when sure |",
        "|---|---|---|---|---|---|",
    ]
    for name, sure, right in rows:
        held = sure >= 0.9
        wrong = 1 - right[held].mean() if held.any() else 0.0
        lines.append(
            f"| {name} | {len(right)} | {right.mean():.1%} | {calibration_error(sure, right):.3f} "
            f"| {held.mean():.1%} | {wrong:.2%} |"
        )
    return "\n".join(lines)
