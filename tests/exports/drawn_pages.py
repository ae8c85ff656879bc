"""Pages full of text, drawn, and as a scanner gives them."""

from itertools import count

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from ocr_service.domain.page import Box, Line, Page, Word

DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
LINES = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Ủy ban nhân dân xã Đường Lâm xác nhận ông Nguyễn Trường Giang",
    "sinh ngày 05/03/1979; số định danh cá nhân 001079012345 (Hà Nội)",
    "Nơi cư trú: thôn Mông Phụ, Quyển số 01/2024, ghi “đủ” & <không> thiếu",
)
A4_200 = (1654, 2339)


def drawn(
    size: tuple[int, int] = A4_200, dpi: int = 200, mode: str = "RGB", rows: int = 40
) -> tuple[Image.Image, Page]:
    """A page full of text in colour on paper that is not quite white, and its words."""
    letters = ImageFont.truetype(DEJAVU, dpi // 6)
    picture = Image.new("RGB", size, (246, 243, 236))
    pen, lines = ImageDraw.Draw(picture), []
    places = zip(range(rows), count(dpi // 2, dpi // 4), strict=False)
    for row, top in places:
        words, left = [], dpi // 2
        for text in LINES[row % len(LINES)].split():
            sides = pen.textbbox((left, top), text, font=letters)
            pen.text((left, top), text, font=letters, fill=(25, 30, 60))
            words.append(Word(text, box_of(sides, size), 0.9))
            left = int(sides[2]) + dpi // 16
        lines.append(Line(tuple(words), row // 10))
    page = Page(1, *size, dpi, lines=tuple(lines))
    return picture.convert(mode, dither=Image.Dither.NONE), page


def box_of(sides: tuple[float, ...], size: tuple[int, int]) -> Box:
    left, top, right, bottom = sides
    return Box(left / size[0], top / size[1], right / size[0], bottom / size[1])


def scanned(picture: Image.Image) -> Image.Image:
    """With a stamp and the grain of a scanner."""
    ImageDraw.Draw(picture).ellipse((1000, 1500, 1300, 1800), outline=(190, 30, 40), width=9)
    grain = Image.effect_noise(picture.size, 18).convert("RGB")
    return Image.blend(picture, grain, 0.06).filter(ImageFilter.GaussianBlur(0.6))
