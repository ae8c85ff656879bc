"""Xác nhận thông tin về cư trú (CT07): the form of 2021 and the one of 2023."""

from datetime import date
from random import Random

from samples.generator.cast import Cast, cast
from samples.generator.household import Household, Member, household, police, police_seal
from samples.generator.paper import Paper, Truth
from samples.generator.people import Person, name
from samples.generator.places import address, neighbour
from samples.generator.wording import long_date, short_date

FAITHS = ("Không", "Không", "Không", "Phật giáo", "Công giáo", "Tin Lành")
FIRST_DAY = date(2021, 7, 1)  # the law on residence of 2020 is in force since


def _members(home: Household, asker: Person) -> list[dict[str, str | int | float | None]]:
    """The table: everybody but the asker and the head, who stand above it."""
    return [
        {
            "name": one.who.name, "date_of_birth": one.who.born.isoformat(), "sex": one.who.sex,
            "personal_id": one.who.personal_id, "relation": one.relation,
        }
        for one in home.others
        if one.who is not asker
    ]  # fmt: skip


def _fields(
    cast: Cast, chance: Random, home: Household, asker: Person, relation: str
) -> dict[str, Truth]:
    office, lodging = cast.office, chance.random() < 0.3
    now = address(chance, neighbour(chance, office.seat)) if lodging else asker.residence
    fields: dict[str, Truth] = {
        "document_number": f"{chance.randint(1, 4200)}/XN" + chance.choice(("", "-CA", "CT")),
        "full_name": asker.name, "date_of_birth": asker.born.isoformat(), "sex": asker.sex,
        "personal_id": asker.personal_id, "permanent_residence": asker.residence,
        "current_residence": now, "household_head_name": home.head.name,
        "household_head_relation": relation, "household_head_id": home.head.personal_id,
        "issue_date": cast.today.isoformat(), "signer_name": office.signer,
    }  # fmt: skip
    if lodging:
        fields["temporary_residence"] = now
    if others := _members(home, asker):
        fields["members"] = others
    return fields


def _rows(home: Household, asker: Person) -> list[tuple[str, str, Member]]:
    return [
        (short_date(one.who.born), one.who.sex_word, one)
        for one in home.others
        if one.who is not asker
    ]


def residence_confirmation(given: Cast, chance: Random) -> Paper:
    """One confirmation, for the head of a household or for a member."""
    people = given if given.today >= FIRST_DAY else cast(chance, FIRST_DAY)
    home, newer = household(people, chance), chance.random() < 0.6
    asker, relation = home.head, "Chủ hộ"
    if chance.random() < 0.55:
        one = chance.choice(home.others)
        asker, relation = one.who, one.relation
    fields = _fields(people, chance, home, asker, relation)
    own, above = police(people.office)
    deputy = chance.random() < 0.5
    values: dict[str, object] = {
        "f": fields, "who": asker, "newer": newer, "own": own, "above": above,
        "office": people.office, "day": long_date(people.today), "born": short_date(asker.born),
        "rows_": _rows(home, asker),
        "boxed": newer and chance.random() < 0.25, "faith": chance.choice(FAITHS),
        "dots": chance.random() < 0.5, "caps": chance.random() < 0.7,
        "gap": chance.choice(("3pt", "3pt", "3pt", "28pt", "33pt")),  # else it goes on overleaf
        "size": "12.5pt", "margin": "16mm 15mm 14mm 25mm", "blank": chance.randint(0, 2),
        "lines": ("KT. TRƯỞNG CÔNG AN", "PHÓ TRƯỞNG CÔNG AN") if deputy else ("TRƯỞNG CÔNG AN",),
        "ink": police_seal(people.office, chance), "officer": name(chance, "male", "Kinh"),
        "purpose": chance.choice(("nhập học cho con", "vay vốn ngân hàng", "mua bán nhà đất")),
    }  # fmt: skip
    return Paper("residence_confirmation", "residence_confirmation.html", values, fields)
