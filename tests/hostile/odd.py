"""An odd file, and plain ones to spoil."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import pymupdf
from PIL import Image, ImageDraw

WIDE, TALL = 420, 300  # small, and two lines: what can still be read is read by the real engine


@dataclass(frozen=True)
class Odd:
    """A file as it is sent; ``codes`` are those it may end with, "" for being read (none: any)."""

    name: str
    content: bytes
    codes: tuple[str, ...] = ()


@cache
def drawn() -> Image.Image:
    page = Image.new("RGB", (WIDE, TALL), "white")
    pen = ImageDraw.Draw(page)
    for line in range(2):
        pen.text((30, 30 + line * 200), f"UY BAN NHAN DAN XA {line} 2026", "black")
    return page


def saved(kind: str, mode: str = "RGB", **options: object) -> bytes:
    out = BytesIO()
    drawn().convert(mode).save(out, kind, dpi=(100, 100), **options)
    return out.getvalue()


def scanned_pdf() -> bytes:
    document = pymupdf.open()
    for picture in (saved("JPEG"), saved("PNG")):
        sheet = document.new_page(width=302, height=216)
        sheet.insert_image(sheet.rect, stream=picture)
    return bytes(document.tobytes())


def written_pdf() -> bytes:
    """Text, a form, a picture, a link: with object streams, as most programs write them."""
    document = pymupdf.open()
    for _ in range(2):
        sheet = document.new_page(width=302, height=216)
        sheet.insert_text((20, 40), "UY BAN NHAN DAN", fontname="times-roman")
        sheet.add_freetext_annot((20, 60, 200, 90), "537/TB-VP")
        sheet.insert_image((20, 100, 120, 160), stream=saved("PNG", "L"))
    return bytes(document.tobytes(deflate=True, use_objstms=1, garbage=3))


@cache
def plain() -> dict[str, bytes]:
    """Files that are read well, by what they would be called."""
    return {
        "a.png": saved("PNG"),
        "palette.png": saved("PNG", "P"),
        "a.jpg": saved("JPEG"),
        "progressive.jpg": saved("JPEG", progressive=True),
        "lzw.tif": saved("TIFF", compression="tiff_lzw"),
        "fax.tif": saved("TIFF", "1", compression="group4"),
        "jpeg.tif": saved("TIFF", compression="jpeg"),
        "scan.pdf": scanned_pdf(),
        "written.pdf": written_pdf(),
    }


def cut_short(times: int) -> Iterator[Odd]:
    """Each plain file broken off at so many places."""
    for name, whole in plain().items():
        for step in range(times):
            at = 9 + (len(whole) - 10) * step // times
            yield Odd(f"cut at {at} {name}", whole[:at])


def with_bits_turned(seeds: int) -> Iterator[Odd]:
    """Each plain file with a few bits turned, mostly where its structure stands."""
    for name, whole in plain().items():
        for seed in range(seeds):
            chance, spoilt = random.Random(f"{seed}{name}"), bytearray(whole)
            reach = len(spoilt) if seed % 2 else min(len(spoilt), 600)
            for _ in range(1 + seed * 3):
                spoilt[chance.randrange(8, reach)] ^= 1 << chance.randrange(8)
            yield Odd(f"turned {seed} {name}", bytes(spoilt))


def with_holes(seeds: int) -> Iterator[Odd]:
    """Each plain file with a block of zeros, of noise, missing, or twice."""
    for name, whole in plain().items():
        for seed in range(seeds):
            chance = random.Random(f"hole {seed}{name}")
            at = chance.randrange(8, len(whole))
            long = chance.randrange(1, max(len(whole) // 4, 2))
            put = (bytes(long), chance.randbytes(long), b"", whole[at : at + long] * 2)[seed % 4]
            yield Odd(f"hole {seed} {name}", whole[:at] + put + whole[at + long :])
