"""The text layer of a born-digital page, where it can be trusted in place of OCR.

A scanner's own OCR layer lies behind a picture of the page and loses what was written by hand;
broken fonts give signs that are no letters; a signature's number and date stand only in its
appearance. All these pages are read from the picture.
"""

import unicodedata
from collections.abc import Sequence

import pymupdf

from ocr_service.domain.page import Box, Line, Word
from ocr_service.reading.lines import in_columns, rows_of
from ocr_service.reading.syllables import share_of_syllables

PICTURE_SHARE = 0.5  # of the page under pictures: a scan
FEWEST_LETTERS = 20
MOST_BROKEN = 0.01  # of the signs, that stand for no letter
LEAST_SYLLABLES = 0.75  # of the words, that could be Vietnamese
SMALLEST = 3.0  # points; smaller print is hidden, not read
WHITE = 0.95
INVISIBLE = 3  # the PDF text rendering mode
SURE = 1.0
DRAWING_TEXT = frozenset({pymupdf.PDF_ANNOT_FREE_TEXT, pymupdf.PDF_ANNOT_STAMP})


def trusted_lines(page: pymupdf.Page) -> tuple[Line, ...]:
    """The page's own text in reading order, boxes as shares of the page; empty if not trusted."""
    if _pictures_share(page) >= PICTURE_SHARE or _has_appearances(page):
        return ()
    words = _words(page)
    if not words or not is_sound(words):
        return ()
    rows = [Line(tuple(row)) for row in rows_of(words)]
    return in_columns(rows, round(page.rect.width), round(page.rect.height))


def _pictures_share(page: pymupdf.Page) -> float:
    whole = page.rect.get_area()
    shown = [pymupdf.Rect(one["bbox"]) & page.rect for one in page.get_image_info()]
    return sum(rect.get_area() for rect in shown if rect.is_valid) / whole if whole else 1.0


def _has_appearances(page: pymupdf.Page) -> bool:
    """Whether a signature, form field or note draws text that the text layer lacks."""
    if page.first_widget is not None:
        return True
    return any(note.type[0] in DRAWING_TEXT for note in page.annots() or ())


def _words(page: pymupdf.Page) -> list[Word]:
    """Visible words on the page, level and upright; none when its text runs any other way."""
    hidden, level, letters = _look(page)
    if letters < FEWEST_LETTERS or level < letters * 0.9:
        return []
    turn, (width, height) = page.rotation_matrix, (page.rect.width, page.rect.height)
    words: list[Word] = []
    for *sides, text, _, _, _ in page.get_text("words"):
        rect = pymupdf.Rect(sides) * turn
        middle = (rect.tl + rect.br) / 2
        text = unicodedata.normalize("NFC", text).strip()
        off = middle not in page.rect or any(middle in area for area in hidden)
        if not text or off:
            continue
        box = Box(rect.x0 / width, rect.y0 / height, rect.x1 / width, rect.y1 / height)
        words.append(Word(text, box, SURE))
    return words


def _look(page: pymupdf.Page) -> tuple[list[pymupdf.Rect], int, int]:
    """Where hidden text stands; how many visible letters run level; how many there are."""
    hidden: list[pymupdf.Rect] = []
    level = letters = 0
    turn = page.rotation_matrix
    for span in page.get_texttrace():
        count = len(span["chars"])
        if _is_hidden(span):
            hidden.append(pymupdf.Rect(span["bbox"]) * turn)
            continue
        along = pymupdf.Point(span["dir"]) * pymupdf.Matrix(turn.a, turn.b, turn.c, turn.d, 0, 0)
        letters += count
        level += count if along.x > 0.99 else 0
    return hidden, level, letters


def _is_hidden(span: dict[str, object]) -> bool:
    colour = span["color"]
    white = isinstance(colour, Sequence) and min(colour, default=0) >= WHITE
    faint = float(str(span["opacity"])) < 0.1 or float(str(span["size"])) < SMALLEST
    return span["type"] == INVISIBLE or white or faint


def is_sound(words: Sequence[Word]) -> bool:
    """Whether the words are letters, and could be Vietnamese."""
    signs = "".join(word.text for word in words)
    broken = sum(1 for sign in signs if _stands_for_nothing(sign))
    if broken > MOST_BROKEN * len(signs):
        return False
    return share_of_syllables(word.text for word in words) >= LEAST_SYLLABLES


def _stands_for_nothing(sign: str) -> bool:
    return sign == "\ufffd" or unicodedata.category(sign) in ("Co", "Cn", "Cc")
