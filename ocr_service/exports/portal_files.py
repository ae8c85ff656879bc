"""The portal's columns as a workbook (XLSX) and as CSV."""

import csv
import io
from typing import Any

from xlsxwriter import Workbook

from ocr_service.domain.digitization import Report
from ocr_service.exports.cells import plain
from ocr_service.exports.portal_columns import HEADINGS, TITLE, UNKNOWN, lines, notes
from ocr_service.exports.report_lines import BOM
from ocr_service.exports.report_sheet import FIRST, FORMATS, OPTIONS, head

LANDSCAPE_A4 = 9


def portal_csv(report: Report) -> str:
    """With a heading; the total stands last."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADINGS)
    for name, counts in lines(report):
        writer.writerow([plain(name), *(UNKNOWN if it is None else it for it in counts)])
    return BOM + written.getvalue()


def portal_xlsx(report: Report) -> bytes:
    written = io.BytesIO()
    with Workbook(written, OPTIONS) as book:
        formats = {name: book.add_format(told) for name, told in FORMATS.items()}
        fill(book.add_worksheet("Số hóa"), report, formats)
    return written.getvalue()


def fill(sheet: Any, report: Report, formats: dict[str, Any]) -> None:
    ask = report.ask
    sheet.write_string(0, 0, TITLE, formats["title"])
    sheet.write_string(1, 0, f"Từ {ask.since:%d/%m/%Y} đến {ask.until:%d/%m/%Y}")
    head(sheet, FIRST, HEADINGS, formats)
    told = lines(report)
    for place, (name, counts) in enumerate(told, start=FIRST + 1):
        sheet.write_string(place, 0, name, formats["sum" if place == FIRST + len(told) else "text"])
        for column, count in enumerate(counts, start=1):
            if count is None:
                sheet.write_string(place, column, UNKNOWN, formats["text"])
            else:
                sheet.write_number(place, column, count, formats["many"])
    for place, note in enumerate(notes(report), start=FIRST + len(told) + 2):
        sheet.write_string(place, 0, note)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, len(HEADINGS) - 1, 14)
    sheet.freeze_panes(FIRST + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(LANDSCAPE_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST)
