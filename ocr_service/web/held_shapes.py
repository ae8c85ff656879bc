"""What the house holds for a procedure, as OpenAPI describes it."""

from datetime import date

from pydantic import AwareDatetime, Field

from ocr_service.actions.held import Source
from ocr_service.domain.held import Reason
from ocr_service.domain.population import Answer
from ocr_service.web.moments import Day
from ocr_service.web.record_shapes import Number, RecordBrief, WhyQuery
from ocr_service.web.shape import Shape
from ocr_service.web.shapes import Code


class ProcedurePath(Shape):
    procedure_code: str


class HeldQuery(WhyQuery):
    """Of whom; ``name`` and ``date_of_birth`` are compared where they are told."""

    personal_id: Number = Field(description="Of a person (12 or 9 digits) or an organisation.")
    on: Day | None = Field(None, description="The day on which the papers must hold; today.")
    name: Code = ""
    date_of_birth: Day | None = None


class HeldOrigin(Shape):
    """As in `GET /records/{record_id}`, which tells the rest."""

    accepted_at: AwareDatetime
    content: str
    schema_edition: str
    program: str


class HeldRecord(RecordBrief):
    provenance: HeldOrigin


class HeldPaper(Shape):
    """A paper that the procedure takes.

    ``usable``: nobody need be asked for it; ``source`` says what tells its content instead: a
    record that we hold, or the population database. Else ``reason`` says why, and ``message`` in
    words. ``record``: the best one held, also one that cannot be used; ``others``: how many more
    there are. ``one_of``: papers of which one is enough, this one among them.
    """

    document_type: str
    title: str
    required: bool
    one_of: list[str]
    usable: bool
    source: Source | None
    reason: Reason | None
    message: str | None
    record: HeldRecord | None
    others: int


class Held(Shape):
    """``population``: what the population database said of the person; null: it was not asked."""

    procedure_code: str
    procedure: str
    personal_id: str
    on: date
    population: Answer | None
    papers: list[HeldPaper]
