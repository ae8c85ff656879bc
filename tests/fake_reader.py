"""Fake eyes: they read what ``tests.fakes.scan_of`` wrote."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ocr_service.domain.errors import SECRET_PAPER, BadInput, Complaint
from ocr_service.domain.page import Box, Line, Mark, MarkKind, Page, Problem, TextSource, Word
from ocr_service.domain.separator import separator_in

PNG = b"\x89PNG\r\n\x1a\n"
BROKEN = Complaint("damaged_file", "Tệp bị hỏng.", "Hãy quét lại.")


@dataclass
class FakeReader:
    """Reads what ``scan_of`` wrote. ``before`` is called with each page's text first."""

    before: Callable[[str], None] = lambda _: None
    read_texts: list[str] = field(default_factory=list)

    def count(self, path: Path) -> int:
        texts = lines_of(path)
        if texts == ["broken"]:
            raise BadInput(BROKEN)
        return len(texts)

    def read(
        self,
        path: Path,
        keep: Callable[[bytes], str] | None,
        pages: Sequence[int],
        turned: Mapping[int, int] | None = None,
    ) -> Iterator[Page]:
        texts = lines_of(path)
        for number in pages:
            text = texts[number - 1]
            self.before(text)
            if text == "secret":
                raise BadInput(Complaint(SECRET_PAPER, "Dấu mật.", "Hãy xử lý riêng."))
            self.read_texts.append(text)
            rotation = (turned or {}).get(number, 0)
            kept = PNG + text.encode() + f"@{rotation}".encode() * bool(rotation)
            page = replace(page_of(number, text), rotation=rotation)
            yield page.kept_as(keep(kept) if keep else "")

    def glance(self, path: Path, box: Box) -> Sequence[Line]:
        """The words of the kept picture, a tenth of its width each."""
        text = path.read_bytes().removeprefix(PNG).decode()
        self.before(text)
        at = [Box(place / 10, 0.1, (place + 1) / 10, 0.2) for place in range(10)]
        words = [Word(word, at[place], 0.9) for place, word in enumerate(text.split())]
        inside = [it for it in words if box.left <= it.box.middle[0] <= box.right]
        return (Line(tuple(inside)),) if inside else ()


def lines_of(path: Path) -> list[str]:
    return path.read_bytes().decode().split("\n")[1:]


def page_of(number: int, text: str) -> Page:
    """The page of that text; "" is a blank one, the text of a separator's code its sheet.

    One that says "blurred" is.
    """
    box = Box(0.1, 0.1, 0.5, 0.2)
    if not text:
        return Page(number, 100, 200, 200, blank=True)
    if separator_in(text):
        return Page(number, 100, 200, 200, marks=(Mark(MarkKind.QR, text, box),))
    line = Line(tuple(Word(word, box, 0.9) for word in text.split()))
    problems = (Problem.BLURRED,) if "blurred" in text else ()
    source = TextSource.OCR
    return Page(number, 100, 200, 200, lines=(line,), text_source=source, problems=problems)
