"""Pages to JSON and back, whole: what storage keeps and the recorded engine replays."""

from collections.abc import Mapping
from typing import Any

from ocr_service.domain.page import Box, Line, Mark, MarkKind, Page, Problem, TextSource, Word

Json = dict[str, Any]

_PLAIN = ("number", "width", "height", "dpi", "rotation", "skew", "blank", "quality")


def page_to_json(page: Page) -> Json:
    """A page as plain dicts and lists; ``page_from_json`` gives the same page back.

    Boxes are [left, top, right, bottom] with five decimals (a fifth of a pixel at A4, 1200 dpi);
    a word is [text, confidence, left, top, right, bottom], then true if it is handwritten.
    """
    shape: Json = {name: getattr(page, name) for name in _PLAIN}
    shape["text_source"] = page.text_source.value
    shape["problems"] = [problem.value for problem in page.problems]
    shape["picture"] = page.picture
    shape["scan"] = page.scan
    shape["marks"] = [
        {"kind": mark.kind.value, "text": mark.text, "box": box_to_json(mark.box)}
        | ({"repaired": True} if mark.repaired else {})
        for mark in page.marks
    ]
    shape["lines"] = [line_to_json(line) for line in page.lines]
    return shape


def page_from_json(shape: Mapping[str, Any], words: bool = True) -> Page:
    """The page that ``page_to_json`` wrote; raises KeyError or ValueError on another shape.

    Without its ``words`` it comes in a tenth of the time.
    """
    return Page(
        **{name: shape[name] for name in _PLAIN},
        lines=tuple(line_from_json(line) for line in shape["lines"]) if words else (),
        marks=tuple(
            Mark(
                MarkKind(mark["kind"]),
                mark["text"],
                box_from_json(mark["box"]),
                bool(mark.get("repaired")),
            )
            for mark in shape["marks"]
        ),
        text_source=TextSource(shape["text_source"]),
        problems=tuple(Problem(word) for word in shape["problems"]),
        picture=shape.get("picture", ""),
        scan=shape.get("scan", ""),
    )


def line_to_json(line: Line) -> Json:
    return {
        "block": line.block,
        "words": [_word_to_json(word) for word in line.words],
    }


def _word_to_json(word: Word) -> list[str | float]:
    shape: list[str | float] = [word.text, round(word.confidence, 4), *box_to_json(word.box)]
    return [*shape, True] if word.handwritten else shape


def line_from_json(shape: Mapping[str, Any]) -> Line:
    words = tuple(
        Word(text, box_from_json(sides[:4]), confidence, handwritten=bool(sides[4:]))
        for text, confidence, *sides in shape["words"]
    )
    return Line(words, shape["block"])


def box_to_json(box: Box) -> list[float]:
    return [round(side, 5) for side in (box.left, box.top, box.right, box.bottom)]


def box_from_json(sides: list[float]) -> Box:
    left, top, right, bottom = sides
    return Box(left, top, right, bottom)
