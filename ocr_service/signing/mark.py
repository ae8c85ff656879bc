"""The visible mark of a signature: at the top right of the first page, above the text of a letter.

Nghị định 30/2020/NĐ-CP: Times New Roman, upright, 10 points, black. Liberation Serif has the same
measures, and is embedded, as PDF/A wants it.
"""

from pathlib import Path

from pyhanko.pdf_utils.font.opentype import GlyphAccumulatorFactory
from pyhanko.pdf_utils.layout import AxisAlignment, SimpleBoxLayoutRule
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import TextStampStyle

FONT = Path(__file__).parent / "mark.ttf"  # made by tools/mark-font
POINTS, LEADING = 10, 12
MM = 72 / 25.4  # points
RIGHT, TOP = 15 * MM, 5 * MM  # from the edges; a letter's margins are 15 to 20 and 20 to 25 mm
WIDEST = 100 * MM
Sides = tuple[int, int, int, int]


def style_of(text: str) -> TextStampStyle:
    """Lines at their size, or smaller where the place is narrow; no border, no ground."""
    to_the_right = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MAX, AxisAlignment.ALIGN_MAX)
    font = GlyphAccumulatorFactory(str(FONT), font_size=POINTS, create_objstream_if_needed=False)
    lettering = TextBoxStyle(
        font=font, font_size=POINTS, leading=LEADING, box_layout_rule=to_the_right
    )
    return TextStampStyle(
        border_width=0,
        text_box_style=lettering,
        inner_content_layout=to_the_right,
        stamp_text=text.replace("%", "%%"),
    )


def place_on(writer: BasePdfFileWriter, text: str) -> Sides:
    """In points of the first page, from its lower left corner."""
    page = writer.root["/Pages"]["/Kids"][0]
    left, bottom, right, top = map(float, page["/MediaBox"])
    height = LEADING * (text.count("\n") + 1) + 4
    edge = min(RIGHT, (right - left) / 12)
    upper = top - min(TOP, (top - bottom) / 50)
    further = max(left + edge, right - edge - WIDEST)
    return round(further), round(upper) - height, round(right - edge), round(upper)
