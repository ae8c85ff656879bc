"""Text that people cannot see never speaks for the page, whatever way it was hidden."""

import pymupdf
import pytest

from ocr_service.domain.page import Box, Line, TextSource, Word
from tests.reading.digital import (
    Document,
    Eyes,
    born_digital,
    page_of,
    sign,
    write,
)
from tests.reading.drawn import file_of, words_at

FALSE = "Nguyen Van Gian"
PLACE = (60, 300)


def said(document: Document, eyes: Eyes | None = None) -> str:
    return page_of(document, eyes).text


def test_invisible_text() -> None:
    document = born_digital()
    document[0].insert_text(PLACE, FALSE, render_mode=3)
    assert "Gian" not in said(document)
    assert "Văn phòng" in said(document)


def test_invisible_text_right_over_visible_text() -> None:
    document = born_digital("<p>Căn cứ đề nghị của Văn phòng</p>" * 3)
    document[0].insert_text((62, 95), FALSE, render_mode=3)
    assert "Gian" not in said(document)


@pytest.mark.parametrize("colour", [(1, 1, 1), (0.97, 0.97, 0.97), (1, 1, 0.9)])
def test_text_as_white_as_the_paper(colour: tuple[float, float, float]) -> None:
    document = born_digital()
    document[0].insert_text(PLACE, FALSE, color=colour)
    assert "Gian" not in said(document)


def test_white_text_over_a_rule() -> None:
    document = born_digital()
    document[0].draw_line((50, 297), (400, 297))
    document[0].insert_text(PLACE, FALSE, color=(1, 1, 1))
    assert "Gian" not in said(document)


def test_text_of_no_opacity() -> None:
    document = born_digital()
    document[0].insert_text(PLACE, FALSE, fill_opacity=0.02, stroke_opacity=0.02)
    assert "Gian" not in said(document)


def test_tiny_text() -> None:
    document = born_digital()
    document[0].insert_text(PLACE, FALSE, fontsize=0.8)
    assert "Gian" not in said(document)


@pytest.mark.parametrize("place", [(-400, 300), (60, 1200), (700, 300), (60, -50)])
def test_text_off_the_page(place: tuple[float, float]) -> None:
    document = born_digital()
    document[0].insert_text(place, FALSE)
    assert "Gian" not in said(document)


def test_text_outside_the_crop_box() -> None:
    document = born_digital()
    document[0].insert_text((60, 830), FALSE)
    document[0].set_cropbox(pymupdf.Rect(0, 0, 595, 780))
    assert "Gian" not in said(document)


def test_text_cut_away_by_a_clip() -> None:
    document = born_digital()
    [contents, *_] = document[0].get_contents()
    hidden = b"\nq 0 0 5 5 re W n BT /helv 12 Tf 60 540 Td (Nguyen Van Gian) Tj ET Q\n"
    document[0].insert_font("helv")
    document.update_stream(contents, document.xref_stream(contents) + hidden)
    assert "Gian" not in said(document)


def test_text_under_a_white_patch() -> None:
    document = born_digital()
    document[0].insert_text(PLACE, FALSE)
    document[0].draw_rect((50, 280, 300, 310), color=(1, 1, 1), fill=(1, 1, 1))
    assert "Gian" not in said(document)


def test_text_under_a_patch_with_other_text_upon_it_is_read_from_the_picture() -> None:
    document = born_digital()
    document[0].insert_text(PLACE, FALSE)
    document[0].draw_rect((50, 280, 300, 310), color=(1, 1, 1), fill=(1, 1, 1))
    document[0].insert_text(PLACE, "Tran Thi That")
    page = page_of(document, Eyes(line(0.1, 0.345, "Tran", "Thi", "That")))
    assert "Gian" not in page.text
    assert "Tran Thi That" in page.text


def test_two_texts_upon_each_other_are_read_from_the_picture() -> None:
    document = born_digital()
    document[0].insert_text(PLACE, FALSE, color=(1, 1, 1))
    document[0].insert_text(PLACE, "Phan Thi Thuc")
    page = page_of(document, Eyes(line(0.1, 0.345, "Phan", "Thi", "Thuc")))
    assert "Gian" not in page.text
    assert "Phan Thi Thuc" in page.text


def test_what_a_font_says_its_signs_mean_is_not_asked() -> None:
    document = born_digital()
    [contents, *_] = document[0].get_contents()
    hidden = (
        b"\n/Span <</ActualText (Nguyen Van Gian)>> BDC "
        b"BT /helv 12 Tf 60 540 Td (Hoang Van An) Tj ET EMC\n"
    )
    document[0].insert_font("helv")
    document.update_stream(contents, document.xref_stream(contents) + hidden)
    text = said(document)
    assert "Hoang Van An" in text
    assert "Gian" not in text


