"""How often records that nobody would have looked at are wrong, as samples have shown."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ocr_service.acting import actor
from ocr_service.domain.calendar import day_of, midnight
from ocr_service.domain.sampling import Looked, Measure
from ocr_service.storage.samples import SampleSearch, SampleStore

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Measured:
    """As a whole, by document type, and by the month (``2026-11``) in which it was looked at."""

    whole: Measure
    by_type: Mapping[str, Measure]
    by_month: Mapping[str, Measure]


def measured(
    first: date | None, last: date | None, agency_code: str, *, samples: SampleStore
) -> Measured:
    """Of the office's days ``first`` to ``last``; raises Forbidden for another agency's."""
    somebody = actor()
    if agency_code:
        somebody.must_see(agency_code)
    search = SampleSearch(
        midnight(first) if first else None,
        midnight(last) + DAY if last else None,
        agency_code,
        scope=somebody.agency_code,
    )
    found = samples.looked_at(search)
    return Measured(
        summed(found),
        grouped(found, lambda one: one.document_type),
        grouped(found, lambda one: f"{day_of(one.looked_at):%Y-%m}"),
    )


def summed(found: Iterable[Looked]) -> Measure:
    measure = Measure()
    for one in found:
        measure = measure.with_one(one)
    return measure


def grouped(found: Iterable[Looked], mark: Callable[[Looked], str]) -> dict[str, Measure]:
    """In the order of their marks."""
    groups: dict[str, list[Looked]] = defaultdict(list)
    for one in found:
        groups[mark(one)].append(one)
    return {name: summed(groups[name]) for name in sorted(groups)}
