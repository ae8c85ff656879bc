"""Reads stretches of lines a second time, and joins both readings into one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from ocr_service.domain.page import Box, Line, Word
from ocr_service.reading.image import Pixels
from ocr_service.reading.second.align import Pair, aligned
from ocr_service.reading.second.ctc import Steps, likeliest, likelihood
from ocr_service.reading.second.evidence import Evidence, agreed, weighed
from ocr_service.reading.second.lexicon import familiar
from ocr_service.reading.second.strips import Stretch, cut, parted

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
    """The words of a stretch after the second reading of it was weighed against them."""
    own = list(words[slice(*stretch)])
    for pair, evidence in differences(words, stretch, steps, reader):
        of = own[slice(*pair.words)]
        if evidence is None:
            yield from (_sure(word, agreed(word.confidence)) for word in of)
            continue
        right = weighed(evidence)
        if right > BELIEVED:
            yield from placed(pair.second, of, right)
        else:
            yield from (_sure(word, min(word.confidence, 1 - right)) for word in of)


def differences(
    words: Sequence[Word], stretch: Stretch, steps: Steps, reader: LineReader
) -> Iterator[tuple[Pair, Evidence | None]]:
    """All of the stretch as both read it, in order, with the evidence where they differ."""
    own, second = words[slice(*stretch)], likeliest(steps, reader.letters)
    best = likelihood(steps, second.text, reader.classes)
    for pair in aligned([word.text for word in own], second.text):
        if pair.agreed:
            yield pair, None
            continue
        other = f"{second.text[: pair.start]}{pair.first}{second.text[pair.end :]}"
        yield (
            pair,
            Evidence(
                pair.first,
                pair.second,
                best - likelihood(steps, other, reader.classes),
                min(word.confidence for word in own[slice(*pair.words)]),
                min(second.sure[pair.start : pair.end], default=0.0),
                _known(words, stretch[0], pair),
            ),
        )


def _known(words: Sequence[Word], first: int, pair: Pair) -> int:
    before = [word.text for word in words[: first + pair.words[0]][-1:]]
    after = [word.text for word in words[first + pair.words[1] :][:1]]
    one = familiar([*before, *pair.first.split(), *after])
    return familiar([*before, *pair.second.split(), *after]) - one


def placed(text: str, instead_of: Sequence[Word], confidence: float) -> Iterator[Word]:
    """The words of ``text`` where the others stood: word by word, or else in proportion."""
    parts = text.split()
    if len(parts) == len(instead_of):
        for part, word in zip(parts, instead_of, strict=True):
            yield Word(part, word.box, confidence)
        return
    box, signs = Box.around(word.box for word in instead_of), max(len(text), 1)
    at = 0
    for part in parts:
        start = text.index(part, at)
        at = start + len(part)
        left, right = (box.left + box.width * share / signs for share in (start, at))
        yield Word(part, Box(left, box.top, right, box.bottom), confidence)


def _sure(word: Word, confidence: float) -> Word:
    return Word(word.text, word.box, confidence, word.handwritten)
