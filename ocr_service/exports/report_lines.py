"""A report as lines, one for each figure of each row: to CSV, and to the second sheet of XLSX."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ocr_service.domain.digitization import Report, Row
from ocr_service.domain.points import Points
from ocr_service.domain.report import LeftOut, Measure, NotMeasured
from ocr_service.domain.targets import MINUTES, Target
from ocr_service.exports.cells import plain
from ocr_service.exports.report_words import (
    BY,
    LEFT_OUT,
    NAMES,
    NOT_MEASURED,
    carried_words,
    row_name,
)

BOM = "\ufeff"  # else spreadsheets take Vietnamese in UTF-8 for something else
PERCENT = 100
NINE_OF_TEN = "Phút mỗi hồ sơ (9 trong 10 hồ sơ)"
HEADINGS = (
    "Mã",
    "Chỉ số",
    "Số lượng",
    "Trên tổng số",
    "Giá trị",
    "Đơn vị tính",
    "Mục tiêu",
    "Căn cứ mục tiêu",
    "Không tính",
    "Điểm 766 (ước tính)",
    "Điểm tối đa",
    "Ghi chú",
)


@dataclass(frozen=True, slots=True)
class Line:
    """``value`` in percent or minutes; None where it is not measured."""

    key: str
    name: str
    measure: str
    numerator: int
    denominator: int | None
    value: float | None
    unit: str
    target: Target | None
    left_out: Mapping[LeftOut, int]
    note: str = ""
    points: Points | None = None

    @property
    def aim(self) -> float | None:
        if self.target is None:
            return None
        return self.target.value * PERCENT if self.unit == "%" else self.target.value

    @property
    def left_out_words(self) -> str:
        return "; ".join(f"{many}: {LEFT_OUT[why]}" for why, many in sorted(self.left_out.items()))

    def cells(self) -> tuple[str | float | None, ...]:
        source = self.target.source if self.target else ""
        return (
            *(self.name, self.key, self.measure, self.numerator, self.denominator),
            *(self.value, self.unit, self.aim, source, self.left_out_words),
            *((self.points.value, self.points.most) if self.points else (None, None)),
            self.note,
        )


def headings(report: Report) -> tuple[str, ...]:
    return (BY[report.ask.by], *HEADINGS)


def lines(report: Report) -> Iterator[Line]:
    for row in (report.total, *report.rows):
        name = row_name(row, report.ask)
        yield from (figure_line(row, name, measure) for measure in Measure)
        yield from minutes_lines(row, name)


def figure_line(row: Row, name: str, measure: Measure) -> Line:
    figure = row.figures[measure]
    whole = measure is Measure.RECEIVED
    why = None if whole else figure.not_measured
    share = None if whole or figure.share is None else round(figure.share * PERCENT, 2)
    return Line(
        row.key or "",
        name,
        NAMES[measure],
        figure.numerator,
        None if whole else figure.denominator,
        figure.numerator if whole else share,
        "hồ sơ" if whole else "%",
        row.targets.get(measure),
        figure.left_out,
        "; ".join(notes(row, measure, why)),
        row.points.get(measure),
    )


def notes(row: Row, measure: Measure, why: NotMeasured | None) -> Iterator[str]:
    """Whose dossiers are carried over is told once a row."""
    if why:
        yield f"Không đo: {NOT_MEASURED[why]}"
    if measure is Measure.RECEIVED:
        yield from map(carried_words, row.carried)


def minutes_lines(row: Row, name: str) -> Iterator[Line]:
    """The median, which has a target, and nine of ten, which has none."""
    took = row.minutes
    for measure, value, target in (
        (NAMES[MINUTES], took.median, row.targets.get(MINUTES)),
        (NINE_OF_TEN, took.p90, None),
    ):
        key, many = row.key or "", took.counted
        yield Line(key, name, measure, many, None, value, "phút", target, took.left_out)


def report_csv(report: Report) -> str:
    """With a heading; numbers with a point, texts that would run as formulas quoted."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(headings(report))
    for line in lines(report):
        writer.writerow([cell_text(cell) for cell in line.cells()])
    return BOM + written.getvalue()


def cell_text(cell: str | float | None) -> str:
    if cell is None:
        return ""
    return plain(cell) if isinstance(cell, str) else f"{cell:g}" if cell < 1e5 else str(cell)
