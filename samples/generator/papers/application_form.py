"""Tờ khai and đơn: forms that a citizen fills in, of three wordings."""

from datetime import timedelta
from random import Random

from samples.generator.addresses import only_pen
from samples.generator.cast import Cast
from samples.generator.paper import Paper, Truth
from samples.generator.papers.birth_certificate import birth_place
from samples.generator.papers.citizen_card import bare
from samples.generator.papers.citizen_forms import FORMS
from samples.generator.papers.marital_status import PURPOSES, statuses
from samples.generator.wording import date_in_words, long_date, short_date

LETTERS: dict[str, str] = {
    "Đơn đề nghị xác nhận nơi cư trú": "xác nhận tôi hiện đang cư trú tại địa chỉ nêu trên để "
    "bổ sung hồ sơ nhập học cho con",
    "Đơn đề nghị hỗ trợ kinh phí sửa chữa nhà ở": "hỗ trợ kinh phí sửa chữa nhà ở bị hư hỏng do "
    "bão gây ra, mức đề nghị 15.000.000 đồng",
    "Đơn xin xác nhận hộ có hoàn cảnh khó khăn": "xác nhận gia đình tôi thuộc hộ có hoàn cảnh khó "
    "khăn để con được xét miễn, giảm học phí năm học này",
    "Đơn đề nghị cấp bản sao trích lục khai sinh": "cấp 02 bản sao trích lục khai sinh của tôi từ "
    "Sổ đăng ký khai sinh lưu tại địa phương",
    "Phiếu đăng ký tham gia lớp tập huấn khởi nghiệp": "tham gia lớp tập huấn khởi nghiệp dành cho "
    "thanh niên nông thôn do địa phương tổ chức",
}  # fmt: skip


def _common(cast: Cast, chance: Random) -> dict[str, object]:
    who = cast.applicant
    return {
        "who": who, "cast": cast, "office": cast.office, "day": long_date(cast.today),
        "identity": f"Căn cước công dân số {who.personal_id}, do Cục Cảnh sát quản lý hành chính "
        f"về trật tự xã hội cấp ngày {short_date(cast.today - timedelta(days=410))}",
        "dots": chance.random() < 0.65, "pen": only_pen(chance), "gap": "3.5pt", "size": "13pt",
        "value_face": chance.choice(("inherit", "inherit", "Sans")),
        "value_size": "0.96em", "caps": chance.random() < 0.6,
    }  # fmt: skip


def _applicant(cast: Cast, title: str) -> dict[str, Truth]:
    return {
        "form_title": title,
        "addressed_to": f"{cast.office.committee}, {cast.office.seat.full.split(', ', 1)[1]}",
        "applicant_name": cast.applicant.name,
        "applicant_id_number": cast.applicant.personal_id,
        "applicant_residence": cast.applicant.residence,
        "issue_date": cast.today.isoformat(),
    }


def birth_declaration(cast: Cast, chance: Random) -> Paper:
    """Tờ khai đăng ký khai sinh; the child's data stand below the applicant's."""
    fields = _applicant(cast, "Tờ khai đăng ký khai sinh")
    baby = cast.child
    values = _common(cast, chance) | {
        "f": fields, "born": short_date(baby.born), "born_words": date_in_words(baby.born),
        "birth_place": birth_place(cast, chance), "child": baby,
        "relation": "Bố" if cast.applicant.sex == "male" else "Mẹ",
        "notes": chance.random() < 0.3,
    }  # fmt: skip
    optional: dict[str, Truth] = {"request": "đăng ký khai sinh"}
    return Paper(
        "application_form", "birth_declaration.html", values, fields,
        {"addressed_to": [cast.office.committee]}, optional,
    )  # fmt: skip


def marital_declaration(cast: Cast, chance: Random) -> Paper:
    """Tờ khai cấp giấy xác nhận tình trạng hôn nhân, filled in for oneself."""
    who = cast.applicant
    fields = _applicant(cast, "Tờ khai cấp giấy xác nhận tình trạng hôn nhân")
    values = _common(cast, chance) | {
        "f": fields, "born": short_date(who.born), "status": statuses(chance, who, cast.today),
        "purpose": chance.choice(PURPOSES),
        "since": f"ngày {short_date(who.born.replace(year=who.born.year + 20, day=3))}",
    }  # fmt: skip
    optional: dict[str, Truth] = {
        "applicant_date_of_birth": who.born.isoformat(),
        "request": "cấp Giấy xác nhận tình trạng hôn nhân",
    }
    return Paper(
        "application_form", "marital_declaration.html", values, fields,
        {"addressed_to": [cast.office.committee]}, optional,
    )  # fmt: skip


def letter_form(cast: Cast, chance: Random) -> Paper:
    """A đơn with the applicant's birth, phone and perhaps mail, and a request in words."""
    title = chance.choice(list(LETTERS))
    who = cast.applicant
    fields = _applicant(cast, title)
    fields |= {
        "applicant_date_of_birth": who.born.isoformat(),
        "phone": who.phone,
        "request": LETTERS[title],
    }
    if chance.random() < 0.5:
        fields["email"] = f"{bare(who.name).split()[-1].lower()}{who.born.year}@example.vn"
    values = _common(cast, chance) | {
        "f": fields, "born": short_date(who.born), "reason": chance.random() < 0.5,
    }  # fmt: skip
    return Paper(
        "application_form", "letter_form.html", values, fields,
        {"addressed_to": [cast.office.committee]},
    )  # fmt: skip


def application_form(cast: Cast, chance: Random) -> Paper:
    """One of the three wordings, or one of the forms of single trades."""
    general = (birth_declaration, marital_declaration, letter_form)
    return chance.choice(general if chance.random() < 0.35 else FORMS)(cast, chance)
