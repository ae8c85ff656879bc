"""Readings that nobody saw: proposed where a known word or a number would make sense."""

import pytest

from ocr_service.domain.page import Box, Line, Word
from ocr_service.reading.second.deserve import deserving
from ocr_service.reading.second.lexicon import familiar, readings
from ocr_service.reading.second.proposals import proposed
from tests.reading.second.test_look import again


@pytest.mark.parametrize(
    ("before", "word", "after", "better"),
    [
        ("việc", "tố", "chức", ["tổ"]),
        ("Ban", "TỐ", "CHỨC", ["TỔ"]),
        ("xin", "Bố", "sung,", ["Bổ"]),
        ("(kiếm", "kê)", "", []),  # the word itself is right; its neighbour is not
        ("", "kiếm", "tra.", ["kiểm"]),
        ("được", "bố", "trí", []),  # known as it is
        ("bà", "Nhi", "Ý", []),
        ("", "", "chức", []),
    ],
)
def test_known_words_propose_other_marks(
    before: str, word: str, after: str, better: list[str]
) -> None:
    assert list(readings(before, word, after)) == better


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("80.3", ["80,3"]),
        ("7.25%", ["7,25%"]),
        ("1.234", []),
        ("12.5.2024", []),
        ("80,3", []),
        ("hai từ", []),
    ],
)
def test_a_fraction_is_proposed_with_a_comma(text: str, better: list[str]) -> None:
    assert list(proposed(("là", ""), text)) == better


@pytest.mark.parametrize(
    ("text", "after", "better"),
    [("lý.", "sử", ["lý,"]), ("lý.", "Sử", []), ("TP.", "cần", []), ("Mục.", "hai", [])],
)
def test_a_full_stop_before_a_small_letter_may_be_a_comma(
    text: str, after: str, better: list[str]
) -> None:
    assert list(proposed(("là", after), text)) == better


@pytest.mark.parametrize("before", ["", "Mục", "khoản"])
def test_the_numbers_of_sections_keep_their_points(before: str) -> None:
    assert list(proposed((before, "Nội"), "2.1.")) == []


def test_what_makes_no_known_word_is_looked_at_again_however_sure() -> None:
    words = [Word(text, Box(0.1 * at, 0.1, 0.1 * at + 0.05, 0.12), 0.97)
             for at, text in enumerate(("việc", "tố", "chức"))]  # fmt: skip
    assert deserving([Line(tuple(words))]) != [[]]
    words[1] = Word("tổ", words[1].box, 0.97)
    assert deserving([Line(tuple(words))]) == [[]]


def test_a_proposal_wins_where_the_picture_leaves_it_open() -> None:
    read = again("việc tố chức", "việc tố chức", confidence=0.7, sure=0.6)
    assert read.text == "việc tổ chức"
    assert again("việc tố chức", "việc tố chức", confidence=0.97).text == "việc tố chức"


def test_phrases_and_compounds_are_both_known() -> None:
    assert familiar(["ủy", "ban"]) == 1
    assert familiar(["khẩn", "trương,"]) == 1
