"""Thẻ bảo hiểm y tế: the paper card with 15 signs (2015), and that with ten figures (2021)."""

from datetime import date, timedelta
from random import Random

from samples.generator.addresses import code, only_pen
from samples.generator.cast import Cast
from samples.generator.civil import vivid
from samples.generator.paper import Paper, Truth
from samples.generator.people import Person, day_between, name
from samples.generator.wording import long_date, short_date

NEW_CARD = date(2021, 4, 1)
GROUPS = ("DN", "HC", "HS", "SV", "TE", "GD", "CN", "HN", "BT", "DK", "HT")
CLINICS = (
    "Bệnh viện Đa khoa {province}", "Trung tâm Y tế {district}", "Trạm Y tế {ward}",
    "Bệnh viện Đa khoa khu vực {short}", "Phòng khám đa khoa {short}",
)  # fmt: skip


def _clinic(cast: Cast, chance: Random) -> str:
    seat = cast.office.seat

    def low(unit: str) -> str:
        return unit[0].lower() + unit[1:]

    return chance.choice(CLINICS).format(
        province=low(seat.province), district=low(seat.district or seat.ward),
        ward=low(seat.ward), short=seat.district_short or seat.ward_short,
    )  # fmt: skip


def _number(newer: bool, who: Person, chance: Random) -> tuple[str, str]:
    """The number, and as printed: in groups on the older card."""
    insured = f"{int(who.home.province_code) % 100:02d}{chance.randint(0, 99999999):08d}"
    if newer:
        return insured, insured
    group, benefit = chance.choice(GROUPS), chance.randint(1, 5)
    province = f"{int(who.lives.province_code) % 100:02d}"
    return f"{group}{benefit}{province}{insured}", f"{group} {benefit} {province} {insured}"


def health_insurance_card(cast: Cast, chance: Random) -> Paper:
    """The card of the cast's applicant; some older ones know only the year of birth."""
    newer = chance.random() < 0.55
    first, last = (NEW_CARD, date(2025, 5, 30)) if newer else (date(2015, 1, 1), date(2021, 3, 1))
    valid = day_between(chance, first, last)
    if chance.random() < 0.6:
        valid = valid.replace(day=1)
    who = vivid(cast.applicant, chance)
    number, shown = _number(newer, who, chance)
    born = str(who.born.year) if not newer and chance.random() < 0.15 else who.born.isoformat()
    fields: dict[str, Truth] = {
        "insurance_number": number, "full_name": who.name, "date_of_birth": born, "sex": who.sex,
        "first_clinic": _clinic(cast, chance), "valid_from": valid.isoformat(),
    }  # fmt: skip
    shown_born = born if len(born) == 4 else short_date(who.born)
    values = _look(newer, chance) | {
        "f": fields, "who": who, "shown": shown, "newer": newer,
        "born": shown_born, "valid": short_date(valid),
        "until": short_date(valid + timedelta(days=364)), "day": long_date(valid),
        "since": short_date(date(valid.year - chance.randint(0, 3), valid.month, 1)),
        "office": f"BHXH {cast.office.seat.province[0].lower()}{cast.office.seat.province[1:]}",
        "town": cast.office.seat.province_short, "benefit": chance.randint(1, 5),
        "qr": code(_signed(who, number, shown_born, valid, chance)),
    }  # fmt: skip
    return Paper("health_insurance_card", "health_insurance_card.html", values, fields)


def _signed(who: Person, number: str, born: str, valid: date, chance: Random) -> str:
    """What the code holds: number, name and home in hexadecimal, birth, sex, clinic, validity."""
    parts = (
        number, who.name.encode().hex(), born, "1" if who.sex == "male" else "2",
        who.residence_short.encode().hex(), f"{chance.randint(1, 96):02d} - "
        f"{chance.randint(1, 399):03d}", short_date(valid), "-", short_date(valid), number[-10:],
        "-", "4", short_date(valid), f"{chance.getrandbits(48):012x}-7", "$",
    )  # fmt: skip
    return "|".join(parts)


def _look(newer: bool, chance: Random) -> dict[str, object]:
    return {
        "face": chance.choice(("Sans", "Serif")), "size": "7.4pt", "leading": "1.25",
        "margin": "14mm", "gap": "0", "pen": only_pen(chance)["pen"],
        "director_name": name(chance, chance.choice(("male", "female")), "Kinh"),
        "zoom": chance.choice((1.2, 1.4, 1.6)), "grey": chance.random() < 0.3,
        "aside": chance.randint(0, 40), "back": chance.random() < 0.6,
        "boxed": chance.random() < 0.5,
        "home": chance.random() < 0.5, "wide": newer and chance.random() < 0.5,
    }  # fmt: skip
