"""Which words deserve a second look: those that the first reader may well have got wrong."""

from collections.abc import Iterator, Sequence

from ocr_service.domain.page import Line, Word
from ocr_service.reading.second.lexicon import familiar
from ocr_service.reading.second.logistic import probability
from ocr_service.reading.second.strips import Stretch
from ocr_service.reading.syllables import is_syllable

SURE = 0.9  # a syllable read with less was hard to read
RISK = 0.06  # the probability of being wrong at which a look pays
WORN = 0.03  # the hardness from which capitals, that name agency and kind, lose their marks
FILLER = "<"  # of machine-readable zones, that have a reader of their own
CONTEXT = 1  # words beside it that help to read it
WHOLE = 0.6  # of a line's length: then all of it is looked at
FEWEST = 12  # syllables that tell how a page reads

WEIGHTS = (-5.23, 1.04, 3.39, 0.84, -1.67, -0.54, -0.35)


def deserving(lines: Sequence[Line]) -> list[list[Stretch]]:
    """For each line the stretches to look at again; none where all is likely right."""
    hard = hardness(lines)
    return [list(_stretches(line, hard)) for line in lines]


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
    doubtful = [
        at
        for at in range(len(words))
        if FILLER not in words[at].text
        and (risk(words, at, hard) > RISK or (hard > WORN and _capital(words[at].text)))
    ]
    grown: list[Stretch] = []
    for at in doubtful:
        first, end = max(at - CONTEXT, 0), min(at + 1 + CONTEXT, len(words))
        if grown and first <= grown[-1][1]:
            grown[-1] = (grown[-1][0], end)
        else:
            grown.append((first, end))
    if sum(end - first for first, end in grown) > WHOLE * len(words):
        grown = [(0, len(words))]
    yield from grown


def _capital(text: str) -> bool:
    return text.isupper() and sum(map(str.isalpha, text)) > 1
