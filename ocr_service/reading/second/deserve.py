"""Which words deserve a second look: those that the first reader may well have got wrong."""

from collections.abc import Iterator, Sequence

from ocr_service.domain.page import Line, Word
from ocr_service.reading.leaders import ALONE, is_leader
from ocr_service.reading.second.lexicon import familiar
from ocr_service.reading.second.logistic import probability
from ocr_service.reading.second.merged import em_of, merged
from ocr_service.reading.second.proposals import beside, proposed
from ocr_service.reading.second.strips import Stretch
from ocr_service.schema.syllables import is_syllable

SURE = 0.9  # a syllable read with less was hard to read
RISK = 0.02  # the probability of being wrong at which a look pays
WORN = 0.03  # the hardness from which capitals, that name agency and kind, lose their marks
FILLER = "<"  # of machine-readable zones, that have a reader of their own
SHORT = 7  # letters of a word beside it, at most, that helps to read it at little cost
BESIDE = 1.3  # heights between them, at most: else it stands in another cell
WHOLE = 0.6  # of a line's length: then all of it is looked at
PAGE = 1.41  # the height of a page to its width: boxes are shares of either
FEWEST = 12  # syllables that tell how a page reads

WEIGHTS = (-5.23, 1.04, 3.39, 0.84, -1.67, -0.54, -0.35)


def deserving(lines: Sequence[Line]) -> list[list[Stretch]]:
    """For each line the stretches to look at again; none where all is likely right."""
    hard, em = hardness(lines), em_of(lines)
    return [[] if merged(line, em) else list(_stretches(line, hard)) for line in lines]


def hardness(lines: Sequence[Line]) -> float:
    """The share (0..1) of plain syllables on the page that were hard to read."""
    sure = [word.confidence for line in lines for word in line.words if is_syllable(word.text)]
    if len(sure) < FEWEST:
        return 0.0
    return sum(confidence < SURE for confidence in sure) / len(sure)


def risk(words: Sequence[Word], at: int, hard: float) -> float:
    """The probability that the word is wrong; ``hard`` is the page's hardness."""
    return probability(WEIGHTS, signs(words, at, hard))


def signs(words: Sequence[Word], at: int, hard: float) -> tuple[float, ...]:
    """What tells of a word's risk, in numbers of the order of 1."""
    word = words[at]
    beside = [near.text for near in words[max(at - 1, 0) : at + 2]]
    return (
        1.0,
        1 - word.confidence,
        min((1 - word.confidence) * 8, 1.0),
        min(hard * 5, 1.0),
        float(familiar(beside) > 0),
        float(any(map(str.isdigit, word.text))),
        float(is_syllable("".join(filter(str.isalnum, word.text)))),
    )


def _stretches(line: Line, hard: float) -> Iterator[Stretch]:
    words = line.words
    doubtful = (at for at in range(len(words)) if _in_doubt(words, at, hard))
    grown: list[Stretch] = []
    for at in doubtful:
        first, end = at - _helps(words, at - 1, at), at + 1 + _helps(words, at + 1, at)
        if grown and first <= grown[-1][1]:
            grown[-1] = (grown[-1][0], max(end, grown[-1][1]))
        else:
            grown.append((first, end))
    if sum(end - first for first, end in grown) > WHOLE * len(words):
        grown = [(0, len(words))]
    yield from grown


def _in_doubt(words: Sequence[Word], at: int, hard: float) -> bool:
    text = words[at].text
    if FILLER in text or text in ALONE or is_leader(text):
        return False
    if risk(words, at, hard) > RISK or (hard > WORN and _capital(text)):
        return True
    return any(proposed(beside(words, at, at + 1), text))


def _helps(words: Sequence[Word], beside: int, at: int) -> bool:
    """Whether there is a word ``beside`` that the one ``at`` is better read with."""
    if not 0 <= beside < len(words) or len(words[beside].text) > SHORT:
        return False
    left, right = (words[place].box for place in sorted((beside, at)))
    return right.left - left.right < BESIDE * max(left.height, right.height) * PAGE


def _capital(text: str) -> bool:
    return text.isupper() and sum(map(str.isalpha, text)) > 1
