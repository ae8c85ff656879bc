"""A page as it was read: lines of words, each with its place on the kept picture."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the kept (upright) picture, in shares of its width and height (0..1).

    The origin is the top left corner.
    """

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def meets(self, other: "Box") -> bool:
        """Whether they have any point in common."""
        across = self.left <= other.right and other.left <= self.right
        return across and self.top <= other.bottom and other.top <= self.bottom

    @classmethod
    def around(cls, boxes: Iterable["Box"]) -> "Box":
        """The smallest box that holds them all; raises ValueError if there are none."""
        held = list(boxes)
        if not held:
            raise ValueError("no boxes to stand around")
        return cls(
            min(box.left for box in held),
            min(box.top for box in held),
            max(box.right for box in held),
            max(box.bottom for box in held),
        )


@dataclass(frozen=True, slots=True)
class Word:
    """One word, NFC, with the engine's confidence (0..1; no probability yet).

    ``handwritten``: wholly or partly by pen; then the confidence is a probability.
    """

    text: str
    box: Box
    confidence: float
    handwritten: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand on one line of one column, left to right; at least one word.

    ``block`` numbers the column or paragraph the line belongs to, in reading order.
    """

    words: tuple[Word, ...]
    block: int = 0

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        return Box.around(word.box for word in self.words)

    @property
    def confidence(self) -> float:
        return sum(word.confidence for word in self.words) / len(self.words)


class MarkKind(StrEnum):
    QR = "qr"
    BARCODE = "barcode"
    MRZ = "mrz"


@dataclass(frozen=True, slots=True)
class Mark:
    """A machine-readable sign on the page: its decoded text and where it stands.

    ``repaired``: a sign of it was read wrong, and set right as its check digits demand.
    """

    kind: MarkKind
    text: str
    box: Box
    repaired: bool = False


class TextSource(StrEnum):
    OCR = "ocr"
    TEXT_LAYER = "text_layer"
    NONE = "none"


class Problem(StrEnum):
    """What is wrong with a picture, so that the clerk can be told what to scan again."""

    BLURRED = "blurred"
    TOO_DARK = "too_dark"
    TOO_LIGHT = "too_light"
    LOW_RESOLUTION = "low_resolution"
    CUT_OFF = "cut_off"
    SHADOWED = "shadowed"
    COVERED = "covered"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Page:
    """One side of paper as read. Lines stand in reading order.

    ``width`` and ``height`` are pixels of the kept picture, ``dpi`` its resolution,
    ``rotation`` the clockwise turn applied (0/90/180/270) and ``skew`` the degrees
    removed after it. ``picture`` names the kept picture in the file store ("" if not kept).
    ``scan`` tells the file it came from, so that pages of several files can stand in one row;
    ``file_page`` is its number there as long as ``number`` is that in its row (0: not told).
    ``begins`` and ``told_blank`` are what a person said: that a document begins on it, or that it
    goes on with the one before; that it is blank, or is not.
    """

    number: int
    width: int
    height: int
    dpi: int
    lines: tuple[Line, ...] = ()
    marks: tuple[Mark, ...] = ()
    rotation: int = 0
    skew: float = 0.0
    text_source: TextSource = TextSource.NONE
    blank: bool = False
    quality: float = 1.0
    problems: tuple[Problem, ...] = ()
    picture: str = ""
    scan: str = ""
    file_page: int = 0
    begins: bool | None = None
    told_blank: bool | None = None

    @property
    def text(self) -> str:
        """The text in reading order: a newline between lines, an empty line between blocks."""
        out: list[str] = []
        block = self.lines[0].block if self.lines else 0
        for line in self.lines:
            if line.block != block:
                out.append("")
                block = line.block
            out.append(line.text)
        return "\n".join(out)

    def with_marks(self, marks: Iterable[Mark]) -> Self:
        return replace(self, marks=tuple(marks))

    def kept_as(self, picture: str) -> Self:
        return replace(self, picture=picture)
