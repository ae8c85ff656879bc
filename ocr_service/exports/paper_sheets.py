"""The tables of the printed report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ocr_service.domain.digitization import Report, Row
from ocr_service.domain.report import Figure, Measure
from ocr_service.exports.portal_columns import HEADINGS, UNKNOWN, lines
from ocr_service.exports.report_paper import SHARES, number, percent, period, round_percent
from ocr_service.exports.report_words import BY, NAMES, row_name, subtotal

MOST_ROWS = 300
OF_ROWS = (Measure.DIGITIZED, Measure.RESULTS, Measure.REUSE, Measure.SHARED_IN)
NOT_KNOWN = UNKNOWN.replace(" ", "\n")  # a word a line: the columns are narrow


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: ``widths`` are shares of the line; behind the first column stand numbers."""

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    sums: frozenset[int] = frozenset()  # rows that add up others


def summary(report: Report) -> Sheet:
    """Every measure of the whole, beside its target."""
    row = report.total
    return Sheet(
        f"Các chỉ số {period(report)}",
        ("Chỉ số", "Số hồ sơ", "Trên tổng số", "Tỷ lệ", "Mục tiêu", "Kết quả"),
        [summary_line(row, measure) for measure in SHARES],
        (0.36, 0.12, 0.13, 0.12, 0.13, 0.14),
    )


def summary_line(row: Row, measure: Measure) -> list[str]:
    figure, target = row.figures[measure], row.targets.get(measure)
    share = figure.share
    aim = f"{'≤ ' if target.at_most else ''}{round_percent(target.value)}" if target else "–"
    met = "–" if target is None or share is None else "đạt" if target.met(share) else "chưa đạt"
    told = "không đo" if share is None else percent(share)
    return [NAMES[measure], number(figure.numerator), number(figure.denominator), told, aim, met]


def by_rows(report: Report) -> Sheet:
    """The main shares of every row."""
    told = [*shown(report), report.total]
    return Sheet(
        f"Tỷ lệ theo {BY[report.ask.by].lower()}",
        (BY[report.ask.by], NAMES[Measure.RECEIVED], *(NAMES[it] for it in OF_ROWS)),
        [
            [
                row_name(row, report.ask),
                number(row.figures[Measure.RECEIVED].numerator),
                *(of_row(row.figures[measure]) for measure in OF_ROWS),
            ]
            for row in told
        ],
        (0.36, 0.12, 0.13, 0.13, 0.13, 0.13),
        sums(report),
    )


def shown(report: Report) -> Sequence[Row]:
    """As many rows as anybody reads on paper."""
    return report.rows[:MOST_ROWS]


def not_shown(report: Report) -> Iterator[str]:
    many = len(report.rows) - MOST_ROWS
    if many > 0:
        yield f"Còn {number(many)} dòng nữa ở tệp XLSX của báo cáo này; dòng Tất cả đã tính cả."


def sums(report: Report) -> frozenset[int]:
    """The places of rows that add up others; the total stands last."""
    rows = shown(report)
    added = (at for at, it in enumerate(rows) if subtotal(it, report.ask))
    return frozenset({len(rows), *added})


def of_row(figure: Figure) -> str:
    return "không đo" if figure.share is None else percent(figure.share)


def portal(report: Report) -> Sheet:
    rows = [
        (name, *(NOT_KNOWN if it is None else number(it) for it in counts))
        for name, counts in lines(replace(report, rows=tuple(shown(report))))
    ]
    widths = (0.24, 0.085, 0.095, 0.095, 0.1, 0.125, 0.085, 0.09, 0.085)
    caption = "Số hồ sơ theo các cột của hệ thống cấp tỉnh"
    return Sheet(caption, HEADINGS, rows, widths, sums(report))
