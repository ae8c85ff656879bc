"""Tables and blocks of labels become rows, whatever OCR makes of their headings."""

from pathlib import Path

import pytest

from ocr_service.domain.page import Line, Page
from ocr_service.pipeline import understand
from ocr_service.schema.catalogue import Catalogue, load
from tests.understanding.paper import centred, form, line, one, page, values

TABLE = """\
title: Danh sách
recognise: { titles: [DANH SÁCH HỘ GIA ĐÌNH], needed: 1, clues: [Những người trong hộ] }
stops: [Ghi chú]
fields:
  head_name: { label: Chủ hộ, kind: name, required: true, right_of: [Họ và tên] }
  members:
    label: Thành viên
    kind: table
    FIND
    columns:
      name: { label: Họ và tên, kind: name, headed: [Họ và tên, "Họ, chữ đệm và tên"] }
      date_of_birth: { label: Ngày sinh, kind: date, headed: ["Ngày, tháng, năm sinh", Ngày sinh] }
      relation: { label: Quan hệ, kind: text, headed: [Quan hệ với chủ hộ] }
"""
HEAD = [centred("DANH SÁCH HỘ GIA ĐÌNH", 0.1), line("Họ và tên: Lê Văn Hòa", 0.1, 0.16),
        line("Những người trong hộ", 0.1, 0.2)]  # fmt: skip
MEMBERS = (
    {"name": "Trần Thị Lan", "date_of_birth": "1995-03-05", "relation": "Vợ"},
    {"name": "Lê Minh An", "date_of_birth": "2020-11-12", "relation": "Con đẻ của chủ hộ"},
)


@pytest.fixture
def book(tmp_path: Path) -> Catalogue:
    return written(tmp_path, "table: [Những người trong hộ]")


def written(folder: Path, way: str) -> Catalogue:
    (folder / "documents").mkdir()
    (folder / "documents" / "household.yaml").write_text(TABLE.replace("FIND", way), "utf-8")
    return load(folder)


def row(top: float, *cells: str) -> list[Line]:
    lefts = (0.1, 0.15, 0.42, 0.6)
    return [line(text, left, top) for left, text in zip(lefts, cells, strict=True) if text]


def table(*more: Line) -> Page:
    lines = [
        *HEAD,
        *row(0.24, "", "Họ, chữ đệm và", "Ngày, tháng,", "Quan hệ với"),
        *row(0.255, "STT", "tên", "năm sinh", "chủ hộ"),
        *row(0.29, "1", "Trần Thị Lan", "05/03/1995", "Vợ"),
        *row(0.32, "2", "Lê Minh An", "12/11/2020", "Con đẻ của"),
        *row(0.335, "", "", "", "chủ hộ"),
    ]
    return page([*lines, *more])


def test_rows_under_headings_over_two_lines(book: Catalogue) -> None:
    found = values(one(book, table()))
    assert found["members"] == MEMBERS
    assert found["head_name"] == "Lê Văn Hòa"


def test_a_label_ends_the_table(book: Catalogue) -> None:
    assert values(one(book, table(line("Ghi chú: không có", 0.1, 0.36))))["members"] == MEMBERS


CHILD = {"name": "Lê Thu Hà", "date_of_birth": "2023-01-09", "relation": "Con"}
NEXT = row(0.08, "3", "Lê Thu Hà", "09/01/2023", "Con")


@pytest.mark.parametrize("number", [[], [centred("2", 0.05, 0.5)]])
def test_a_table_goes_on_over_the_next_page(book: Catalogue, number: list[Line]) -> None:
    pages = [table(), page([*number, *NEXT, line("Ghi chú: không có", 0.1, 0.12)], 2)]
    [found] = understand(pages, book)
    assert values(found)["members"] == (*MEMBERS, CHILD)


@pytest.mark.parametrize("number", [[], [centred("2", 0.05, 0.5)]])
def test_a_table_that_ended_does_not_go_on(book: Catalogue, number: list[Line]) -> None:
    pages = [table(line("Ghi chú: không có", 0.1, 0.36)), page([*number, *NEXT], 2)]
    [found] = understand(pages, book)
    assert values(found)["members"] == MEMBERS


def test_text_on_the_next_page_is_no_table(book: Catalogue) -> None:
    pages = [table(), page([line("Danh sách này được lập thành hai bản.", 0.15, 0.08)], 2)]
    [found] = understand(pages, book)
    assert values(found)["members"] == MEMBERS


def test_a_sentence_ends_the_table(book: Catalogue) -> None:
    after = line("Danh sách này có giá trị đến hết năm kể từ ngày lập theo quy định.", 0.1, 0.362)
    assert values(one(book, table(after)))["members"] == MEMBERS


def test_without_headings_there_is_no_table(book: Catalogue) -> None:
    assert "members" not in values(one(book, page(HEAD)))


def test_the_number_of_a_row_is_no_part_of_a_name(book: Catalogue) -> None:
    lines = [line for line in table().lines if line.text != "STT"]
    shifted = [line("1 Trần Thị Lan", 0.12, each.box.top) if each.text == "Trần Thị Lan" else each
               for each in lines if each.text not in ("1", "2")]  # fmt: skip
    assert values(one(book, page(shifted)))["members"] == MEMBERS


def test_blocks_of_labels_are_rows(tmp_path: Path) -> None:
    known = written(tmp_path, "blocks: [Những người trong hộ]")
    blocks = form(
        "Họ và tên: Trần Thị Lan", "Ngày sinh: 05/03/1995|Quan hệ với chủ hộ: Vợ",
        "Họ và tên: Lê Minh An", "Ngày sinh: 12/11/2020", "Quan hệ với chủ hộ: Con đẻ của chủ hộ",
        top=0.24,
    )  # fmt: skip
    assert values(one(known, page([*HEAD, *blocks])))["members"] == MEMBERS


def test_a_cell_that_says_nothing_makes_the_table_unsure(book: Catalogue) -> None:
    whole = one(book, table()).record.field("members")
    lines = [each for each in table().lines if each.text != "05/03/1995"]
    holed = one(book, page(lines)).record.field("members")
    assert whole
    assert holed
    assert holed.confidence < whole.confidence


def test_a_text_often_held_is_spelt_so(tmp_path: Path) -> None:
    text = TABLE.replace("FIND", "table: true").replace(
        "kind: name, required: true, right_of: [Họ và tên]",
        "kind: text, right_of: [Họ và tên], known: [Đất trồng cây lâu năm]",
    )
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "household.yaml").write_text(text, "utf-8")
    lines = [line("Họ và tên: Đất trông cây lâu năm", 0.1, 0.16), *HEAD[::2]]
    assert values(one(load(tmp_path), page(lines)))["head_name"] == "Đất trồng cây lâu năm"


@pytest.mark.parametrize(("text", "sure"), [("Căn nhà của", False), ("Căn nhà số 40", True)])
def test_a_text_that_leads_on_to_words_not_there_is_unsure(
    tmp_path: Path, text: str, sure: bool
) -> None:
    schema = TABLE.replace("FIND", "table: true").replace(
        "kind: name, required: true", "kind: text, required: true"
    )
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "household.yaml").write_text(schema, "utf-8")
    lines = [line(f"Họ và tên: {text}", 0.1, 0.16), *HEAD[::2]]
    doubts = one(load(tmp_path), page(lines)).record.doubts
    assert sure != ("unsure" in [doubt.code for doubt in doubts])
