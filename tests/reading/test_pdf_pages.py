"""Whatever the boxes, turns and picture formats of a PDF, pages come out upright and whole."""

from io import BytesIO

import numpy as np
import pymupdf
import pytest
from PIL import Image

from ocr_service.domain.page import Word
from ocr_service.reading.image import Sheet
from ocr_service.reading.split import split
from tests.reading.digital import Document, born_digital, darkest_under
from tests.reading.drawn import A4, BODY, file_of, page, picture

SCAN = np.ascontiguousarray(page()[180:980, 150:850])
SIZE = (SCAN.shape[1] / 200 * 72, SCAN.shape[0] / 200 * 72)


def only(document: Document) -> Sheet:
    [sheet] = split(bytes(document.tobytes()))
    return sheet


def words_of(sheet: Sheet) -> list[Word]:
    return [word for line in sheet.text for word in line.words]


def fits(sheet: Sheet) -> bool:
    """Whether every word's box holds ink, and the paper around all of them none."""
    words = words_of(sheet)
    rest = sheet.pixels.copy()
    height, width = rest.shape[:2]
    for word in words:
        if darkest_under(word.box, sheet.pixels) > 128:
            return False
        down = slice(int(word.box.top * height) - 2, int(word.box.bottom * height) + 3)
        rest[down, int(word.box.left * width) - 2 : int(word.box.right * width) + 3] = 255
    return bool(rest.min() > 200) and len(words) > 50


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (30, 50, 560, 800)])
def test_boxes_stand_on_the_words(turn: int, crop: tuple[int, ...] | None) -> None:
    document = born_digital()
    if crop:
        document[0].set_cropbox(pymupdf.Rect(crop))
    document[0].set_rotation(turn)
    assert fits(only(document))


def test_boxes_stand_on_the_words_of_a_page_whose_box_begins_elsewhere() -> None:
    document = born_digital()
    sheet = document[0]
    [contents, *_] = sheet.get_contents()
    moved = b"q 1 0 0 1 -300 250 cm\n" + document.xref_stream(contents) + b"\nQ"
    document.update_stream(contents, moved)
    for other in sheet.get_contents()[1:]:
        document.update_stream(other, b"")
    document.xref_set_key(sheet.xref, "MediaBox", "[-300 250 295 1092]")
    document.xref_set_key(sheet.xref, "CropBox", "[-300 250 295 1092]")
    again = only(pymupdf.open(stream=document.tobytes()))
    assert again.pixels.shape[0] > again.pixels.shape[1]
    assert fits(again)


@pytest.mark.parametrize("unit", [0.5, 2.0])
def test_boxes_stand_on_the_words_whatever_the_unit(unit: float) -> None:
    document = born_digital()
    document.xref_set_key(document[0].xref, "UserUnit", str(unit))
    sheet = only(pymupdf.open(stream=document.tobytes()))
    assert fits(sheet)


def scanned(stream: bytes, size: tuple[float, float] = SIZE) -> Document:
    document = pymupdf.open()
    sheet = document.new_page(width=size[0], height=size[1])
    sheet.insert_image(sheet.rect, stream=stream)
    return document


