"""The report on paper (PDF), in the layout of Nghị định 30/2020/NĐ-CP, for a person to sign."""

import io
from collections.abc import Iterable, Iterator, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageTemplate,
    Spacer,
)

from ocr_service.domain.digitization import Report
from ocr_service.domain.report import Measure
from ocr_service.exports import paper_layout as layout
from ocr_service.exports import paper_sheets as sheets
from ocr_service.exports import report_paper as said
from ocr_service.exports.paper_chart import bars
from ocr_service.exports.paper_letters import PLAIN, load_letters
from ocr_service.exports.portal_columns import notes
from ocr_service.exports.report_chart import charted
from ocr_service.exports.report_words import BY, NAMES, row_name

KIND = "BÁO CÁO"
CHARTS = (Measure.DIGITIZED, Measure.REUSE)
NUMERALS = ("I", "II", "III", "IV", "V", "VI")
END = "./."


def report_pdf(report: Report, head: said.Head) -> bytes:
    """Raises MissingDependency where the letters are not on this machine."""
    load_letters()
    written = io.BytesIO()
    office = head.office
    paper = BaseDocTemplate(
        written,
        pagesize=A4,
        title=f"{said.TITLE} {said.period(report)}",
        author=office.name,
        creator="ocr-service",
        lang="vi",
    )
    frame = Frame(
        layout.LEFT,
        layout.BOTTOM,
        layout.WIDTH,
        A4[1] - layout.TOP - layout.BOTTOM,
        *(0, 0, 0, 0),
    )
    paper.addPageTemplates(
        [PageTemplate("first", [frame]), PageTemplate("later", [frame], onPage=numbered)]
    )
    paper.build(story(report, head))
    return written.getvalue()


def numbered(canvas: Canvas, paper: BaseDocTemplate) -> None:
    """In the middle of the upper margin, from the second page on."""
    canvas.setFont(PLAIN, 13)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 13 * mm, str(paper.page))


def story(report: Report, head: said.Head) -> list[Flowable]:
    sections = [*told(report), figures(report), charts(report), estimate(report)]
    return [
        NextPageTemplate("later"),
        layout.heading(head),
        *layout.title(KIND, (said.TITLE, f"({said.period(report)})")),
        layout.text(said.opening(report, head.office.name or "cơ quan")),
        *in_order(section for section in sections if section[1]),
        layout.closing(head.recipients, head.office.symbol),
        *layout.appendix("I", "SỐ LIỆU CHI TIẾT", head),
        *layout.table_of(sheets.by_rows(report)),
        *layout.table_of(sheets.portal(report)),
        *[layout.text(f"- {it}") for it in (*sheets.not_shown(report), *notes(report))],
        *layout.appendix("II", "CÁCH TÍNH", head),
        *[layout.text(f"- {it}") for it in said.remarks()],
    ]


def in_order(sections: Iterable["Section"]) -> Iterator[Flowable]:
    for numeral, (name, content) in zip(NUMERALS, sections, strict=False):
        yield from layout.section(f"{numeral}. {name}")
        yield from content


Section = tuple[str, Sequence[Flowable]]


def told(report: Report) -> list[Section]:
    """What the figures say, in sentences."""
    found: list[Section] = []
    for place, (name, measures) in enumerate(said.SECTIONS):
        texts = [said.sentence(report.total, measure) for measure in measures]
        if place == 0:
            texts.insert(0, said.received(report))
        if place == len(said.SECTIONS) - 1:
            texts += [said.took(report.total), said.waiting(report)]
        found.append((name, [layout.text(f"{no}. {it}") for no, it in enumerate(texts, start=1)]))
    return found


def figures(report: Report) -> Section:
    return "SO VỚI MỤC TIÊU", layout.table_of(sheets.summary(report))


def charts(report: Report) -> Section:
    """Of the rows that are measured, beside their targets."""
    found: list[Flowable] = []
    for measure in CHARTS:
        those = charted(report.rows, measure, report.ask.by)
        if len(those) > 1:
            named = [(row.label or row_name(row, report.ask), row) for row in those]
            caption = f"{NAMES[measure]} (vạch đỏ: mục tiêu)"
            drawn = bars(named, measure, layout.WIDTH)
            found += [KeepTogether([layout.text(caption, layout.CAPTION), drawn, Spacer(1, 8)])]
    return f"SO SÁNH THEO {BY[report.ask.by].upper()}", found


def estimate(report: Report) -> Section:
    *others, last = said.estimated(report)
    texts = [*others, last.rstrip(".") + END]
    return "ƯỚC TÍNH ĐIỂM THEO BỘ CHỈ SỐ 766", [layout.text(it) for it in texts]
