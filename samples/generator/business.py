"""What papers of firms, households and land share: codes, names, sums and areas in words."""

from random import Random

from stdnum.vn import mst

from samples.generator.people import Person
from samples.generator.wording import DIGITS, in_words

SCALES = ("", " nghìn", " triệu", " tỷ")
TRADES = (
    ("THƯƠNG MẠI VÀ DỊCH VỤ", "TRADING AND SERVICE"), ("XÂY DỰNG", "CONSTRUCTION"),
    ("SẢN XUẤT THƯƠNG MẠI", "MANUFACTURING TRADING"), ("NÔNG SẢN", "AGRICULTURAL PRODUCTS"),
    ("ĐẦU TƯ VÀ PHÁT TRIỂN", "INVESTMENT AND DEVELOPMENT"), ("DU LỊCH", "TOURISM"),
    ("VẬN TẢI", "TRANSPORT"), ("CHẾ BIẾN THỦY SẢN XUẤT KHẨU", "SEAFOOD EXPORT PROCESSING"),
    ("TƯ VẤN THIẾT KẾ KIẾN TRÚC", "ARCHITECTURAL DESIGN CONSULTING"),
)  # fmt: skip
NAMES = (
    ("HOÀNG GIA PHÚ", "HOANG GIA PHU"), ("ĐẠI THÀNH CÔNG", "DAI THANH CONG"),
    ("AN PHƯỚC", "AN PHUOC"), ("BÌNH MINH XANH", "BINH MINH XANH"), ("TÂY NGUYÊN", "TAY NGUYEN"),
    ("THIÊN LỘC", "THIEN LOC"), ("VẠN PHÁT LỢI", "VAN PHAT LOI"), ("SAO MAI", "SAO MAI"),
    ("QUỲNH TRANG", "QUYNH TRANG"), ("HƯNG THỊNH 68", "HUNG THINH 68"),
)  # fmt: skip
LINES = (
    "Bán lẻ lương thực, thực phẩm", "Bán lẻ hàng may mặc, giày dép", "Dịch vụ ăn uống",
    "Sửa chữa, bảo dưỡng mô tô, xe máy", "Bán lẻ vật liệu xây dựng", "Cắt tóc, gội đầu",
    "Bán buôn nông, lâm sản nguyên liệu (trừ gỗ, tre, nứa)", "Dịch vụ lưu trú ngắn ngày",
    "Gia công cơ khí; xử lý và tráng phủ kim loại", "Cho thuê xe có động cơ",
    "Bán lẻ thuốc, dụng cụ y tế trong các cửa hàng chuyên doanh",
)  # fmt: skip


def dotted(amount: int) -> str:
    """`1.240.000`."""
    return f"{amount:,}".replace(",", ".")


def sum_in_words(amount: int) -> str:
    """`Một tỷ không trăm năm mươi triệu`: groups of three figures, the empty ones left out."""
    groups: list[int] = []
    while amount:
        amount, group = divmod(amount, 1000)
        groups.append(group)
    said = []
    for place in reversed(range(len(groups))):
        if groups[place]:
            said.append(_group(groups[place], bool(said)) + SCALES[place])
    return " ".join(said).capitalize()


def _group(value: int, within: bool) -> str:
    """A group of three figures; within a number it says its missing hundreds and tens too."""
    if not within or value >= 100:
        return in_words(value)
    return f"không trăm {'linh ' if value < 10 else ''}{in_words(value)}"


def area_in_words(size: float) -> str:
    """`Một trăm hai mươi lăm phẩy năm mét vuông`."""
    whole, _, part = f"{size:g}".partition(".")
    tail = " phẩy " + " ".join(DIGITS[int(figure)] for figure in part) if part else ""
    return f"{sum_in_words(int(whole))}{tail} mét vuông"


def area_text(size: float) -> str:
    """`1.250,5`: points between thousands, a comma before decimals."""
    whole, _, part = f"{size:g}".partition(".")
    return dotted(int(whole)) + (f",{part}" if part else "")


def plain(size: float) -> float:
    """A whole number where there are no decimals, else one decimal."""
    return int(size) if round(size, 1) == int(size) else round(size, 1)


def some_area(chance: Random, least: int, most: int) -> float:
    """Square metres, by a third with one decimal."""
    size = chance.randint(least, most)
    return size + chance.randint(1, 9) / 10 if chance.random() < 0.35 else size


def tax_number(chance: Random, province_code: str) -> str:
    """Ten figures with their check digit; now and then (5 %) the check digit fails."""
    while True:
        body = f"{int(province_code) % 100:02d}{chance.randint(0, 9999999):07d}"
        for last in "0123456789":
            if mst.is_valid(body + last):
                wrong = str((int(last) + 3) % 10)
                return body + (wrong if chance.random() < 0.05 else last)


def household_number(chance: Random) -> str:
    """As districts gave them before 2021: `01A8001234`."""
    return f"{chance.randint(1, 63):02d}{chance.choice('ABCDEGH')}8{chance.randint(0, 999999):06d}"


def landline(chance: Random, who: Person) -> str:
    """A number of the shop, or the owner's own, grouped in one of two ways."""
    digits = f"02{chance.randint(10, 99)}{chance.randint(0, 9999999):07d}"
    return who.phone if chance.random() < 0.6 else digits
