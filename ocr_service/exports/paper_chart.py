"""A bar for each row of a report, its target a stroke across: drawn to be printed."""

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth

from ocr_service.domain.digitization import Row
from ocr_service.domain.report import Measure
from ocr_service.exports.paper_letters import PLAIN
from ocr_service.exports.report_paper import percent

SIZE, STEP, BAR = 10, 20, 11  # points: letters, from row to row, a bar's height
NAMES, VALUES = 0.42, 0.1  # of the width: left of the bars, right of them
INK, GROUND, AIM = HexColor("#2f5d8a"), HexColor("#e6ebf0"), HexColor("#b3261e")
BLACK = Color(0, 0, 0)


def bars(rows: Sequence[tuple[str, Row]], measure: Measure, width: float) -> Drawing:
    """``width`` in points; rows from the top down."""
    drawing = Drawing(width, STEP * len(rows))
    left, long = width * NAMES, width * (1 - NAMES - VALUES)
    for place, (name, row) in enumerate(rows):
        down = STEP * (len(rows) - 1 - place) + (STEP - BAR) / 2
        share = row.figures[measure].share or 0.0
        target = row.targets.get(measure)
        drawing.add(words(fitting(name, left - 8), left - 6, down + 2, "end"))
        drawing.add(Rect(left, down, long, BAR, fillColor=GROUND, strokeColor=None))
        drawing.add(Rect(left, down, long * min(share, 1), BAR, fillColor=INK, strokeColor=None))
        if target:
            across = left + long * min(target.value, 1)
            drawing.add(
                Line(across, down - 2, across, down + BAR + 2, strokeColor=AIM, strokeWidth=1.4)
            )
        drawing.add(words(percent(share), left + long + 6, down + 2, "start"))
    return drawing


def words(text: str, across: float, up: float, anchor: str) -> String:
    return String(
        across, up, text, fontName=PLAIN, fontSize=SIZE, textAnchor=anchor, fillColor=BLACK
    )


def fitting(name: str, width: float) -> str:
    """The name, cut where it is longer than its place."""
    if stringWidth(name, PLAIN, SIZE) <= width:
        return name
    while name and stringWidth(f"{name}…", PLAIN, SIZE) > width:
        name = name[:-1]
    return f"{name.rstrip()}…"
