"""What people type of a paper's fields, as values of their kinds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr_service.domain.errors import BadInput, Complaint
from ocr_service.domain.page import Box
from ocr_service.domain.record import Record, Value
from ocr_service.domain.review import Answer, Before
from ocr_service.schema.document_type import DocumentType, FieldSpec
from ocr_service.schema.values import parse

Row = dict[str, str | float | None]


Typed = str | int | float | Sequence[Row | str] | None


UNREAD = Record()


NO_SUCH_FIELD = Complaint(
    "unknown_field",
    "Loại giấy tờ này không có trường đó.",
    "Hãy chọn một trường của loại giấy tờ này.",
)


class BadAnswer(BadInput):
    """One of the answers is no value of its field; ``place`` counts from 0."""

    def __init__(self, place: int, complaint: Complaint) -> None:
        super().__init__(complaint)
        self.place = place


@dataclass(frozen=True, slots=True)
class Said:
    """One field, as typed."""

    field: str
    value: Typed
    page: int = 0
    box: Box | None = None


def answers(said: Sequence[Said], known: DocumentType, record: Record) -> tuple[Answer, ...]:
    """Each as a value of its field; raises BadAnswer for the first that is none."""
    told = [answer(one, place, known, record) for place, one in enumerate(said)]
    return with_before(told, record)


def with_before(answered: Sequence[Answer], record: Record) -> tuple[Answer, ...]:
    """Each with what stood there in the record."""
    return tuple(replace(one, before=before(one.field, record)) for one in answered)


def before(name: str, record: Record) -> Before:
    field = record.field(name)
    if field is None:
        return Before()
    return Before(field.value, field.text, field.source, field.page, field.box)


def answer(said: Said, place: int, known: DocumentType, record: Record = UNREAD) -> Answer:
    """What stands in the ``record`` may be confirmed as it is, whatever its kind makes of it."""
    spec = known.field(said.field)
    if spec is None:
        raise BadAnswer(place, NO_SUCH_FIELD)
    stood = record.field(said.field)
    if stood is not None and stood.value is not None and said.value == plain(stood.value):
        return Answer(said.field, stood.value, stood.text, said.page, said.box)
    value = value_of(said.value, spec)
    if value is None and said.value not in (None, ""):
        raise BadAnswer(place, not_a_value(spec))
    typed = said.value if isinstance(said.value, str) else ""
    return Answer(said.field, value, typed, said.page, said.box)


def plain(value: Value) -> object:
    """As JSON has it."""
    return list(value) if isinstance(value, tuple) else value


def value_of(typed: Typed, spec: FieldSpec) -> Value:
    """As the kind of the field reads it; None for what is none. A choice may come as its code."""
    if typed is None:
        return None
    if spec.columns:
        return rows_of(typed, spec)
    if not isinstance(typed, str | int | float):
        return entries_of(typed) if spec.kind == "list" else None
    if spec.options and typed in spec.options:
        return typed
    return parse(spec.kind, str(typed), spec.options).value


def rows_of(typed: Typed, spec: FieldSpec) -> Value:
    """Rows of named cells; a cell that is no value of its column stays as it was typed."""
    if isinstance(typed, str | int | float) or typed is None:
        return None
    kinds = {column.name: column.kind for column in spec.columns}
    rows = [row for row in typed if not isinstance(row, str)]
    if len(rows) < len(typed) or any(name not in kinds for row in rows for name in row):
        return None
    if spec.kind == "list":  # of what stands in the first column
        return entries_of([str(row.get(spec.columns[0].name) or "") for row in rows])
    return tuple({name: cell(told, kinds[name]) for name, told in row.items()} for row in rows)


def cell(told: str | float | None, kind: str) -> Value:
    text = "" if told is None else str(told)
    return parse(kind, text).value or text or None


def entries_of(typed: Sequence[Row | str]) -> Value:
    """One entry each; None where they are no plain texts, or where none is left."""
    if any(not isinstance(entry, str) for entry in typed):
        return None
    return tuple(text for entry in typed if (text := " ".join(str(entry).split()))) or None


def not_a_value(spec: FieldSpec) -> Complaint:
    return Complaint(
        f"not_a_{spec.kind}",
        f"Giá trị này không hợp với “{spec.label}”.",
        "Hãy nhập đúng như trên giấy, hoặc để trống nếu giấy không ghi.",
    )
