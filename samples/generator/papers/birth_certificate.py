"""Giấy khai sinh: the form since 2015, the older one, and copies of both."""

from datetime import date, timedelta
from random import Random

from samples.generator.addresses import only_pen, seal
from samples.generator.cast import Cast
from samples.generator.paper import Paper, Truth
from samples.generator.people import Person
from samples.generator.wording import date_in_words, short_date

HOSPITALS = (
    "Bệnh viện Đa khoa {province}", "Trung tâm Y tế {district}", "Trạm Y tế {ward}",
    "Bệnh viện Sản - Nhi {province}",
)  # fmt: skip


def birth_place(cast: Cast, chance: Random) -> str:
    """The place of birth as civil papers write it: a hospital and its units, or the units only."""
    seat = cast.office.seat
    if chance.random() < 0.3:
        return seat.full
    name = chance.choice(HOSPITALS).format(
        province=_lower(seat.province), district=_lower(seat.district or seat.ward),
        ward=_lower(seat.ward),
    )  # fmt: skip
    return f"{name}, {seat.inner}"


def _lower(unit: str) -> str:
    return unit[0].lower() + unit[1:]


def _parent(role: str, person: Person) -> dict[str, Truth]:
    return {
        f"{role}_name": person.name,
        f"{role}_birth_year": str(person.born.year),
        f"{role}_ethnicity": person.ethnicity,
        f"{role}_nationality": person.nationality,
        f"{role}_residence": person.residence,
    }


def _fields(cast: Cast, chance: Random) -> dict[str, Truth]:
    number = f"{chance.randint(1, 420)}" + (f"/{cast.today.year}" if chance.random() < 0.7 else "")
    registered = cast.today - timedelta(days=chance.choice((0, 0, 1, 2)))
    baby, office = cast.child, cast.office
    return {
        "document_number": number, "full_name": baby.name,
        "date_of_birth": baby.born.isoformat(), "sex": baby.sex, "ethnicity": baby.ethnicity,
        "nationality": baby.nationality, "place_of_birth": birth_place(cast, chance),
        "home_town": baby.home.full, **_parent("mother", cast.mother),
        **_parent("father", cast.father), "declarant_name": cast.applicant.name,
        "registration_place": f"{office.committee}, {office.seat.full.split(', ', 1)[1]}",
        "registration_date": registered.isoformat(), "signer_name": office.signer,
        "signer_title": office.signer_title,
    }  # fmt: skip


def birth_certificate(cast: Cast, chance: Random) -> Paper:
    """One birth certificate of the cast's child, in one of two layouts, original or copy."""
    older = chance.random() < 0.4
    fields, baby = _fields(cast, chance), cast.child
    if not older:
        fields["personal_id"] = baby.personal_id
    copy = chance.random() < 0.35
    registered = date.fromisoformat(str(fields["registration_date"]))
    values: dict[str, object] = {
        "cast": cast, "f": fields, "copy": copy,
        "margin": "20mm 18mm 15mm 30mm" if copy or older else "11mm 12mm 10mm 18mm",
        "dots": chance.random() < 0.5,
        "born": short_date(baby.born), "born_words": date_in_words(baby.born),
        "registered": short_date(registered), "caps": chance.random() < 0.8,
        "ink": seal(cast.office, chance), "pen": only_pen(chance), "child": baby,
        "papers": f"Căn cước công dân số {cast.applicant.personal_id}",
        "value_weight": chance.choice(("normal", "bold")), "size": "13pt", "gap": "3.5pt",
        "relation": "Cha đẻ" if cast.applicant.sex == "male" else "Mẹ đẻ",
    }  # fmt: skip
    template = "birth_certificate_older.html" if older else "birth_certificate.html"
    return Paper("birth_certificate", template, values, fields)
