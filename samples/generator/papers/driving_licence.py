"""Giấy phép lái xe: the card of the transport departments (2012), and that of the police (2025)."""

from datetime import date
from random import Random

from samples.generator.addresses import code, only_pen
from samples.generator.cast import Cast
from samples.generator.civil import vivid
from samples.generator.paper import Paper, Truth
from samples.generator.people import Person, day_between, name
from samples.generator.wording import short_date

POLICE = date(2025, 3, 1)  # the police gives licences since then; classes of the law of 2024
OLD_CLASSES = (
    ("A1", "Xe mô tô hai bánh có dung tích xi lanh từ 50 cm³ đến dưới 175 cm³", 0),
    ("A2", "Xe mô tô hai bánh có dung tích xi lanh từ 175 cm³ trở lên", 0),
    ("B1", "Ô tô số tự động chở người đến 9 chỗ ngồi, không hành nghề lái xe", 10),
    ("B2", "Ô tô chở người đến 9 chỗ ngồi, ô tô tải dưới 3.500 kg", 10),
    ("C", "Ô tô tải, máy kéo có tải trọng từ 3.500 kg trở lên", 5),
    ("D", "Ô tô chở người từ 10 đến 30 chỗ ngồi", 5),
    ("E", "Ô tô chở người trên 30 chỗ ngồi", 5), ("FC", "Hạng C kéo rơ moóc, sơ mi rơ moóc", 5),
)  # fmt: skip
NEW_CLASSES = (
    ("A1", "Xe mô tô hai bánh có dung tích xi-lanh đến 125 cm³", 0),
    ("A", "Xe mô tô hai bánh có dung tích xi-lanh trên 125 cm³", 0),
    ("B", "Ô tô chở người đến 8 chỗ, ô tô tải đến 3.500 kg", 10),
    ("C1", "Ô tô tải trên 3.500 kg đến 7.500 kg", 10), ("C", "Ô tô tải trên 7.500 kg", 5),
    ("D1", "Ô tô chở người trên 8 chỗ đến 16 chỗ", 5), ("D2", "Ô tô chở người đến 29 chỗ", 5),
    ("D", "Ô tô chở người trên 29 chỗ", 5), ("BE", "Hạng B kéo rơ moóc trên 750 kg", 5),
    ("CE", "Hạng C kéo rơ moóc trên 750 kg", 5),
)  # fmt: skip


def _number(who: Person, passed: date, chance: Random) -> str:
    """Twelve figures: province, sex, the year of passing, and a running number."""
    digit = "0" if who.sex == "male" else "1"
    province = int(who.home.province_code) % 100
    return f"{province:02d}{digit}{passed.year % 100:02d}{chance.randint(0, 9999999):07d}"


def driving_licence(cast: Cast, chance: Random) -> Paper:
    """The licence of the cast's applicant, both sides on one sheet."""
    newer = chance.random() < 0.4
    issued = (day_between(chance, POLICE, date(2026, 6, 20)) if newer
              else day_between(chance, date(2013, 6, 1), date(2025, 2, 20)))  # fmt: skip
    who = vivid(cast.applicant, chance)
    mark, cars, years = chance.choice(NEW_CLASSES if newer else OLD_CLASSES)
    until = date(issued.year + years, issued.month, min(issued.day, 28)) if years else None
    fields: dict[str, Truth] = {
        "licence_number": _number(who, issued, chance), "full_name": who.name,
        "date_of_birth": who.born.isoformat(), "nationality": who.nationality,
        "residence": who.residence_short, "class": mark, "issue_date": issued.isoformat(),
    }  # fmt: skip
    if until:
        fields["expiry_date"] = until.isoformat()
    values = _look(chance) | {
        "f": fields, "newer": newer, "born": short_date(who.born), "cars": cars,
        "issued": issued, "passed": short_date(issued), "province": cast.office.seat.province,
        "until": short_date(until) if until else "Không thời hạn",
        "town": cast.office.seat.province_short,
        "director_name": name(chance, "male", "Kinh"),
        "qr": code(f"{fields['licence_number']};{mark};{issued:%d%m%Y}"),
    }  # fmt: skip
    return Paper("driving_licence", "driving_licence.html", values, fields)


def _look(chance: Random) -> dict[str, object]:
    return {
        "face": "Sans", "size": "7pt", "leading": "1.2", "margin": "14mm", "gap": "0",
        "pen": only_pen(chance)["pen"], "zoom": chance.choice((1.2, 1.4, 1.6)),
        "grey": chance.random() < 0.35, "aside": chance.randint(0, 40),
    }  # fmt: skip
