"""What samples have shown, as it is asked and answers."""

from pydantic import Field

from ocr_service.web.moments import Day
from ocr_service.web.shape import Shape
from ocr_service.web.shapes import Code


class SamplesQuery(Shape):
    """The days on which samples were looked at, both included."""

    first: Day | None = Field(None, alias="from")
    last: Day | None = Field(None, alias="to")
    agency_code: Code = ""


class Measured(Shape):
    """How many were looked at and wrong; shares (0..1) with the ends of Wilson's 95 % interval.

    ``rate``, ``low``, ``high`` are of fields; null where nothing was looked at. A record is wrong
    when any field of it was, or it was rejected.
    """

    records: int
    records_wrong: int
    fields: int
    fields_wrong: int
    rate: float | None
    low: float | None
    high: float | None
    record_rate: float | None
    record_low: float | None
    record_high: float | None


class MeasuredType(Measured):
    document_type: str
    title: str


class MeasuredMonth(Measured):
    month: str


class Samples(Measured):
    share: float
    by_type: list[MeasuredType]
    by_month: list[MeasuredMonth]