def test_a_hidden_layer_of_the_file() -> None:
    document = born_digital()
    layer = document.add_ocg("away", on=False)
    document[0].insert_text(PLACE, FALSE, oc=layer)
    assert "Gian" not in said(document)


def test_a_hidden_note() -> None:
    document = born_digital()
    note = document[0].add_freetext_annot((60, 280, 300, 310), FALSE)
    note.set_flags(pymupdf.PDF_ANNOT_IS_HIDDEN)
    note.update()
    assert "Gian" not in said(document)


def test_white_text_on_a_dark_ground_is_seen() -> None:
    document = born_digital()
    document[0].draw_rect((50, 280, 300, 310), fill=(0.1, 0.1, 0.4))
    document[0].insert_text(PLACE, "Le Van That", color=(1, 1, 1))
    assert "Le Van That" in said(document)


def test_highlighted_text_is_seen() -> None:
    document = born_digital()
    document[0].insert_text(PLACE, "Le Van That")
    document[0].add_highlight_annot((55, 285, 200, 305))
    assert "Le Van That" in said(document)


def test_bold_made_by_drawing_twice_is_one_text() -> None:
    document = born_digital()
    document[0].insert_text(PLACE, "Le Van That")
    document[0].insert_text((PLACE[0] + 0.3, PLACE[1]), "Le Van That")
    assert said(document).count("Le Van That") == 1


def test_a_page_with_more_hidden_than_seen_is_read_from_the_picture() -> None:
    document = born_digital("<p>Căn cứ đề nghị của Văn phòng</p>")
    for row in range(10):
        document[0].insert_text((60, 300 + 20 * row), f"{FALSE} {row}" * 3, color=(1, 1, 1))
    page = page_of(document, Eyes(line(0.1, 0.1, "Căn", "cứ")))
    assert page.text_source is TextSource.OCR
    assert page.text == "Căn cứ"


def test_text_under_a_picture_is_read_from_the_picture() -> None:
    document = born_digital()
    document[0].insert_text(PLACE, FALSE)
    patch = file_of(words_at([(20, 40, "Tran Thi That")])[:150, :700], "PNG")
    document[0].insert_image((50, 280, 250, 325), stream=patch)
    eyes = Eyes(line(0.1, 0.35, "Tran", "Thi", "That"))
    page = page_of(document, eyes)
    assert "Gian" not in page.text
    assert "Tran Thi That" in page.text
    [shown] = eyes.shown
    assert shown.ink[: shown.ink.shape[0] // 4].min() == 255  # nothing else was shown


def test_white_text_upon_a_picture_is_not_believed() -> None:
    document = born_digital()
    patch = file_of(words_at([(20, 40, "Tran Thi That")])[:150, :700], "PNG")
    document[0].insert_image((50, 280, 250, 325), stream=patch)
    document[0].insert_text((60, 297), FALSE, color=(1, 1, 1))
    assert "Gian" not in said(document)


def test_dark_text_upon_a_pale_picture_is_kept() -> None:
    document = pymupdf.open()
    sheet = document.new_page(width=595, height=842)
    pale = file_of(words_at([])[:800, :800] // 8 + 220, "PNG")
    sheet.insert_image((200, 100, 400, 300), stream=pale)
    write(sheet, (60, 80, 540, 800), "<p>Căn cứ đề nghị của Văn phòng Ủy ban nhân dân xã</p>" * 6)
    assert said(document).count("Văn phòng") == 6


def test_a_signature_over_a_name_does_not_hide_the_rest() -> None:
    document = born_digital()
    stamp = file_of(words_at([(20, 40, "Ky boi")])[:150, :400], "PNG")
    sign(document, (350, 100, 450, 140), "", stamp)
    page = page_of(document, Eyes(line(0.6, 0.85, "Ký", "bởi")))
    assert "Văn phòng" in page.text
    assert "Ký bởi" in page.text


def line(left: float, middle: float, *texts: str) -> Line:
    """What an engine reads at a place: words 0.035 of the page wide."""
    return Line(
        tuple(
            Word(
                text,
                Box(left + 0.04 * at, middle - 0.008, left + 0.04 * at + 0.035, middle + 0.008),
                0.9,
            )
            for at, text in enumerate(texts)
        )
    )
