"""Values as the office writes them, to be read and to be typed over."""

from collections.abc import Mapping, Sequence

from ocr_service.domain.record import Value
from ocr_service.schema.document_type import Column, FieldSpec
from ocr_service.understanding.wording import SEXES, written

GROUPED = ("amount", "number", "area")


def shown(value: Value, spec: FieldSpec | None) -> str:
    """In one piece of text: a day as 05/03/2024, a sum as 1.200.000, entries a line each."""
    if value is None or value == "":
        return ""
    if isinstance(value, tuple):
        return "\n".join(entry(one, spec.columns if spec else ()) for one in value)
    if isinstance(value, int | float) and (spec is None or spec.kind in GROUPED):
        return grouped(value)
    if spec and spec.options and value in spec.options:
        return option(str(value), spec)
    return written(value)


def entry(one: object, columns: Sequence[Column]) -> str:
    if not isinstance(one, Mapping):
        return written(str(one))
    return " · ".join(text for text in cells(one, columns).values() if text)


def cells(row: object, columns: Sequence[Column]) -> dict[str, str]:
    """The cells of a row by the names of its columns; a row of one piece stands in the first."""
    held = row if isinstance(row, Mapping) else {columns[0].name: row} if columns else {}
    return {it.name: cell(held.get(it.name), it) for it in columns}


def cell(value: object, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float) and column.kind in GROUPED:
        return grouped(value)
    return written(str(value))


def grouped(number: float) -> str:
    """Points group by three, the comma parts decimals."""
    whole, _, part = f"{number:,}".partition(".")
    decimals = f",{part}" if part.strip("0") else ""
    return whole.replace(",", ".") + decimals


def option(code: str, spec: FieldSpec) -> str:
    """A choice by the first phrase that means it."""
    phrases = (spec.options or {}).get(code, ())
    return phrases[0] if phrases else code


def choices(spec: FieldSpec) -> list[dict[str, str]]:
    """What may be chosen, as it is sent and as it is shown; none where anything may be typed."""
    if spec.kind == "sex":
        return [{"value": word, "shown": word} for word in SEXES.values()]
    return [{"value": code, "shown": option(code, spec)} for code in spec.options or {}]
