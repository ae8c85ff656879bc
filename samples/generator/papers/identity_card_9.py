"""Giấy chứng minh nhân dân: the card of nine figures and the one of twelve, both sides."""

from datetime import date, timedelta
from random import Random

from samples.generator.addresses import only_pen, stamp
from samples.generator.cast import Cast
from samples.generator.civil import vivid
from samples.generator.paper import Paper, Truth
from samples.generator.papers.citizen_card import SIGNS
from samples.generator.people import Person, day_between, name
from samples.generator.places import place
from samples.generator.wording import long_date

TWELVE = date(2012, 9, 20)  # cards of twelve figures were given from here to the end of 2015
LAST_DAY = date(2016, 12, 30)


def _agency(who: Person) -> str:
    """The police of the province that the holder lives in."""
    return f"Công an {who.lives.province[0].lower()}{who.lives.province[1:]}"


def _issued(who: Person, newer: bool, chance: Random) -> date:
    grown = who.born + timedelta(days=16 * 366)
    first = TWELVE if newer else max(date(2001, 3, 1), min(grown, date(2015, 1, 5)))
    return day_between(chance, first, LAST_DAY)


def identity_card_9(cast: Cast, chance: Random) -> Paper:
    """One card of somebody born before 1998, front and back copied on a sheet."""
    newer, who = chance.random() < 0.3, vivid(cast.applicant, chance)
    lives = who.lives if who.lives.legacy else place(chance, legacy=True)
    who = Person(**{**who.__dict__, "lives": lives})
    number = who.old_id or f"{chance.randint(10, 385):03d}{chance.randint(0, 999999):06d}"
    issued = _issued(who, newer, chance)
    fields: dict[str, Truth] = {
        "id_number": who.personal_id if newer else number, "full_name": who.name,
        "date_of_birth": who.born.isoformat(), "home_town": who.home.short,
        "residence": who.residence_short, "issue_date": issued.isoformat(),
        "issuing_agency": _agency(who),
    }  # fmt: skip
    year_only = not newer and who.born.year < 1972 and chance.random() < 0.25
    if year_only:
        fields["date_of_birth"] = str(who.born.year)
    dash = chance.choice(("-", "/"))
    values = _look(who, chance, newer) | {
        "f": fields, "day": long_date(issued),
        "born": str(who.born.year) if year_only else f"{who.born:%d{dash}%m{dash}%Y}",
    }  # fmt: skip
    agencies: list[Truth] = [f"Giám đốc {_agency(who)}"]
    return Paper(
        "identity_card_9", "identity_card_9.html", values, fields, {"issuing_agency": agencies}
    )


def _look(who: Person, chance: Random, newer: bool) -> dict[str, object]:
    return {
        "who": who, "newer": newer, "face": "Serif",
        "size": "8.2pt", "leading": "1.2", "margin": "14mm", "gap": "0.6pt", "dots": not newer,
        "agency": _agency(who).upper(), "officer": name(chance, "male", "Kinh"),
        "sign": chance.choice(SIGNS), "pen": only_pen(chance)["pen"],
        "stamp": stamp(f"{_agency(who)} *", "", chance), "zoom": chance.choice((1.1, 1.3, 1.5)),
        "grey": chance.random() < 0.45, "aside": chance.randint(0, 40),
    }  # fmt: skip
