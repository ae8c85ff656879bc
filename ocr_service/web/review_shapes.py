"""Reviews as they come in and go out."""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, ConfigDict, Field

from ocr_service.domain.record import Source
from ocr_service.domain.review import Verdict
from ocr_service.web.shape import Shape
from ocr_service.web.shapes import PLAIN, Code

LONGEST_VALUE = 4000
MOST_FIELDS = 100
MOST_ROWS = 500
Text = Annotated[str, Field(max_length=LONGEST_VALUE, pattern=PLAIN)]
Row = dict[str, Text | float | None]
Rows = Annotated[list[Row | Text], Field(max_length=MOST_ROWS)]
Share = Annotated[float, Field(ge=0, le=1, strict=True)]


class MatchHeader(Shape):
    """Needed, as is described; a request without it is answered by 428, not as a wrong one."""

    model_config = ConfigDict(extra="ignore", json_schema_extra={"required": ["If-Match"]})

    if_match: str = Field("", alias="If-Match", description="The ETag of the document as seen.")


class FieldSaid(Shape):
    """``value``: as on paper, or as the record writes it; null where the paper has none."""

    model_config = ConfigDict(extra="forbid")

    name: Code
    value: Text | float | Rows | None
    page: int = Field(0, ge=0, description="With `box`: the page that it was found on.")
    box: tuple[Share, Share, Share, Share] | None = None


class ReviewOrder(Shape):
    model_config = ConfigDict(extra="forbid")

    verdict: Verdict
    fields: list[FieldSaid] = Field([], max_length=MOST_FIELDS)
    document_type: Code = Field("", description="Only where it was taken for another.")
    reason: str = Field("", max_length=1000, pattern=PLAIN)


class Before(Shape):
    """What stood there before the review; ``source`` is null where nothing did."""

    value: Any
    text: str
    source: Source | None
    page: int
    box: tuple[float, float, float, float] | None


class FieldReviewed(Shape):
    """``before`` is null in reviews from before it was kept."""

    name: str
    value: Any
    text: str
    before: Before | None


class Review(Shape):
    id: str
    at: AwareDatetime
    reviewer: str
    verdict: Verdict
    fields: list[FieldReviewed]
    document_type: str | None
    type_before: str | None
    reason: str


class ReviewList(Shape):
    items: list[Review]
    next: Literal[None] = None
