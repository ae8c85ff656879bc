"""What was understood of one document, with the evidence for each field."""

from dataclasses import dataclass
from enum import StrEnum

from ocr_service.domain.page import Box

Units = tuple["Unit", ...]
Value = str | int | float | tuple[object, ...] | None


class Source(StrEnum):
    """Where a value came from."""

    OCR = "ocr"
    TEXT_LAYER = "text_layer"
    QR = "qr"
    MRZ = "mrz"
    BARCODE = "barcode"
    DERIVED = "derived"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit that a place names: its code and name, before or since 1-7-2025."""

    code: str
    name: str
    level: str
    since_2025: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One field as found.

    ``value`` is normalised (``None``: the label stands there, but no readable value);
    ``text`` is as read; ``confidence`` is the probability (0..1) that ``value`` is right;
    ``handwritten``: wholly or partly by pen.
    """

    name: str
    label: str
    value: Value
    text: str
    confidence: float
    source: Source
    page: int
    box: Box | None
    units: Units = ()
    handwritten: bool = False


def told(field: Field | None) -> str:
    """The value as text; "" where the field or its value is missing, or is no text."""
    return field.value if field and isinstance(field.value, str) else ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason to look. ``field`` is "" when the doubt is about the whole document."""

    field: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one document, and what is in doubt about them."""

    fields: tuple[Field, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)
