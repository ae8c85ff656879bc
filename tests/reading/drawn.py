"""Pages drawn for the tests of reading: a few lines of known text, as pixels or as files."""

import functools
from io import BytesIO

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from ocr_service.reading.image import Sheet
from samples.generator.fonts import SERIF, font_file

Pixels = NDArray[np.uint8]
DPI = 200
A4 = (1653, 2339)
BODY = (
    "Căn cứ Quyết định số 215/QĐ-UBND ngày 14 tháng 10 năm 2024 của Ủy ban nhân dân xã;",
    "Theo đề nghị của Văn phòng, Ủy ban nhân dân xã Phú Hưng thông báo kết quả rà soát",
    "hồ sơ còn tồn đọng, giao các đơn vị khẩn trương thực hiện trước ngày 20 tháng 12.",
    "Kinh phí thực hiện trích từ nguồn ngân sách được giao theo quy định hiện hành.",
    "Mọi vướng mắc xin gửi về bộ phận thường trực để tổng hợp và báo cáo kịp thời.",
)


def font(points: float, bold: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_file(SERIF, bold)), round(points * DPI / 72))


def page(lines: tuple[str, ...] = BODY * 4) -> Pixels:
    """A4 at 200 dpi, BGR, the lines one below the other."""
    return _page(lines).copy()


@functools.cache
def _page(lines: tuple[str, ...]) -> Pixels:
    canvas = Image.new("L", A4, 255)
    pen = ImageDraw.Draw(canvas)
    for number, line in enumerate(lines):
        pen.text((190, 250 + number * 58), line, 0, font(12))
    return np.repeat(np.asarray(canvas)[..., None], 3, axis=2)


def words_at(places: list[tuple[int, int, str]]) -> Pixels:
    """A4 at 200 dpi with texts at (left, top)."""
    canvas = Image.new("L", A4, 255)
    pen = ImageDraw.Draw(canvas)
    for left, top, text in places:
        pen.text((left, top), text, 0, font(13))
    return np.repeat(np.asarray(canvas)[..., None], 3, axis=2)


def sheet(pixels: Pixels, dpi: int = DPI) -> Sheet:
    return Sheet(1, np.ascontiguousarray(pixels), dpi)


def turned(pixels: Pixels, quarters: int) -> Pixels:
    """Clockwise by quarters."""
    return np.ascontiguousarray(np.rot90(pixels, -quarters))


def skewed(pixels: Pixels, degrees: float) -> Pixels:
    """Clockwise by degrees."""
    height, width = pixels.shape[:2]
    warp = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    white = (255.0, 255.0, 255.0)
    return np.asarray(cv2.warpAffine(pixels, warp, (width, height), borderValue=white), np.uint8)


def picture(pixels: Pixels) -> Image.Image:
    return Image.fromarray(np.ascontiguousarray(pixels[..., ::-1]))


def file_of(pixels: Pixels, kind: str, **options: object) -> bytes:
    out = BytesIO()
    picture(pixels).save(out, kind, dpi=(DPI, DPI), **options)  # type: ignore[arg-type]
    return out.getvalue()
