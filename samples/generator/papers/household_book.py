"""Sổ hộ khẩu: the book with a block for each member, and the one with a table of them."""

from datetime import date
from random import Random

from samples.generator.addresses import only_pen
from samples.generator.cast import Cast, cast
from samples.generator.civil import CHIP_CARDS
from samples.generator.household import Household, Member, household, police, police_seal
from samples.generator.paper import Paper, Row, Truth
from samples.generator.people import Person, name
from samples.generator.wording import long_date, short_date

FIRST_DAY, LAST_DAY = date(2008, 1, 2), date(2021, 6, 30)  # books were no longer given after
TRADES = (
    "Làm ruộng", "Công nhân", "Giáo viên", "Buôn bán", "Học sinh", "Nội trợ", "Lái xe", "Hưu trí",
)  # fmt: skip


def _number(who: Person, day: date) -> str | None:
    """The number of the card that somebody held on that day; children held none."""
    if day.year - who.born.year < 16:
        return None
    return who.personal_id if day >= CHIP_CARDS or not who.old_id else who.old_id


def _row(one: Member, day: date, chance: Random) -> Row:
    old = one.who.born.year < 1962 and chance.random() < 0.4
    return {
        "relation": one.relation, "name": one.who.name,
        "date_of_birth": str(one.who.born.year) if old else one.who.born.isoformat(),
        "sex": one.who.sex, "personal_id": _number(one.who, day),
    }  # fmt: skip


def _shown(one: Member, row: Row, chance: Random) -> dict[str, object]:
    """A member as the book says: the row, and what no field takes."""
    born = str(row["date_of_birth"])
    return {
        "row": row, "who": one.who, "born": short_date(one.who.born) if len(born) > 4 else born,
        "number": row["personal_id"] or "", "trade": chance.choice(TRADES),
        "before": chance.choice(("", "", one.who.home.full)), "clerk": name(chance, "male", "Kinh"),
        "pen": only_pen(chance),
    }  # fmt: skip


def _look(home: Household, people: Cast, chance: Random) -> dict[str, object]:
    own, above = police(people.office)
    return {
        "head": home.head, "own": own, "above": above, "office": people.office,
        "day": long_date(people.today), "dots": chance.random() < 0.6,
        "caps": chance.random() < 0.7, "gap": "3.5pt", "size": "13pt",
        "folder": f"{chance.randint(100, 99999)}", "leaf": f"{chance.randint(1, 60):02d}",
        "register": f"{chance.randint(1, 30):02d}", "ink": police_seal(people.office, chance),
        "officer": people.office.signer, "older": chance.random() < 0.4,
    }  # fmt: skip


def household_book(given: Cast, chance: Random) -> Paper:
    """One book of a household, with all its members."""
    people = given if given.today <= LAST_DAY else cast(chance, FIRST_DAY, LAST_DAY)
    home, blocks = household(people, chance, most=4), chance.random() < 0.55
    everyone = [Member(home.head, "Chủ hộ"), *home.others]
    rows = [_row(one, people.today, chance) for one in everyone]
    fields: dict[str, Truth] = {
        "document_number": f"{chance.randint(100_000_000, 899_999_999)}",
        "household_head_name": home.head.name, "residence": home.head.residence,
        "members": rows, "issue_date": people.today.isoformat(),
    }  # fmt: skip
    values = _look(home, people, chance) | {
        "f": fields,
        "blocks": blocks,
        "shown": [_shown(one, row, chance) for one, row in zip(everyone, rows, strict=True)],
    }
    return Paper("household_book", "household_book.html", values, fields)
