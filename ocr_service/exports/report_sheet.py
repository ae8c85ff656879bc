"""A report as a workbook (XLSX): one sheet to look at, one with every figure and what it lacks."""

import io
from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook

from ocr_service.domain.digitization import Report, Row
from ocr_service.domain.report import Ask, Measure
from ocr_service.domain.targets import MINUTES
from ocr_service.exports.report_lines import headings, lines
from ocr_service.exports.report_words import BY, NAMES, row_name, subtotal

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FORMATS = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6F0F8", "border": 1},
    "text": {"text_wrap": True, "valign": "top", "border": 1},
    "sum": {"bold": True, "text_wrap": True, "valign": "top", "border": 1},
    "many": {"num_format": "#,##0", "valign": "top", "border": 1},
    "percent": {"num_format": "0.00%", "valign": "top", "border": 1},
    "minutes": {"num_format": "#,##0.0", "valign": "top", "border": 1},
}
SHARES = tuple(measure for measure in Measure if measure is not Measure.RECEIVED)
NOT_DONE = "không đo"
FIRST = 3  # rows above the table: title, period, none


def report_xlsx(report: Report) -> bytes:
    written = io.BytesIO()
    with Workbook(written, OPTIONS) as book:
        formats = {name: book.add_format(told) for name, told in FORMATS.items()}
        overview(book.add_worksheet("Tổng hợp"), report, formats)
        details(book.add_worksheet("Chi tiết"), report, formats)
    return written.getvalue()


def overview(sheet: Any, report: Report, formats: dict[str, Any]) -> None:
    ask = report.ask
    sheet.write_string(0, 0, "Báo cáo số hóa hồ sơ", formats["title"])
    sheet.write_string(1, 0, f"Từ {ask.since:%d/%m/%Y} đến {ask.until:%d/%m/%Y}")
    heads = [BY[ask.by], NAMES[Measure.RECEIVED]]
    for measure in SHARES:
        heads += [NAMES[measure], f"{NAMES[measure]} (%)"]
    heads += [NAMES[MINUTES]]
    head(sheet, FIRST, heads, formats)
    for place, row in enumerate((*report.rows, report.total), start=FIRST + 1):
        write_row(sheet, place, row, ask, formats)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, len(heads) - 1, 13)
    sheet.freeze_panes(FIRST + 1, 1)


def write_row(sheet: Any, place: int, row: Row, ask: Ask, formats: dict[str, Any]) -> None:
    name, shape = row_name(row, ask), "sum" if row.key is None or subtotal(row, ask) else "text"
    sheet.write_string(place, 0, name, formats[shape])
    received = row.figures[Measure.RECEIVED].numerator
    sheet.write_number(place, 1, received, formats["many"])
    column = 2
    for measure in SHARES:
        figure = row.figures[measure]
        sheet.write_number(place, column, figure.numerator, formats["many"])
        cell(sheet, (place, column + 1), figure.share, formats["percent"], formats)
        column += 2
    cell(sheet, (place, column), row.minutes.median, formats["minutes"], formats)


def cell(
    sheet: Any, place: tuple[int, int], value: float | None, shape: Any, formats: dict[str, Any]
) -> None:
    """The number, or the word that there is none."""
    if value is None:
        sheet.write_string(*place, NOT_DONE, formats["text"])
    else:
        sheet.write_number(*place, value, shape)


def details(sheet: Any, report: Report, formats: dict[str, Any]) -> None:
    head(sheet, 0, headings(report), formats)
    for place, line in enumerate(lines(report), start=1):
        for column, told in enumerate(line.cells()):
            if isinstance(told, str):
                sheet.write_string(place, column, told, formats["text"])
            elif told is None:
                sheet.write_blank(place, column, None, formats["text"])
            else:
                shape = "many" if isinstance(told, int) else "minutes"
                sheet.write_number(place, column, told, formats[shape])
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 8, 14)
    sheet.set_column(9, 9, 48)
    sheet.set_column(10, 11, 14)
    sheet.set_column(12, 12, 48)
    sheet.freeze_panes(1, 1)


def head(sheet: Any, place: int, names: Sequence[str], formats: dict[str, Any]) -> None:
    for column, name in enumerate(names):
        sheet.write_string(place, column, name, formats["head"])
