"""A reader that looks at every file through a child only."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ocr_service.domain.errors import EngineFailed
from ocr_service.domain.page import Box, Line, Page
from ocr_service.reading.eyes import Eyes, Keep, Turned
from ocr_service.reading.sealed.caps import Caps
from ocr_service.reading.sealed.child import Say, sealed
from ocr_service.reading.sealed.messages import (
    Tag,
    count_said,
    error_heard,
    page_heard,
    page_said,
    picture_said,
)


class Sealed:
    """The same eyes behind a wall. Beside what they raise: Killed, when a file brings them down."""

    def __init__(self, eyes: Eyes, caps: Caps) -> None:
        self._eyes = eyes
        self._caps = caps

    def count(self, path: Path) -> int:
        with sealed(lambda say: say(count_said(self._eyes.count(path))), self._caps) as child:
            for tag, said in child.hear():
                if tag is Tag.COUNT:
                    return int(said)
                raise error_heard(tag, said)
        raise EngineFailed("nothing was counted")

    def read(
        self, path: Path, keep: Keep | None, pages: Sequence[int], turned: Turned | None = None
    ) -> Iterator[Page]:
        def read_in_child(say: Say) -> None:
            for page in self._eyes.read(path, sending(say) if keep else None, pages, turned):
                say(page_said(page))

        with sealed(read_in_child, self._caps) as child:
            name = ""
            for tag, said in child.hear():
                if tag is Tag.PICTURE and keep:
                    name = keep(said)
                elif tag is Tag.PAGE:
                    yield page_heard(said).kept_as(name)
                    name = ""
                else:
                    raise error_heard(tag, said)

    def glance(self, path: Path, box: Box) -> Sequence[Line]:
        def look(say: Say) -> None:
            lines = tuple(self._eyes.glance(path, box))
            say(page_said(Page(1, 1, 1, 1, lines=lines)))

        with sealed(look, self._caps) as child:
            for tag, said in child.hear():
                if tag is Tag.PAGE:
                    return page_heard(said).lines
                raise error_heard(tag, said)
        raise EngineFailed("nothing was said of the place")


def sending(say: Say) -> Keep:
    """Keeps a picture by handing it out; where it is kept the child never learns."""

    def send(picture: bytes) -> str:
        say(picture_said(picture))
        return ""

    return send
