"""A text layer is trusted when it is born with the page, sound and visible; else not."""

import pymupdf
import pytest

from ocr_service.domain.page import Box, Word
from ocr_service.reading.sound import is_sound
from ocr_service.reading.split import split
from tests.reading.drawn import BODY, Pixels, file_of, page

PROSE = "".join(f"<p>{line}</p>" for line in BODY)


def born_digital(html: str = PROSE) -> pymupdf.Document:
    document = pymupdf.open()
    sheet = document.new_page(width=595, height=842)
    sheet.insert_htmlbox((60, 80, 540, 800), f"<div style='font-family:serif'>{html}</div>")
    return document


def darkest_under(box: Box, pixels: Pixels) -> int:
    height, width = pixels.shape[:2]
    down = slice(int(box.top * height), int(box.bottom * height))
    return int(pixels[down, int(box.left * width) : int(box.right * width)].min())


def text_of(document: pymupdf.Document) -> list[str]:
    [sheet] = split(bytes(document.tobytes()))
    return [line.text for line in sheet.text]


def test_a_born_digital_page_is_read_from_its_text() -> None:
    [sheet] = split(bytes(born_digital().tobytes()))
    assert " ".join(" ".join(line.text for line in sheet.text).split()) == " ".join(BODY)
    # the box stands where the word is drawn
    assert darkest_under(sheet.text[0].words[0].box, sheet.pixels) < 100


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_set_upright(turn: int) -> None:
    document = born_digital()
    document[0].set_rotation(turn)
    [sheet] = split(bytes(document.tobytes()))
    assert sheet.rotation == 360 - turn
    assert " ".join(" ".join(line.text for line in sheet.text).split()) == " ".join(BODY)
    assert darkest_under(sheet.text[0].words[0].box, sheet.pixels) < 100


def test_a_scanners_layer_behind_its_picture_is_not_trusted() -> None:
    document = pymupdf.open()
    sheet = document.new_page(width=595, height=842)
    sheet.insert_image(sheet.rect, stream=file_of(page(), "JPEG"))
    sheet.insert_text((60, 100), "Can cu Quyet dinh so 215 cua Uy ban nhan dan xa", render_mode=3)
    assert text_of(document) == []


def test_signs_of_a_broken_font_are_not_sound() -> None:
    box = Box(0, 0, 1, 1)
    sound = [Word(text, box, 1.0) for text in BODY[0].split()]
    assert is_sound(sound)
    for broken in ("H\ufffd\ufffd", "\uf0b7\uf0a7"):
        assert not is_sound([*sound, Word(broken, box, 1.0)])


def test_text_that_is_no_language_is_not_trusted() -> None:
    assert (
        text_of(born_digital("<p>Kfq xrw bcdz ghtrk mnpqv wxyzt plkjh gfdsa zxcvb</p>" * 5)) == []
    )


def test_text_of_an_old_font_is_made_unicode() -> None:
    lines = text_of(born_digital("<p>§¬n xin cÊp giÊy chøng nhËn quyÒn sö dông ®Êt</p>" * 5))
    assert lines == ["Đơn xin cấp giấy chứng nhận quyền sử dụng đất"] * 5


def test_what_a_note_or_a_signature_draws_is_read_at_its_place() -> None:
    document = born_digital()
    document[0].add_freetext_annot((60, 40, 300, 70), "So: 537/TB-VP")
    assert text_of(document)[0] == "So: 537/TB-VP"


def test_hidden_white_and_outside_text_is_passed_over() -> None:
    document = born_digital()
    sheet = document[0]
    sheet.insert_text((60, 820), "hidden words", render_mode=3)
    sheet.insert_text((60, 60), "white words", color=(1, 1, 1))
    sheet.insert_text((-400, 400), "words outside")
    assert not any("words" in line for line in text_of(document))
    assert len(text_of(document)) >= len(BODY)


def test_a_page_with_hardly_any_text_is_read_from_the_picture() -> None:
    assert text_of(born_digital("<p>Trang 2</p>")) == []
