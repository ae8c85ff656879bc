"""QR codes, barcodes and the zone of an identity card are told with what they say."""

import numpy as np
import pytest
import zxingcpp
from PIL import Image as Pillow
from PIL import ImageDraw

from ocr_service.domain.page import Box, Line, MarkKind, Word
from ocr_service.reading.image import Image
from ocr_service.reading.marks import marks
from ocr_service.reading.mrz import mrz
from ocr_service.schema.zone import check_digit
from samples.generator.damage import skewed
from samples.generator.stamps import pressed, round_stamp
from tests.reading.drawn import A4, font, page

CARD = "001199000018||Trần Thị Ngọc Ánh|05031999|Nữ|Phú Hưng, Bến Tre|10052021"
ZONE = (
    "IDVNM1990000184001199000018<<5",
    "9903056F3903054VNM<<<<<<<<<<<4",
    "TRAN<<THI<NGOC<ANH<<<<<<<<<<<<",
)
CARD_ZONE = (
    "IDVNM1905473940087190547394<<1",
    "9009154F3009152VNM<<<<<<<<<<<8",
    "DANG<<THUY<HIEN<<<<<<<<<<<<<<<",
)
PASSPORT = (  # the standard's example (ICAO 9303-4, appendix B)
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
)


def with_code(text: str, kind: zxingcpp.BarcodeFormat) -> Image:
    code = zxingcpp.create_barcode(text, kind)
    drawn = np.asarray(zxingcpp.write_barcode_to_image(code, scale=4))
    pixels = page().copy()
    height, width = drawn.shape[:2]
    pixels[1500 : 1500 + height, 300 : 300 + width] = drawn[..., None]
    return Image(1, pixels, pixels[..., 0].copy(), 200)


def lines(*texts: str) -> list[Line]:
    return [
        Line((Word(text, Box(0.1, 0.5 + 0.02 * row, 0.6, 0.515 + 0.02 * row), 0.8),))
        for row, text in enumerate(texts)
    ]


def test_a_qr_code_is_read_and_placed() -> None:
    [mark] = marks(with_code(CARD, zxingcpp.BarcodeFormat.QRCode))
    assert (mark.kind, mark.text) == (MarkKind.QR, CARD)
    assert 0.17 < mark.box.left < mark.box.right < 0.5
    assert 0.63 < mark.box.top < mark.box.bottom < 0.85


def test_a_barcode_is_read() -> None:
    [mark] = marks(with_code("H29.12-240305-0012", zxingcpp.BarcodeFormat.Code128))
    assert (mark.kind, mark.text) == (MarkKind.BARCODE, "H29.12-240305-0012")


def test_a_page_without_signs_has_none() -> None:
    assert list(marks(Image(1, page(), page()[..., 0].copy(), 200))) == []


def test_a_code_under_a_red_stamp_is_read() -> None:
    image = with_code(CARD, zxingcpp.BarcodeFormat.QRCode)
    stamp = round_stamp(290, "ỦY BAN NHÂN DÂN XÃ PHÚ HƯNG", np.random.default_rng(2))
    pixels = pressed(image.kept, stamp, (420, 1620))
    [mark] = marks(Image(1, pixels, pixels[..., 0].copy(), 200))
    assert mark.text == CARD


@pytest.mark.parametrize("degrees", [8, 45, 117])
def test_codes_are_read_at_any_angle(degrees: int) -> None:
    for kind in (zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode):
        pixels = skewed(with_code("H29.12-240305-0012", kind).kept, degrees)
        found = {mark.text for mark in marks(Image(1, pixels, pixels[..., 0].copy(), 200))}
        assert found == {"H29.12-240305-0012"}


def test_check_digits_agree_with_the_standards_example() -> None:
    assert check_digit("D23145890734") == "9"  # ICAO 9303-5, appendix B
    assert check_digit("740812") == "2"


def test_the_zone_is_told_as_it_stands() -> None:
    found = mrz(lines("Đặc điểm nhận dạng", *ZONE))
    assert found is not None
    assert found.text.splitlines()[1:] == list(ZONE[1:])
    assert found.text.startswith("IDVNM1990000184001199000018<<")
    assert found.box == Box(0.1, 0.52, 0.6, 0.575)


def test_letters_read_for_digits_and_lost_fillers_are_set_right() -> None:
    damaged = ("TDVNM199OO00184 OO1199000018««5", "99O3056F3903054VNM<<<K<<4", ZONE[2])
    found = mrz(lines(*damaged))
    whole = mrz(lines(*ZONE))
    assert found is not None
    assert whole is not None
    assert found.text == whole.text


def test_a_row_whose_check_digits_disagree_is_not_told() -> None:
    found = mrz(lines(ZONE[0].replace("1990000184", "1990000187"), *ZONE[1:]))
    assert found is not None
    assert found.text.splitlines()[0].strip("<") == ""
    assert found.text.splitlines()[1] == ZONE[1]
    assert mrz(lines(ZONE[0], ZONE[1].replace("9903056", "9903051")[:20], ZONE[2])) is not None
    assert mrz(lines("IDVNM", "không có gì")) is None


def test_one_wrong_sign_is_set_right_where_the_check_digits_leave_no_choice() -> None:
    for wrong in (
        (CARD_ZONE[0].replace("190547394", "196547394", 1), *CARD_ZONE[1:]),  # one copy of two
        (CARD_ZONE[0].replace("087190547394", "087196547394"), *CARD_ZONE[1:]),
        (CARD_ZONE[0], CARD_ZONE[1].replace("9009154", "9089154"), CARD_ZONE[2]),
    ):
        found = mrz(lines(*wrong))
        assert found is not None
        assert found.text == "\n".join(CARD_ZONE)
        assert found.repaired


def test_two_wrong_signs_are_not_guessed() -> None:
    wrong = CARD_ZONE[0].replace("190547394", "196547399")
    found = mrz(lines(wrong, *CARD_ZONE[1:]))
    assert found is not None
    assert found.text.splitlines()[0].strip("<") == ""


def test_a_passport_is_told_and_its_number_set_right() -> None:
    for number in ("L898902C3", "L8989O2C3"):
        found = mrz(lines("Họ và tên", PASSPORT[0], number + PASSPORT[1][9:]))
        assert found is not None
        assert found.text == "\n".join(PASSPORT)
        assert found.repaired is (number != "L898902C3")
    assert mrz(lines(PASSPORT[0], PASSPORT[1].replace("740812", "740912"))) is None


@pytest.mark.slow
def test_a_zone_read_wrong_is_looked_at_again() -> None:
    canvas = Pillow.new("RGB", A4, "white")
    for row, text in enumerate(CARD_ZONE):
        ImageDraw.Draw(canvas).text((150, 400 + 60 * row), text, "black", font(12, bold=True))
    pixels = np.asarray(canvas)
    garbled = ("TDVNM19O5A73940O8719O5473A4<<1", "9OO91S4F3OO9I52VNM<<<<8", "DANG<<THUY<HTEN<<<")
    read = [
        Line((Word(text, Box(0.08, 0.17 + 0.0257 * row, 0.7, 0.19 + 0.0257 * row), 0.5),))
        for row, text in enumerate(garbled)
    ]
    [mark] = marks(Image(1, pixels, pixels[..., 0].copy(), 200), read)
    assert mark.text == "\n".join(CARD_ZONE)
