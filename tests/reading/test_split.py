"""Files come apart into sheets, and bad ones are refused with a reason and a remedy."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import numpy as np
import pymupdf
import pytest
from PIL import Image

from ocr_service.domain.errors import BadInput
from ocr_service.reading.limits import Limits
from ocr_service.reading.split import count_pages, split
from tests.reading.drawn import A4, file_of, page, picture

SMALL = page()[:600, :900]


def pdf_of(*pictures: bytes, inches: tuple[float, float] = (8.27, 11.69)) -> bytes:
    document = pymupdf.open()
    for one in pictures:
        sheet = document.new_page(width=inches[0] * 72, height=inches[1] * 72)
        sheet.insert_image(sheet.rect, stream=one)
    return bytes(document.tobytes())


def code_of(source: bytes | Path, limits: Limits | None = None) -> str:
    with pytest.raises(BadInput) as caught:
        list(split(source, limits=limits or Limits()))
    assert caught.value.complaint.message
    assert caught.value.complaint.remedy
    return caught.value.complaint.code


def png_header(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 64)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_picture_is_one_sheet_with_its_own_pixels_and_dpi(kind: str) -> None:
    [sheet] = split(file_of(SMALL, kind))
    assert sheet.number == 1
    assert sheet.pixels.shape == SMALL.shape
    assert sheet.dpi == 200
    assert abs(sheet.pixels.astype(int) - SMALL).mean() < 3


def test_a_tiff_has_a_sheet_a_picture_and_any_can_be_taken_alone(tmp_path: Path) -> None:
    first, *rest = (picture(np.full((400, 300, 3), level, np.uint8)) for level in (10, 120, 240))
    path = tmp_path / "ba trang.tif"
    first.save(path, "TIFF", save_all=True, append_images=rest)
    assert count_pages(path) == 3
    assert [int(sheet.pixels.mean()) for sheet in split(path)] == [10, 120, 240]
    assert [(one.number, int(one.pixels.mean())) for one in split(path, range(3, 9))] == [(3, 240)]


def test_a_one_bit_tiff_becomes_black_on_white() -> None:
    out = BytesIO()
    picture(SMALL).convert("1").save(out, "TIFF", compression="group4", dpi=(200, 200))
    [sheet] = split(out.getvalue())
    assert sheet.pixels.shape == SMALL.shape
    assert set(np.unique(sheet.pixels)) == {0, 255}


def test_the_orientation_that_a_camera_noted_is_obeyed() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the picture must be turned a quarter clockwise to stand upright
    [sheet] = split(file_of(SMALL, "JPEG", exif=exif.tobytes()))
    expected = np.rot90(SMALL, -1)
    assert sheet.pixels.shape == expected.shape
    assert abs(sheet.pixels.astype(int) - expected).mean() < 3


def test_what_is_transparent_is_paper() -> None:
    out = BytesIO()
    Image.new("RGBA", (300, 200), (0, 0, 0, 0)).save(out, "PNG")
    [sheet] = split(out.getvalue())
    assert sheet.pixels.min() == 255


@pytest.mark.parametrize(("dpi", "expected"), [(100, 100), (150, 150), (200, 200), (300, 300)])
def test_a_scanned_pdf_page_is_rendered_at_its_own_resolution(dpi: int, expected: int) -> None:
    wide, tall = round(8.27 * dpi), round(11.69 * dpi)
    scan = file_of(np.full((tall, wide, 3), 200, np.uint8), "PNG")
    [sheet] = split(pdf_of(scan))
    assert abs(sheet.dpi - expected) <= 1
    assert abs(sheet.pixels.shape[1] - wide) <= 2


def test_a_scan_finer_than_needed_is_rendered_at_300_dpi() -> None:
    scan = file_of(np.full((round(11.69 * 400), round(8.27 * 400), 3), 200, np.uint8), "JPEG")
    [sheet] = split(pdf_of(scan))
    assert sheet.dpi == 300


def test_pages_of_a_pdf_can_be_taken_alone(tmp_path: Path) -> None:
    path = tmp_path / "hồ sơ.pdf"
    path.write_bytes(pdf_of(*[file_of(SMALL, "PNG")] * 5))
    assert count_pages(path) == 5
    assert [sheet.number for sheet in split(path, [2, 4, 7])] == [2, 4]


def test_a_signature_drawn_only_as_an_annotation_is_rendered() -> None:
    document = pymupdf.open()
    sheet = document.new_page(width=595, height=842)
    sheet.add_freetext_annot((100, 100, 400, 200), "537/TB-VP", fontsize=40)
    [seen] = split(bytes(document.tobytes()))
    assert seen.pixels.min() < 80
    assert seen.text == ()


def test_a_large_but_legal_picture_is_made_smaller() -> None:
    limits = Limits(sheet_pixels=100_000)
    for kind in ("PNG", "JPEG"):
        [sheet] = split(file_of(SMALL, kind), limits=limits)
        assert sheet.pixels.shape[0] * sheet.pixels.shape[1] <= 100_000
        assert sheet.dpi < 100
    [sheet] = split(pdf_of(file_of(SMALL, "PNG")), limits=limits)
    assert sheet.pixels.shape[0] * sheet.pixels.shape[1] <= 101_000


def test_bad_files_are_refused_each_with_its_code() -> None:
    jpeg = file_of(page(), "JPEG")
    assert code_of(b"") == "empty_file"
    assert code_of("Đây là văn bản, không phải PDF.".encode()) == "unsupported_type"
    assert code_of(jpeg[: len(jpeg) // 2]) == "damaged_file"
    assert code_of(b"%PDF-1.7\nnot much of a document") == "damaged_file"
    assert code_of(pdf_of(jpeg)[:3000]) == "damaged_file"  # mended, it would be a blank page
    assert code_of(file_of(SMALL, "PNG")[:200]) == "damaged_file"
    assert code_of(file_of(SMALL, "TIFF")[:200]) == "damaged_file"


def test_a_picture_of_1600_million_pixels_is_refused_by_its_header() -> None:
    assert code_of(png_header(40_000, 40_000)) == "too_many_pixels"


def test_a_pdf_with_such_a_picture_in_it_is_refused_too() -> None:
    limits = Limits(max_pixels=A4[0] * A4[1] - 1)
    assert code_of(pdf_of(file_of(page(), "PNG")), limits) == "too_many_pixels"


def test_an_encrypted_pdf_is_refused() -> None:
    document = pymupdf.open()
    document.new_page()
    locked = document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="mật", owner_pw="x")
    assert code_of(bytes(locked)) == "encrypted_pdf"


def test_a_file_of_too_many_pages_is_refused() -> None:
    document = pymupdf.open()
    for _ in range(5):
        document.new_page()
    assert code_of(bytes(document.tobytes()), Limits(max_pages=4)) == "too_many_pages"


def test_a_file_too_heavy_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "nặng.png"
    path.write_bytes(file_of(SMALL, "PNG"))
    assert code_of(path, Limits(max_bytes=1000)) == "too_large"
