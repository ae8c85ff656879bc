"""Sheets from TIFF (one picture a page), JPEG and PNG."""

import math
import struct
import warnings
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

import cv2
import numpy as np
from PIL import Image as Pillow
from PIL import ImageOps

from ocr_service.reading import complaints
from ocr_service.reading.image import Pixels, Sheet
from ocr_service.reading.limits import Limits
from ocr_service.reading.sniff import Kind, Source, opened

# Pillow's own alarm fires by a fixed figure, late or too early; _check asks the real geometry.
Pillow.MAX_IMAGE_PIXELS = None

FORMATS = {Kind.TIFF: ["TIFF"], Kind.JPEG: ["JPEG"], Kind.PNG: ["PNG"]}
DECODING_ERRORS = (OSError, SyntaxError, ValueError, EOFError, TypeError, struct.error, zlib.error)
A4_INCHES = (8.27, 11.69)
SANE_DPI = (90, 1300)
SANE_LONG_SIDE = (3.0, 24.0)  # inches; an identity card to A2


def count_pages(source: Source, kind: Kind, limits: Limits) -> int:
    """The number of pictures in the file, with the first one's size checked."""
    with opened(source) as stream, _picture(stream, kind) as picture:
        _check(picture, limits)
        count = int(getattr(picture, "n_frames", 1)) if kind is Kind.TIFF else 1
    if count > limits.max_pages:
        raise complaints.too_many_pages(count, limits)
    return count


def sheets(
    source: Source, kind: Kind, pages: Iterable[int] | None, limits: Limits
) -> Iterator[Sheet]:
    """One sheet a picture; see ``split``."""
    count = count_pages(source, kind, limits)
    with opened(source) as stream:
        for number in range(1, count + 1) if pages is None else pages:
            if 1 <= number <= count:
                yield _sheet(stream, kind, number, limits)


def _sheet(stream: BinaryIO, kind: Kind, number: int, limits: Limits) -> Sheet:
    # Opened anew for each page: Pillow keeps what it decoded of a frame until the file is closed.
    stream.seek(0)
    with _picture(stream, kind, number) as picture:
        if number > 1:
            picture.seek(number - 1)
        _check(picture, limits)
        stated = _stated_dpi(picture)
        before = max(picture.size)
        pixels = _decode(picture, limits)
    scale = max(pixels.shape[:2]) / before
    return Sheet(number, pixels, _sane_dpi(stated * scale, pixels))


@contextmanager
def _picture(stream: BinaryIO, kind: Kind, page: int | None = None) -> Iterator[Pillow.Image]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's remarks on odd metadata are not ours to tell
            with Pillow.open(stream, formats=FORMATS[kind]) as picture:
                yield picture
    except DECODING_ERRORS as error:
        raise complaints.damaged_file(page) from error


def _check(picture: Pillow.Image, limits: Limits) -> None:
    width, height = picture.size
    if width * height > limits.max_pixels:
        raise complaints.too_many_pixels(width, height, limits)


def _decode(picture: Pillow.Image, limits: Limits) -> Pixels:
    """BGR pixels, turned as EXIF says, no more than ``limits.sheet_pixels`` of them."""
    ratio = math.sqrt(limits.sheet_pixels / (picture.width * picture.height))
    if ratio < 1:
        wanted = (int(picture.width * ratio), int(picture.height * ratio))
        picture.draft("RGB", wanted)  # a JPEG is then decoded at 1/2, 1/4 or 1/8
    rgb = _on_white(ImageOps.exif_transpose(picture))
    ratio = math.sqrt(limits.sheet_pixels / (rgb.width * rgb.height))
    if ratio < 1:
        smaller = (int(rgb.width * ratio), int(rgb.height * ratio))
        rgb = rgb.resize(smaller, Pillow.Resampling.BOX, reducing_gap=2.0)
    return np.asarray(cv2.cvtColor(np.asarray(rgb), cv2.COLOR_RGB2BGR), dtype=np.uint8)


def _on_white(picture: Pillow.Image) -> Pillow.Image:
    """RGB; what is transparent becomes paper, and 16 bits become 8."""
    if picture.mode.startswith("I") or picture.mode == "F":
        depth = np.asarray(picture, dtype=np.float32)
        top = max(float(depth.max()), 1.0)
        return Pillow.fromarray((depth * (255 / top)).astype(np.uint8)).convert("RGB")
    if "A" in picture.getbands() or "transparency" in picture.info:
        with_alpha = picture.convert("RGBA")
        paper = Pillow.new("RGB", picture.size, "white")
        paper.paste(with_alpha, mask=with_alpha.getchannel("A"))
        return paper
    return picture.convert("RGB")


def _stated_dpi(picture: Pillow.Image) -> float:
    stated = picture.info.get("dpi", (0, 0))
    try:
        return float(max(stated))
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0


def _sane_dpi(stated: float, pixels: Pixels) -> int:
    """What the file says where that can be; else as if the picture were a whole A4 page."""
    height, width = pixels.shape[:2]
    long_side, short_side = max(height, width), min(height, width)
    if SANE_DPI[0] <= stated <= SANE_DPI[1]:
        low, high = SANE_LONG_SIDE
        if low <= long_side / stated <= high:
            return int(stated + 0.5)
    return int(max(long_side / A4_INCHES[1], short_side / A4_INCHES[0], 1))
