"""Phiếu lý lịch tư pháp: numbers 1 and 2, of the justice department and of the police."""

from dataclasses import replace
from datetime import date
from random import Random

from samples.generator.addresses import only_pen, pen, stamp
from samples.generator.cast import Cast
from samples.generator.civil import identity_number, vivid
from samples.generator.paper import Paper, Truth
from samples.generator.people import Person, day_between, name
from samples.generator.places import place
from samples.generator.wording import long_date, short_date

TO_POLICE = date(2025, 3, 1)  # the police have kept criminal records since this day
STATUSES = (
    "Không có án tích", "Không có án tích", "Không có án tích", "Không có án tích",
    "Có án tích về tội Trộm cắp tài sản, bị phạt 09 tháng tù, chưa được xóa án tích",
    "Có án tích về tội Vi phạm quy định về tham gia giao thông đường bộ, bị phạt 18 tháng tù "
    "nhưng cho hưởng án treo",
)  # fmt: skip
BANS = ("Không có thông tin", "Không bị cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp")


def _agency(cast: Cast, chance: Random) -> tuple[str, str, str]:
    """The issuing agency, the symbol in its numbers, and the agency above where it is named."""
    province = cast.office.seat.province
    low = f"{province[0].lower()}{province[1:]}"
    if cast.today >= TO_POLICE:
        return f"Công an {low}", "CAT-LLTP", "Bộ Công an"
    if chance.random() < 0.5:
        return f"Sở Tư pháp {low}", "STP-LLTP", ""
    return "Sở Tư pháp", "STP-LLTP", f"Ủy ban nhân dân {low}"


def _fields(cast: Cast, who: Person, agency: str, symbol: str, chance: Random) -> dict[str, Truth]:
    birth = place(chance, legacy=True)
    return {
        "document_number": f"{chance.randint(10, 9900)}/{symbol}", "full_name": who.name,
        "sex": who.sex, "date_of_birth": who.born.isoformat(),
        "place_of_birth": chance.choice((birth.full, birth.province, birth.short)),
        "nationality": who.nationality, "residence": who.residence,
        "id_number": identity_number(who, cast.today, chance), "status": chance.choice(STATUSES),
        "issue_date": cast.today.isoformat(), "issuing_agency": agency,
        "signer_name": name(chance, chance.choice(("male", "female")), "Kinh"),
    }  # fmt: skip


def criminal_record(cast: Cast, chance: Random) -> Paper:
    """A criminal record, number 1 (short) or number 2 (with the parents)."""
    cast = replace(cast, today=max(cast.today, date(2018, 1, 8)))
    who, second = vivid(cast.applicant, chance), chance.random() < 0.45
    agency, symbol, above = _agency(cast, chance)
    fields = _fields(cast, who, agency, symbol, chance)
    province = cast.office.seat.province_short
    issued = day_between(chance, date(cast.today.year - 4, 2, 1), date(cast.today.year - 1, 11, 30))
    ink = {
        "stamp": stamp(" ".join(agency.split()[:3]) + " *", province, chance),
        "pen": pen(chance), "left": chance.randint(-4, 8),
    }  # fmt: skip
    deputy = chance.random() < 0.6
    values: dict[str, object] = {
        "f": fields, "who": who, "second": second, "born": short_date(who.born),
        "day": long_date(cast.today), "town": province, "dots": chance.random() < 0.4, "ink": ink,
        "above": above,
        "lines": ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC") if deputy else ("GIÁM ĐỐC",),
        "clerk": name(chance, "female", "Kinh"), "clerk_pen": only_pen(chance),
        "caps": chance.random() < 0.6, "issued": short_date(issued), "father": cast.father.name,
        "mother": cast.mother.name, "ban": chance.choice(BANS), "gap": "4pt", "size": "13pt",
        "paper_of": "CMND" if len(str(fields["id_number"])) == 9 else "CCCD",
        "numbered": chance.random() < 0.7,
    }  # fmt: skip
    return Paper("criminal_record", "criminal_record.html", values, fields)
