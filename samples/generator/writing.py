"""Writes drawn pages as the files that an office holds: PDF, TIFF, JPEG, PNG."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pymupdf
from PIL import Image

from samples.generator.damage import Damaged, turned

JPEG_QUALITY = 64
EXIF_ORIENTATION = 0x0112


def _picture(page: Damaged) -> Image.Image:
    return Image.fromarray(np.ascontiguousarray(page.pixels[..., ::-1]))


def _is_bilevel(page: Damaged) -> bool:
    sample = page.pixels[::7, ::7, 0]
    return bool(np.isin(sample, (0, 255)).all())


def _packed(page: Damaged) -> bytes:
    out = io.BytesIO()
    if _is_bilevel(page):
        _picture(page).convert("1").save(out, "PNG", dpi=(page.dpi, page.dpi))
    else:
        _picture(page).save(out, "JPEG", quality=JPEG_QUALITY, dpi=(page.dpi, page.dpi))
    return out.getvalue()


def add_scanned(pdf: pymupdf.Document, page: Damaged) -> None:
    """Append a page that is nothing but its picture, in the size of the paper."""
    height, width = page.pixels.shape[:2]
    sheet = pdf.new_page(width=width * 72 / page.dpi, height=height * 72 / page.dpi)
    sheet.insert_image(sheet.rect, stream=_packed(page))


def scanned_pdf(pages: Sequence[Damaged]) -> bytes:
    """A PDF of pictures only, as a scanner writes it."""
    with pymupdf.open() as pdf:
        for page in pages:
            add_scanned(pdf, page)
        return bytes(pdf.tobytes(garbage=3, deflate=True, no_new_id=True))


def mixed_pdf(parts: Sequence[bytes | Sequence[Damaged]]) -> bytes:
    """One PDF whose pages are born digital (``bytes``: another PDF) or scanned."""
    with pymupdf.open() as pdf:
        for part in parts:
            if isinstance(part, bytes):
                with pymupdf.open(stream=part, filetype="pdf") as born:
                    pdf.insert_pdf(born)
            else:
                for page in part:
                    add_scanned(pdf, page)
        return bytes(pdf.tobytes(garbage=3, deflate=True, no_new_id=True))


def tiff(pages: Sequence[Damaged]) -> bytes:
    """A TIFF of several pages: fax compression for black and white, JPEG else."""
    faxed = all(map(_is_bilevel, pages))
    sheets = [_picture(page).convert("1") if faxed else _picture(page) for page in pages]
    out = io.BytesIO()
    way: dict[str, Any] = {"compression": "group4"}
    if not faxed:
        way = {"compression": "jpeg", "quality": JPEG_QUALITY}
    dots = (pages[0].dpi, pages[0].dpi)
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:], dpi=dots, **way)
    return out.getvalue()


def phone_jpeg(page: Damaged) -> bytes:
    """A JPEG whose pixels lie on their side and whose EXIF says so (orientation 6)."""
    lying = Damaged(turned(page.pixels, 3), page.dpi)
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = 6
    out = io.BytesIO()
    _picture(lying).save(out, "JPEG", quality=JPEG_QUALITY, exif=exif)
    return out.getvalue()


def png(page: Damaged) -> bytes:
    """A PNG with its resolution; black and white in one bit."""
    picture = _picture(page).convert("1") if _is_bilevel(page) else _picture(page)
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(page.dpi, page.dpi), optimize=True)
    return out.getvalue()


def write_picture(page: Damaged, path: Path) -> None:
    """Write one page by the ending of ``path``: .png, .jpg or .tif."""
    if path.suffix == ".tif":
        path.write_bytes(tiff([page]))
    elif path.suffix == ".png":
        path.write_bytes(png(page))
    else:
        kept, packed = cv2.imencode(path.suffix, page.pixels)
        if not kept:
            raise ValueError(f"{path.name}: no picture can be written with this ending")
        path.write_bytes(packed.tobytes())
