"""Text layer and picture are joined: each is asked where it is the better witness."""

import pymupdf

from ocr_service.domain.page import Box, Line, TextSource, Word
from tests.reading.digital import Document, Eyes, born_digital, page_of
from tests.reading.drawn import BODY, file_of, page, words_at


def read_at(left: float, top: float, text: str, sure: float = 0.9) -> Line:
    """What an engine reads at a place: words 0.05 wide, 0.015 tall."""
    words = enumerate(text.split())
    return Line(
        tuple(
            Word(word, Box(left + 0.055 * at, top, left + 0.055 * at + 0.05, top + 0.015), sure)
            for at, word in words
        )
    )


def with_figure() -> Document:
    """A page of prose with a scanned figure at its foot, from 0.83 to 0.95 of the height."""
    document = born_digital()
    figure = file_of(words_at([(40, 40, "Hinh 1")])[:280, :1200], "PNG")
    document[0].insert_image((60, 700, 492, 800), stream=figure)
    return document


def with_layer(document: Document, *lines: str) -> Document:
    """The scan with a scanner's own text behind its picture."""
    for row, line in enumerate(lines):
        document[0].insert_text((60, 100 + 20 * row), line, render_mode=3)
    return document


def scan() -> Document:
    document = pymupdf.open()
    sheet = document.new_page(width=595, height=842)
    sheet.insert_image(sheet.rect, stream=file_of(page(), "JPEG"))
    return document


def test_a_plain_page_is_never_shown_to_the_engine() -> None:
    eyes = Eyes(read_at(0.1, 0.5, "not asked"))
    seen = page_of(born_digital(), eyes)
    assert eyes.shown == []
    assert seen.text_source is TextSource.TEXT_LAYER
    assert seen.dpi == 120


def test_the_text_of_a_figure_is_set_in_at_its_place() -> None:
    seen = page_of(with_figure(), Eyes(read_at(0.12, 0.86, "Hình 1: Bản đồ")))
    assert seen.text_source is TextSource.TEXT_LAYER
    assert seen.text.splitlines()[-1] == "Hình 1: Bản đồ"
    assert [word.confidence for word in seen.lines[-1].words] == [0.9] * 4
    assert seen.lines[0].words[0].confidence == 1.0


def test_what_the_engine_makes_of_an_emblem_is_left_out() -> None:
    for noise in (read_at(0.12, 0.86, "xqzk wjv", 0.8), read_at(0.12, 0.86, "năm", 0.2)):
        assert page_of(with_figure(), Eyes(noise)).text == page_of(born_digital()).text


def test_what_the_engine_reads_beside_the_gaps_is_left_out() -> None:
    seen = page_of(with_figure(), Eyes(read_at(0.12, 0.5, "không hỏi")))
    assert "không hỏi" not in seen.text


def test_a_scanners_text_gives_way_to_the_engines() -> None:
    document = with_layer(scan(), *["Can cu de nghi cua Van phong"] * 3)
    seen = page_of(document, Eyes(read_at(0.1, 0.1, "Căn cứ đề nghị")))
    assert seen.text_source is TextSource.OCR
    assert seen.text == "Căn cứ đề nghị"


def test_a_scanners_text_is_used_unsure_where_the_engine_reads_nothing() -> None:
    document = with_layer(scan(), *["Can cu de nghi cua Van phong"] * 3)
    seen = page_of(document, Eyes())
    assert seen.text_source is TextSource.TEXT_LAYER
    assert "Can cu de nghi" in seen.text
    assert max(word.confidence for line in seen.lines for word in line.words) < 0.5


def test_a_scanners_rubbish_is_not_even_used_then() -> None:
    document = with_layer(scan(), *["xqzk wjv bcdfg hjkl trwq"] * 3)
    assert page_of(document, Eyes()).text_source is TextSource.NONE


def test_text_drawn_as_outlines_is_read_from_the_picture() -> None:
    document = born_digital()
    for at in range(12):
        left = 60 + 9 * at
        document[0].draw_polyline(
            [(left, 700), (left + 3, 690), (left + 6, 700)], fill=(0, 0, 0), closePath=True
        )
    seen = page_of(document, Eyes(read_at(0.1, 0.82, "Phú Hưng")))
    assert seen.text.splitlines()[-1] == "Phú Hưng"


def test_words_that_run_up_the_page_come_last() -> None:
    document = born_digital()
    document[0].insert_text((30, 500), "Luu ho so", rotate=90)
    lines = page_of(document).text.splitlines()
    assert lines[0].startswith(BODY[0][:20])
    assert lines[-1] == "Luu ho so"
