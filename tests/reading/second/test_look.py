"""Two readings of a line joined: the second is believed as far as the evidence goes."""

from typing import ClassVar

import numpy as np
import pytest

from ocr_service.domain.page import Box, Line, Word
from ocr_service.reading.image import Pixels
from ocr_service.reading.second.align import aligned
from ocr_service.reading.second.ctc import Steps
from ocr_service.reading.second.deserve import deserving
from ocr_service.reading.second.look import looked_again
from ocr_service.reading.second.strips import parted

VOWELS = "aàáảâấầẩẫăeđèéêếềệiìíịoòóôốồổộơớờởợuùúủưứừựy"
LETTERS = "\0 " + "".join(sorted({*VOWELS, *"bcdghklmnpqrstvxQUYẾTĐÉỊNH0123456789,.:/-"}))
INK = np.full((100, 2000), 255, np.uint8)


class Reads:
    """A second reader that sees one text on every strip, more or less surely."""

    letters = LETTERS
    classes: ClassVar = {letter: at for at, letter in enumerate(LETTERS) if at}

    def __init__(self, text: str, sure: float = 0.999) -> None:
        self._text, self._sure = text, sure
        self.strips: list[Pixels] = []

    def steps(self, strip: Pixels) -> Steps:
        self.strips.append(strip)
        rows = np.full((2 * len(self._text) + 1, len(LETTERS)), 1 - self._sure)
        rows /= len(LETTERS)
        for at, letter in enumerate(self._text):
            rows[2 * at, 0] += self._sure
            rows[2 * at + 1, self.classes[letter]] += self._sure
        rows[-1, 0] += self._sure
        return np.log(rows).astype(np.float32)


def line(text: str, confidence: float = 0.9) -> Line:
    words, at = [], 0.05
    for word in text.split():
        words.append(Word(word, Box(at, 0.4, at + 0.01 * len(word), 0.6), confidence))
        at += 0.01 * (len(word) + 1)
    return Line(tuple(words), block=3)


def again(first: str, second: str, confidence: float = 0.6, sure: float = 0.999) -> Line:
    read = line(first, confidence)
    return looked_again(read, [(0, len(read.words))], INK, Reads(second, sure))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("cơ câu tô chức", "cơ cấu tổ chức"),
        ("QUYÉT ĐỊNH", "QUYẾT ĐỊNH"),
        ("ngày l6 tháng", "ngày 16 tháng"),
    ],
)
def test_a_sure_second_reading_mends_the_first(first: str, second: str) -> None:
    assert again(first, second).text == second


def test_an_unsure_second_reading_changes_nothing() -> None:
    assert again("thâm quyên", "thấm quyến", confidence=0.95, sure=0.4).text == "thâm quyên"


def test_words_that_both_read_alike_grow_surer() -> None:
    before, after = line("theo quy", 0.7), again("theo quy", "theo quy", 0.7)
    assert all(word.confidence > 0.7 for word in after.words)
    assert [word.box for word in after.words] == [word.box for word in before.words]


def test_words_read_apart_share_the_place_of_those_read_together() -> None:
    [one, two] = again("sốhai", "số hai", confidence=0.2).words
    [was] = line("sốhai").words
    assert (one.text, two.text) == ("số", "hai")
    assert was.box.left == one.box.left < one.box.right < two.box.left < two.box.right
    assert two.box.right == pytest.approx(was.box.right)


def test_a_second_reader_that_sees_nothing_changes_nothing() -> None:
    assert again("theo đề", "") == line("theo đề", 0.6)


def test_only_the_stretch_looked_at_is_cut_out() -> None:
    reader = Reads("hai")
    looked_again(line("mot hai ba bon nam sau"), [(1, 2)], INK, reader)
    [strip] = reader.strips
    assert strip.shape[1] < 0.1 * INK.shape[1]


def test_long_lines_are_parted_between_words() -> None:
    words = line("mot hai ba bon nam sau bay tam chin").words
    parts = list(parted(words, (0, len(words)), (20, 2000)))
    assert len(parts) > 1
    assert [end for _, end in parts][:-1] == [first for first, _ in parts][1:]
    assert (parts[0][0], parts[-1][1]) == (0, len(words))


def test_every_word_is_in_one_pair_of_readings() -> None:
    words = ["Só:../2../QĐ-", "CC", "ngày", "l6"]
    pairs = list(aligned(words, "Số: 73./QĐ-CC ngày 16"))
    assert [at for pair in pairs for at in range(*pair.words)] == list(range(len(words)))
    assert " ".join(pair.second for pair in pairs) == "Số: 73./QĐ-CC ngày 16"


def test_a_page_that_reads_well_is_left_alone() -> None:
    lines = [line("theo quy định của pháp luật hiện hành", 0.97)] * 6
    assert deserving(lines) == [[]] * 6


def test_a_word_in_doubt_is_looked_at_with_its_neighbours() -> None:
    read = line("theo quy định của pháp luật hiện hành", 0.97)
    words = list(read.words)
    words[4] = Word("phâp", words[4].box, 0.4)
    lines = [line("theo quy định của pháp luật hiện hành", 0.97)] * 3 + [Line(tuple(words))]
    assert deserving(lines)[3] == [(3, 6)]


def test_what_both_read_is_less_sure_where_it_was_hard_to_read() -> None:
    sure = [again("yên", "yên", hard).words[0].confidence for hard in (0.95, 0.8, 0.6)]
    assert sure == pytest.approx([0.99, 0.965, 0.915])
