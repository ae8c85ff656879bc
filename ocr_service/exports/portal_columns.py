"""A report in the columns of the digitization report of provincial systems: dossiers, each once.

As a real provincial system that synchronises with the national portal has them. What cannot be
known here is none, never 0.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ocr_service.domain.digitization import Report, Row
from ocr_service.domain.report import Figure, Measure
from ocr_service.exports.report_json import Json, heading_json
from ocr_service.exports.report_words import carried_words, row_name, subtotal

UNIT = "Đơn vị"
UNKNOWN = "không đo được"
TITLE = "Tình hình số hóa, tái sử dụng giấy tờ trong giải quyết thủ tục hành chính"
NOTES = (
    "Mỗi hồ sơ tính một lần. Hồ sơ có dấu mật không phải số hóa, không nằm trong hai cột TPHS.",
    "Có tái sử dụng từ Cổng DVCQG: hệ thống này không biết giấy tờ nào lấy từ kho của Cổng.",
    "Đã giải quyết: hồ sơ đã được chấp nhận, hoặc đã có kết quả gửi vào đây, của thủ tục trả kết "
    "quả bằng văn bản; ngày trả kết quả do hệ thống một cửa giữ.",
)


@dataclass(frozen=True, slots=True)
class Column:
    """``count``: None where it cannot be known."""

    name: str
    label: str
    count: Callable[[Mapping[Measure, Figure]], int | None]


def numerator(measure: Measure) -> Callable[[Mapping[Measure, Figure]], int]:
    return lambda figures: figures[measure].numerator


def rest(figure: Figure) -> int:
    return figure.denominator - figure.numerator


def held(figures: Mapping[Measure, Figure], count: int) -> int | None:
    """No result held may be none issued."""
    return None if figures[Measure.RESULTS].not_measured else count


COLUMNS: Sequence[Column] = (
    Column("received", "Tiếp nhận", numerator(Measure.RECEIVED)),
    Column("not_digitized", "Chưa số hóa TPHS", lambda told: rest(told[Measure.DIGITIZED])),
    Column("digitized", "Có số hóa TPHS", numerator(Measure.DIGITIZED)),
    Column("reused", "Có tái sử dụng thành phần", numerator(Measure.REUSE)),
    Column("from_portal", "Có tái sử dụng từ Cổng DVCQG", lambda _told: None),
    Column("settled", "Đã giải quyết", lambda told: told[Measure.RESULTS].denominator),
    Column(
        "result_missing",
        "Chưa số hóa (KQ)",
        lambda told: held(told, rest(told[Measure.RESULTS])),
    ),
    Column(
        "result_digitized",
        "Đã số hóa (KQ)",
        lambda told: held(told, told[Measure.RESULTS].numerator),
    ),
)
HEADINGS = (UNIT, *(column.label for column in COLUMNS))


def counts(row: Row) -> tuple[int | None, ...]:
    """In the order of COLUMNS."""
    return tuple(column.count(row.figures) for column in COLUMNS)


def lines(report: Report) -> list[tuple[str, tuple[int | None, ...]]]:
    """The rows, the total last; each by its name."""
    return [(row_name(row, report.ask), counts(row)) for row in (*report.rows, report.total)]


def notes(report: Report) -> tuple[str, ...]:
    """What the columns mean; and whose dossiers are carried over."""
    carried = (
        f"{row_name(row, report.ask)}: {'; '.join(map(carried_words, row.carried))}."
        for row in report.rows
        if row.carried and not subtotal(row, report.ask)
    )
    return (*NOTES, *carried)


def columns_json(report: Report) -> Json:
    return {
        **heading_json(report),
        "columns": [{"name": it.name, "label": it.label} for it in COLUMNS],
        "not_measured": UNKNOWN,
        "notes": list(notes(report)),
        "total": line_json(report, report.total),
        "items": [line_json(report, row) for row in report.rows],
        "next": None,
    }


def line_json(report: Report, row: Row) -> Json:
    names = [column.name for column in COLUMNS]
    told = dict(zip(names, counts(row), strict=True))
    return {"key": row.key, "by": row.by.value, "label": row_name(row, report.ask), **told}
