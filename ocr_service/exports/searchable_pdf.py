"""Searchable PDF/A-2b (ISO 19005-2): colour pages with an invisible text layer, piece by piece.

Our own few lines of PDF, since no library writes a file as it comes: of 2,000 pages no more than
one is held, and the same document is the same bytes each time.
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageCms

from ocr_service.domain.page import Page
from ocr_service.exports.pdf_about import About, xmp
from ocr_service.exports.pdf_pictures import DPI, Picture, picture_of
from ocr_service.exports.pdf_text import FONT, to_unicode, words_of

INCH = 72.0  # points
FRAME = 6_000  # bytes of what belongs to no page, and of the page's own objects
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"  # four bytes beyond ASCII: ISO 19005-2, 6.1.2
CATALOG, TREE, METADATA, PROFILE, TYPE0, CID_FONT, DESCRIPTOR, GLYPHS, TO_GLYPH, TO_UNICODE = range(
    1, 11
)
FIRST_OF_PAGES = 11
BORN = bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))  # 1 January 2000; LittleCMS writes today


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as read, and where its kept picture lies."""

    page: Page
    picture: Path


class Numbered:
    """Objects with their places in the file, for the table at its end."""

    def __init__(self) -> None:
        self.at = len(HEADER)
        self.places: dict[int, int] = {}

    def written(self, number: int, body: bytes) -> bytes:
        whole = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        self.places[number] = self.at
        self.at += len(whole)
        return whole

    def end(self, identifier: bytes) -> bytes:
        """The table of places, and the trailer; both parts of the ID are alike in a new file."""
        size = max(self.places) + 1
        rows = b"".join(b"%010d 00000 n \n" % self.places[it] for it in range(1, size))
        table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, rows)
        names = b"<%b>" % identifier.hex().encode()
        trailer = b"<< /Size %d /Root %d 0 R /ID [%b %b] >>" % (size, CATALOG, names, names)
        return b"%btrailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (table, trailer, self.at)


def searchable_pdf(leaves: Iterable[Leaf], about: About) -> Iterator[bytes]:
    """The file in pieces; raises OSError, NotFound for a picture that cannot be read."""
    file, pages = Numbered(), []
    yield HEADER
    for number, body in frame(about):
        yield file.written(number, body)
    for place, leaf in enumerate(leaves):
        first = FIRST_OF_PAGES + 3 * place
        for step, body in enumerate(page_objects(leaf, first)):
            yield file.written(first + step, body)
        pages.append(b"%d 0 R" % first)
    tree = b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(pages), b" ".join(pages))
    yield file.written(TREE, tree)
    yield file.end(hashlib.md5(xmp(about), usedforsecurity=False).digest())


def page_objects(leaf: Leaf, first: int) -> Iterator[bytes]:
    """The page, what is on it, and its picture: at the size that the paper has."""
    page, dpi = leaf.page, leaf.page.dpi or DPI
    width, height = page.width / dpi * INCH, page.height / dpi * INCH
    drawn = f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Im Do Q\n".encode()
    words = packed(drawn + words_of(page, width, height))
    picture = picture_of(leaf.picture, dpi, taken=FRAME + len(words))
    yield (
        f"<< /Type /Page /Parent {TREE} 0 R /MediaBox [0 0 {width:.3f} {height:.3f}] "
        f"/Contents {first + 1} 0 R /Resources << /XObject << /Im {first + 2} 0 R >> "
        f"/Font << {FONT} {TYPE0} 0 R >> >> >>"
    ).encode()
    yield words
    yield drawable(picture)


def drawable(picture: Picture) -> bytes:
    told = f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height}"
    return stream(f"{told} {picture.told}", picture.content)


def stream(told: str, content: bytes) -> bytes:
    head = f"<< {told} /Length {len(content)} >>".encode()
    return b"%b\nstream\n%b\nendstream" % (head, content)


def packed(content: bytes, told: str = "") -> bytes:
    return stream(f"{told} /Filter /FlateDecode", zlib.compress(content, 9))


def frame(about: About) -> Iterator[tuple[int, bytes]]:
    """All that belongs to no page. The metadata stay readable for who knows no PDF."""
    yield (
        CATALOG,
        (
            f"<< /Type /Catalog /Pages {TREE} 0 R /Metadata {METADATA} 0 R /Lang (vi-VN) "
            f"/OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 "
            f"/OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB IEC61966-2.1) "
            f"/DestOutputProfile {PROFILE} 0 R >>] >>"
        ).encode(),
    )
    yield METADATA, stream("/Type /Metadata /Subtype /XML", xmp(about))
    yield PROFILE, packed(srgb(), "/N 3")
    yield from enumerate(font(), start=TYPE0)


def font() -> Iterator[bytes]:
    """The objects TYPE0 to TO_UNICODE; every sign is the same empty glyph."""
    name = "/OCRINV+Invisible"
    glyphs = (Path(__file__).parent / "invisible.ttf").read_bytes()
    yield (
        f"<< /Type /Font /Subtype /Type0 /BaseFont {name} /Encoding /Identity-H "
        f"/DescendantFonts [{CID_FONT} 0 R] /ToUnicode {TO_UNICODE} 0 R >>"
    ).encode()
    yield (
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont {name} /DW 500 "
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/FontDescriptor {DESCRIPTOR} 0 R /CIDToGIDMap {TO_GLYPH} 0 R >>"
    ).encode()
    yield (
        f"<< /Type /FontDescriptor /FontName {name} /Flags 4 /FontBBox [0 -200 500 800] "
        f"/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 800 /StemV 80 "
        f"/FontFile2 {GLYPHS} 0 R >>"
    ).encode()
    yield packed(glyphs, f"/Length1 {len(glyphs)}")
    yield packed(b"\x00\x01" * 0x10000)
    yield packed(to_unicode())


@cache
def srgb() -> bytes:
    """The colour space of screens, as LittleCMS makes it, without the day on which it did."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made[:24] + BORN + made[36:]
