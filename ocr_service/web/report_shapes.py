"""Reports as OpenAPI describes them."""

from pydantic import AwareDatetime, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from ocr_service.domain.dossier import Status
from ocr_service.domain.report import By, LeftOut, Measure, NotMeasured
from ocr_service.web.moments import FIRST, LAST, Day
from ocr_service.web.shapes import Code, Shape


class ReportQuery(Shape):
    """Dossiers received on these days; by default this month until today."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    since: Day | None = Field(None, alias="from", description="By the calendar of Vietnam.")
    until: Day | None = Field(None, alias="to", description="Included.")
    agency_code: Code = Field("", description="This agency and all below it.")
    procedure_code: Code = ""
    by: By = By.AGENCY

    @model_validator(mode="after")
    def in_order(self) -> "ReportQuery":
        days = [day for day in (self.since, self.until) if day]
        if any(not FIRST <= day.year <= LAST for day in days):
            raise PydanticCustomError("datetime_out_of_range", "not within our calendar")
        if len(days) > 1 and days[0] > days[1]:
            raise PydanticCustomError("period_reversed", "ends before it begins")
        return self


class LeftOutShown(Shape):
    reason: LeftOut
    count: int
    message: str


class TargetShown(Shape):
    """`value`: a share (0..1), or minutes. `at_most`: less is better. `source`: who set it."""

    value: float
    at_most: bool
    source: str
    met: bool | None


class FigureShown(Shape):
    """`share` is `numerator` / `denominator`; null where `not_measured` says why."""

    measure: Measure
    numerator: int
    denominator: int
    share: float | None
    not_measured: NotMeasured | None
    message: str
    left_out: list[LeftOutShown]
    target: TargetShown | None


class Minutes(Shape):
    """From received to accepted; half and nine of ten took so long or less."""

    median: float | None
    p90: float | None
    counted: int
    left_out: list[LeftOutShown]
    target: TargetShown | None


class Unmeasured(Shape):
    not_measured: NotMeasured
    message: str


class ReportRow(Shape):
    """`key`: the agency, procedure or month (2026-11); null: all of them."""

    key: str | None
    label: str
    figures: list[FigureShown]
    minutes: Minutes
    review_minutes: Unmeasured


class WaitingNow(Shape):
    status: Status
    count: int
    oldest: AwareDatetime


class DigitizationReport(Shape):
    since: str = Field(alias="from")
    until: str = Field(alias="to")
    by: By
    agency_code: str
    procedure_code: str
    made_at: AwareDatetime
    total: ReportRow
    items: list[ReportRow]
    waiting_now: list[WaitingNow]
    next: None = None
