"""Dossiers of four pages; every page says which dossier it is of and which page it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

import pymupdf
from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
PAGES = 4
FILLER = ("Ủy ban nhân dân xã xác nhận nội dung", "nêu trên là đúng sự thật.")
SHARES = ((4,), (2, 2), (1, 3), (1, 1, 2))  # pages of each file, in turn


@dataclass(frozen=True)
class Parcel:
    """What one sends: ``words`` stand on its pages, in order; with ``scanned`` only OCR sees."""

    number: int
    scanned: bool
    agency: str
    priority: str
    files: Sequence[tuple[str, bytes]] = field(repr=False)

    @property
    def code(self) -> str:
        return f"BAO-{self.number}"

    @property
    def words(self) -> list[str]:
        return [said(self.number, page) for page in range(1, PAGES + 1)]


def parcel(number: int, scanned: bool) -> Parcel:
    """Always the same for the same number, byte by byte."""
    texts = [said(number, page) for page in range(1, PAGES + 1)]
    files, begun = [], 0
    for share in SHARES[number % len(SHARES)]:
        group = texts[begun : begun + share]
        begun += share
        name = f"{len(files) + 1}.{'tif' if scanned else 'pdf'}"
        files.append((name, scan_of(group) if scanned else print_of(group)))
    priority = "counter" if number % 5 == 0 else "batch"
    return Parcel(number, scanned, f"H29.{number % 7}", priority, files)


def said(number: int, page: int) -> str:
    return f"Hồ sơ {number} trang {page}"


def print_of(texts: Sequence[str]) -> bytes:
    """A PDF with a text layer that is trusted."""
    with pymupdf.open() as document:
        for text in texts:
            page = document.new_page(width=298, height=420)
            for place, line in enumerate((text, *FILLER)):
                point = (30, 50 + 24 * place)
                page.insert_text(point, line, fontsize=12, fontname="dv", fontfile=FONT)
        document.subset_fonts()
        return bytes(document.tobytes(garbage=3, deflate=True, no_new_id=True))


def scan_of(texts: Sequence[str]) -> bytes:
    """A TIFF of drawn pages."""
    out, font = BytesIO(), ImageFont.truetype(FONT, 34)
    pages = []
    for text in texts:
        page = Image.new("L", (1000, 700), 255)
        ImageDraw.Draw(page).multiline_text(
            (80, 90), "\n".join((text, *FILLER)), 0, font, spacing=26
        )
        pages.append(page)
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], dpi=(150, 150))
    return out.getvalue()
