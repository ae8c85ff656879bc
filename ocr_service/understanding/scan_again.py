"""Tells the clerk which page to scan again, and why: in words, at once, with the page's number."""

from collections.abc import Iterable, Iterator

from ocr_service.domain.page import Page, Problem
from ocr_service.domain.record import Doubt

CODE = "scan_again"
WHY = {
    Problem.BLURRED: "ảnh mờ hoặc nhòe",
    Problem.TOO_DARK: "ảnh quá tối",
    Problem.TOO_LIGHT: "chữ quá nhạt",
    Problem.LOW_RESOLUTION: "độ phân giải thấp (nên quét 200–300 dpi)",
    Problem.CUT_OFF: "trang bị cắt mất chữ ở mép",
    Problem.SHADOWED: "bóng đổ che mất chữ",
    Problem.COVERED: "ngón tay hoặc vật khác che trang giấy",
    Problem.UNREADABLE: "phần lớn chữ khó đọc",
}


def scan_again(pages: Iterable[Page]) -> Iterator[Doubt]:
    """One doubt for each page whose picture is bad: what was read from it may well be wrong."""
    for page in pages:
        if page.problems:
            why = ", ".join(WHY[problem] for problem in page.problems)
            yield Doubt("", CODE, f"Quét lại trang {page.number}: {why}.")
