"""Searchable PDF/A-2b: words on their pictures, copied out as they are; and the standard."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from lxml import etree
from pikepdf import Name, Object, Pdf
from PIL import Image

from ocr_service.domain.page import Box, Line, Page, Word
from ocr_service.exports.pdf_about import xmp
from ocr_service.exports.searchable_pdf import Leaf, searchable_pdf
from tests.exports.drawn_pages import A4_200, drawn, scanned
from tests.exports.pdfa import ABOUT, faults


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


def test_it_is_pdf_a(made: tuple[bytes, Page], tmp_path: Path) -> None:
    assert faults(made[0]) == []
    picture, page = drawn(mode="1", rows=3)
    assert faults(of(page, picture, tmp_path)) == []


@pytest.mark.parametrize(
    ("clause", "spoil"),
    [
        ("6.1.13", lambda file: file.pages[0].obj.update({"/MediaBox": [0, 0, 1, 1]})),
        ("6.2.3", lambda file: file.Root.__delitem__("/OutputIntents")),
        ("6.2.4.3", lambda file: picture_in(file).update({"/ColorSpace": Name.DeviceCMYK})),
        ("6.2.8", lambda file: picture_in(file).update({"/Interpolate": True})),
        ("6.2.11.4", lambda file: inner_font(file).FontDescriptor.__delitem__("/FontFile2")),
        ("6.2.11.5", lambda file: inner_font(file).update({"/DW": 600})),
        ("6.2.11.8", lambda file: inner_font(file).CIDToGIDMap.write(bytes(2 * 0x10000))),
        ("6.5", lambda file: file.Root.update({"/OpenAction": [file.pages[0].obj, Name.Fit]})),
        ("6.6.2.1", lambda file: file.Root.__delitem__("/Metadata")),
    ],
)
def test_who_looks_for_faults_finds_them(
    made: tuple[bytes, Page], clause: str, spoil: Callable[[Pdf], object]
) -> None:
    """Each lambda above makes one fault, and that one is named."""
    out = BytesIO()
    with pikepdf.open(stream_of(made[0])) as file:
        spoil(file)
        file.save(out, min_version="1.7", stream_decode_level=pikepdf.StreamDecodeLevel.none)
    found = {wrong.partition(" ")[0] for wrong in faults(out.getvalue())}
    assert clause in found


def picture_in(file: Pdf) -> Object:
    return next(iter(file.pages[0].get_images().values()))


def inner_font(file: Pdf) -> Object:
    return file.pages[0].Resources.Font["/F"].DescendantFonts[0]


def test_metadata(made: tuple[bytes, Page]) -> None:
    """By XMP's own names."""
    content, _ = made
    with pikepdf.open(stream_of(content)) as file, file.open_metadata() as told:
        assert told["dc:identifier"] == ABOUT.identifier
        assert told["dc:title"] == ABOUT.kind
        assert told["dc:type"] == {ABOUT.kind}
        assert told["dc:publisher"] == {ABOUT.issuer}
        assert told["dc:date"] == ["2024-03-05"]
        assert told["dc:relation"] == {f"urn:sha256:{'ab' * 32}"}
