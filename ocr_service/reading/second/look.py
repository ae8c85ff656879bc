"""Reads stretches of lines a second time, and joins both readings into one."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ocr_service.domain.page import Box, Line, Word
from ocr_service.reading.image import Pixels
from ocr_service.reading.second.align import Pair, aligned
from ocr_service.reading.second.ctc import Spelled, Steps, likeliest, likelihood
from ocr_service.reading.second.evidence import Evidence, agreed, letters, plausible, weighed
from ocr_service.reading.second.lexicon import familiar
from ocr_service.reading.second.proposals import Around, beside, proposed, with_comma
from ocr_service.reading.second.strips import Stretch, cut, parted, shared_out

UNSEEN = -8.0  # the lead at which the picture speaks against what nobody read
ODD = 0.5  # of the confidence is left to words that are not spelt as Vietnamese is
BELIEVED = 0.55  # the probability from which the second reading is taken


class LineReader(Protocol):
    """Whoever tells, step by step, which letters stand on the strip of a line."""

    @property
    def letters(self) -> str:
        """What each class stands for; the first is the blank of CTC."""
        ...

    @property
    def classes(self) -> Mapping[str, int]:
        """The class of each letter."""
        ...

    def steps(self, strip: Pixels) -> Steps: ...


def looked_again(line: Line, stretches: Sequence[Stretch], ink: Pixels, reader: LineReader) -> Line:
    """The line with both readings of those stretches joined; what was not looked at stays."""
    words = list(line.words)
    parts = [part for stretch in stretches for part in parted(line.words, stretch, ink.shape)]
    # From right to left, so that the places of words still count.
    for first, end in sorted(parts, reverse=True):
        seen = reader.steps(cut(ink, words[first:end]))
        words[first:end] = joined(words, (first, end), seen, reader)
    return Line(tuple(words), line.block) if words else line


def joined(
    words: Sequence[Word], stretch: Stretch, steps: Steps, reader: LineReader
) -> Iterator[Word]:
    """The words of a stretch after the other readings of it were weighed against them."""
    own = list(words[slice(*stretch)])
    for pair, rivals in differences(words, stretch, steps, reader):
        of = own[slice(*pair.words)]
        text, right = max(
            ((rival.second, weighed(rival)) for rival in rivals),
            key=lambda weighed_one: weighed_one[1],
            default=("", 0.0),
        )
        if right > BELIEVED:
            # Better than rubble is not yet right: what nobody writes so is rubble too.
            spelt = all(plausible(word) for word in text.split() if letters(word))
            yield from placed(text, of, right if spelt else right * ODD)
        elif pair.agreed:
            yield from (_sure(word, min(agreed(word.confidence), 1 - right)) for word in of)
        else:
            yield from (_sure(word, min(word.confidence, 1 - right)) for word in of)


def differences(
    words: Sequence[Word], stretch: Stretch, steps: Steps, reader: LineReader
) -> Iterator[tuple[Pair, list[Evidence]]]:
    """All of the stretch as both read it, in order, with what speaks for each other reading.

    Other readings are that of the second reader, and those that known phrases or the way numbers
    are written propose; there are none where nobody reads or proposes anything else.
    """
    second = likeliest(steps, reader.letters)
    scale = _Scale(steps, second, reader, likelihood(steps, second.text, reader.classes))
    for pair in aligned([word.text for word in words[slice(*stretch)]], second.text):
        first, end = (stretch[0] + at for at in pair.words)
        around = beside(words, first, end)
        read = (pair.first, pair.second)
        ideas = dict.fromkeys(guess for one in read for guess in proposed(around, one))
        guesses = [guess for guess in ideas if guess not in read]
        others = [*([] if pair.agreed else [pair.second]), *guesses]
        trust = min(word.confidence for word in words[first:end])
        own = scale.of(pair, pair.first) if others else 0.0
        found = (scale.evidence(pair, text, own, trust, around) for text in others)
        yield pair, [one for one in found if not one.guessed or one.lead > UNSEEN]


@dataclass(frozen=True, slots=True)
class _Scale:
    """How likely the second reader holds this or that, measured by its own reading."""

    steps: Steps
    second: Spelled
    reader: LineReader
    best: float

    def of(self, pair: Pair, text: str) -> float:
        """The logarithm of the probability of the whole with ``text`` in the place of a pair."""
        if text == pair.second:
            return self.best
        whole = f"{self.second.text[: pair.start]}{text}{self.second.text[pair.end :]}"
        return likelihood(self.steps, whole, self.reader.classes)

    def evidence(self, pair: Pair, text: str, own: float, trust: float, around: Around) -> Evidence:
        """What speaks for ``text``; ``own``: how likely the first reader's is held."""
        found, guessed = self.of(pair, text), text != pair.second
        sure = min(self.second.sure[pair.start : pair.end], default=0.0)
        return Evidence(
            pair.first,
            text,
            found - own,
            trust,
            math.exp(min(found - self.best, 0.0)) if guessed else sure,
            _sense(around, text, pair),
            guessed,
        )


def _sense(around: Around, text: str, pair: Pair) -> int:
    """How much more sense ``text`` makes: known neighbours, or a sign set as it should be."""
    one, other = (familiar([around[0], *read.split(), around[1]]) for read in (text, pair.first))
    mended = text in (with_comma(around, read) for read in (pair.first, pair.second))
    return one - other + mended


def placed(text: str, instead_of: Sequence[Word], confidence: float) -> Iterator[Word]:
    """The words of ``text`` where the others stood: word by word, or else in proportion."""
    parts = text.split()
    if len(parts) == len(instead_of):
        for part, word in zip(parts, instead_of, strict=True):
            yield Word(part, word.box, confidence)
        return
    for part, box, _ in shared_out(text, Box.around(word.box for word in instead_of)):
        yield Word(part, box, confidence)


def _sure(word: Word, confidence: float) -> Word:
    return Word(word.text, word.box, confidence, word.handwritten)
