"""Forms of single trades that a citizen fills in: residence, land, building, business, status."""

from datetime import timedelta
from random import Random

from samples.generator.addresses import only_pen
from samples.generator.cast import Cast
from samples.generator.civil import identity, identity_number, vivid
from samples.generator.paper import Paper, Truth
from samples.generator.papers.citizen_card import bare
from samples.generator.people import Person, adult
from samples.generator.wording import long_date, short_date

CHANGES = (
    "Nhận chuyển nhượng quyền sử dụng đất đối với toàn bộ thửa đất",
    "Thay đổi thông tin về giấy tờ nhân thân của người sử dụng đất",
    "Nhận tặng cho quyền sử dụng đất và tài sản gắn liền với đất của cha mẹ",
    "Tách thửa đất để chuyển nhượng một phần cho hộ liền kề",
)  # fmt: skip
WORKS = (
    "Xây dựng mới nhà ở riêng lẻ 02 tầng",
    "Sửa chữa, cải tạo nhà ở riêng lẻ",
    "Xây dựng mới nhà ở cấp IV",
)
TRADES = (
    ("Bán lẻ lương thực", "4711"),
    ("Cắt tóc, gội đầu", "9631"),
    ("Quán ăn", "5610"),
    ("Sửa chữa xe máy", "4542"),
)
CAUSES = ("Bệnh già", "Nhồi máu cơ tim", "Tai nạn giao thông", "Suy hô hấp")
COPIES = ("khai sinh", "kết hôn", "khai tử")


def _common(cast: Cast, who: Person, chance: Random) -> dict[str, object]:
    return {
        "who": who, "cast": cast, "office": cast.office, "day": long_date(cast.today),
        "born": short_date(who.born), "dots": chance.random() < 0.6, "pen": only_pen(chance),
        "gap": "3pt", "size": "12.5pt", "caps": chance.random() < 0.6, "town": cast.office.town,
        "value_face": chance.choice(("inherit", "inherit", "Sans")), "value_size": "0.96em",
        "issued": short_date(cast.today - timedelta(days=chance.randint(100, 1200))),
    }  # fmt: skip


def _applicant(cast: Cast, who: Person, title: str, to: str) -> dict[str, Truth]:
    return {
        "form_title": title, "addressed_to": to, "applicant_name": who.name,
        "applicant_residence": who.residence, "issue_date": cast.today.isoformat(),
    }  # fmt: skip


def _email(who: Person) -> str:
    return f"{bare(who.name).split()[-1].lower()}{who.born.year}@example.vn"


def _paper(template: str, fields: dict[str, Truth], values: dict[str, object]) -> Paper:
    return Paper("application_form", template, values | {"f": fields}, fields)


def residence_form(cast: Cast, chance: Random) -> Paper:
    """CT01, tờ khai thay đổi thông tin cư trú."""
    who, low = vivid(cast.applicant, chance), cast.office.seat.inner.split(", ")[0]
    fields = _applicant(cast, who, "Tờ khai thay đổi thông tin cư trú", f"Công an {low}")
    del fields["applicant_residence"]
    wish = chance.choice(
        ("Đăng ký thường trú tại", "Đăng ký tạm trú tại", "Xác nhận thông tin về cư trú tại")
    )
    fields |= {
        "applicant_date_of_birth": who.born.isoformat(), "applicant_id_number": who.personal_id,
        "phone": who.phone, "request": f"{wish} {who.residence[0].lower()}{who.residence[1:]}",
    }  # fmt: skip
    if chance.random() < 0.5:
        fields["email"] = _email(who)
    other = cast.mother if who.sex == "male" else cast.father
    head, spouse = chance.choice((who, other)), "Vợ" if who.sex == "female" else "Chồng"
    values = _common(cast, who, chance) | {
        "head": head, "relation": "Chủ hộ" if head is who else spouse,
        "child": cast.child, "members": chance.random() < 0.6, "boxed": chance.random() < 0.3,
    }  # fmt: skip
    return _paper("residence_form.html", fields, values)


def land_form(cast: Cast, chance: Random) -> Paper:
    """Đơn đăng ký biến động đất đai, tài sản gắn liền với đất."""
    who, seat = vivid(cast.applicant, chance), cast.office.seat
    to = f"Chi nhánh Văn phòng đăng ký đất đai {seat.district_short or seat.province_short}"
    title = "Đơn đăng ký biến động đất đai, tài sản gắn liền với đất"
    fields = _applicant(cast, who, title, to) | {
        "applicant_id_number": identity_number(who, cast.today, chance), "phone": who.phone,
        "request": chance.choice(CHANGES),
    }  # fmt: skip
    if chance.random() < 0.4:
        fields["email"] = _email(who)
    values = _common(cast, who, chance) | {
        "serial": f"{chance.choice('BCD')}{chance.choice('ASLM')} {chance.randint(1, 999999):06d}",
        "book": f"CS{chance.randint(100, 99999):05d}",
    }  # fmt: skip
    return _paper("land_form.html", fields, values)


