"""Trích lục khai sinh (bản sao): the plain form, the bilingual one, and one in a ruled table."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from samples.generator.addresses import code, seal
from samples.generator.cast import Cast
from samples.generator.civil import extract_number, register_number, registry, vivid
from samples.generator.paper import Paper, Truth
from samples.generator.papers.birth_certificate import birth_place
from samples.generator.people import Person, adult, name
from samples.generator.wording import date_in_words, long_date, short_date

LAYOUTS = ("plain", "bilingual", "ruled")
NOTES = (
    "Không", "Đăng ký lại", "Đăng ký khai sinh quá hạn",
    "Cải chính họ, chữ đệm, tên mẹ theo Trích lục số 12/TLCC-BS",
)  # fmt: skip


def _family(cast: Cast, chance: Random) -> tuple[Person, Person, Person]:
    """Whom the extract speaks of, and the parents: a child, or somebody grown up."""
    if chance.random() < 0.45:
        return vivid(cast.child, chance), cast.mother, cast.father
    who, group = vivid(cast.applicant, chance), cast.applicant.ethnicity
    before = date(who.born.year - 1, 6, 1)
    mother = adult(chance, "female", who.home, before, group)
    father = adult(chance, "male", who.home, before, group)
    surname = who.name.split()[0]
    if group not in ("Ê Đê",):
        father = replace(father, name=name(chance, "male", group, surname))
    return who, mother, father


def _parent(role: str, who: Person) -> dict[str, Truth]:
    return {
        f"{role}_name": who.name, f"{role}_birth_year": str(who.born.year),
        f"{role}_ethnicity": who.ethnicity, f"{role}_nationality": who.nationality,
        f"{role}_residence": who.residence,
    }  # fmt: skip


def _registered(who: Person, cast: Cast, chance: Random) -> date:
    """The day of registration: soon after birth, or years later."""
    late = chance.randint(200, 4000) if chance.random() < 0.2 else chance.randint(1, 40)
    return min(who.born + timedelta(days=late), cast.today - timedelta(days=1))


def birth_extract(cast: Cast, chance: Random) -> Paper:
    """One extract of a register of births."""
    layout = chance.choice(LAYOUTS)
    who, mother, father = _family(cast, chance)
    registered = _registered(who, cast, chance)
    year_only = layout != "bilingual" and who.born.year < 1985 and chance.random() < 0.2
    fields = _fields(cast, chance, who, registered.isoformat())
    fields |= {**_parent("mother", mother), **_parent("father", father)}
    if year_only:
        fields["date_of_birth"] = str(who.born.year)
    if layout != "bilingual" and chance.random() < 0.15:
        del fields["personal_id"]
    values = _look(cast, layout, chance) | {
        "f": fields, "who": who,
        "born": str(who.born.year) if year_only else short_date(who.born),
        "born_words": "" if year_only else date_in_words(who.born),
        "registered": short_date(registered), "registered_long": long_date(registered),
        "entry": register_number(registered, chance),
    }  # fmt: skip
    return Paper("birth_extract", "birth_extract.html", values, fields)


def _fields(cast: Cast, chance: Random, who: Person, registered: str) -> dict[str, Truth]:
    office = cast.office
    return {
        "document_number": extract_number(cast.today, "TLKS-BS", chance),
        "issue_date": cast.today.isoformat(), "full_name": who.name,
        "date_of_birth": who.born.isoformat(), "sex": who.sex, "ethnicity": who.ethnicity,
        "nationality": who.nationality, "place_of_birth": birth_place(cast, chance),
        "home_town": who.home.full, "personal_id": who.personal_id,
        "registration_place": registry(office), "registration_date": registered,
        "signer_name": office.signer, "signer_title": office.signer_title,
    }  # fmt: skip


def _look(cast: Cast, layout: str, chance: Random) -> dict[str, object]:
    return {
        "cast": cast, "office": cast.office, "layout": layout, "day": long_date(cast.today),
        "dots": layout == "plain" and chance.random() < 0.6, "caps": chance.random() < 0.7,
        "margin": "18mm 16mm 14mm 26mm", "ink": seal(cast.office, chance),
        "size": "13pt" if layout == "plain" else "12pt", "gap": "2.6pt",
        "qr": code(f"H{chance.randint(1, 63):02d}-{chance.randint(10**6, 10**7)}")
        if chance.random() < 0.4 else "",
        "note": chance.choice(NOTES), "below": chance.random() < 0.4,
        "value_weight": chance.choice(("normal", "bold")),
    }  # fmt: skip
