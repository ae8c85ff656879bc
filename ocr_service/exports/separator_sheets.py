"""Separator sheets to print: a big QR code, and in words what the sheet is and how it is used."""

from collections.abc import Sequence

import numpy as np
import zxingcpp

from ocr_service.domain.separator import Command, Separator, payload
from ocr_service.reading.mupdf import pymupdf

WIDTH, HEIGHT = pymupdf.paper_size("a4")
MARGIN = 50.0
MM = 72 / 25.4
BIG, SMALL = 100 * MM, 34 * MM  # should one code be torn or stamped over, the other is left
LATIN = 2  # the script of the font to take: one that comes with the library and has our letters
TITLES = {
    Command.NEW_DOSSIER: "HỒ SƠ MỚI",
    Command.NEW_DOCUMENT: "GIẤY TỜ MỚI",
    Command.END: "KẾT THÚC",
}
MEANINGS = {
    Command.NEW_DOSSIER: (
        "Đặt tờ này trước trang đầu tiên của mỗi hồ sơ.",
        "Các trang sau tờ này thuộc một hồ sơ mới, cho đến tờ “Hồ sơ mới” hoặc “Kết thúc” kế tiếp.",
    ),
    Command.NEW_DOCUMENT: (
        "Đặt tờ này giữa hai giấy tờ của cùng một hồ sơ.",
        "Trang sau tờ này bắt đầu một giấy tờ khác.",
    ),
    Command.END: (
        "Đặt tờ này sau trang cuối cùng của hồ sơ.",
        "Hồ sơ kết thúc tại đây; trang nào nằm sau mà không có tờ “Hồ sơ mới” sẽ được để riêng.",
    ),
}
USE = (
    "In một mặt, trên giấy trắng A4, không thu nhỏ. Quét chung với giấy tờ, chiều nào cũng được.",
    "Tờ này dùng lại được nhiều lần; không viết, đóng dấu hay dán gì lên mã vuông.",
    "Tờ ngăn chỉ tách lô quét, không trở thành giấy tờ của hồ sơ.",
)


def separator_sheets(sheets: Sequence[Separator], titles: Sequence[str] = ()) -> bytes:
    """A PDF of A4 pages, one a separator; ``titles`` name the procedures, where known."""
    font = pymupdf.Font(script=LATIN)
    with pymupdf.open() as document:
        for place, separator in enumerate(sheets):
            page = document.new_page(width=WIDTH, height=HEIGHT)
            title = titles[place] if place < len(titles) else separator.procedure_code
            _draw(page, separator, title, font)
        document.set_metadata({"title": "Tờ ngăn hồ sơ", "creator": "ocr-service"})
        document.subset_fonts()
        pdf: bytes = document.tobytes(garbage=3, deflate=True)
    return pdf


def _draw(page: pymupdf.Page, separator: Separator, procedure: str, font: pymupdf.Font) -> None:
    ink = pymupdf.TextWriter(page.rect)
    _centred(ink, 92, TITLES[separator.command], 46, font)
    _centred(ink, 118, "TỜ NGĂN DÙNG KHI QUÉT HÀNG LOẠT", 12, font)
    _code(page, payload(separator), (WIDTH - BIG) / 2, 140, BIG)
    down = 140 + BIG + 34
    codes = (("Mã hồ sơ", separator.dossier_code), ("Thủ tục", procedure))
    for line in [f"{name}: {code}" for name, code in codes if code]:
        down = _paragraph(ink, down, line, 15, font, WIDTH - MARGIN) + 4
    for line in MEANINGS[separator.command]:
        down = _paragraph(ink, down, line, 13, font, WIDTH - MARGIN) + 3
    down += 8
    for line in USE:
        down = _paragraph(ink, down, f"– {line}", 10.5, font, WIDTH - 2 * MARGIN - SMALL) + 2
    _code(page, payload(separator), WIDTH - MARGIN - SMALL, HEIGHT - MARGIN - SMALL, SMALL)
    ink.append((MARGIN, HEIGHT - 30), payload(separator)[:110], font, 6.5)
    ink.write_text(page)


def _centred(
    ink: pymupdf.TextWriter, down: float, text: str, size: float, font: pymupdf.Font
) -> None:
    across = (WIDTH - font.text_length(text, size)) / 2
    ink.append((across, down), text, font, size)


def _paragraph(
    ink: pymupdf.TextWriter, down: float, text: str, size: float, font: pymupdf.Font, right: float
) -> float:
    """Writes the text line by line from ``down`` on; where the next one goes."""
    line = ""
    for word in text.split():
        if line and MARGIN + font.text_length(f"{line} {word}", size) > right:
            ink.append((MARGIN, down), line, font, size)
            down, line = down + size * 1.35, ""
        line = f"{line} {word}".strip()
    ink.append((MARGIN, down), line, font, size)
    return down + size * 1.35


def _code(page: pymupdf.Page, text: str, left: float, top: float, size: float) -> None:
    """The QR code as vectors, ``size`` points wide: sharp on any printer."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="H")
    dark = np.array(code.to_image(scale=1, add_quiet_zones=False)) < 128
    module = size / len(dark)
    pen = page.new_shape()
    for row, cells in enumerate(dark):
        edges = np.flatnonzero(np.diff(np.concatenate(([False], cells, [False]))))
        for begin, end in zip(edges[::2], edges[1::2], strict=True):
            x, y = left + begin * module, top + row * module
            pen.draw_rect(pymupdf.Rect(x, y, left + end * module, y + module))
    pen.finish(fill=(0, 0, 0), color=None)
    pen.commit()
