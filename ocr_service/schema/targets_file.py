"""The file of targets: which share each agency is to reach in a year."""

from pathlib import Path

from ocr_service.domain.points import FULL_SCORE_AT
from ocr_service.domain.report import Measure
from ocr_service.domain.targets import AT_MOST, MEASURES, MINUTES, Target, Targets
from ocr_service.schema.entries import Entries, read_file

FIRST, LAST = 2000, 2200  # years


def targets(path: Path | None) -> Targets:
    """What the file sets, nothing without one; raises BadSchema that names file and key."""
    if path is None:
        return Targets({})
    entries = read_file(path)
    entries.only("targets", "full_score_at")
    given: dict[tuple[str, int, str], Target] = {}
    for one in entries.many("targets"):
        for key, target in of_entry(one).items():
            if key in given:
                raise one.wrong(key[2], "set twice for this agency and year")
            given[key] = target
    return Targets(given, full_scores(entries.inner("full_score_at")))


def full_scores(given: Entries) -> dict[Measure, float]:
    """Where a measure has full points, as a share: the texts tell 80 % and 100 %."""
    given.only(*FULL_SCORE_AT)
    found = {it: value_of(given, it) for it in FULL_SCORE_AT if it in given.given}
    if empty := next((it for it, share in found.items() if not share), None):
        raise given.wrong(empty, "must be percents, more than 0")
    return found


def of_entry(one: Entries) -> dict[tuple[str, int, str], Target]:
    one.only("agency", "year", "source", *MEASURES)
    agency = one.text("agency") if one.given.get("agency") else ""
    year = one.number("year", 0)
    if not year.is_integer() or not FIRST <= year <= LAST:
        raise one.wrong("year", f"must be a year, {FIRST} to {LAST}")
    source = one.text("source") if "source" in one.given else ""
    found = {
        (agency, int(year), measure): Target(value_of(one, measure), source, measure in AT_MOST)
        for measure in MEASURES
        if measure in one.given
    }
    if not found:
        raise one.wrong("", f"sets nothing; known: {', '.join(MEASURES)}")
    return found


def value_of(one: Entries, measure: str) -> float:
    """Percents as a share; minutes as they are."""
    value = one.number(measure, -1)
    if measure == MINUTES:
        if value <= 0:
            raise one.wrong(measure, "must be minutes, more than 0")
        return value
    if not 0 <= value <= 100:
        raise one.wrong(measure, "must be percents, 0 to 100")
    return value / 100
