"""Giấy chứng nhận đăng ký doanh nghiệp: the form of 2010 with its trades, and those since 2015."""

from datetime import date
from random import Random

from samples.generator.addresses import seal
from samples.generator.business import (
    LINES,
    NAMES,
    TRADES,
    dotted,
    landline,
    sum_in_words,
    tax_number,
)
from samples.generator.cast import Cast
from samples.generator.civil import NEW_CARDS, POLICE, identity_number, vivid
from samples.generator.paper import Paper, Truth
from samples.generator.people import Person, day_between
from samples.generator.places import address
from samples.generator.wording import long_date, short_date

LAYOUTS = ("2010", "2015", "2021")
FINANCE = date(2025, 3, 1)  # the departments of planning became part of those of finance
KINDS = (
    ("CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN", "CÔNG TY TNHH MỘT THÀNH VIÊN", "CO., LTD"),
    ("CÔNG TY TRÁCH NHIỆM HỮU HẠN HAI THÀNH VIÊN TRỞ LÊN", "CÔNG TY TNHH", "CO., LTD"),
    ("CÔNG TY CỔ PHẦN", "CÔNG TY CỔ PHẦN", "JOINT STOCK COMPANY"),
)  # fmt: skip
OFFICES = ("Giám đốc", "Tổng giám đốc", "Chủ tịch công ty", "Chủ tịch Hội đồng quản trị")


def _names(kind: int, chance: Random) -> dict[str, Truth]:
    """The name of the firm, by most with one in English, by half with a short one."""
    trade, english = chance.choice(TRADES)
    own, bare = chance.choice(NAMES)
    told: dict[str, Truth] = {"company_name": f"{KINDS[kind][1]} {trade} {own}"}
    if chance.random() < 0.75:
        told["company_name_foreign"] = f"{bare} {english} {KINDS[kind][2]}"
    if chance.random() < 0.5:
        told["short_name"] = f"{bare.replace(' ', '')} {KINDS[kind][2].rstrip('.')}"
    return told


def _head(cast: Cast) -> tuple[str, str]:
    """The department and its office for registration."""
    department = "TÀI CHÍNH" if cast.today >= FINANCE else "KẾ HOẠCH VÀ ĐẦU TƯ"
    return f"SỞ {department} {cast.office.seat.province.upper()}", "PHÒNG ĐĂNG KÝ KINH DOANH"


def _boss(who: Person, number: str, chance: Random) -> dict[str, Truth]:
    return {
        "representative_name": who.name, "representative_title": chance.choice(OFFICES),
        "representative_date_of_birth": who.born.isoformat(),
        "representative_id_number": number,
    }  # fmt: skip


def _days(cast: Cast, chance: Random) -> dict[str, Truth]:
    """The first registration, and by most the last change with its count."""
    first = day_between(chance, date(2008, 1, 2), cast.today)
    told: dict[str, Truth] = {"first_registration_date": first.isoformat()}
    if chance.random() < 0.65:
        told["change_count"] = chance.randint(1, 14)
        told["change_date"] = cast.today.isoformat()
    else:
        told["first_registration_date"] = cast.today.isoformat()
    return told


def business_registration(cast: Cast, chance: Random) -> Paper:
    """One certificate of a firm that the cast's applicant stands for."""
    layout, kind = chance.choice(LAYOUTS), chance.randrange(3)
    who = vivid(cast.applicant, chance)
    number = identity_number(who, cast.today, chance)
    above, below = _head(cast)
    capital = chance.choice((1, 5, 10, 50)) * chance.randint(3, 990) * 10**7
    fields: dict[str, Truth] = {
        "business_code": tax_number(chance, cast.office.seat.province_code),
        **_names(kind, chance), "head_office": address(chance, cast.office.seat),
        "charter_capital": capital, **_boss(who, number, chance), **_days(cast, chance),
        "issuing_agency": f"{above} {below}", "signer_name": cast.office.signer,
    }  # fmt: skip
    if chance.random() < 0.8:
        fields["phone"] = landline(chance, cast.applicant)
    values = _look(cast, layout, chance) | _shown(fields, capital) | {
        "f": fields, "kind": KINDS[kind][0], "above": above, "below": below, "who": who,
        "owned": kind == 0, "shares": kind == 2, "paper": _paper(number, cast.today),
        "share_count": dotted(capital // 10_000), "members": _members(cast, capital, kind, chance),
        "long": layout == "2010" or (kind == 1 and chance.random() < 0.7),
    }  # fmt: skip
    template = "business_registration.html"
    return Paper("business_registration", template, values, fields, {"issuing_agency": [below]})


def _paper(number: str, day: date) -> dict[str, str]:
    """The kind of identity paper, who issued it."""
    if len(number) == 9:
        return {"kind": "Giấy chứng minh nhân dân", "issuer": "Công an tỉnh"}
    if day >= NEW_CARDS:
        return {"kind": "Thẻ căn cước", "issuer": "Bộ Công an"}
    return {"kind": "Thẻ căn cước công dân", "issuer": POLICE}


def _members(cast: Cast, capital: int, kind: int, chance: Random) -> list[tuple[str, ...]]:
    """Those who hold shares, with their names, homes, sums and parts of a hundred."""
    if kind != 1:
        return []
    part = chance.choice((30, 40, 51, 60, 75))
    return [
        (who.name, who.residence, dotted(capital * share // 100), f"{share},00", who.personal_id)
        for who, share in ((cast.father, part), (cast.mother, 100 - part))
    ]


def _shown(fields: dict[str, Truth], capital: int) -> dict[str, object]:
    """Dates and sums as printed."""
    first = date.fromisoformat(str(fields["first_registration_date"]))
    changed = fields.get("change_date")
    return {
        "first": long_date(first), "capital": f"{dotted(capital)} đồng",
        "changed": long_date(date.fromisoformat(str(changed))) if changed else "",
        "words": f"{sum_in_words(capital)} đồng",
        "born": short_date(date.fromisoformat(str(fields["representative_date_of_birth"]))),
    }  # fmt: skip


def _look(cast: Cast, layout: str, chance: Random) -> dict[str, object]:
    office = cast.office
    deputy = office.signer_title.startswith("PHÓ")
    lines = ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG") if deputy else ("TRƯỞNG PHÒNG",)
    return {
        "layout": layout, "lines": lines, "ink": seal(office, chance), "leading": "1.3",
        "framed": chance.random() < 0.6, "size": "11.5pt", "gap": chance.choice(("1.5pt", "2pt")),
        "margin": "10mm 14mm 10mm 20mm", "dots": False,
        "value_weight": chance.choice(("normal", "bold")), "issued": short_date(cast.today),
        "trades": [(line, f"{chance.randint(1010, 9639)}") for line in chance.sample(LINES, 4)],
        "town": chance.random() < 0.3, "email": chance.random() < 0.4,
    }  # fmt: skip
