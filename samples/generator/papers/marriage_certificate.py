"""Giấy chứng nhận kết hôn, two columns wide (since 2015, and older), and its extract."""

from datetime import date, timedelta
from random import Random

from samples.generator.addresses import only_pen, seal
from samples.generator.cast import Cast
from samples.generator.civil import (
    extract_number,
    identity,
    identity_number,
    register_number,
    registry,
    vivid,
)
from samples.generator.paper import Paper, Truth
from samples.generator.people import Person
from samples.generator.wording import long_date, short_date

SPOUSES = ("wife", "husband")
LAYOUTS = ("columns", "older", "extract")


def _spouse(role: str, who: Person, number: str, year_only: bool) -> dict[str, Truth]:
    return {
        f"{role}_name": who.name,
        f"{role}_date_of_birth": str(who.born.year) if year_only else who.born.isoformat(),
        f"{role}_ethnicity": who.ethnicity,
        f"{role}_nationality": who.nationality,
        f"{role}_residence": who.residence,
        f"{role}_id_number": number,
    }


def _side(role: str, who: Person, f: dict[str, Truth], paper: str) -> dict[str, object]:
    """What a column says, under the words that the form has for this spouse."""
    born = str(f[f"{role}_date_of_birth"])
    return {
        "word": "vợ" if role == "wife" else "chồng", "name": who.name,
        "born": short_date(who.born) if len(born) > 4 else born, "ethnicity": who.ethnicity,
        "nationality": who.nationality, "residence": who.residence, "paper": paper,
    }  # fmt: skip


def _registered(cast: Cast, layout: str, chance: Random) -> date:
    gone = {"columns": 0, "older": 0, "extract": chance.randint(20, 3000)}[layout]
    return cast.today - timedelta(days=gone)


def _number(layout: str, cast: Cast, chance: Random) -> str:
    if layout == "extract":
        return extract_number(cast.today, chance.choice(("TLKH-BS", "TLKH")), chance)
    return register_number(cast.today, chance)


def marriage_certificate(cast: Cast, chance: Random) -> Paper:
    """One certificate or extract; husband and wife stand in either order, as forms had it."""
    layout = chance.choice(LAYOUTS)
    couple = {"wife": vivid(cast.mother, chance), "husband": vivid(cast.father, chance)}
    registered, office = _registered(cast, layout, chance), cast.office
    fields: dict[str, Truth] = {"document_number": _number(layout, cast, chance)}
    papers = {}
    for role in SPOUSES:
        who = couple[role]
        number = identity_number(who, registered, chance)
        fields |= _spouse(role, who, number, layout == "older" and chance.random() < 0.1)
        papers[role] = identity(who, number, registered, chance)
    fields |= {
        "registration_place": registry(office), "registration_date": registered.isoformat(),
        "signer_name": office.signer, "signer_title": office.signer_title,
    }  # fmt: skip
    order = SPOUSES if layout == "columns" or chance.random() < 0.4 else SPOUSES[::-1]
    values = _look(cast, layout, chance) | {
        "f": fields, "sides": [_side(r, couple[r], fields, papers[r]) for r in order],
        "registered": short_date(registered), "registered_long": long_date(registered),
        "entry": register_number(registered, chance),
    }  # fmt: skip
    template = "marriage_extract.html" if layout == "extract" else "marriage_certificate.html"
    return Paper("marriage_certificate", template, values, fields)


def _look(cast: Cast, layout: str, chance: Random) -> dict[str, object]:
    older = layout == "older"
    return {
        "cast": cast, "office": cast.office, "layout": layout, "day": long_date(cast.today),
        "dots": chance.random() < 0.5, "caps": chance.random() < 0.7,
        "margin": "20mm 15mm 15mm 22mm" if older or layout == "extract" else "11mm 12mm",
        "framed": not older and chance.random() < 0.7, "ruled": older and chance.random() < 0.5,
        "ink": seal(cast.office, chance), "pens": [only_pen(chance), only_pen(chance)],
        "copy": chance.random() < 0.4, "size": "12.5pt" if layout == "columns" else "13pt",
        "gap": chance.choice(("4pt", "6pt")), "book": f"01/{cast.today.year}",
        "value_weight": chance.choice(("normal", "normal", "bold")),
    }  # fmt: skip
