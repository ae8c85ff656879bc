"""Invented people: names from tables of syllables, and numbers that agree with the person."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from samples.generator.places import Place, address, house, place

SURNAMES = (
    "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ",
    "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Trịnh", "Mai", "Tạ", "Cao",
)  # fmt: skip
MIDDLE = {
    "male": ("Văn", "Hữu", "Đức", "Quốc", "Minh", "Thành", "Gia", "Xuân", "Công", "Bá", "Thế"),
    "female": ("Thị", "Thị", "Thị Thu", "Thị Ngọc", "Ngọc", "Thanh", "Thùy", "Khánh", "Thị Mỹ"),
}  # fmt: skip
GIVEN = {
    "male": (
        "Hùng", "Dũng", "Tuấn", "Phúc", "Khôi", "Nghĩa", "Quân", "Đạt", "Lộc", "Trường", "Khánh",
        "Sỹ", "Bảo", "Kiệt", "Thịnh", "Vượng", "Toàn", "Quyền", "Huy", "Hậu", "Nhật Tân",
    ),
    "female": (
        "Hương", "Lan", "Hạnh", "Trang", "Thủy", "Nguyệt", "Phượng", "Quỳnh", "Ngân", "Yến", "Thảo",
        "Vân", "Diễm", "Mỹ Duyên", "Tuyết", "Hiền", "Trâm Anh", "Loan", "Oanh", "Phương Uyên",
    ),
}  # fmt: skip
EDE = {
    "male": (("Y",), ("Blăk", "Thuỷ", "Duê", "Nguyên", "Khoa", "Wan", "Sơn")),
    "female": (("H'",), ("Hoa", "Bia", "Linh", "Nga", "Yuôn", "Lan", "Mai")),
}
EDE_CLANS = ("Niê", "Êban", "Mlô", "Byă", "Kbuôr", "Ayun")
KHMER = {
    "male": ("Sa Rết", "Sô Phia", "Quốc Hải", "Ngọc Sơn", "Minh Thi", "Chanh Đa", "Hoàng Na"),
    "female": ("Thị Sà Phon", "Thị Sô Phi", "Thị Chanh Thu", "Thị Ngọc Lịnh", "Thị Sa Phol"),
}
KHMER_SURNAMES = ("Thạch", "Kim", "Sơn", "Danh", "Châu", "Lâm", "Kiên")


@dataclass(frozen=True)
class Person:
    """One invented person. ``sex``: male or female. ``old_id``: nine digits, "" for the young."""

    name: str
    sex: str
    born: date
    ethnicity: str
    home: Place
    lives: Place
    house: str
    personal_id: str
    old_id: str = ""
    phone: str = ""
    nationality: str = "Việt Nam"

    @property
    def residence(self) -> str:
        return f"{self.house}, {self.lives.inner}"

    @property
    def residence_short(self) -> str:
        return f"{self.house}, {self.lives.short}"

    @property
    def sex_word(self) -> str:
        return "Nam" if self.sex == "male" else "Nữ"


def name(chance: Random, sex: str, ethnicity: str, surname: str = "") -> str:
    """A name in title case as the ethnicity forms it."""
    if ethnicity == "Ê Đê":
        first, given = EDE[sex]
        gap = "" if sex == "female" else " "
        return f"{first[0]}{gap}{chance.choice(given)} {chance.choice(EDE_CLANS)}"
    if ethnicity == "Khmer":
        return f"{surname or chance.choice(KHMER_SURNAMES)} {chance.choice(KHMER[sex])}"
    parts = [
        surname or chance.choice(SURNAMES),
        chance.choice(MIDDLE[sex]),
        chance.choice(GIVEN[sex]),
    ]
    return " ".join(parts)


def personal_id(chance: Random, sex: str, born: date, province_code: str) -> str:
    """Twelve digits: province, sex with century, year, six by chance."""
    century = (born.year - 1900) // 100 * 2 + (sex == "female")
    return f"{int(province_code):03d}{century}{born.year % 100:02d}{chance.randint(0, 999999):06d}"


def day_between(chance: Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randint(0, max((last - first).days, 0)))


def ethnicity(chance: Random) -> str:
    return chance.choices(("Kinh", "Ê Đê", "Khmer", "Tày", "Mường"), (78, 8, 8, 3, 3))[0]


def adult(chance: Random, sex: str, lives: Place, today: date, group: str = "") -> Person:
    """Somebody between 20 and 60 who lives in ``lives`` and was born before July 2025."""
    born = day_between(chance, date(today.year - 58, 1, 1), date(today.year - 21, 12, 31))
    home = place(chance, legacy=True)
    people = group or ethnicity(chance)
    old = (
        f"{chance.randint(10, 385):03d}{chance.randint(0, 999999):06d}" if born.year < 1998 else ""
    )
    digits = f"{chance.randint(0, 9999999):07d}"
    return Person(
        name=name(chance, sex, people),
        sex=sex,
        born=born,
        ethnicity=people,
        home=home,
        lives=lives,
        house=house(chance, lives),
        personal_id=personal_id(chance, sex, born, home.province_code),
        old_id=old,
        phone=f"0{chance.choice((32, 35, 70, 76, 83, 90, 91, 97, 98))}{digits}",
    )


def child(chance: Random, father: Person, mother: Person, born: date) -> Person:
    """A child of the two, who lives with the mother."""
    sex = chance.choice(("male", "female"))
    surname = (
        father.name.split()[0] if father.ethnicity in ("Kinh", "Khmer", "Tày", "Mường") else ""
    )
    return replace(
        father,
        name=name(chance, sex, father.ethnicity, surname),
        sex=sex,
        born=born,
        lives=mother.lives,
        house=mother.house,
        personal_id=personal_id(chance, sex, born, father.home.province_code),
        old_id="",
        phone="",
    )


__all__ = ["Person", "address", "adult", "child", "day_between", "ethnicity", "name", "personal_id"]
