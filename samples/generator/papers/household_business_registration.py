"""Giấy chứng nhận đăng ký hộ kinh doanh: the forms of 2015, of 2021 and of 2025."""

from random import Random

from samples.generator.addresses import seal
from samples.generator.business import (
    LINES,
    dotted,
    household_number,
    landline,
    sum_in_words,
    tax_number,
)
from samples.generator.cast import REFORM, Cast
from samples.generator.civil import identity_number, vivid
from samples.generator.paper import Paper, Truth
from samples.generator.people import Person, day_between
from samples.generator.places import address
from samples.generator.wording import long_date, short_date

SHOPS = (
    "CỬA HÀNG TẠP HÓA {}", "QUÁN ĂN {}", "TIỆM SỬA XE {}", "NHÀ NGHỈ {}", "CƠ SỞ MAY {}",
    "HỘ KINH DOANH {}", "ĐẠI LÝ VẬT LIỆU XÂY DỰNG {}", "SALON TÓC {}", "NHÀ THUỐC {}",
)  # fmt: skip


def _number(cast: Cast, layout: str, who: Person, chance: Random) -> str:
    """The district's number, then a tax number, and since July 2025 the owner's own."""
    if layout == "2015":
        return household_number(chance)
    if layout == "2025":
        return who.personal_id
    return tax_number(chance, cast.office.seat.province_code)


def _head(cast: Cast) -> tuple[str, str]:
    """The people's committee and its office, or the committee alone."""
    seat = cast.office.seat
    if not seat.district:
        return f"UBND {seat.ward.upper()}", "PHÒNG KINH TẾ"
    return f"UBND {seat.district.upper()}", "PHÒNG TÀI CHÍNH - KẾ HOẠCH"


def _fields(cast: Cast, layout: str, who: Person, chance: Random) -> dict[str, Truth]:
    number = who.personal_id if layout == "2025" else identity_number(who, cast.today, chance)
    shop = chance.choice(SHOPS).format(who.name.upper() if chance.random() < 0.5
                                       else who.name.split()[-1].upper())  # fmt: skip
    fields: dict[str, Truth] = {
        "business_code": _number(cast, layout, who, chance), "business_name": shop,
        "head_office": address(chance, cast.office.seat),
        "business_lines": "; ".join(chance.sample(LINES, chance.randint(1, 3))),
        "capital": chance.choice((10, 50, 100)) * chance.randint(1, 19) * 10**6,
        "owner_name": who.name, "owner_date_of_birth": who.born.isoformat(),
        "owner_id_number": number, "registration_date": cast.today.isoformat(),
        "signer_name": cast.office.signer, "issuing_agency": " ".join(_head(cast)),
    }  # fmt: skip
    if chance.random() < 0.75:
        fields["phone"] = landline(chance, who)
    return fields


def household_business_registration(cast: Cast, chance: Random) -> Paper:
    """One certificate of a household business that the cast's applicant runs."""
    layout = "2025" if cast.today >= REFORM else chance.choice(("2015", "2021"))
    who = vivid(cast.applicant, chance)
    fields = _fields(cast, layout, who, chance)
    capital = fields["capital"]
    above, below = _head(cast)
    changed = layout != "2015" and chance.random() < 0.35
    first = day_between(chance, cast.today.replace(year=cast.today.year - 3, day=1), cast.today)
    if changed:
        fields["registration_date"] = first.isoformat()
    values: dict[str, object] = {
        "f": fields, "layout": layout, "who": who, "above": above, "below": below,
        "capital": f"{dotted(capital) if isinstance(capital, int) else ''} đồng",
        "words": f"{sum_in_words(capital) if isinstance(capital, int) else ''} đồng",
        "born": short_date(who.born), "day": long_date(cast.today), "changed": changed,
        "first": long_date(first if changed else cast.today), "count": chance.randint(1, 4),
    }  # fmt: skip
    values |= _look(cast, layout, chance)
    template = "household_business_registration.html"
    spare: dict[str, list[Truth]] = {"issuing_agency": [below]}
    return Paper("household_business_registration", template, values, fields, spare)


def _look(cast: Cast, layout: str, chance: Random) -> dict[str, object]:
    office = cast.office
    deputy = office.signer_title.startswith("PHÓ")
    lines = ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG") if deputy else ("TRƯỞNG PHÒNG",)
    return {
        "lines": lines, "ink": seal(office, chance), "town": office.town,
        "framed": chance.random() < 0.5, "dots": layout == "2015" and chance.random() < 0.6,
        "issued": short_date(cast.today), "gap": chance.choice(("3pt", "5pt")), "size": "13pt",
        "margin": "14mm 15mm 12mm 20mm", "value_weight": chance.choice(("normal", "bold")),
        "paper": chance.choice(("Chứng minh nhân dân", "Thẻ căn cước công dân")),
    }  # fmt: skip
