"""Reports as OpenAPI describes them."""

import re
from typing import Annotated

from pydantic import AwareDatetime, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from ocr_service.domain.agencies import Agency
from ocr_service.domain.behind import Part, Wanted
from ocr_service.domain.dossier import Status
from ocr_service.domain.report import By, LeftOut, Measure, NotMeasured, RowKey
from ocr_service.web.moments import FIRST, LAST, Day
from ocr_service.web.shape import Shape
from ocr_service.web.shapes import Code

SPOT = r"^(\d{1,17}\.[0-9a-f-]{36})?$"
MONTH = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])")


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


class PaperQuery(ReportQuery):
    """How a printed report (PDF) is headed; by default as the file of agencies tells."""

    issuer: Code = ""
    above: Code = Field("", description="The agency above the one that reports.")
    place: Code = ""
    symbol: Code = Field("", description="The short name in its numbers: UBND.")

    @property
    def told(self) -> Agency:
        return Agency("", self.issuer, self.above, self.place, self.symbol)


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


class PointsShown(Shape):
    """Of the index 766, by our own estimate. `full_score_at`: the share that has all points."""

    value: float | None
    most: float
    full_score_at: float
    message: str


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
    points: PointsShown | None


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


class CarriedShown(Shape):
    """An old code whose dossiers are counted here, and since when it is this agency."""

    code: str
    since: str
    message: str


class ReportRow(Shape):
    """`key`: the agency, province, procedure or month (2026-11); null: all of them."""

    key: str | None
    by: By
    label: str
    figures: list[FigureShown]
    minutes: Minutes
    review_minutes: Unmeasured
    carried: list[CarriedShown]


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


class BehindQuery(ReportQuery):
    """Which dossiers of a report, the last received first."""

    measure: Measure = Measure.RECEIVED
    part: Part = Field(Part.COUNTED, description="missing: counted in the denominator only.")
    reason: LeftOut | None = Field(None, description="Of those left out; default: any.")
    row: Code | None = Field(
        None, description="The key of a row of the report; default: of all rows."
    )
    limit: int = Field(50, ge=1, le=200)
    cursor: Annotated[str, Field(pattern=SPOT)] = Field(
        "", description="`next` of the page before."
    )

    @model_validator(mode="after")
    def of_a_month(self) -> "BehindQuery":
        if self.by is By.MONTH and self.row is not None and not MONTH.fullmatch(self.row):
            raise PydanticCustomError("date_parsing", "not a month")
        return self

    @property
    def which(self) -> RowKey | None:
        """Of two tiers, the one of agencies."""
        if self.row is None:
            return None
        return (By.AGENCY if self.by is By.TIERS else self.by), self.row

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.measure, self.part, self.reason)


class BehindShown(Shape):
    """`counted_under`: the agency whose row it stands in, if its own was merged into that."""

    id: str
    dossier_code: str
    procedure_code: str
    agency_code: str
    counted_under: str
    status: Status
    received_at: AwareDatetime


class BehindList(Shape):
    items: list[BehindShown]
    next: str | None


class PortalColumn(Shape):
    name: str
    label: str


class PortalLine(Shape):
    """Dossiers, each counted once; null where it cannot be known."""

    key: str | None
    by: By
    label: str
    received: int
    not_digitized: int
    digitized: int
    reused: int
    from_portal: int | None
    settled: int
    result_missing: int | None
    result_digitized: int | None


class PortalReport(Shape):
    """`not_measured`: what files say where a number is null."""

    since: str = Field(alias="from")
    until: str = Field(alias="to")
    by: By
    agency_code: str
    procedure_code: str
    made_at: AwareDatetime
    columns: list[PortalColumn]
    not_measured: str
    notes: list[str]
    total: PortalLine
    items: list[PortalLine]
    next: None = None
