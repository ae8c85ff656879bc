"""What the papers of civil status share: vivid people, identity papers, registers, death."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from samples.generator.cast import Office
from samples.generator.people import Person, personal_id
from samples.generator.wording import short_date

NEW_CARDS = date(2024, 7, 1)
CHIP_CARDS = date(2021, 1, 1)
POLICE = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"
LONG_MIDDLE = {
    "male": ("Trần Quốc", "Hoàng Minh", "Lê Đức Anh", "Phạm Gia"),
    "female": ("Trần Thị Ngọc", "Hoàng Lê Phương", "Lê Thị Thanh", "Đặng Thùy"),
}


def vivid(who: Person, chance: Random) -> Person:
    """The person, now and then with a leap day, a long name or a number that is misprinted."""
    if chance.random() < 0.08:
        born = date(who.born.year - who.born.year % 4, 2, 29)
        code = personal_id(chance, who.sex, born, who.home.province_code)
        who = replace(who, born=born, personal_id=code)
    if who.ethnicity == "Kinh" and chance.random() < 0.1:
        surname, given = who.name.split()[0], who.name.split()[-1]
        who = replace(who, name=f"{surname} {chance.choice(LONG_MIDDLE[who.sex])} {given}")
    if chance.random() < 0.05:
        wrong = str((int(who.personal_id[3]) + 1) % 4)
        who = replace(who, personal_id=who.personal_id[:3] + wrong + who.personal_id[4:])
    return who


def identity_number(who: Person, day: date, chance: Random) -> str:
    """The number of the identity paper held on that day: nine figures before the chip cards."""
    old = bool(who.old_id) and (day < CHIP_CARDS or chance.random() < 0.1)
    return who.old_id if old else who.personal_id


def identity(who: Person, number: str, day: date, chance: Random) -> str:
    """An identity paper as civil papers name it: kind, number, often who issued it and when."""
    issued = day - timedelta(days=chance.randint(150, 1300))
    if len(number) == 9:
        kind, issuer = chance.choice(("CMND", "Giấy CMND")), f"Công an {_lower(who.home.province)}"
    elif issued >= NEW_CARDS:
        kind, issuer = chance.choice(("Thẻ căn cước", "Căn cước")), "Bộ Công an"
    else:
        kind, issuer = chance.choice(("Căn cước công dân", "CCCD", "Thẻ căn cước công dân")), POLICE
    if chance.random() < 0.25:
        return f"{kind} số {number}"
    return f"{kind} số {number}, {issuer} cấp ngày {short_date(issued)}"


def _lower(unit: str) -> str:
    return unit[0].lower() + unit[1:]


def registry(office: Office) -> str:
    """The office that keeps the register, with the units it lies in."""
    return f"{office.committee}, {office.seat.full.split(', ', 1)[1]}"


def register_number(day: date, chance: Random) -> str:
    """The number in a register: alone, or with its year."""
    number = f"{chance.randint(1, 420)}"
    return f"{number}/{day.year}" if chance.random() < 0.6 else number


def extract_number(day: date, short: str, chance: Random) -> str:
    """The number of an extract: `152/TLKT-BS`, or with its year `152/2025/TLKT-BS`."""
    year = f"{day.year}/" if chance.random() < 0.4 else ""
    return f"{chance.randint(1, 980)}/{year}{short}"
