"""Fake eyes that draw what they read, so that there is something to look at."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from ocr_service.domain.page import Page
from tests.fake_reader import FakeReader

WIDTH, HEIGHT = 420, 594
FONT = ImageFont.truetype("DejaVuSans.ttf", 32)


class DrawingReader(FakeReader):
    def read(
        self,
        path: Path,
        keep: Callable[[bytes], str] | None,
        pages: Sequence[int],
        turned: Mapping[int, int] | None = None,
    ) -> Iterator[Page]:
        for page in super().read(path, None, pages, turned):
            picture = drawn(page.text, page.rotation)
            kept = keep(png_of(picture)) if keep else ""
            yield replace(page, width=picture.width, height=picture.height).kept_as(kept)


def drawn(text: str, rotation: int = 0) -> Image.Image:
    """The text as a heading over some lines; turned clockwise."""
    sheet = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(sheet)
    pen.text((40, 60), text[:20], fill=0, font=FONT)
    for row in range(10 if text else 0):
        top = 150 + 36 * row
        pen.line((40, top, WIDTH - 40 - 40 * (row % 3), top), fill=90, width=6)
    return sheet.rotate(-rotation, expand=True)


def png_of(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
