"""The digitization report as it is made: rows of figures, each beside its target."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ocr_service.domain.report import Ask, Figure, Measure, Spread, Waiting
from ocr_service.domain.targets import Target


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one agency, procedure or month; ``key`` None: of all of them."""

    key: str | None
    label: str
    figures: Mapping[Measure, Figure]
    minutes: Spread
    targets: Mapping[str, Target]


@dataclass(frozen=True, slots=True)
class Report:
    """``waiting`` is as of ``made_at``, whenever it was received; all else is of the period."""

    ask: Ask
    made_at: datetime
    total: Row
    rows: tuple[Row, ...]
    waiting: Waiting
