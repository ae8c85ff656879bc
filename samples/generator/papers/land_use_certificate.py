"""Giấy chứng nhận quyền sử dụng đất: models of 2004, of 2009 and 2014 (folded), and of 2024."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from samples.generator.addresses import code, seal
from samples.generator.business import area_in_words, area_text, some_area
from samples.generator.cast import REFORM, Cast
from samples.generator.civil import identity_number, vivid
from samples.generator.paper import Paper, Row, Truth
from samples.generator.people import Person, day_between
from samples.generator.places import HAMLETS
from samples.generator.wording import long_date

NEW_MODEL = date(2024, 8, 1)
TEMPLATES = {
    "2004": "land_use_certificate_2004.html",
    "2009": "land_use_certificate.html",
    "2024": "land_use_certificate_2024.html",
}
LAYOUTS = ("pages", "spread", "parcels")
PURPOSES = (
    ("Đất ở tại nông thôn", "Lâu dài"), ("Đất ở tại đô thị", "Lâu dài"),
    ("Đất trồng cây lâu năm", "Đến ngày 15/10/2043"),
    ("Đất chuyên trồng lúa nước", "Đến ngày 01/7/2064"),
    ("Đất nuôi trồng thủy sản", "Đến ngày 31/12/2063"),
    ("Đất bằng trồng cây hàng năm khác", "Đến ngày 15/10/2043"),
)  # fmt: skip
ORIGINS = (
    "Nhà nước giao đất có thu tiền sử dụng đất",
    "Nhà nước giao đất không thu tiền sử dụng đất",
    "Công nhận QSDĐ như giao đất có thu tiền sử dụng đất",
    "Nhận chuyển nhượng đất được Công nhận QSDĐ như giao đất không thu tiền sử dụng đất",
    "Nhận tặng cho đất được Công nhận QSDĐ như giao đất có thu tiền sử dụng đất",
)  # fmt: skip
FORMS = ("Sử dụng riêng", "Sử dụng chung")
LETTERS = "ABCDEGHKLMNOPQRSTUVXY"


def _parcel(chance: Random) -> Row:
    purpose, _ = chance.choice(PURPOSES)
    return {
        "parcel_number": str(chance.randint(1, 980)),
        "map_sheet_number": str(chance.randint(1, 120)),
        "area": some_area(chance, 45, 4800), "use_purpose": purpose,
    }  # fmt: skip


def _land(cast: Cast, layout: str, chance: Random) -> dict[str, Truth]:
    """One parcel as fields, or three and more as rows of a table."""
    seat = cast.office.seat
    told: dict[str, Truth] = {
        "parcel_address": f"Thôn {chance.choice(HAMLETS)}, {seat.inner}"
        if seat.ward.startswith("Xã") else seat.full,
        "use_form": chance.choice(FORMS), "use_origin": chance.choice(ORIGINS),
    }  # fmt: skip
    if layout == "parcels":
        parcels = [_parcel(chance) for _ in range(chance.randint(2, 5))]
        return told | {"parcels": parcels, "use_term": "Đến ngày 15/10/2043"}
    purpose, term = chance.choice(PURPOSES)
    return told | {
        "parcel_number": str(chance.randint(1, 980)),
        "map_sheet_number": str(chance.randint(1, 120)), "use_purpose": purpose,
        "area": some_area(chance, 45, 4800), "use_term": term,
    }  # fmt: skip


def _issuer(cast: Cast, chance: Random) -> dict[str, object]:
    """The agency whose office signs, the lines above the name, and the lines of the truth."""
    office, province = cast.office, cast.office.seat.province.upper()
    if chance.random() < 0.3:
        newer = cast.today >= date(2025, 3, 1)
        agency = f"SỞ {'NÔNG NGHIỆP' if newer else 'TÀI NGUYÊN'} VÀ MÔI TRƯỜNG {province}"
        deputy = office.signer_title.startswith("PHÓ")
        lines = ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC") if deputy else ("GIÁM ĐỐC",)
        return {"agency": agency, "lines": (agency, *lines)}
    agency = (office.parent if office.seat.district else office.committee).upper()
    above = ("KT. CHỦ TỊCH",) if len(office.signed_for) > 1 else ()
    return {"agency": agency, "lines": (f"TM. {agency}", *above, office.signer_title)}


def _serial(model: str, chance: Random) -> str:
    """Two letters (once one), and six figures or (since 2024) eight."""
    figures = 8 if model == "2024" else 6
    letters = chance.choice(LETTERS) + chance.choice(LETTERS)
    if model == "2004":
        letters = chance.choice(("Đ", "V", "X", "AB", "AĐ", "AI", "AP"))
    return f"{letters} {chance.randint(1, 10**figures - 1):0{figures}d}"


def _holder(who: Person, number: str, chance: Random) -> dict[str, object]:
    """How the form names a holder: alone, or for a household."""
    word = "ông" if who.sex == "male" else "bà"
    kind = f"Hộ {word}" if chance.random() < 0.3 else word.capitalize()
    return {
        "kind": kind, "name": who.name, "year": who.born.year, "number": number,
        "paper": "CMND số" if len(number) == 9 else chance.choice(("CCCD số", "Căn cước số")),
        "residence": who.residence,
    }  # fmt: skip


def _holders(cast: Cast, model: str, chance: Random) -> list[dict[str, object]]:
    """The holder, by a third with husband or wife."""
    who = vivid(cast.applicant, chance)
    mate = cast.mother if who.sex == "male" else cast.father
    people = [who] + ([mate] if chance.random() < 0.35 and model != "2004" else [])
    told = [_holder(one, identity_number(one, cast.today, chance), chance) for one in people]
    for other in told[1:]:
        other["kind"] = "và vợ là bà" if mate.sex == "female" else "và chồng là ông"
    return told


LETTERS_OF = {"2004": ("H",), "2009": ("CS", "CH", "CT"), "2024": ("CN", "VP", "H")}


def _fields(cast: Cast, layout: str, model: str, chance: Random) -> dict[str, Truth]:
    letters = chance.choice(LETTERS_OF[model])
    land = _land(cast, layout, chance)
    if model == "2004":
        land["use_form"] = f"Sử dụng riêng: {area_text(_size(land))} m2; Sử dụng chung: Không m2"
    return {
        "serial_number": _serial(model, chance), **land,
        "register_number": f"{letters} {chance.randint(1, 99999):05d}",
        "issue_date": cast.today.isoformat(), "signer_name": cast.office.signer,
    }  # fmt: skip


def land_use_certificate(cast: Cast, chance: Random) -> Paper:
    """One certificate; its model is that of the day it was issued."""
    model, cast = _model(cast, chance)
    layout = "pages" if model == "2004" else chance.choice(LAYOUTS)
    fields, holders = _fields(cast, layout, model, chance), _holders(cast, model, chance)
    issuer = _issuer(cast, chance)
    fields |= {
        "holder_name": str(holders[0]["name"]), "holder_id_number": str(holders[0]["number"]),
        "holder_address": str(holders[0]["residence"]), "issuing_agency": str(issuer["agency"]),
    }  # fmt: skip
    values = _look(cast, layout, model, chance) | {
        "f": fields, "holders": holders, "issuer": issuer, "area": area_text(_size(fields)),
        "words": area_in_words(_size(fields)), "parcels": _shown(fields.get("parcels")),
        "qr": code(f"{fields['serial_number']};{fields['register_number']};{cast.today:%d%m%Y}"),
    }  # fmt: skip
    tight: dict[str, list[Truth]] = {
        name: [str(fields[name]).replace(" ", "")] for name in ("serial_number", "register_number")
    }
    return Paper("land_use_certificate", TEMPLATES[model], values, fields, tight)


def _model(cast: Cast, chance: Random) -> tuple[str, Cast]:
    """The model of the day; now and then the papers of another day are asked for."""
    if cast.applicant.born.year < 1980 and cast.office.seat.legacy and chance.random() < 0.3:
        # The applicant follows from the day: an odd and an even number of days stay so.
        gone = (cast.today - day_between(chance, date(2005, 1, 5), date(2009, 9, 30))).days
        return "2004", replace(cast, today=cast.today - timedelta(days=gone // 2 * 2))
    if cast.today < NEW_MODEL and chance.random() < 0.2:
        cast = replace(cast, today=date(2024, 9, 12))
    return ("2024" if cast.today >= NEW_MODEL else "2009"), cast


def _size(fields: dict[str, Truth]) -> float:
    """The area of the only parcel; 1 where there are several."""
    size = fields.get("area", 1)
    return size if isinstance(size, int | float) else 1


def _shown(parcels: Truth) -> list[dict[str, object]]:
    """The rows as printed."""
    rows = parcels if isinstance(parcels, list) else []
    return [
        {**row, "area": area_text(size)}
        for row in rows
        if isinstance(row, dict) and isinstance(size := row["area"], int | float)
    ]


def _look(cast: Cast, layout: str, model: str, chance: Random) -> dict[str, object]:
    spread = layout == "spread" and model == "2009"
    return {
        "layout": layout, "office": cast.office, "day": long_date(cast.today), "spread": spread,
        "town": cast.office.seat.district_short if cast.today < REFORM else cast.office.town,
        "margin": "0" if spread else "14mm 15mm", "size": "12.5pt", "leading": "1.35",
        "gap": chance.choice(("2pt", "4pt")), "dots": False, "four": chance.random() < 0.6,
        "ink": seal(cast.office, chance), "unit": chance.choice(("m²", "m2")),
        "changed": chance.random() < 0.4, "corners": [chance.randint(0, 40) for _ in range(8)],
        "value_weight": chance.choice(("normal", "bold")),
        "edition": chance.choice(("2009", "2014")), "grey": chance.random() < 0.65,
    }  # fmt: skip
