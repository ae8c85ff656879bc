"""From steps to readings: CTC prefix search that leaves the grammar never, and their places."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ocr_service.reading.handwriting.figures import BLANK, Steps
from ocr_service.reading.handwriting.grammar import State, after, whole
from ocr_service.reading.handwriting.places import Kind

BEAM = 20
LEAST = 2e-4  # what is less likely at a step is not followed
QUIET = 0.9995  # a step as surely blank changes nothing

Prefix = tuple[int, ...]


@dataclass
class Path:
    """A prefix being read: its mass ending in a blank, and ending in its last class."""

    state: State
    blank: float = 0.0
    told: float = 0.0

    @property
    def mass(self) -> float:
        return self.blank + self.told


def readings(steps: Steps, kind: Kind) -> dict[Prefix, float]:
    """Rows of classes that are whole lines, with the probability of each.

    What is missing to 1 went to lines that are none.
    """
    paths: dict[Prefix, Path] = {(): Path(State(), blank=1.0)}
    for step in steps:
        if step[BLANK] > QUIET:
            for path in paths.values():
                path.blank, path.told = path.mass, 0.0
            continue
        paths = _stepped(paths, step, kind)
    return {
        prefix: path.mass for prefix, path in paths.items() if whole(kind, path.state) and path.mass
    }


def _stepped(paths: dict[Prefix, Path], step: np.ndarray, kind: Kind) -> dict[Prefix, Path]:
    likely = [(int(class_), float(step[class_])) for class_ in np.flatnonzero(step > LEAST)]
    new: dict[Prefix, Path] = {}
    for prefix, path in paths.items():
        stay = new.setdefault(prefix, Path(path.state))
        stay.blank += path.mass * float(step[BLANK])
        for class_, share in likely:
            if class_ == BLANK:
                continue
            again = prefix[-1:] == (class_,)
            if again:
                stay.told += path.told * share
            onward = (path.blank if again else path.mass) * share
            state = after(kind, path.state, class_) if onward else None
            if state is not None:
                new.setdefault((*prefix, class_), Path(state)).told += onward
    best = sorted(new.items(), key=lambda pair: -pair[1].mass)[:BEAM]
    return dict(best)


def spots(steps: Steps, prefix: Prefix) -> list[tuple[int, int]]:
    """The first and last step of each class of a reading, on its best path through the steps."""
    row = [BLANK]
    for class_ in prefix:
        row += [class_, BLANK]
    scores = np.log(steps[:, row] + 1e-12)
    back = np.zeros(scores.shape, np.int8)
    best = np.full(len(row), -np.inf)
    best[:2] = scores[0, :2]
    skips = np.array([at > 1 and row[at] not in (BLANK, row[at - 2]) for at in range(len(row))])
    for at in range(1, len(scores)):
        one = np.concatenate([[-np.inf], best[:-1]])
        two = np.where(skips, np.concatenate([[-np.inf, -np.inf], best[:-2]]), -np.inf)
        ways = np.stack([best, one, two])
        back[at] = ways.argmax(axis=0)
        best = ways.max(axis=0) + scores[at]
    return list(_runs(back, len(row) - 1 - int(best[-2] > best[-1]), len(prefix)))


def _runs(back: np.ndarray, end: int, count: int) -> Iterator[tuple[int, int]]:
    """Steps spent on each class, read backwards from where the best path ends."""
    held: list[list[int]] = [[] for _ in range(count)]
    at = end
    for step in range(len(back) - 1, -1, -1):
        if at % 2:
            held[at // 2].append(step)
        at -= int(back[step, at])
    for steps in held:
        yield (steps[-1], steps[0]) if steps else (0, 0)
