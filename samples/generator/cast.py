"""The people, the office and the day that the papers of one dossier share."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from samples.generator.people import Person, adult, child, day_between, ethnicity, name
from samples.generator.places import Place, place

REFORM = date(2025, 7, 1)  # districts ended and communes were merged on this day
LAST_DAY = date(2026, 6, 30)


@dataclass(frozen=True)
class Office:
    """A commune's people's committee and who signs for it.

    ``signed_for`` and ``signer_title`` hold one line each of what stands above the name.
    """

    seat: Place
    signer: str
    clerk: str
    signer_title: str
    signed_for: tuple[str, ...]

    @property
    def committee(self) -> str:
        return f"Ủy ban nhân dân {self.seat.ward[0].lower()}{self.seat.ward[1:]}"

    @property
    def parent(self) -> str:
        above = self.seat.district or self.seat.province
        return f"Ủy ban nhân dân {above[0].lower()}{above[1:]}"

    @property
    def town(self) -> str:
        """The place name before a date: `Hòa An`, or `Phường 5`."""
        return self.seat.ward_short


@dataclass(frozen=True)
class Cast:
    """A family, an office and the day a paper is made out."""

    mother: Person
    father: Person
    child: Person
    office: Office
    today: date

    @property
    def applicant(self) -> Person:
        return self.father if self.today.toordinal() % 2 else self.mother


def office(chance: Random, seat: Place) -> Office:
    deputy = chance.random() < 0.55
    lines = ("TM. ỦY BAN NHÂN DÂN",) + (("KT. CHỦ TỊCH",) if deputy else ())
    return Office(
        seat=seat,
        signer=name(chance, chance.choice(("male", "female")), "Kinh"),
        clerk=name(chance, chance.choice(("male", "female")), "Kinh"),
        signer_title="PHÓ CHỦ TỊCH" if deputy else "CHỦ TỊCH",
        signed_for=lines,
    )


def cast(chance: Random, first: date = date(2017, 1, 5), last: date = LAST_DAY) -> Cast:
    """A cast whose day lies between ``first`` and ``last``; units are those of that day."""
    today = day_between(chance, first, last)
    while today.weekday() > 4:
        today -= timedelta(days=1)
    seat = place(chance, legacy=today < REFORM)
    group = ethnicity(chance)
    mother = adult(chance, "female", seat, today, group)
    father = adult(chance, "male", seat, today, group)
    born = day_between(chance, today - timedelta(days=50), today - timedelta(days=3))
    return Cast(mother, father, child(chance, father, mother, born), office(chance, seat), today)
