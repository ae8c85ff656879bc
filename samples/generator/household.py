"""Households: a head, the others with how they are related to the head, and the police's office."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from samples.generator.addresses import pen, stamp
from samples.generator.cast import Cast, Office
from samples.generator.civil import vivid
from samples.generator.people import Person, adult, child, day_between, personal_id


@dataclass(frozen=True)
class Member:
    """Somebody of a household, and what the head calls them."""

    who: Person
    relation: str


@dataclass(frozen=True)
class Household:
    """A head and the other members, in the order of the book."""

    head: Person
    others: tuple[Member, ...]


def household(cast: Cast, chance: Random, most: int = 5) -> Household:
    """The cast's family under one roof: spouse, children, perhaps a parent of the head."""
    head, spouse = vivid(cast.father, chance), cast.mother
    word = "Vợ"
    if chance.random() < 0.3:
        head, spouse, word = vivid(cast.mother, chance), cast.father, "Chồng"
    spouse = replace(spouse, lives=head.lives, house=head.house)
    others = [Member(spouse, word)] if chance.random() < 0.9 else []
    others += [Member(one, chance.choice(("Con", "Con đẻ"))) for one in _children(cast, chance)]
    if chance.random() < 0.3:
        others.append(_elder(head, cast, chance))
    return Household(head, tuple(others[: max(1, chance.randint(1, most))]))


def _children(cast: Cast, chance: Random) -> list[Person]:
    """Children born since the younger parent was twenty, the eldest first."""
    younger = max(cast.father.born, cast.mother.born)
    first = min(younger + timedelta(days=20 * 365), cast.today - timedelta(days=60))
    days = [day_between(chance, first, cast.today - timedelta(days=30)) for _ in range(3)]
    born = sorted(days[: chance.randint(1, 3)])
    return [vivid(child(chance, cast.father, cast.mother, day), chance) for day in born]


def _elder(head: Person, cast: Cast, chance: Random) -> Member:
    sex = chance.choice(("male", "female"))
    elder = adult(chance, sex, head.lives, date(cast.today.year, 1, 1), head.ethnicity)
    born = head.born - timedelta(days=chance.randint(20 * 365, 32 * 365))
    number = personal_id(chance, sex, born, elder.home.province_code)
    elder = replace(elder, born=born, personal_id=number, house=head.house)
    return Member(elder, "Bố đẻ" if sex == "male" else "Mẹ đẻ")


def police(office: Office) -> tuple[str, str]:
    """The commune's police and the office above them: `Công an xã Hòa An`."""
    seat = office.seat
    above = seat.district or seat.province
    return (
        f"Công an {seat.ward[0].lower()}{seat.ward[1:]}",
        f"Công an {above[0].lower()}{above[1:]}",
    )


def police_seal(office: Office, chance: Random) -> dict[str, object]:
    """The ink over the signature of the commune's police."""
    own, _ = police(office)
    return {
        "stamp": stamp(f"{own} *", office.seat.province_short, chance),
        "pen": pen(chance),
        "left": chance.randint(-6, 8),
    }
