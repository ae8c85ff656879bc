"""Targets set for an agency and a year; the nearest agency above that has one lends its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ocr_service.domain.access import lineage
from ocr_service.domain.report import Measure

MINUTES = "minutes"  # the median, at most
# Of these, a smaller share is better.
AT_MOST = frozenset({Measure.REJECTED.value, Measure.FAILED.value, Measure.BACKLOG.value, MINUTES})
MEASURES = (*(it.value for it in Measure if it is not Measure.RECEIVED), MINUTES)


@dataclass(frozen=True, slots=True)
class Target:
    """``value``: a share (0..1), or minutes. ``source``: who set it, for people."""

    value: float
    source: str = ""
    at_most: bool = False

    def met(self, reached: float) -> bool:
        return reached <= self.value if self.at_most else reached >= self.value


LAST_OF_71 = 2030
RESOLUTION_71 = "Nghị quyết 71/NQ-CP (1-4-2025), đến năm 2030"
# What the government asks of everybody, where the agency has set nothing itself.
BY_LAW: Mapping[str, Target] = {
    Measure.DIGITIZED: Target(1.0, RESOLUTION_71),
    Measure.WITH_RESULT: Target(1.0, RESOLUTION_71),
    Measure.RESULTS: Target(1.0, RESOLUTION_71),
    Measure.REUSE: Target(0.8, RESOLUTION_71),
}


@dataclass(frozen=True, slots=True)
class Targets:
    """As set: by agency ("": every agency), year and measure."""

    given: Mapping[tuple[str, int, str], Target]
    full: Mapping[Measure, float] = field(default_factory=dict)  # where full points begin

    def of(self, agency_code: str, year: int, measure: str) -> Target | None:
        """The target that applies; None where nobody has set one."""
        for above in lineage(agency_code):
            if found := self.given.get((above, year, measure)):
                return found
        return BY_LAW.get(measure) if year <= LAST_OF_71 else None
