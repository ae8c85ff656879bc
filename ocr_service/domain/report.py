"""What the digitization report counts: each figure with what it counts, of what, without what.

The formulas are those of the index of Quyết định 766/QĐ-TTg (23-6-2022), its group "số hóa hồ sơ",
as far as we hold what they ask for. What we cannot know is not measured, never zero. The two of
sharing are our own: the texts ask that digitized papers be shared, and we know of no formula.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from enum import StrEnum

from ocr_service.domain.dossier import Status


class By(StrEnum):
    """What the rows of a report are. ``tiers``: provinces, each with its agencies below."""

    AGENCY = "agency"
    PROVINCE = "province"
    TIERS = "tiers"
    PROCEDURE = "procedure"
    MONTH = "month"


class Measure(StrEnum):
    """What is measured; the words are part of the contract."""

    RECEIVED = "received"
    DIGITIZED = "digitized"
    WITH_RESULT = "digitized_with_result"
    RESULTS = "electronic_results"
    REUSE = "reuse"
    SHARED_IN = "shared_in"
    SHARED_OUT = "shared_out"
    STRAIGHT_THROUGH = "straight_through"
    BACKLOG = "backlog"
    REJECTED = "rejected"
    FAILED = "failed"


class LeftOut(StrEnum):
    """Why a dossier is not counted in a figure, above or below the line."""

    BATCH = "split_batch"  # its parts are counted
    SECRET = "secret_paper"  # noqa: S105 - Thông tư 03/2025/TT-VPCP, Điều 5: not to be scanned
    UNKNOWN_PROCEDURE = "unknown_procedure"
    NO_RESULT = "no_written_result"
    NOT_TOLD_APART = "result_also_submitted"  # the paper issued is of a type that is handed in too
    NOT_ACCEPTED = "not_accepted"
    NOTHING_TO_SHARE = "nothing_accepted_to_share"
    CLOCK = "settled_before_received"


class NotMeasured(StrEnum):
    """Why a figure is none."""

    NOTHING = "no_dossiers"
    NO_RESULTS = "no_results_recorded"
    NO_TIMES = "times_not_recorded"


@dataclass(frozen=True, slots=True)
class Ask:
    """Dossiers received on these days (both included, by the calendar of Vietnam).

    ``agency_code``: of this agency and all below it; "": of all.
    """

    since: date
    until: date
    by: By = By.AGENCY
    agency_code: str = ""
    procedure_code: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many dossiers are alike in all that the figures ask.

    ``key``: whose they are: the agency that they came in under, the procedure or the month.
    ``component``: a paper that was handed in is accepted; ``result``: so is the paper issued.
    ``reviewed``: by a person, before it was settled as it is. ``shared_in``: a record of another
    agency was used in it; ``shared_out``: one of its own in a dossier of another agency.
    """

    key: str
    procedure_code: str
    status: Status
    batch: bool
    secret: bool
    component: bool
    result: bool
    reviewed: bool
    reused: bool
    shared_in: bool
    shared_out: bool
    many: int = 1


# What a dossier is told by, beside status and procedure.
FLAGS = tuple(it.name for it in fields(Tally) if it.type is bool)


@dataclass(frozen=True, slots=True)
class Figure:
    """``numerator`` of ``denominator`` dossiers; those left out are in neither."""

    numerator: int
    denominator: int
    left_out: Mapping[LeftOut, int] = field(default_factory=dict)
    not_measured: NotMeasured | None = None

    @property
    def share(self) -> float | None:
        """0..1; None where it is not measured."""
        return None if self.not_measured else self.numerator / self.denominator