def building_form(cast: Cast, chance: Random) -> Paper:
    """Đơn đề nghị cấp giấy phép xây dựng, for a private house."""
    who, office = vivid(cast.applicant, chance), cast.office
    to = office.parent if office.seat.legacy else office.committee
    fields = _applicant(cast, who, "Đơn đề nghị cấp giấy phép xây dựng", to) | {
        "applicant_id_number": who.personal_id, "phone": who.phone, "request": chance.choice(WORKS),
    }  # fmt: skip
    values = _common(cast, who, chance) | {
        "plot": chance.randint(2, 400), "sheet": chance.randint(1, 60),
        "area": chance.randint(60, 300), "floor": chance.randint(50, 120),
    }  # fmt: skip
    return _paper("building_form.html", fields, values)


def business_form(cast: Cast, chance: Random) -> Paper:
    """Giấy đề nghị đăng ký hộ kinh doanh."""
    who, office = vivid(cast.applicant, chance), cast.office
    above = office.parent.removeprefix("Ủy ban nhân dân ")
    to = f"Phòng Tài chính - Kế hoạch {above}" if office.seat.legacy else office.committee
    fields = _applicant(cast, who, "Giấy đề nghị đăng ký hộ kinh doanh", to) | {
        "applicant_date_of_birth": who.born.isoformat(), "applicant_id_number": who.personal_id,
        "phone": who.phone,
    }  # fmt: skip
    if chance.random() < 0.5:
        fields["email"] = _email(who)
    values = _common(cast, who, chance) | {
        "house": f"Hộ kinh doanh {who.name.split()[-1]}", "trades": chance.sample(TRADES, 2),
        "capital": f"{chance.randint(2, 30)}0.000.000",
    }  # fmt: skip
    return _paper("business_form.html", fields, values)


def marriage_form(cast: Cast, chance: Random) -> Paper:
    """Tờ khai đăng ký kết hôn: bride and groom side by side, neither before the other."""
    bride, groom = vivid(cast.mother, chance), vivid(cast.father, chance)
    to = f"{cast.office.committee}, {cast.office.seat.full.split(', ', 1)[1]}"
    fields = _applicant(cast, bride, "Tờ khai đăng ký kết hôn", to)
    optional = {key: fields.pop(key) for key in ("applicant_name", "applicant_residence")}
    optional |= {
        "applicant_date_of_birth": bride.born.isoformat(), "applicant_id_number": bride.personal_id,
        "request": "đăng ký kết hôn",
    }  # fmt: skip
    values = _common(cast, bride, chance) | {
        "f": fields, "pair": [
            (each, identity(each, each.personal_id, cast.today, chance)) for each in (bride, groom)
        ],
        "pens": [only_pen(chance), only_pen(chance)],
    }  # fmt: skip
    return Paper(
        "application_form", "marriage_form.html", values, fields,
        {"addressed_to": [cast.office.committee], "applicant_name": [groom.name]}, optional,
    )  # fmt: skip


def death_form(cast: Cast, chance: Random) -> Paper:
    """Tờ khai đăng ký khai tử; the dead person's data stand below the applicant's."""
    dead = adult(chance, chance.choice(("male", "female")), cast.office.seat, cast.today)
    died = cast.today - timedelta(days=chance.randint(1, 14))
    rows = [
        ("Đã chết vào lúc", f"{chance.randint(0, 23):02d} giờ 15 phút, {long_date(died)}"),
        ("Nơi chết", dead.residence), ("Nguyên nhân chết", chance.choice(CAUSES)),
        ("Giấy báo tử", f"Số {chance.randint(1, 99)} do {cast.office.committee} cấp"),
    ]  # fmt: skip
    return _civil_form(
        cast, chance, "đăng ký khai tử", "Đề nghị cơ quan đăng ký khai tử", dead, rows
    )


def extract_form(cast: Cast, chance: Random) -> Paper:
    """Tờ khai cấp bản sao trích lục hộ tịch."""
    what = chance.choice(COPIES)
    rows = [
        ("Đã đăng ký tại", f"{cast.office.committee}"),
        ("Số lượng bản sao yêu cầu cấp", f"{chance.randint(1, 9):02d} bản"),
    ]
    asked = f"Đề nghị cơ quan cấp bản sao trích lục {what}"
    return _civil_form(cast, chance, "cấp bản sao trích lục hộ tịch", asked, cast.child, rows)


def _civil_form(
    cast: Cast, chance: Random, what: str, asked: str, other: Person, rows: list[tuple[str, str]]
) -> Paper:
    """A form of civil status for somebody else."""
    who = vivid(cast.applicant, chance)
    to = f"{cast.office.committee}, {cast.office.seat.full.split(', ', 1)[1]}"
    fields = _applicant(cast, who, f"Tờ khai {what}", to)
    fields["applicant_id_number"] = number = identity_number(who, cast.today, chance)
    values = _common(cast, who, chance) | {
        "f": fields, "identity": identity(who, number, cast.today, chance), "asked": asked,
        "other": other, "other_born": short_date(other.born), "rows_": rows,
        "relation": chance.choice(("Con", "Vợ", "Chồng", "Cháu ruột", "Bản thân")),
        "other_identity": identity(other, other.personal_id, cast.today, chance),
    }  # fmt: skip
    optional: dict[str, Truth] = {"request": what}
    return Paper(
        "application_form", "civil_form.html", values, fields,
        {"addressed_to": [cast.office.committee]}, optional,
    )  # fmt: skip


FORMS = (
    residence_form, land_form, building_form, business_form, marriage_form, death_form,
    extract_form,
)  # fmt: skip
