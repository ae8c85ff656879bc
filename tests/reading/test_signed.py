"""Number, date and signer of a signed document stand only in what its signatures draw."""

import pymupdf
import pytest

from ocr_service.domain.page import TextSource
from ocr_service.reading.split import split
from tests.reading.digital import Eyes, born_digital, darkest_under, page_of, sign, write
from tests.reading.drawn import BODY, file_of, words_at

HEAD = "<p>Số: &nbsp; &nbsp; &nbsp; &nbsp; &nbsp;/TB-UBND</p>"
PROSE = "".join(f"<p>{line}</p>" for line in BODY)


def test_the_number_that_a_signature_draws_is_read_at_its_place() -> None:
    document = born_digital(PROSE)
    write(document[0], (60, 40, 300, 70), HEAD)
    sign(document, (82, 777, 110, 792), "537")
    page = page_of(document)
    assert page.text_source is TextSource.TEXT_LAYER
    assert page.text.splitlines()[0].replace(" ", "") == "Số:537/TB-UBND"


def test_what_a_signature_draws_is_on_the_kept_picture() -> None:
    document = born_digital(PROSE)
    sign(document, (300, 777, 340, 792), "537")
    [sheet] = split(bytes(document.tobytes()))
    [word] = [word for line in sheet.text for word in line.words if word.text == "537"]
    assert darkest_under(word.box, sheet.pixels) < 128
    assert abs(word.box.left - 300 / 595) < 0.01


def test_a_picture_in_a_signature_is_read_by_the_engine_and_nothing_else_is() -> None:
    document = born_digital(PROSE)
    picture = file_of(words_at([(20, 30, "Ky boi")])[:120, :500], "PNG")
    sign(document, (350, 80, 500, 116), "", picture)
    eyes = Eyes()
    page = page_of(document, eyes)
    assert page.text_source is TextSource.TEXT_LAYER
    [shown] = eyes.shown
    ink = shown.ink < 128
    height, width = ink.shape
    assert ink[int(0.85 * height) : int(0.92 * height), int(0.58 * width) :].any()
    assert not ink[: int(0.8 * height)].any()


def test_the_day_that_a_signature_draws_goes_to_its_line_and_no_other() -> None:
    document = pymupdf.open()
    sheet = document.new_page(width=595, height=842)
    write(sheet, (60, 200, 540, 800), PROSE)
    for row, line in enumerate(("UY BAN NHAN DAN", "XA PHU HUNG", "So:         /TB-UBND")):
        sheet.insert_text((80, 80 + 16 * row), line, fontsize=12)
    sheet.insert_text((330, 86), "Phu Hung, ngay        thang 10 nam 2024", fontsize=12)
    sign(document, (421, 753, 440, 767), "06")
    sign(document, (105, 727, 130, 741), "537")
    lines = page_of(document).text.splitlines()
    assert "Phu Hung, ngay 06 thang 10 nam 2024" in lines
    assert "So: 537 /TB-UBND" in lines


@pytest.mark.parametrize(("drawn", "said"), [("537", True), ("", False)])
def test_a_field_that_nobody_signed_says_what_the_file_draws(drawn: str, said: bool) -> None:
    document = born_digital(PROSE)
    sign(document, (300, 777, 340, 792), drawn)
    [(widget, *_)] = document[0].annot_xrefs()
    document.xref_set_key(widget, "V", "null")
    if not drawn:
        document.xref_set_key(widget, "AP", "null")
    text = page_of(pymupdf.open(stream=document.tobytes())).text
    assert "SIGN" not in text
    assert ("537" in text) is said


def test_a_filled_in_form_field_is_read() -> None:
    document = born_digital(PROSE)
    field = pymupdf.Widget()
    field.field_name, field.field_type = "so", pymupdf.PDF_WIDGET_TYPE_TEXT
    field.rect, field.field_value = pymupdf.Rect(300, 50, 420, 70), "88/GP"
    document[0].add_widget(field)
    assert "88/GP" in page_of(document).text


def test_stamps_and_notes_are_read() -> None:
    document = born_digital(PROSE)
    document[0].add_freetext_annot((300, 40, 540, 70), "So: 537/TB-VP")
    assert "So: 537/TB-VP" in page_of(document).text
