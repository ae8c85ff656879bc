"""Which dossiers stand behind a figure: told by the report's own rules, tried on all cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import product
from typing import Self

from ocr_service.domain.dossier import Status
from ocr_service.domain.report import FLAGS, RULES, Answer, LeftOut, Measure, Tally, judged

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
# Why results may not be measured; None: they are.
WHYS = (None, LeftOut.NO_RESULT, LeftOut.NOT_TOLD_APART, LeftOut.UNKNOWN_PROCEDURE)
Case = tuple[Status, LeftOut | None]


class Part(StrEnum):
    """Where a dossier stands in a figure; the words are part of the contract."""

    COUNTED = "counted"
    MISSING = "missing"  # of the denominator, not of the numerator
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Wanted:
    """``reason``: of those left out; None: whatever the reason."""

    measure: Measure
    part: Part
    reason: LeftOut | None = None

    def takes(self, answer: Answer) -> bool:
        if isinstance(answer, LeftOut):
            return self.part is Part.LEFT_OUT and self.reason in (None, answer)
        return self.part is (Part.COUNTED if answer else Part.MISSING)


@dataclass(frozen=True, slots=True)
class Alike:
    """What such dossiers have in common. ``flags`` are all that matter of FLAGS.

    ``cases``: for these statuses, and kinds of procedures, which of the flags are set, as bits.
    """

    flags: tuple[str, ...]
    cases: Mapping[frozenset[int], tuple[Case, ...]]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a list goes on: behind this dossier, the last received first."""

    received_at: datetime
    dossier_id: str

    def __str__(self) -> str:
        return f"{(self.received_at - EPOCH) // MICROSECOND}.{self.dossier_id}"

    @classmethod
    def told(cls, text: str) -> Self:
        """Raises ValueError for what is no spot."""
        microseconds, dossier_id = text.split(".")
        return cls(EPOCH + int(microseconds) * MICROSECOND, dossier_id)


@dataclass(frozen=True, slots=True)
class Behind:
    """One dossier behind a figure."""

    id: str
    dossier_code: str
    procedure_code: str
    agency_code: str
    status: Status
    received_at: datetime

    @property
    def spot(self) -> Spot:
        return Spot(self.received_at, self.id)


@lru_cache
def alike(wanted: Wanted) -> Alike:
    """All that the report's rules put there, in as few words as can be."""
    found = {
        case: frozenset(bits for bits, answer in enumerate(told) if wanted.takes(answer))
        for case, told in answers(wanted.measure).items()
    }
    matter = [
        place for place in range(len(FLAGS)) if any(matters(place, it) for it in found.values())
    ]
    cases: dict[frozenset[int], tuple[Case, ...]] = {}
    for case, those in found.items():
        kept = frozenset(
            sum((bits >> place & 1) << new for new, place in enumerate(matter)) for bits in those
        )
        if kept:
            cases[kept] = (*cases.get(kept, ()), case)
    return Alike(tuple(FLAGS[place] for place in matter), cases)


def matters(place: int, those: frozenset[int]) -> bool:
    return any(bits ^ 1 << place not in those for bits in those)


@lru_cache
def answers(measure: Measure) -> Mapping[Case, tuple[Answer, ...]]:
    """Of all dossiers there can be: by their flags, as bits in the order of FLAGS."""
    rule = RULES[measure]
    return {
        (status, why): tuple(judged(tally, rule, why) for tally in every_tally(status))
        for status, why in product(Status, WHYS)
    }


@lru_cache
def every_tally(status: Status) -> tuple[Tally, ...]:
    flagged = (
        {flag: bool(bits >> place & 1) for place, flag in enumerate(FLAGS)}
        for bits in range(1 << len(FLAGS))
    )
    return tuple(Tally("", "", status, **flags) for flags in flagged)
