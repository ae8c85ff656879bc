"""ISO 19005-2, clause 6.2.11: fonts, each found fault by its clause."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Pdf, Stream

Told = Iterator[str]


def fonts(file: Pdf) -> Told:
    found = [it for it in file.objects if isinstance(it, Dictionary) and it.get("/Type") == "/Font"]
    for font in found:
        if font.Subtype == "/Type0":
            yield from composite(font)
        elif font.Subtype not in ("/CIDFontType0", "/CIDFontType2"):
            yield f"6.2.11 a font that is not as ours are: {font.Subtype}"


def composite(font: Dictionary) -> Told:
    (inner,) = font.DescendantFonts
    if font.Encoding not in ("/Identity-H", "/Identity-V"):
        yield "6.2.11.3.3 the encoding"
    if "/ToUnicode" not in font:
        yield "6.2.11.7 what is copied out"
    if "/CIDToGIDMap" not in inner or inner.Subtype != "/CIDFontType2":
        yield "6.2.11.3.2 from codes to glyphs"
        return
    if "/FontFile2" not in inner.FontDescriptor:
        yield "6.2.11.4 embedded"
        return
    program = TTFont(BytesIO(inner.FontDescriptor.FontFile2.read_bytes()))
    glyphs = glyphs_of(inner, program)
    if 0 in glyphs.values():
        yield "6.2.11.8 no glyph is .notdef"
    scale = 1000 / program["head"].unitsPerEm
    widths = widths_of(inner)
    for code, glyph in glyphs.items():
        advance = program["hmtx"][program.getGlyphName(glyph)][0] * scale
        if abs(advance - widths.get(code, float(inner.get("/DW", 1000)))) > 1:
            yield f"6.2.11.5 the width of code {code}"


def glyphs_of(inner: Dictionary, program: TTFont) -> dict[int, int]:
    """By code; where codes are the glyphs themselves, those that have a width told."""
    if isinstance(inner.CIDToGIDMap, Stream):
        told = inner.CIDToGIDMap.read_bytes()
        codes = range(0, len(told) // 2, 97)  # of 65,536 alike
        return {code: int.from_bytes(told[2 * code : 2 * code + 2]) for code in codes}
    return {code: code for code in widths_of(inner) if code < len(program.getGlyphOrder())}


def widths_of(inner: Dictionary) -> dict[int, float]:
    told, found = list(inner.get("/W", [])), {}
    while told:
        first, rest = int(told.pop(0)), told.pop(0)
        if isinstance(rest, pikepdf.Array):
            found |= {first + at: float(width) for at, width in enumerate(rest)}
        else:
            width = float(told.pop(0))
            found |= dict.fromkeys(range(first, int(rest) + 1), width)
    return found
