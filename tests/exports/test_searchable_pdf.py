"""Searchable PDF/A-2b: words on their pictures, copied out as they are, and the standard's points.

No validator of PDF/A can be had from PyPI or Debian (veraPDF is Java): qpdf looks the file through,
and what ISO 19005-2 asks of files like ours is checked point by point.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image, ImageCms

from ocr_service.domain.page import Box, Line, Page, Word
from ocr_service.exports.pdf_about import About, xmp
from ocr_service.exports.searchable_pdf import Leaf, searchable_pdf
from tests.exports.drawn_pages import A4_200, drawn, scanned

ABOUT = About(
    "001079012345.1.001193.birth_certificate.01",
    "Giấy khai sinh <bản sao> & trích lục",
    datetime(2026, 11, 26, 8, 30, tzinfo=UTC),
    issuer="UBND xã Đường Lâm",
    issued_on="2024-03-05",
    hashes=("ab" * 32,),
)


def test_what_it_says_of_itself_is_xml_whatever_was_typed() -> None:
    told = etree.fromstring(xmp(replace(ABOUT, issuer="UBND\x00 xã\x1b <Đường Lâm>")))
    assert "UBND xã <Đường Lâm>" in "".join(told.itertext())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Page]:
    folder = tmp_path_factory.mktemp("pdf")
    picture, page = drawn(rows=26)
    scanned(picture).save(folder / "1.jpg", quality=85)
    return b"".join(searchable_pdf([Leaf(page, folder / "1.jpg")] * 2, ABOUT)), page


def of(page: Page, picture: Image.Image, folder: Path, kind: str = "png") -> bytes:
    picture.save(folder / f"x.{kind}")
    return b"".join(searchable_pdf([Leaf(page, folder / f"x.{kind}")], ABOUT))


def overlap(one: pymupdf.Rect, other: pymupdf.Rect) -> float:
    shared = pymupdf.Rect(one).intersect(other).get_area()
    return float(shared / (one.get_area() + other.get_area() - shared))


def test_words_sit_on_their_pictures_and_are_copied_out(made: tuple[bytes, Page]) -> None:
    content, page = made
    with pymupdf.open(stream=content) as file:
        sheet = file[1]
        scale = pymupdf.Matrix(sheet.rect.width, sheet.rect.height)
        found = sheet.get_text("words", sort=False)
        copied = sheet.get_text()
    words = [word for line in page.lines for word in line.words]
    assert [it[4] for it in found] == [word.text for word in words]
    boxes = [pymupdf.Rect(*corners(word.box)) * scale for word in words]
    shares = [overlap(pymupdf.Rect(it[:4]), box) for it, box in zip(found, boxes, strict=True)]
    assert sum(share >= 0.6 for share in shares) >= 0.98 * len(shares)
    assert copied.split() == page.text.split()
    assert [row.strip() for row in copied.splitlines() if row.strip()] == [
        line.text for line in page.lines
    ]
    assert copied == unicodedata.normalize("NFC", copied)


def corners(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom


def test_in_colour_at_200_dpi_and_small(made: tuple[bytes, Page]) -> None:
    content, page = made
    assert len(content) < 2 * 150_000
    with pikepdf.open(stream_of(content)) as file:
        sheet = file.pages[0]
        width = float(sheet.mediabox[2]) / 72
        assert width == pytest.approx(page.width / 200, abs=0.01)  # 100 % of the paper
        (picture,) = sheet.get_images().values()
        assert picture.Width / width >= 199
        assert picture.ColorSpace == "/DeviceRGB"


def test_larger_scans_come_as_200_dpi(tmp_path: Path) -> None:
    picture, page = drawn((2481, 3509), dpi=300)
    with pikepdf.open(stream_of(of(page, picture, tmp_path))) as file:
        (shown,) = file.pages[0].get_images().values()
        assert (shown.Width, shown.Height) == A4_200


def test_black_and_white_stays_exact(tmp_path: Path) -> None:
    picture, page = drawn(mode="1")
    content = of(page, picture, tmp_path)
    assert len(content) < 60_000
    with pikepdf.open(stream_of(content)) as file:
        (shown,) = file.pages[0].get_images().values()
        assert shown.Filter == "/CCITTFaxDecode"
    with pymupdf.open(stream=content) as file:
        seen = file[0].get_pixmap(dpi=200)
    again = Image.frombytes("RGB", (seen.width, seen.height), seen.samples).convert("L")
    light = [it.convert("L").resize((1, 1)).getpixel((0, 0)) for it in (picture, again)]
    assert abs(light[0] - light[1]) < 12  # white is white
    assert light[0] > 128


def test_signs_and_boxes_that_nobody_expects(tmp_path: Path) -> None:
    """No width, no blank between, signs beyond the first plane, letters apart from their marks."""
    flat, near = Box(0.1, 0.1, 0.1, 0.1), Box(0.1, 0.2, 0.3, 0.25)
    words = (Word("a", flat, 0.5), Word("𠀀", near, 0.5), Word("Ho\u0300a", near, 0.5))
    page = Page(1, 200, 200, 0, lines=(Line(words),))
    with pymupdf.open(stream=of(page, Image.new("L", (200, 200), 255), tmp_path)) as file:
        assert "H\u00f2a" in file[0].get_text()
    blank = Page(1, 200, 200, 200, blank=True)
    assert of(blank, Image.new("RGB", (200, 200)), tmp_path)


def test_the_same_document_is_the_same_bytes(made: tuple[bytes, Page], tmp_path: Path) -> None:
    picture, page = drawn(rows=3)
    assert of(page, picture, tmp_path) == of(page, picture, tmp_path)


def test_it_comes_piece_by_piece(tmp_path: Path) -> None:
    """The second page is asked for only when the first has left."""
    picture, page = drawn(rows=3)
    picture.save(tmp_path / "1.png")
    asked: list[int] = []

    def leaves() -> Iterator[Leaf]:
        for number in range(3):
            asked.append(number)
            yield Leaf(page, tmp_path / "1.png")

    pieces = searchable_pdf(leaves(), ABOUT)
    while not asked:
        next(pieces)
    next(pieces)
    assert asked == [0]


def stream_of(content: bytes) -> BytesIO:
    return BytesIO(content)


def test_file_structure(made: tuple[bytes, Page]) -> None:
    """6.1: header and comment, trailer with ID, no encryption, table of places, no filter LZW."""
    content, _ = made
    assert re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}\n", content)
    assert content.endswith(b"%%EOF\n")
    with pikepdf.open(stream_of(content)) as file:
        assert file.check_pdf_syntax() == []  # qpdf: syntax, every stream, every place in the table
        assert "/ID" in file.trailer
        assert "/Encrypt" not in file.trailer
        assert "/Info" not in file.trailer  # what it would say must agree with the XMP: nothing
        for thing in file.objects:
            if isinstance(thing, pikepdf.Stream):
                assert "/F" not in thing  # no content in other files
                assert "LZW" not in str(thing.get("/Filter"))
                assert int(thing.Length) == len(thing.read_raw_bytes())
        assert all(len(bytes(word)) < 32_768 for word in strings_of(file))


def strings_of(file: pikepdf.Pdf) -> list[pikepdf.String]:
    told = (operands for page in file.pages for operands, _ in pikepdf.parse_content_stream(page))
    return [one for operands in told for one in operands if isinstance(one, pikepdf.String)]


def test_graphics(made: tuple[bytes, Page]) -> None:
    """6.2: output intent sRGB, colours it speaks of, no interpolation, no alternates, no OPI."""
    content, _ = made
    with pikepdf.open(stream_of(content)) as file:
        (intent,) = file.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        profile = intent.DestOutputProfile.read_bytes()
        assert intent.DestOutputProfile.N == 3
        assert profile[16:20] == b"RGB "
        assert profile[8] in (2, 4)
        name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(stream_of(profile)))
        assert "sRGB" in name
        for page in file.pages:
            assert "/Group" not in page
            for picture in page.get_images().values():
                assert picture.ColorSpace in ("/DeviceRGB", "/DeviceGray")
                assert not {"/Interpolate", "/Alternates", "/OPI", "/SMask"} & set(picture.keys())


def test_fonts(made: tuple[bytes, Page]) -> None:
    """6.2.11: embedded, all codes lead to a glyph that is not .notdef, widths agree."""
    content, _ = made
    with pikepdf.open(stream_of(content)) as file:
        font = file.pages[0].Resources.Font["/F"]
        (inner,) = font.DescendantFonts
        assert font.Encoding == "/Identity-H"
        assert inner.CIDSystemInfo.Registry == pikepdf.String("Adobe")
        program = TTFont(BytesIO(inner.FontDescriptor.FontFile2.read_bytes()))
        width = program["hmtx"][program.getGlyphName(1)][0] * 1000 / program["head"].unitsPerEm
        assert width == inner.DW
        glyphs = inner.CIDToGIDMap.read_bytes()
        assert {glyphs[at : at + 2] for at in range(0, len(glyphs), 2)} == {b"\x00\x01"}
        assert b"beginbfrange" in font.ToUnicode.read_bytes()


def test_metadata(made: tuple[bytes, Page]) -> None:
    """6.6: XMP readable without a filter, naming part and conformance; ours by XMP's own names."""
    content, _ = made
    with pikepdf.open(stream_of(content)) as file:
        assert "/Filter" not in file.Root.Metadata
        assert file.Root.Metadata.read_bytes().startswith(b"<?xpacket begin=")
        with file.open_metadata(set_pikepdf_as_editor=False) as told:
            assert told.pdfa_status == "2B"
            assert told["dc:identifier"] == ABOUT.identifier
            assert told["dc:title"] == ABOUT.kind
            assert told["dc:type"] == {ABOUT.kind}
            assert told["dc:publisher"] == {ABOUT.issuer}
            assert told["dc:date"] == ["2024-03-05"]
            assert told["dc:relation"] == {f"urn:sha256:{'ab' * 32}"}


def test_nothing_acts(made: tuple[bytes, Page]) -> None:
    """6.4, 6.5, 6.8: no scripts, no actions, no annotations, no attachments."""
    content, _ = made
    for name in (
        b"/JavaScript",
        b"/OpenAction",
        b"/AA",
        b"/Annots",
        b"/EmbeddedFiles",
        b"/AcroForm",
    ):
        assert name not in content
