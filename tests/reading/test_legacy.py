"""Vietnamese of the years before Unicode comes out as Unicode, font by font."""

import unicodedata

import pymupdf
import pytest

from ocr_service.domain.page import TextSource
from ocr_service.reading.legacy import ENCODINGS, Encoding, decoder
from tests.reading.digital import born_digital, page_of, rename_fonts
from tests.reading.drawn import BODY

# "Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập, tự do, hạnh phúc. Người nộp đơn, trường, ưu đãi"
TEXT = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Độc lập - Tự do - Hạnh phúc",
    "Người nộp đơn được hưởng ưu đãi theo Nghị định số 15/2020/NĐ-CP",
)
TCVN3 = (
    "Céng hßa x· héi chñ nghÜa ViÖt Nam",
    "§éc lËp - Tù do - H¹nh phóc",
    "Ng-êi nép ®¬n ®-îc h-ëng -u ®·i theo NghÞ ®Þnh sè 15/2020/N§-CP",
)
VNI = (
    "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam",
    "Ñoäc laäp - Töï do - Haïnh phuùc",
    "Ngöôøi noäp ñôn ñöôïc höôûng öu ñaõi theo Nghò ñònh soá 15/2020/NÑ-CP",
)


def drawn(lines: tuple[str, ...], font: str) -> pymupdf.Document:
    document = pymupdf.open()
    sheet = document.new_page(width=595, height=842)
    for row, line in enumerate(lines):
        sheet.insert_text((60, 100 + 24 * row), line, fontsize=12)
    return rename_fonts(document, font)


@pytest.mark.parametrize(
    ("font", "lines"),
    [
        (".VnTime", TCVN3),
        ("ABCDEF+.VnArial,Bold", TCVN3),
        ("VNI-Times", VNI),
        ("ABCDEF+VNI-Helve-Bold", VNI),
        ("Helvetica", TCVN3),  # a name that says nothing: the syllables tell
        ("CIDFont+F1", VNI),
    ],
)
def test_a_page_in_an_old_font_is_read_as_unicode(font: str, lines: tuple[str, ...]) -> None:
    page = page_of(drawn(lines, font))
    assert page.text_source is TextSource.TEXT_LAYER
    assert page.text.split("\n") == list(TEXT)


def test_a_font_of_capitals_gives_capitals() -> None:
    page = page_of(drawn(TCVN3, ".VnTimeH"))
    assert page.text.split("\n") == [line.upper() for line in TEXT]


def test_unicode_in_a_font_of_an_old_name_stays() -> None:
    assert decoder(".VnTime", TEXT[2].split()) is None
    assert decoder("VNI-Times", TEXT[2].split()) is None


def test_each_font_of_a_page_is_judged_by_itself() -> None:
    old, new = " ".join(TCVN3).split(), " ".join(BODY).split()
    told = decoder("F1", old)
    assert told is not None
    assert told("®-îc") == "được"
    assert decoder("F2", new) is None


def test_two_words_in_a_font_of_their_own_follow_the_rest_of_the_page() -> None:
    assert decoder("F2", ["§éc", "lËp"]) is None  # too few to tell by themselves
    document = pymupdf.open()
    sheet = document.new_page(width=595, height=842)
    sheet.insert_text((60, 60), "§éc lËp", fontname="helv")
    for row, line in enumerate(TCVN3):
        sheet.insert_text((60, 100 + 24 * row), line, fontname="tiro")
    assert page_of(document).text.split("\n")[0] == "Độc lập"


def test_a_square_metre_makes_no_old_font() -> None:
    assert decoder("F1", [*TEXT[2].split(), "m²", "120", "m²,"]) is None


def test_a_hyphen_is_a_letter_only_where_that_makes_a_word() -> None:
    told = decoder(".VnTime", " ".join(TCVN3).split())
    assert told is not None
    for old, new in (("tr-êng", "trường"), ("N§-CP", "NĐ-CP"), ("-", "-"), ("15-3", "15-3")):
        assert told(old) == new


def test_signs_of_a_symbol_font_are_found_in_the_private_area() -> None:
    hidden = ["".join(chr(0xF000 + ord(sign)) for sign in word) for word in TCVN3[0].split()]
    told = decoder("ABCDEF+.VnTime", hidden)
    assert told is not None
    assert " ".join(map(told, hidden)) == TEXT[0]


@pytest.mark.parametrize("encoding", ENCODINGS, ids=lambda encoding: encoding.name)
def test_no_letter_is_meant_by_two_signs(encoding: Encoding) -> None:
    signs = [chr(byte) for byte in range(0x80, 0x100)]
    meant = [encoding.decode(sign) for sign in signs if encoding.decode(sign) != sign]
    assert len(meant) == len(set(meant))


def test_marks_apart_from_their_letters_are_joined() -> None:
    document = born_digital(f"<p>{unicodedata.normalize('NFD', BODY[0])}</p>" * 2)
    text = page_of(document).text
    assert text == unicodedata.normalize("NFC", text)
    assert "Quyết định" in text


def test_an_english_page_is_read_as_it_is() -> None:
    text = "This certificate is granted to the holder named below for the period stated."
    page = page_of(born_digital(f"<p>{text}</p>" * 4))
    assert page.text_source is TextSource.TEXT_LAYER
    assert page.text.startswith("This certificate is granted")
