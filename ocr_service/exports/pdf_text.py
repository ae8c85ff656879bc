"""The words of a page as invisible text of a PDF, each on its picture.

The font has one glyph, empty and half as wide as it is high, which stands for every sign: each
word is stretched over its box. So no font is needed that has our letters, and the file stays
small; what is copied out is told by a table from signs to Unicode.
"""

import unicodedata
from collections.abc import Iterator

from ocr_service.domain.page import Box, Line, Page, Word

FONT = "/F"
ADVANCE = 0.5  # of each glyph, in shares of the size
BELOW = 0.2  # of the size that hangs below the baseline, as the font says
LEAST = 0.01  # points; nothing is written smaller
BMP = 0x10000


def words_of(page: Page, width: float, height: float) -> bytes:
    """The operators that write a page's words; ``width`` and ``height`` in points."""
    told = [piece for line in page.lines for piece in line_of(line, width, height)]
    return "\n".join(["BT 3 Tr", *told, "ET"]).encode("ascii")


def line_of(line: Line, width: float, height: float) -> Iterator[str]:
    for word, following in zip(line.words, (*line.words[1:], None), strict=True):
        yield shown(word.text, word.box, width, height)
        if following is not None:
            yield shown(" ", between(word, following), width, height)


def between(word: Word, following: Word) -> Box:
    """The blank between two words, so that a reader need not guess whether there is one."""
    box = word.box
    return Box(box.right, box.top, max(following.box.left, box.right), box.bottom)


def shown(text: str, box: Box, width: float, height: float) -> str:
    """One piece of text, stretched over its box."""
    signs = [sign if ord(sign) < BMP else "?" for sign in unicodedata.normalize("NFC", text)]
    size = max(box.height * height, LEAST)
    stretch = max(box.width * width, LEAST) / (len(signs) * ADVANCE * size)
    left, baseline = box.left * width, (1 - box.bottom) * height + BELOW * size
    codes = "".join(f"{ord(sign):04X}" for sign in signs)
    return (
        f"{FONT} {size:.3f} Tf {stretch * 100:.3f} Tz "
        f"1 0 0 1 {left:.3f} {baseline:.3f} Tm <{codes}> Tj"
    )


def to_unicode() -> bytes:
    """Each code is the sign's own number."""
    rows = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256)]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    ranges = "\n".join(
        "\n".join([f"{len(block)} beginbfrange", *block, "endbfrange"]) for block in blocks
    )
    return f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{ranges}
endcmap
CMapName currentdict /CMap defineresource pop
end
end""".encode("ascii")
