"""The review desk as it is asked and answers."""

from datetime import timedelta
from typing import Annotated

from pydantic import AwareDatetime, Field, StrictBool

from ocr_service.domain.desk import Kind
from ocr_service.domain.dossier import Priority
from ocr_service.web.moments import Moment
from ocr_service.web.review_shapes import MOST_FIELDS, Text
from ocr_service.web.shape import Shape
from ocr_service.web.shapes import PLAIN, Code

LONGEST_DELAY = timedelta(days=90)
PLACE = r"^([012]\.-?\d{1,16}\.[0-9A-Fa-f-]{1,36}\.\d{1,6})?$"


class QueueFilters(Shape):
    """Which of the documents that wait."""

    agency_code: Code = ""
    procedure_code: Code = ""
    document_type: Code = ""
    kind: Kind | None = None


class QueueQuery(QueueFilters):
    """Which documents that wait, in the order of their turn."""

    postponed: bool = Field(False, description="Those put off until later, else all others.")
    limit: int = Field(50, ge=1, le=200)
    cursor: Annotated[str, Field(pattern=PLACE)] = Field(
        "", description="`next` of the page before."
    )


class CountsQuery(Shape):
    agency_code: Code = ""
    procedure_code: Code = ""
    document_type: Code = ""


class NextOrder(QueueFilters):
    after: Code = Field("", description="The document that was looked at last; it is let go of.")


class LeaseShown(Shape):
    by: str
    until: AwareDatetime


class PostponedShown(Shape):
    until: AwareDatetime
    reason: str
    by: str


class Waiting(Shape):
    document_id: str
    dossier_id: str
    dossier_code: str
    procedure_code: str
    agency_code: str
    document_type: str
    title: str
    priority: Priority
    received_at: AwareDatetime
    doubts: int
    kind: Kind
    lease: LeaseShown | None
    postponed: PostponedShown | None


class WaitingList(Shape):
    items: list[Waiting]
    next: str | None


class Counts(Shape):
    """How many wait; ``most`` stands for that many or more."""

    doubt: int
    second_keying: int
    sample: int
    postponed: int
    most: int


class NextDocument(Shape):
    document_id: str


class LeaseOrder(Shape):
    force: StrictBool = Field(False, description="Taken from whoever holds it; the trail is told.")


class KeyingOrder(Shape):
    """What one person keyed, by the name of the field; null where the paper has none."""

    fields: dict[Code, Text | float | None] = Field(min_length=1, max_length=MOST_FIELDS)


class FieldToKey(Shape):
    """A field to be keyed by two people; ``done``: whoever asks has, and another has not yet."""

    name: str
    label: str
    kind: str
    options: list[str]
    done: bool


class FieldsToKey(Shape):
    items: list[FieldToKey]
    next: None = None


class PostponeOrder(Shape):
    """Until when: either of the two."""

    minutes: int | None = Field(None, ge=1, le=LONGEST_DELAY // timedelta(minutes=1))
    until: Moment | None = None
    reason: str = Field("", max_length=500, pattern=PLAIN)
