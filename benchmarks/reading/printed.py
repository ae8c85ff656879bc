"""Finds each known line of print in what a reader made of a page, whatever order it read in.

A known line may hold gaps, written `[[…]]`, where somebody wrote by hand: whatever was read there
is free. A line is laid against the stretch of the read text where it fits with the fewest edits,
and each stretch serves one line only, lines that fit well and long ones choosing first; a line
that fits nowhere even by half counts as lost. What a reader invents between lines is told apart.
Spaces beside punctuation are left out of account: how many there are on paper is a matter of
opinion.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from benchmarks.reading.score import plain

GAP = re.compile(r"\[\[.*?\]\]")
LONGEST_GAP = 24  # characters that may be read where somebody wrote by hand
HAND = -1  # stands for a gap among the signs of a line
SURE = 0.2  # of a line may be edits where it surely stands
MOST_UNLIKE = 0.5  # of a line may be edits, or it was not read at all
TAKEN = "\0"  # stands where a stretch was taken out; nothing may run across it
WALL = 1000.0
Signs = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Match:
    """A known line, the stretch it was read as, the edits between them, and its length."""

    line: str
    read: str
    edits: int
    length: int


def tight(text: str) -> str:
    """Plain text without spaces beside punctuation."""
    return re.sub(r"\s*([^\w\s])\s*", r"\1", plain(text))


def matches(lines: Iterable[str], read: str) -> list[Match]:
    """Each line that holds any print, in the order given, with the best stretch of ``read``."""
    return laid(lines, read)[0]


def laid(lines: Iterable[str], read: str) -> tuple[list[Match], str]:
    """The same, and what of the read text belongs to no line."""
    text = tight(read)
    known = [(at, line, _signs(line)) for at, line in enumerate(lines)]
    printed = [one for one in known if (one[2] != HAND).any()]
    surest_first = sorted(printed, key=lambda one: (_unlike(one[2], text) > SURE, -len(one[2])))
    found: dict[int, Match] = {}
    for at, line, signs in surest_first:
        length = int((signs != HAND).sum())
        edits, start, end = best_stretch(signs, text)
        if edits > MOST_UNLIKE * length:
            found[at] = Match(line, "", length, length)
            continue
        found[at] = Match(line, text[start:end], edits, length)
        text = text[:start] + TAKEN + text[end:]
    return [found[at] for at in sorted(found)], text.replace(TAKEN, " ")


def wrong_anywhere(read: str, lines: Sequence[str]) -> tuple[int, int, int, int]:
    """Wrong characters, all characters, wrong words and all words, of lines in any order.

    What belongs to no line counts too; as in an edit distance, it may stand in the place of what
    was lost.
    """
    found, over = laid(lines, read)
    lost = [each for each in found if not each.read]
    edits = sum(each.edits for each in found if each.read)
    edits += max(sum(each.length for each in lost), len("".join(over.split())))
    pairs = [(tight(each.line).split(), each.read.split()) for each in found]
    words = sum(Levenshtein.distance(line, got) for line, got in pairs if got)
    words += max(sum(len(line) for line, got in pairs if not got), len(over.split()))
    return edits, sum(e.length for e in found), words, sum(len(line) for line, _ in pairs)


def _unlike(signs: Signs, text: str) -> float:
    return best_stretch(signs, text)[0] / float((signs != HAND).sum())


def error_rate(found: Sequence[Match]) -> float:
    """Edits as a share of the printed characters."""
    return sum(each.edits for each in found) / max(sum(each.length for each in found), 1)


def _signs(line: str) -> Signs:
    """The printed signs of a line as numbers, ``HAND`` at each gap."""
    pieces = [tight(piece) for piece in GAP.split(line)]
    signs: list[int] = []
    for number, piece in enumerate(pieces):
        signs += [HAND] if number else []
        signs += map(ord, piece)
    return np.array(signs, np.int32)


def best_stretch(signs: Signs, text: str) -> tuple[int, int, int]:
    """The fewest edits that make a stretch of ``text`` into the line, and where it lies."""
    there = np.array([ord(sign) for sign in text], np.int32)
    ends = _costs(signs, there)
    end = int(ends.argmin())
    starts = _costs(signs[::-1], there[:end][::-1])
    start = end - int(starts.argmin())
    return min(int(ends[end]), int((signs != HAND).sum())), start, end


def _costs(signs: Signs, text: Signs) -> NDArray[np.float64]:
    """For each place in ``text``: the fewest edits to lay the line so that it ends there."""
    walls = np.where(text == ord(TAKEN), WALL, 1.0)
    passing = np.concatenate([[0.0], np.cumsum(walls)])
    row = np.zeros(len(text) + 1)
    for sign in signs:
        if sign == HAND:
            row = _after_gap(row, walls)
            continue
        unlike = np.where(text == sign, 0.0, walls)
        step = row + 1
        step[1:] = np.minimum(step[1:], row[:-1] + unlike)
        row = np.minimum.accumulate(step - passing) + passing
    return row


def _after_gap(row: NDArray[np.float64], walls: NDArray[np.float64]) -> NDArray[np.float64]:
    """The costs once up to ``LONGEST_GAP`` signs were passed over for nothing."""
    best, moved = row.copy(), row
    for _ in range(min(LONGEST_GAP, len(walls))):
        moved = np.concatenate([[WALL], moved[:-1] + np.where(walls > 1, WALL, 0.0)])
        best = np.minimum(best, moved)
    return best
