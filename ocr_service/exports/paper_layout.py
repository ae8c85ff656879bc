"""A page as Nghị định 30/2020/NĐ-CP lays out the papers of offices (its Phụ lục I): A4, margins,
letters, the state's name, the office's, number, place and day, title, signature, recipients.
"""

from collections.abc import Sequence
from html import escape

from reportlab.lib.colors import HexColor, black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    LongTable,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from ocr_service.domain.agencies import Agency
from ocr_service.exports.paper_letters import BOLD, BOLD_ITALIC, ITALIC, PLAIN
from ocr_service.exports.paper_sheets import Sheet
from ocr_service.exports.report_paper import Head, day

TOP, BOTTOM, LEFT, RIGHT = 20 * mm, 20 * mm, 30 * mm, 15 * mm
WIDTH = A4[0] - LEFT - RIGHT
OFFICE, STATE = WIDTH * 0.44, WIDTH * 0.56  # the two halves of the heading
BODY, SMALL = 13, 11
GAP = 6  # between the halves
STATE_NAME, MOTTO_WORDS = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
BLANK = "\u00a0"
TO_FILL = "…………………………"


def style(
    name: str, font: str, size: float, align: int = TA_CENTER, **more: float
) -> ParagraphStyle:
    leading = more.pop("leading", size * 1.22)
    return ParagraphStyle(
        name, fontName=font, fontSize=size, alignment=align, leading=leading, **more
    )


UPPER = style("upper", PLAIN, 12)
UPPER_BOLD = style("upper bold", BOLD, 12)
MOTTO = style("motto", BOLD, 13)
NUMBER = style("number", PLAIN, 13)
DAY = style("day", ITALIC, 13)
TITLE = style("title", BOLD, 14, spaceBefore=12)
TEXT = style(
    "text", PLAIN, BODY, TA_JUSTIFY, leading=BODY * 1.35, firstLineIndent=10 * mm, spaceAfter=5
)
SECTION = style(
    "section",
    BOLD,
    BODY,
    TA_LEFT,
    firstLineIndent=10 * mm,
    spaceBefore=5,
    spaceAfter=5,
    keepWithNext=1,
)
CAPTION = style("caption", ITALIC, 12, spaceBefore=4, spaceAfter=3, keepWithNext=1)
CELL = style("cell", PLAIN, SMALL, TA_LEFT)
SUM = style("sum", BOLD, SMALL, TA_LEFT)
HEAD = style("head", BOLD, 10)
TO = style("to", BOLD_ITALIC, 12, TA_LEFT)
RECIPIENT = style("recipient", PLAIN, 11, TA_LEFT)
SIGNER = style("signer", BOLD, BODY)
HINT = style("hint", ITALIC, 12)


def text(words: str, its: ParagraphStyle = TEXT) -> Paragraph:
    return Paragraph(escape(words), its)


class Rule(Flowable):  # type: ignore[misc]
    """A line in the middle of its column, ``long`` points; HRFlowable stands left in tables."""

    def __init__(self, long: float) -> None:
        super().__init__()
        self.long = long
        self.across = 0.0

    def wrap(self, across: float, _down: float) -> tuple[float, float]:
        self.across = across
        return across, 6

    def draw(self) -> None:
        self.canv.setLineWidth(0.7)
        self.canv.line((self.across - self.long) / 2, 3, (self.across + self.long) / 2, 3)


def wide(words: str, its: ParagraphStyle) -> float:
    return float(stringWidth(words, its.fontName, its.fontSize))


def balanced(name: str, its: ParagraphStyle, width: float) -> list[str]:
    """In one line where it fits, else in two of about one length: UBND above, whose below."""
    if wide(name, its) <= width:
        return [name]
    words = name.split()
    parted = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    if not parted:
        return [name]
    return list(min(parted, key=lambda two: max(wide(it, its) for it in two)))


