"""What the review page shows of a value can be typed, or confirmed, and is the same value."""

from typing import Any

import pytest

from ocr_service.actions.answers import Said, answer, value_of
from ocr_service.domain.page import Box
from ocr_service.domain.record import Field, Record, Source, Value
from ocr_service.schema.document_type import Column, DocumentType, FieldSpec, Recognition
from ocr_service.web.answers import written
from ocr_service.web.paper import certainty
from ocr_service.web.values import choices, shown

OPTIONS = {"decision": ("QUYẾT ĐỊNH",), "plan": ("KẾ HOẠCH",)}
COLUMNS = (Column("name", "Tên", "name", ()), Column("born", "Ngày sinh", "date", ()))


def spec(kind: str, **more: Any) -> FieldSpec:
    return FieldSpec("it", "Nó", kind, (), **more)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("date", "2025-03-05", "05/03/2025"),
        ("date", "1990-05", "05/1990"),
        ("date", "1990", "1990"),
        ("moment", "2025-03-05T08:30", "05/03/2025 08:30"),
        ("sex", "female", "Nữ"),
        ("amount", 1200000, "1.200.000"),
        ("number", 12, "12"),
        ("area", 1250.5, "1.250,5"),
        ("name", "Lê Thị Minh An", "Lê Thị Minh An"),
        ("place", "Xã Vị Thủy, tỉnh Hậu Giang", "Xã Vị Thủy, tỉnh Hậu Giang"),
        ("list", ("Như Điều 2", "Lưu: VT"), "Như Điều 2\nLưu: VT"),
    ],
)
def test_what_is_shown_may_be_typed(kind: str, value: Value, text: str) -> None:
    its = spec(kind)
    assert shown(value, its) == text
    assert value_of(text, its) == value


def test_a_choice_is_shown_by_its_phrase_and_sent_by_its_code() -> None:
    its = spec("choice", options=OPTIONS)
    assert shown("plan", its) == "KẾ HOẠCH"
    assert choices(its)[1] == {"value": "plan", "shown": "KẾ HOẠCH"}
    assert value_of("plan", its) == "plan"


@pytest.mark.parametrize(
    ("its", "value"),
    [
        (spec("table", columns=COLUMNS), ({"name": "An", "born": "1990-02-01", "no": 3},)),
        (spec("list", columns=COLUMNS), ("Đơn", "Giấy khai sinh")),
        (spec("list"), ("Như Điều 2; và Điều 3",)),
        (spec("number"), 7),
        (spec("name"), "?"),
    ],
)
def test_what_stands_there_is_confirmed_as_it_is(its: FieldSpec, value: Value) -> None:
    """Also where its kind would make something else of it, or nothing."""
    known = DocumentType("letter", "Thư", Recognition(), (its,), {})
    box = Box(0.1, 0.1, 0.2, 0.2)
    stood = Field("it", "Nó", value, "as read", 0.5, Source.OCR, 1, box)
    said = answer(Said("it", written(value)), 0, known, Record((stood,)))  # type: ignore[arg-type]
    assert (said.value, said.text) == (value, "as read")


def test_rows_are_typed_cell_by_cell() -> None:
    typed = [{"name": "lê văn hòa", "born": "01/02/1990"}, {"name": "Lan", "born": "khoảng 1990?"}]
    first, second = value_of(typed, spec("table", columns=COLUMNS))  # type: ignore[misc]
    assert first == {"name": "Lê Văn Hòa", "born": "1990-02-01"}
    assert second["name"] == "Lan"  # type: ignore[index]
    assert value_of(typed, spec("list", columns=COLUMNS)) == ("lê văn hòa", "Lan")
    assert value_of(["Đơn ", " "], spec("list")) == ("Đơn",)
    assert value_of([{"colour": "red"}], spec("table", columns=COLUMNS)) is None


@pytest.mark.parametrize(
    ("confidence", "source", "word"),
    [
        (0.99, Source.OCR, "sure"),
        (0.93, Source.QR, "fairly"),
        (0.4, Source.OCR, "unsure"),
        (1.0, Source.PERSON, "told"),
    ],
)
def test_how_sure_a_value_is_stands_in_a_word(confidence: float, source: Source, word: str) -> None:
    field = Field("it", "Nó", "An", "An", confidence, source, 1, None)
    assert certainty(field, spec("name")) == word
    assert certainty(None, spec("name")) == ""
