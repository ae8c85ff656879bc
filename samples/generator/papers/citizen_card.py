"""Căn cước công dân (chip, 2021) and căn cước (2024): both sides copied on one sheet."""

import unicodedata
from datetime import date, timedelta
from random import Random

from samples.generator.addresses import code, only_pen
from samples.generator.cast import Cast
from samples.generator.paper import Paper, Truth
from samples.generator.people import Person, day_between, name
from samples.generator.wording import short_date

NEW_CARDS = date(2024, 7, 1)
DIRECTOR = "Cục trưởng Cục Cảnh sát quản lý hành chính về trật tự xã hội"
SIGNS = (
    "Nốt ruồi C:1cm dưới mắt trái", "Sẹo chấm C:2cm sau cánh mũi phải",
    "Nốt ruồi C:0,5cm trên sau khóe miệng phải", "Sẹo chấm C:1cm trên đuôi lông mày trái",
)  # fmt: skip


def expiry(born: date, issued: date) -> date | None:
    """The birthday (25, 40 or 60) a card runs to; one that is less than 2 years off is skipped."""
    for age in (25, 40, 60):
        day = date(born.year + age, born.month, min(born.day, 28 if born.month == 2 else born.day))
        if day > issued + timedelta(days=730):
            return day
    return None


def check_digit(text: str) -> str:
    """The check digit of a machine-readable zone: weights 7, 3, 1."""
    worth = {"<": 0, **{str(d): d for d in range(10)}}
    worth |= {chr(65 + place): 10 + place for place in range(26)}
    return str(sum(worth[sign] * (7, 3, 1)[spot % 3] for spot, sign in enumerate(text)) % 10)


def bare(text: str) -> str:
    """Capitals without marks: `NGUYEN THI AN`."""
    plain = unicodedata.normalize("NFD", text.upper().replace("Đ", "D").replace("'", ""))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def zone(who: Person, until: date | None) -> tuple[str, str, str]:
    """The three lines of the machine-readable zone (TD1)."""
    last = who.personal_id[3:]
    first = f"IDVNM{last}{check_digit(last)}{who.personal_id}<<{check_digit(who.personal_id)}"
    born, ends = f"{who.born:%y%m%d}", f"{until:%y%m%d}" if until else "991231"
    sex = "M" if who.sex == "male" else "F"
    second = f"{born}{check_digit(born)}{sex}{ends}{check_digit(ends)}VNM" + "<" * 11
    second += check_digit(first[5:] + second[:7] + second[8:15] + second[18:29])
    surname, _, given = bare(who.name).partition(" ")
    third = f"{surname}<<{given.replace(' ', '<')}"[:30].ljust(30, "<")
    return first, second, third


def quick_response(who: Person, issued: date) -> str:
    parts = (
        who.personal_id, who.old_id, who.name, f"{who.born:%d%m%Y}", who.sex_word,
        who.residence_short, f"{issued:%d%m%Y}",
    )  # fmt: skip
    return "|".join(parts)


def citizen_id_card(cast: Cast, chance: Random) -> Paper:
    """The applicant's card, both sides on one sheet; the model is that of the day of issue."""
    newer = chance.random() < 0.45
    first, last = (NEW_CARDS, date(2026, 5, 30)) if newer else (date(2021, 3, 1), date(2024, 6, 28))
    return card_of(cast.applicant, day_between(chance, first, last), chance)


def _fields(who: Person, issued: date) -> dict[str, Truth]:
    newer, until = issued >= NEW_CARDS, expiry(who.born, issued)
    fields: dict[str, Truth] = {
        "personal_id": who.personal_id, "full_name": who.name,
        "date_of_birth": who.born.isoformat(), "sex": who.sex, "nationality": who.nationality,
        "residence": who.residence_short, "issue_date": issued.isoformat(),
        "issuing_agency": "Bộ Công an" if newer else DIRECTOR.removeprefix("Cục trưởng "),
    }  # fmt: skip
    if not newer:
        fields["home_town"] = who.home.short
    if until:
        fields["expiry_date"] = until.isoformat()
    if who.old_id:
        fields["old_id_number"] = who.old_id
    return fields


def card_of(who: Person, issued: date, chance: Random) -> Paper:
    """The card of ``who``, issued on that day (not before March 2021)."""
    newer, until = issued >= NEW_CARDS, expiry(who.born, issued)
    fields = _fields(who, issued)
    values: dict[str, object] = {
        "f": fields, "who": who, "newer": newer, "face": "Sans",
        "size": "7pt" if newer else "6.4pt",
        "leading": "1.16", "margin": "14mm", "gap": "0", "born": short_date(who.born),
        "issued": short_date(issued), "until": short_date(until) if until else "Không thời hạn",
        "zone": zone(who, until), "qr": code(quick_response(who, issued)),
        "director": DIRECTOR, "director_name": name(chance, "male", "Kinh"),
        "sign": chance.choice(SIGNS), "pen": only_pen(chance)["pen"],
        "zoom": chance.choice((1.0, 1.2, 1.4)), "grey": chance.random() < 0.3,
        "home_full": who.home.short, "aside": chance.randint(0, 50),
    }  # fmt: skip
    alternatives: dict[str, list[Truth]] = {} if newer else {"issuing_agency": [DIRECTOR]}
    return Paper("citizen_id_card", "citizen_id_card.html", values, fields, alternatives)
