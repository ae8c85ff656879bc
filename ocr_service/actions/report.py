"""The digitization report: what was counted, set against the targets."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ocr_service.domain.agencies import Agencies
from ocr_service.domain.behind import Behind, Spot, Wanted
from ocr_service.domain.calendar import today
from ocr_service.domain.digitization import Carried, Report, Row
from ocr_service.domain.dossier import Status
from ocr_service.domain.ids import utc_now
from ocr_service.domain.points import points
from ocr_service.domain.report import (
    Ask,
    By,
    Counted,
    LeftOut,
    RowKey,
    Spread,
    Tally,
    figures,
)
from ocr_service.domain.rows import TIERS, Known, in_order, rows_of
from ocr_service.domain.targets import MEASURES, Targets
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.procedure import Procedure
from ocr_service.storage.reports import ReportStore


@dataclass(frozen=True, slots=True)
class Beside:
    """What files tell that is set beside the figures."""

    catalogue: Catalogue
    targets: Targets
    agencies: Agencies

    @property
    def known(self) -> Known:
        procedures = self.catalogue.procedures
        return Known(
            {code: it.outcome for code, it in procedures.items() if it.tells_result},
            {code: why_unmeasured(it) for code, it in procedures.items()},
            self.agencies,
        )


def this_month() -> tuple[date, date]:
    """Its first day, and today, by the calendar of Vietnam."""
    now = today()
    return now.replace(day=1), now


def why_unmeasured(procedure: Procedure) -> LeftOut | None:
    if not procedure.outcome:
        return LeftOut.NO_RESULT
    return None if procedure.tells_result else LeftOut.NOT_TOLD_APART


def digitization(ask: Ask, *, reports: ReportStore, beside: Beside) -> Report:
    """Raises Unavailable."""
    counted = reports.count(ask, beside.known)
    apart: defaultdict[RowKey, list[Tally]] = defaultdict(list)
    for tally in counted.tallies:
        for key in rows_of(tally.key, ask.by, beside.agencies):
            apart[key].append(tally)

    def row(key: RowKey | None, tallies: Sequence[Tally]) -> Row:
        return named(row_of(key, tallies, counted, ask, beside), ask, beside)

    rows = tuple(row(key, apart[key]) for key in sorted(apart, key=in_order))
    return Report(ask, utc_now(), row(None, counted.tallies), rows, counted.waiting)


def behind(
    ask: Ask,
    row: RowKey | None,
    wanted: Wanted,
    after: Spot | None,
    limit: int,
    *,
    reports: ReportStore,
    beside: Beside,
) -> Sequence[Behind]:
    """Dossiers behind a figure of that row (None: of all), the last received first."""
    return reports.behind(ask, row, wanted, beside.known, after, limit)


def row_of(
    key: RowKey | None, tallies: Sequence[Tally], counted: Counted, ask: Ask, beside: Beside
) -> Row:
    found = figures(tallies, beside.known.whys)
    estimates = ((it, points(it, figure, beside.targets.full)) for it, figure in found.items())
    took = counted.minutes.get(key, Spread())
    return Row(
        key=key and key[1],
        by=key[0] if key else ask.by,
        label="",
        figures=found,
        minutes=replace(took, left_out=not_timed(tallies, took)),
        targets={},
        points={it: estimate for it, estimate in estimates if estimate},
        carried=carried(tallies, beside.agencies) if ask.by in TIERS else (),
    )


def not_timed(tallies: Iterable[Tally], took: Spread) -> dict[LeftOut, int]:
    """Those whose minutes are not counted, and why."""
    told = tuple(tallies)
    accepted = sum(it.many for it in told if it.status is Status.ACCEPTED)
    many = {
        LeftOut.NOT_ACCEPTED: sum(it.many for it in told if not it.batch) - accepted,
        LeftOut.CLOCK: accepted - took.counted,
        LeftOut.BATCH: sum(it.many for it in told if it.batch),
    }
    return {why: count for why, count in many.items() if count}


def carried(tallies: Iterable[Tally], agencies: Agencies) -> tuple[Carried, ...]:
    """The old codes by which these came under the code that they are counted under."""
    found = {it.old: it for tally in tallies if (it := agencies.merger(tally.key))}
    return tuple(
        Carried(old, agencies.called(old), merger.since) for old, merger in sorted(found.items())
    )


def named(row: Row, ask: Ask, beside: Beside) -> Row:
    """With its name, and the targets of its agency and year."""
    agency, year = ask.agency_code, ask.until.year
    if row.key is not None and row.by in TIERS:
        agency = row.key
    if row.key is not None and row.by is By.MONTH:
        year = int(row.key.partition("-")[0])
    set_ = {measure: beside.targets.of(agency, year, measure) for measure in MEASURES}
    applying = {measure: target for measure, target in set_.items() if target}
    label = label_of(row.key, row.by, beside) if row.key else ""
    return replace(row, label=label, targets=applying)


def label_of(key: str, by: By, beside: Beside) -> str:
    """What people call it; "" where it has no name."""
    if by is By.PROCEDURE:
        known = beside.catalogue.procedures.get(key)
        return known.label if known else key
    if by is By.MONTH:
        year, _, month = key.partition("-")
        return f"{month}/{year}"
    return beside.agencies.called(key) if key else ""
