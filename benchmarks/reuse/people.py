"""Invented people, called so as often as in Vietnam: two in five Nguyễn, one man in three Văn."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from samples.generator.people import personal_id

SURNAMES = {
    "Nguyễn": 384, "Trần": 121, "Lê": 95, "Phạm": 70, "Hoàng": 33, "Huỳnh": 18, "Phan": 45,
    "Vũ": 22, "Võ": 17, "Đặng": 21, "Bùi": 20, "Đỗ": 14, "Hồ": 13, "Ngô": 13, "Dương": 10,
    "Lý": 5, "Đinh": 10, "Trịnh": 9, "Mai": 8, "Cao": 8, "Lương": 8, "Tạ": 4, "Thái": 4,
    "Kiều": 2, "Quách": 1, "Khuất": 1, "Nghiêm": 1, "Âu": 1,
}  # fmt: skip
MIDDLE = {
    "male": {
        "Văn": 34, "Hữu": 8, "Đức": 8, "Quốc": 6, "Minh": 8, "Thành": 5, "Gia": 3, "Xuân": 5,
        "Công": 4, "Đình": 5, "Ngọc": 5, "Quang": 5, "Trọng": 2, "Bá": 1, "Thế": 2,
    },
    "female": {
        "Thị": 48, "Thị Thu": 7, "Thị Ngọc": 6, "Thị Minh": 4, "Thị Thanh": 5, "Thị Kim": 3,
        "Ngọc": 7, "Thanh": 6, "Thùy": 4, "Khánh": 3, "Phương": 4, "Bảo": 3,
    },
}  # fmt: skip
GIVEN = {
    "male": {
        "Hùng": 9, "Dũng": 8, "Tuấn": 9, "Minh": 8, "Hải": 7, "Nam": 7, "Long": 6, "Sơn": 6,
        "Phúc": 5, "Anh": 8, "An": 4, "Ân": 1, "Bình": 5, "Cường": 5, "Đạt": 4, "Đức": 5,
        "Hiếu": 4, "Hoàng": 5, "Huy": 5, "Khánh": 3, "Kiên": 3, "Lâm": 3, "Lộc": 3, "Nghĩa": 3,
        "Phong": 4, "Quân": 4, "Quang": 4, "Tâm": 3, "Thắng": 5, "Thành": 5, "Toàn": 3,
        "Trung": 5, "Tùng": 4, "Việt": 3, "Vinh": 3, "Khiêm": 0.3, "Thuyết": 0.1, "Ngoạn": 0.02,
    },
    "female": {
        "Hương": 8, "Lan": 7, "Hạnh": 6, "Trang": 7, "Thủy": 7, "Linh": 7, "Hoa": 6, "Mai": 6,
        "Nga": 5, "Ngọc": 5, "Hà": 6, "Hằng": 5, "Hiền": 6, "Yến": 4, "Thảo": 5, "Vân": 4,
        "Anh": 7, "An": 2, "Ân": 1, "Dung": 4, "Giang": 3, "Huyền": 4, "Loan": 3, "Lý": 2,
        "Nhung": 3, "Oanh": 2, "Phương": 5, "Quỳnh": 3, "Tâm": 2, "Thu": 5, "Tuyết": 3,
        "Uyên": 2, "Xuân": 2, "Trâm Anh": 1, "Diễm": 0.5, "Khuê": 0.1, "Xuyến": 0.1, "Thoa": 0.02,
    },
}  # fmt: skip
RARE = ("Ngoạn", "Thoa", "Thuyết", "Khuê", "Xuyến")
OLDEST, YOUNGEST = date(1950, 1, 1), date(2008, 1, 1)


@dataclass(frozen=True)
class Person:
    name: str
    sex: str
    born: date
    personal_id: str


def person(number: int) -> Person:
    """Always the same for the same number."""
    chance = Random(number)
    sex = chance.choice(("male", "female"))
    born = OLDEST + timedelta(days=chance.randrange((YOUNGEST - OLDEST).days))
    return Person(name(chance, sex), sex, born, personal_id(chance, sex, born, "52"))


def name(chance: Random, sex: str) -> str:
    return " ".join(drawn(chance, it) for it in (SURNAMES, MIDDLE[sex], GIVEN[sex]))


def drawn(chance: Random, weights: dict[str, float] | dict[str, int]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]