@pytest.mark.parametrize("scale", [0.1, 2.7778, 10.0])
def test_a_scan_on_a_page_of_any_size_keeps_its_pixels(scale: float) -> None:
    size = (A4[0] / 200 * 72 * scale, A4[1] / 200 * 72 * scale)
    sheet = only(scanned(file_of(page(), "JPEG"), size))
    assert abs(sheet.pixels.shape[1] - A4[0]) <= 12
    assert abs(sheet.dpi - 200) <= 2


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_scan_is_turned_as_its_page_says(turn: int) -> None:
    document = scanned(file_of(SCAN, "PNG"))
    document[0].set_rotation(turn)
    sheet = only(document)
    expected = np.rot90(SCAN, -turn // 90)
    assert sheet.pixels.shape == expected.shape
    assert abs(sheet.pixels.astype(int) - expected).mean() < 2


def painted(what: bytes, *pictures: tuple[str, bytes, str]) -> Document:
    """A page of pictures /I0, /I1 … (filter, body, more keys) as a scanner compressed them."""
    document = pymupdf.open()
    sheet = document.new_page(width=SIZE[0], height=SIZE[1])
    images = [document.get_new_xref() for _ in pictures]
    for image, (filters, body, more) in zip(images, pictures, strict=True):
        document.update_object(image, f"<</Type/XObject/Subtype/Image{more}>>")
        document.update_stream(image, body, compress=False)
        document.xref_set_key(image, "Filter", filters)
        if filters == "/CCITTFaxDecode":
            columns = f"<</K -1/BlackIs1 true/Columns {SCAN.shape[1]}>>"
            document.xref_set_key(image, "DecodeParms", columns)
    named = "".join(f"/I{at} {image} 0 R" for at, image in enumerate(images))
    document.xref_set_key(sheet.xref, "Resources", f"<</XObject<<{named}>>>>")
    contents = document.get_new_xref()
    document.update_object(contents, "<<>>")
    wide, tall = SIZE
    document.update_stream(contents, f"q {wide} 0 0 {tall} 0 0 cm ".encode() + what + b" Q")
    document.xref_set_key(sheet.xref, "Contents", f"{contents} 0 R")
    return pymupdf.open(stream=document.tobytes())


def fax() -> bytes:
    """The page as one CCITT group 4 strip, as fax machines and old scanners store it."""
    out = BytesIO()
    picture(SCAN).convert("1").save(out, "TIFF", compression="group4", strip_size=10**8)
    out.seek(0)
    with Image.open(out) as held:
        [start], [length] = held.tag_v2[273], held.tag_v2[279]  # type: ignore[attr-defined]
    return out.getvalue()[start : start + length]


LARGE = f"/Width {SCAN.shape[1]}/Height {SCAN.shape[0]}"
CCITT = f"{LARGE}/BitsPerComponent 1"


def test_a_fax_strip_is_rendered() -> None:
    strip = ("/CCITTFaxDecode", fax(), CCITT + "/ColorSpace/DeviceGray")
    sheet = only(painted(b"/I0 Do", strip))
    assert abs(sheet.dpi - 200) <= 1
    assert abs(sheet.pixels.astype(int) - SCAN).mean() < 8


def test_a_jpeg_2000_is_rendered() -> None:
    out = BytesIO()
    picture(SCAN).save(out, "JPEG2000", irreversible=True)
    sheet = only(painted(b"/I0 Do", ("/JPXDecode", out.getvalue(), LARGE)))
    assert abs(sheet.dpi - 200) <= 1
    assert abs(sheet.pixels.astype(int) - SCAN).mean() < 8


def test_a_mask_of_ink_over_a_coarse_ground_is_rendered_as_fine_as_the_mask() -> None:
    ground = file_of(np.full((100, 90, 3), 240, np.uint8), "JPEG")
    coarse = ("/DCTDecode", ground, "/Width 90/Height 100/BitsPerComponent 8/ColorSpace/DeviceRGB")
    mask = ("/CCITTFaxDecode", fax(), CCITT + "/ImageMask true")
    sheet = only(painted(b"/I0 Do 0 0 0 rg /I1 Do", coarse, mask))
    assert abs(sheet.dpi - 200) <= 1
    assert sheet.pixels.min() < 60
    assert abs(int(np.median(sheet.pixels)) - 240) <= 3


def test_a_file_that_only_forbids_changes_is_read() -> None:
    locked = born_digital().tobytes(
        encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="", owner_pw="chủ", permissions=0
    )
    [sheet] = split(bytes(locked))
    assert BODY[1].split()[0] in {word.text for word in words_of(sheet)}