@dataclass(frozen=True, slots=True)
class Spread:
    """Minutes from received to accepted, of ``counted`` dossiers: the nearest of those there are.

    Half, and nine of ten, took so long or less.
    """

    median: float | None = None
    p90: float | None = None
    counted: int = 0
    left_out: Mapping[LeftOut, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits just now, whenever it was received: how many by status, the oldest since when."""

    many: Mapping[Status, int] = field(default_factory=dict)
    oldest: Mapping[Status, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """All that storage tells. ``minutes`` by row; that of all rows under None."""

    tallies: tuple[Tally, ...]
    minutes: Mapping["RowKey | None", Spread]
    waiting: Waiting


RowKey = tuple[By, str]  # what it is a row of, and which one
Answer = LeftOut | bool  # not counted; or below the line, and above it too if true
Results = Mapping[str, LeftOut | None]  # by procedure, why its results are not measured
OPEN = (Status.RECEIVED, Status.READING, Status.NEEDS_REVIEW)


def digitized(tally: Tally) -> Answer:
    return LeftOut.SECRET if tally.secret and not tally.component else tally.component


def with_result(tally: Tally, why: LeftOut | None) -> Answer:
    if why in (LeftOut.UNKNOWN_PROCEDURE, LeftOut.NOT_TOLD_APART):
        return why
    answer = digitized(tally)
    return answer and (tally.result or why is LeftOut.NO_RESULT) if answer is True else answer


def electronic_result(tally: Tally, why: LeftOut | None) -> Answer:
    if why is not None:
        return why
    if tally.status is not Status.ACCEPTED and not tally.result:
        return LeftOut.NOT_ACCEPTED
    return tally.result


def shared_out(tally: Tally) -> Answer:
    if tally.component or tally.result or tally.shared_out:
        return tally.shared_out
    return LeftOut.NOTHING_TO_SHARE


def straight_through(tally: Tally) -> Answer:
    return LeftOut.NOT_ACCEPTED if tally.status is not Status.ACCEPTED else not tally.reviewed


Rule = Callable[[Tally, LeftOut | None], Answer]
RULES: Mapping[Measure, Rule] = {
    Measure.RECEIVED: lambda _tally, _why: True,
    Measure.DIGITIZED: lambda tally, _why: digitized(tally),
    Measure.WITH_RESULT: with_result,
    Measure.RESULTS: electronic_result,
    Measure.REUSE: lambda tally, _why: tally.reused,
    Measure.SHARED_IN: lambda tally, _why: tally.shared_in,
    Measure.SHARED_OUT: lambda tally, _why: shared_out(tally),
    Measure.STRAIGHT_THROUGH: lambda tally, _why: straight_through(tally),
    Measure.BACKLOG: lambda tally, _why: tally.status in OPEN,
    Measure.REJECTED: lambda tally, _why: tally.status is Status.REJECTED,
    Measure.FAILED: lambda tally, _why: tally.status is Status.FAILED,
}


def figures(tallies: Iterable[Tally], results: Results) -> dict[Measure, Figure]:
    """Each measure of these dossiers."""
    told = together(tallies)
    found = {measure: counted(told, rule, results) for measure, rule in RULES.items()}
    return found | unmeasured(found)


def together(tallies: Iterable[Tally]) -> tuple[Tally, ...]:
    """Whoever's they are: a province has a hundred communes whose dossiers are alike."""
    many: Counter[Tally] = Counter()
    for tally in tallies:
        many[replace(tally, key="", many=1)] += tally.many
    return tuple(replace(alike, many=total) for alike, total in many.items())


def judged(tally: Tally, rule: Rule, why: LeftOut | None) -> Answer:
    """``why``: why results of its procedure are not measured."""
    return LeftOut.BATCH if tally.batch else rule(tally, why)


def counted(tallies: Iterable[Tally], rule: Rule, results: Results) -> Figure:
    numerator = denominator = 0
    left_out: Counter[LeftOut] = Counter()
    for tally in tallies:
        why = results.get(tally.procedure_code, LeftOut.UNKNOWN_PROCEDURE)
        answer = judged(tally, rule, why)
        if isinstance(answer, LeftOut):
            left_out[answer] += tally.many
        else:
            denominator += tally.many
            numerator += tally.many if answer else 0
    why_none = None if denominator else NotMeasured.NOTHING
    return Figure(numerator, denominator, dict(left_out), why_none)


def unmeasured(found: Mapping[Measure, Figure]) -> dict[Measure, Figure]:
    """Those that would say what nobody told us: no result held may be none issued."""
    gone: dict[Measure, Figure] = {}
    results = found[Measure.RESULTS]
    waited_for = results.denominator + results.left_out.get(LeftOut.NOT_ACCEPTED, 0)
    if waited_for and not results.numerator:
        for measure in (Measure.RESULTS, Measure.WITH_RESULT):
            gone[measure] = replace(found[measure], not_measured=NotMeasured.NO_RESULTS)
    return gone
