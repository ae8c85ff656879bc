"""A record as a table for people: document, field, value, confidence, doubt."""

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ocr_service.actions.read_file import Reading
from ocr_service.exports.record_json import document_json
from ocr_service.understanding.wording import SEXES

Json = Mapping[str, Any]
STATUS = {
    "accepted": "Đạt",
    "needs_review": "Cần xem lại",
    "rejected": "Từ chối",
    "failed": "Không đọc được",
}
UNKNOWN_TITLE = "Giấy tờ chưa nhận ra"
WIDTH = 120  # of a table that goes to a file and not to a screen


def print_reading(reading: Reading) -> None:
    documents = [document_json(document) for document in reading.documents]
    console().print(dossier_table(str(reading.path), documents))


def console() -> Console:
    return Console() if sys.stdout.isatty() else Console(width=WIDTH)


def dossier_table(title: str, documents: Sequence[Json]) -> Table:
    """``documents`` in the shape of schemas/record.schema.json."""
    table = Table(title=escape(title), title_justify="left", show_lines=False)
    for heading in ("Giấy tờ", "Trang", "Trường", "Giá trị", "Tin cậy", "Nghi ngờ"):
        table.add_column(heading, overflow="fold")
    for document in documents:
        add_document(table, document)
        table.add_section()
    return table


def add_document(table: Table, document: Json) -> None:
    doubts = doubts_by_field(document)
    pages = ", ".join(str(page) for page in document["pages"])
    title = escape(document["title"] or UNKNOWN_TITLE)
    whole = "\n".join(doubts.pop(None, []))
    table.add_row(title, pages, STATUS[document["status"]], "", percent(document), whole)
    for field in document["fields"]:
        why = "\n".join(doubts.pop(field["name"], []))
        table.add_row("", "", escape(field["label"]), shown(field["value"]), percent(field), why)
    for why_not in doubts.values():  # of fields that are not there: the message names them
        table.add_row("", "", "", "—", "", "\n".join(why_not))


def doubts_by_field(document: Json) -> dict[str | None, list[str]]:
    grouped: dict[str | None, list[str]] = {}
    for doubt in document["doubts"]:
        grouped.setdefault(doubt["field"], []).append(escape(doubt["message"]))
    return grouped


def percent(measured: Json) -> str:
    """Whole percents, rounded down: nothing that was read is ever 100 % sure."""
    return f"{int(100 * measured.get('confidence', measured.get('type_confidence', 0)))}%"


def shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return "\n".join(shown(row) for row in value)
    if isinstance(value, dict):
        return " · ".join(shown(cell) for cell in value.values())
    return "—" if value is None else escape(SEXES.get(str(value), str(value)))
