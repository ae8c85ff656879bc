"""The digitization report as it is made: rows of figures, each beside its target."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from ocr_service.domain.points import Points
from ocr_service.domain.report import Ask, By, Figure, Measure, Spread, Waiting
from ocr_service.domain.targets import Target


@dataclass(frozen=True, slots=True)
class Carried:
    """An old code whose dossiers are counted under the one that took its place ``since`` then."""

    code: str
    label: str
    since: date


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one agency, province, procedure or month; ``key`` None: of all of them.

    ``by``: what it is a row of.
    """

    key: str | None
    by: By
    label: str
    figures: Mapping[Measure, Figure]
    minutes: Spread
    targets: Mapping[str, Target]
    points: Mapping[Measure, Points] = field(default_factory=dict)
    carried: tuple[Carried, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """``waiting`` is as of ``made_at``, whenever it was received; all else is of the period."""

    ask: Ask
    made_at: datetime
    total: Row
    rows: tuple[Row, ...]
    waiting: Waiting
