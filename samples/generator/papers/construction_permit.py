"""Giấy phép xây dựng of a private house: the forms of 2016 and of 2021, and one in a frame."""

from datetime import timedelta
from random import Random

from samples.generator.addresses import seal
from samples.generator.business import area_text, plain, some_area
from samples.generator.cast import Cast
from samples.generator.civil import vivid
from samples.generator.paper import Paper, Truth
from samples.generator.places import house
from samples.generator.wording import long_date, short_date

LAYOUTS = ("2016", "2021", "framed")
WORKS = ("Nhà ở riêng lẻ", "Nhà ở gia đình", "Nhà ở kết hợp kinh doanh", "Nhà ở liên kế")
DESIGNERS = ("Hồng Hà", "Nam Việt", "Kiến Vàng", "Á Đông", "Phú Gia")


def _office(cast: Cast, layout: str, chance: Random) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The agency by lines at the head, and the lines above the signer's name."""
    office = cast.office
    deputy = office.signer_title.startswith("PHÓ")
    if layout == "framed" and office.seat.district:
        above = f"UBND {office.seat.district.upper()}"
        room = chance.choice(("PHÒNG QUẢN LÝ ĐÔ THỊ", "PHÒNG KINH TẾ VÀ HẠ TẦNG"))
        lines = ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG") if deputy else ("TRƯỞNG PHÒNG",)
        return (above, room), lines
    committee = office.parent if office.seat.district else office.committee
    return (committee.upper(),), (*office.signed_for, office.signer_title)


def _works(chance: Random) -> dict[str, Truth]:
    storeys = chance.randint(1, 6)
    base = some_area(chance, 45, 160)
    return {
        "works_name": chance.choice(WORKS), "storeys": storeys,
        "floor_area": plain(base * storeys * 0.97),
        "height": plain(storeys * 3.3 + chance.randint(0, 20) / 10),
        "parcel_number": str(chance.randint(1, 980)),
        "map_sheet_number": str(chance.randint(1, 120)),
    }  # fmt: skip


def construction_permit(cast: Cast, chance: Random) -> Paper:
    """One permit for a house of the cast's applicant."""
    layout = chance.choice(LAYOUTS)
    who, seat = vivid(cast.applicant, chance), cast.office.seat
    head, lines = _office(cast, layout, chance)
    fields: dict[str, Truth] = {
        "document_number": f"{chance.randint(1, 980):02d}/GPXD" + (
            "-UBND" if layout == "2021" and chance.random() < 0.3 else ""),
        "holder_name": who.name, "holder_address": who.residence, **_works(chance),
        "site_address": f"{house(chance, seat)}, {seat.inner}",
        "issue_date": cast.today.isoformat(), "signer_name": cast.office.signer,
        "issuing_agency": " ".join(head),
    }  # fmt: skip
    floors, height = fields["floor_area"], fields["height"]
    values = _look(cast, layout, chance) | {
        "f": fields, "who": who, "head": head, "lines": lines, "layout": layout,
        "floors": area_text(floors) if isinstance(floors, int | float) else "",
        "height": area_text(height) if isinstance(height, int | float) else "",
        "plot": area_text(some_area(chance, 60, 300)), "base": area_text(some_area(chance, 45, 90)),
        "deed": _deed(cast, chance),
    }  # fmt: skip
    spare: dict[str, list[Truth]] = {"issuing_agency": [head[-1]]}
    return Paper("construction_permit", "construction_permit.html", values, fields, spare)


def _deed(cast: Cast, chance: Random) -> str:
    """What the land is held by."""
    issued = short_date(cast.today - timedelta(days=chance.randint(100, 3000)))
    number = f"{chance.choice('CDB')}S {chance.randint(100000, 999999)}"
    return f"Giấy chứng nhận quyền sử dụng đất số {number}, do UBND cấp ngày {issued}"


def _look(cast: Cast, layout: str, chance: Random) -> dict[str, object]:
    return {
        "office": cast.office, "day": long_date(cast.today), "ink": seal(cast.office, chance),
        "town": cast.office.seat.district_short or cast.office.town,
        "framed": layout == "framed", "dots": layout == "2016" and chance.random() < 0.6,
        "designer": f"Công ty TNHH Tư vấn thiết kế {chance.choice(DESIGNERS)}",
        "unit": chance.choice(("m²", "m2")), "gap": chance.choice(("2.5pt", "4pt")),
        "size": "12.5pt", "margin": "14mm 15mm 14mm 24mm", "density": chance.randint(55, 100),
        "value_weight": chance.choice(("normal", "bold")), "cut": f"0,{chance.randint(10, 45)}",
    }  # fmt: skip
