"""The digitization report: what was counted, set against the targets."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ocr_service.domain.calendar import today
from ocr_service.domain.digitization import Report, Row
from ocr_service.domain.dossier import Status
from ocr_service.domain.ids import utc_now
from ocr_service.domain.report import (
    Ask,
    By,
    LeftOut,
    Results,
    Spread,
    Tally,
    figures,
)
from ocr_service.domain.targets import MEASURES, Targets
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.procedure import Procedure
from ocr_service.storage.reports import ReportStore


def this_month() -> tuple[date, date]:
    """Its first day, and today, by the calendar of Vietnam."""
    now = today()
    return now.replace(day=1), now


def digitization(
    ask: Ask, *, reports: ReportStore, catalogue: Catalogue, targets: Targets
) -> Report:
    """Raises Unavailable."""
    procedures = catalogue.procedures
    counted = reports.count(ask, outcomes(procedures.values()))
    results = {code: why_unmeasured(known) for code, known in procedures.items()}
    apart: defaultdict[str, list[Tally]] = defaultdict(list)
    for tally in counted.tallies:
        apart[tally.key].append(tally)

    def row(key: str | None, tallies: Iterable[Tally]) -> Row:
        return row_of(key, tuple(tallies), counted.minutes.get(key, Spread()), results)

    rows = tuple(named(row(key, apart[key]), ask, catalogue, targets) for key in sorted(apart))
    total = named(row(None, counted.tallies), ask, catalogue, targets)
    return Report(ask, utc_now(), total, rows, counted.waiting)


def outcomes(procedures: Iterable[Procedure]) -> dict[str, str]:
    return {known.code: known.outcome for known in procedures if known.tells_result}


def why_unmeasured(procedure: Procedure) -> LeftOut | None:
    if not procedure.outcome:
        return LeftOut.NO_RESULT
    return None if procedure.tells_result else LeftOut.NOT_TOLD_APART


def row_of(key: str | None, tallies: tuple[Tally, ...], took: Spread, results: Results) -> Row:
    accepted = sum(it.many for it in tallies if it.status is Status.ACCEPTED)
    without = {
        LeftOut.NOT_ACCEPTED: sum(it.many for it in tallies if not it.batch) - accepted,
        LeftOut.CLOCK: accepted - took.counted,
        LeftOut.BATCH: sum(it.many for it in tallies if it.batch),
    }
    left_out = {why: many for why, many in without.items() if many}
    return Row(key, "", figures(tallies, results), replace(took, left_out=left_out), {})


def named(row: Row, ask: Ask, catalogue: Catalogue, targets: Targets) -> Row:
    """With its name, and the targets of its agency and year."""
    agency, year = ask.agency_code, ask.until.year
    if row.key is not None and ask.by is By.AGENCY:
        agency = row.key
    if row.key is not None and ask.by is By.MONTH:
        year = int(row.key.partition("-")[0])
    found = {measure: targets.of(agency, year, measure) for measure in MEASURES}
    applying = {measure: target for measure, target in found.items() if target}
    return replace(row, label=label_of(row.key, ask.by, catalogue), targets=applying)


def label_of(key: str | None, by: By, catalogue: Catalogue) -> str:
    """What people call it; "" where it has no name."""
    if key is None:
        return ""
    if by is By.PROCEDURE:
        known = catalogue.procedures.get(key)
        return known.label if known else key
    if by is By.MONTH:
        year, _, month = key.partition("-")
        return f"{month}/{year}"
    return key