def heading(head: Head) -> Flowable:
    """Boxes 1 to 4: the state's name right, the office's left; number, place and day below."""
    office = head.office
    names = balanced(office.name.upper() or TO_FILL, UPPER_BOLD, OFFICE - GAP)
    above = balanced(office.above.upper(), UPPER, OFFICE - GAP) if office.above else []
    named = [
        *[text(it, UPPER) for it in above],
        *[text(it, UPPER_BOLD) for it in names],
        Rule(wide(names[-1], UPPER_BOLD) * 0.45),
    ]
    state = [text(STATE_NAME, UPPER_BOLD), text(MOTTO_WORDS, MOTTO), Rule(wide(MOTTO_WORDS, MOTTO))]
    number = text(f"Số:{numbering(office)}", NUMBER)
    place = text(f"{office.place or '……………'}, ngày {day(head.day)}", DAY)
    table = Table([[named, state], [number, place]], colWidths=[OFFICE, STATE])
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *tight()]))
    return table


def tight() -> Sequence[tuple[object, ...]]:
    sides = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING")
    return [(side, (0, 0), (-1, -1), 0) for side in sides] + [
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3)
    ]


def title(kind: str, about: Sequence[str]) -> list[Flowable]:
    """Box 5a: what kind of paper, and what it is about."""
    return [
        Spacer(1, 6),
        text(kind, TITLE),
        *[text(line, style("about", BOLD, 14)) for line in about],
        Spacer(1, 2),
        Rule(WIDTH * 0.3),
        Spacer(1, 8),
    ]


def section(name: str) -> list[Flowable]:
    """A heading that never stands alone at the foot of a page."""
    return [CondPageBreak(52 * mm), text(name, SECTION)]


def appendix(number: str, name: str, head: Head) -> list[Flowable]:
    """Begins a page, and says which paper it goes with."""
    office = head.office
    whose = f" của {office.name}" if office.name else ""
    return [
        PageBreak(),
        text(f"Phụ lục {number}", TITLE),
        text(name, style("appendix", BOLD, 14)),
        text(f"(Kèm theo Báo cáo số{numbering(office)} ngày {day(head.day)}{whose})", HINT),
        Spacer(1, 2),
        Rule(WIDTH * 0.3),
        Spacer(1, 8),
    ]


def numbering(office: Agency) -> str:
    """With room for the number, which is given when it goes out."""
    return f"{BLANK * 10}/BC-{office.symbol or '……'}"


def table_of(sheet: Sheet) -> list[Flowable]:
    """The caption stays with the head; a table that is too long goes on with its head repeated.

    Only names are set as paragraphs, which break their lines; of numbers there are thousands.
    """
    named = [
        text(row[0], SUM if place in sheet.sums else CELL) for place, row in enumerate(sheet.rows)
    ]
    rows: list[list[object]] = [[text(it, HEAD) for it in sheet.headings]]
    rows += [[name, *row[1:]] for name, row in zip(named, sheet.rows, strict=True)]
    table = LongTable(rows, colWidths=[WIDTH * it for it in sheet.widths], repeatRows=1)
    bold = [("FONTNAME", (1, place + 1), (-1, place + 1), BOLD) for place in sheet.sums]
    table.setStyle(TableStyle([*RULED, *bold]))
    return [CondPageBreak(40 * mm), text(sheet.caption, CAPTION), table, Spacer(1, 8)]


RULED: Sequence[tuple[object, ...]] = (
    ("GRID", (0, 0), (-1, -1), 0.5, black),
    ("BACKGROUND", (0, 0), (-1, 0), HexColor("#eef1f4")),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("FONT", (1, 1), (-1, -1), PLAIN, SMALL),
    ("ALIGN", (1, 1), (-1, -1), "RIGHT"),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
)


def closing(recipients: Sequence[str], symbol: str) -> Flowable:
    """Boxes 7 and 9b: who gets it, and the place for whoever signs; they stay together."""
    left = [
        text("Nơi nhận:", TO),
        *[text(f"- {it};", RECIPIENT) for it in recipients],
        text(f"- Lưu: VT{', ' + symbol if symbol else ''}.", RECIPIENT),
    ]
    right = [
        text("QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", SIGNER),
        Spacer(1, 4),
        text("(Chữ ký, dấu hoặc chữ ký số)", HINT),
        Spacer(1, 24 * mm),
        text("Họ và tên", SIGNER),
    ]
    table = Table([[left, right]], colWidths=[WIDTH * 0.43, WIDTH * 0.57])
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *tight()]))
    return KeepTogether([Spacer(1, 10), table])
