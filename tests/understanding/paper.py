"""Builds pages for tests: lines of text at places given in shares of an A4 page."""

from collections.abc import Sequence
from dataclasses import replace

from ocr_service.domain.dossier import Document
from ocr_service.domain.page import Box, Line, Mark, MarkKind, Page, TextSource, Word
from ocr_service.pipeline import understand
from ocr_service.schema.catalogue import Catalogue

WIDE = 0.0098  # of the page's width, a letter of 13 points
TALL = 0.012
PITCH = 0.024


def line(text: str, left: float, top: float, confidence: float = 0.95) -> Line:
    """Words of one line; letters are as wide as 13 points make them."""
    words, place = [], left
    for word in text.split():
        width = WIDE * len(word)
        words.append(Word(word, Box(place, top, place + width, top + TALL), confidence))
        place += width + WIDE * 0.6
    return Line(tuple(words))


def centred(text: str, top: float, middle: float = 0.53) -> Line:
    return line(text, middle - WIDE * (len(text) - 0.4 * text.count(" ")) / 2, top)


def page(
    lines: Sequence[Line], number: int = 1, marks: Sequence[Mark] = (), scan: str = ""
) -> Page:
    return Page(
        number, 1654, 2339, 200, tuple(lines), tuple(marks), text_source=TextSource.OCR, scan=scan
    )


def form(*rows: str, top: float = 0.2, left: float = 0.15) -> list[Line]:
    """Rows of a form, one under the other; `|` parts a row into pieces side by side."""
    lines = []
    for place, row in enumerate(rows):
        for at, part in enumerate(row.split("|")):
            lines.append(line(part, left + 0.27 * at, top + PITCH * place))
    return lines


def motto(middle: float = 0.53, top: float = 0.06) -> list[Line]:
    return [
        centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", top, middle),
        centred("Độc lập - Tự do - Hạnh phúc", top + PITCH, middle),
    ]


BIRTH_ROWS = (
    "Họ, chữ đệm, tên: LÊ THỊ MINH AN",
    "Ngày, tháng, năm sinh: 05/03/2024",
    "Ghi bằng chữ: Ngày năm tháng ba năm hai nghìn không trăm hai mươi bốn",
    "Giới tính: Nữ|Dân tộc: Kinh|Quốc tịch: Việt Nam",
    "Nơi sinh: Trạm Y tế xã Vị Thủy, huyện Vị Thủy, tỉnh Hậu Giang",
    "Quê quán: Xã Vị Thủy, huyện Vị Thủy, tỉnh Hậu Giang",
    "Số định danh cá nhân: 093324001234",
    "Họ, chữ đệm, tên người mẹ: Trần Thị Lan",
    "Năm sinh: 1995|Dân tộc: Khmer|Quốc tịch: Việt Nam",
    "Nơi cư trú: Ấp 1, xã Vị Thủy, huyện Vị Thủy, tỉnh Hậu Giang",
    "Họ, chữ đệm, tên người cha: Lê Văn Hòa",
    "Năm sinh: 1990|Dân tộc: Kinh|Quốc tịch: Việt Nam",
    "Nơi cư trú: Ấp 2, xã Vị Thủy, huyện Vị Thủy, tỉnh Hậu Giang",
    "Nơi đăng ký khai sinh: Ủy ban nhân dân xã Vị Thủy",
    "Ngày, tháng, năm đăng ký: 11/03/2024",
)


def birth_certificate(
    rows: Sequence[str] = BIRTH_ROWS, title: str = "GIẤY KHAI SINH", number: int = 1
) -> Page:
    head = [*motto(), centred(title, 0.12), centred("Số: 45/2024", 0.15)]
    foot = [
        centred("TM. ỦY BAN NHÂN DÂN", 0.62, 0.7),
        centred("CHỦ TỊCH", 0.645, 0.7),
        centred("Phạm Văn Đức", 0.75, 0.7),
    ]
    return page([*head, *form(*rows), *foot], number)


def badly_heard(whole: Page, words: str, confidence: float) -> Page:
    """The page with the line that holds ``words`` heard with so little confidence."""
    lines = tuple(
        line(each.text, each.box.left, each.box.top, confidence) if words in each.text else each
        for each in whole.lines
    )
    return replace(whole, lines=lines)


def decision(number: int = 1, subject: str = "Về việc khen thưởng tập thể") -> Page:
    lines = [
        centred("ỦY BAN NHÂN DÂN", 0.06, 0.25),
        centred("TỈNH HẬU GIANG", 0.06 + PITCH, 0.25),
        centred("SỞ NỘI VỤ", 0.06 + 2 * PITCH, 0.25),
        centred("Số: 537/QĐ-SNV", 0.06 + 3.2 * PITCH, 0.25),
        *motto(0.68),
        centred("Vị Thanh, ngày 05 tháng 3 năm 2024", 0.06 + 3.2 * PITCH, 0.68),
        centred("QUYẾT ĐỊNH", 0.2),
        centred(subject, 0.2 + PITCH),
        line("Căn cứ Luật Tổ chức chính quyền địa phương;", 0.18, 0.28),
        line("Điều 1. Khen thưởng các tập thể sau đây theo đề nghị của phòng.", 0.18, 0.31),
        line("Nơi nhận:", 0.15, 0.6),
        line("- Như Điều 2;", 0.15, 0.6 + PITCH),
        line("- Lưu: VT, TĐKT.", 0.15, 0.6 + 2 * PITCH),
        centred("KT. GIÁM ĐỐC", 0.6, 0.7),
        centred("PHÓ GIÁM ĐỐC", 0.6 + PITCH, 0.7),
        centred("Trần Văn Bình", 0.74, 0.7),
    ]
    return page(lines, number)


CARD_QR = "093090001234|364123456|Lê Văn Hòa|02091990|Nam|Ấp 2, Vị Thủy, Hậu Giang|10052021"


def card(number: str = "093090001234", qr: str = CARD_QR) -> Page:
    lines = [
        *motto(),
        centred("SOCIALIST REPUBLIC OF VIET NAM", 0.12),
        centred("CĂN CƯỚC CÔNG DÂN", 0.15),
        centred("Citizen Identity Card", 0.175),
        *form(
            f"Số / No.: {number}",
            "Họ và tên / Full name:",
            "LÊ VĂN HÒA",
            "Ngày sinh / Date of birth: 02/09/1990",
            "Giới tính / Sex: Nam Quốc tịch / Nationality: Việt Nam",
            top=0.22,
        ),
    ]
    return page(lines, marks=[Mark(MarkKind.QR, qr, Box(0.8, 0.05, 0.9, 0.12))] if qr else [])


def back(number: int) -> Page:
    rows = ("Đặc điểm nhân dạng / Personal identification: Nốt ruồi dưới mắt trái",
            "Ngày, tháng, năm / Date, month, year: 10/05/2021",
            "Left index finger|Right index finger")  # fmt: skip
    return page(form(*rows), number)


def values(document: Document) -> dict[str, object]:
    return {field.name: field.value for field in document.record.fields}


def one(known: Catalogue, *pages: Page) -> Document:
    [document] = understand(pages, known)
    return document
