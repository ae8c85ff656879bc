"""A place to be read again, as it is asked for and answered."""

from typing import Annotated, Any, Literal

from pydantic import Field

from ocr_service.web.review_shapes import Share
from ocr_service.web.shape import Shape
from ocr_service.web.shapes import LONGEST_WAIT, Code, Complaint, DocumentPath


class GlancePath(DocumentPath):
    glance_id: str


class GlanceOrder(Shape):
    """``box``: two corners as shares of the kept picture (left, top, right, bottom); ``field``:
    what stands there.
    """

    page: int = Field(ge=1)
    box: tuple[Share, Share, Share, Share]
    field: Code = ""


class GlanceQuery(Shape):
    wait: Annotated[float, Field(ge=0, le=LONGEST_WAIT)] = Field(
        0, description="Seconds to wait until it is read."
    )


class Glance(Shape):
    """``value`` is null where the text is no value of the field."""

    id: str
    status: Literal["waiting", "read", "failed"]
    page: int
    field: str | None
    text: str | None
    value: Any
    confidence: float | None
    box: tuple[float, float, float, float] | None
    problem: Complaint | None
