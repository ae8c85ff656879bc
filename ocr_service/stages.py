"""How long the steps of digitizing take, added up over all workers of all machines in Redis.

Should Redis be emptied, the sums begin anew: who watches counters knows that they may.
"""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Any, Protocol

from redis import Redis
from redis.exceptions import RedisError

from ocr_service.domain.errors import Unavailable
from ocr_service.domain.work import WorkKind

KEY = "ocr:stages"
SUM = "sum"
BOUNDS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, inf)  # seconds


@dataclass(frozen=True, slots=True)
class Stage:
    """``counts``: how many steps took longer than the bound before and no longer than this one;
    ``seconds``: all of them together.
    """

    kind: WorkKind
    counts: Mapping[float, int]
    seconds: float


class Stages(Protocol):
    def took(self, kind: WorkKind, seconds: float) -> None:
        """One more step; never raises: no work is lost for a figure."""
        ...

    def seen(self) -> tuple[Stage, ...]:
        """Those that took place at all; raises Unavailable."""
        ...


class RedisStages:
    """Stages in one hash for each kind of work: the seconds, and how many were in each bound."""

    def __init__(self, connection: Redis) -> None:
        self._connection = connection

    def took(self, kind: WorkKind, seconds: float) -> None:
        bound = next(bound for bound in BOUNDS if seconds <= bound)
        with contextlib.suppress(RedisError):
            pipeline = self._connection.pipeline(transaction=True)
            pipeline.hincrbyfloat(name_of(kind), SUM, seconds)
            pipeline.hincrby(name_of(kind), str(bound), 1)
            pipeline.execute()

    def seen(self) -> tuple[Stage, ...]:
        try:
            kept = [(kind, self._connection.hgetall(name_of(kind))) for kind in WorkKind]
        except RedisError as lost:
            raise Unavailable(f"the queue: {type(lost).__name__}") from lost
        return tuple(stage_from(kind, told) for kind, told in kept if told)


def name_of(kind: WorkKind) -> str:
    return f"{KEY}:{kind}"


def stage_from(kind: WorkKind, kept: Any) -> Stage:
    told = {name.decode(): float(value) for name, value in kept.items()}
    counts = {bound: int(told.get(str(bound), 0)) for bound in BOUNDS}
    return Stage(kind, counts, told.get(SUM, 0.0))
