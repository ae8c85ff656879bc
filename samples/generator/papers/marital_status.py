"""Giấy xác nhận tình trạng hôn nhân: the form with dotted lines, and the newer one."""

from datetime import date, timedelta
from random import Random

from samples.generator.addresses import seal
from samples.generator.cast import Cast
from samples.generator.paper import Paper, Truth
from samples.generator.papers.citizen_card import NEW_CARDS
from samples.generator.people import Person, name
from samples.generator.wording import long_date, short_date

POLICE = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"
PURPOSES = (
    "Đăng ký kết hôn", "Làm thủ tục mua bán nhà đất", "Bổ sung hồ sơ xin việc làm",
    "Làm thủ tục vay vốn ngân hàng", "Chuyển nhượng quyền sử dụng đất",
)  # fmt: skip


def statuses(chance: Random, person: Person, today: date) -> str:
    """One of the states that the law knows, in the form's words."""
    other = name(chance, "female" if person.sex == "male" else "male", "Kinh")
    past = today - timedelta(days=chance.randint(300, 2500))
    return chance.choice((
        "Chưa đăng ký kết hôn với ai",
        f"Hiện tại đang có vợ hoặc chồng là {other}",
        f"Có đăng ký kết hôn, nhưng đã ly hôn theo Quyết định ly hôn số "
        f"{chance.randint(10, 300)}/{past.year}/QĐST-HNGĐ {long_date(past)}; "
        "hiện tại chưa đăng ký kết hôn với ai",
        f"Có đăng ký kết hôn nhưng vợ hoặc chồng đã chết, theo Trích lục khai tử số "
        f"{chance.randint(5, 90)}/TLKT ngày {short_date(past)}; hiện tại chưa kết hôn với ai",
    ))  # fmt: skip


def half_a_year_later(day: date) -> date:
    month = day.month + 6
    year, month = (day.year + 1, month - 12) if month > 12 else (day.year, month)
    return date(year, month, min(day.day, 28) if month == 2 else min(day.day, 30))


def _fields(cast: Cast, chance: Random, newer: bool) -> dict[str, Truth]:
    who, office = cast.applicant, cast.office
    return {
        "document_number": f"{chance.randint(1, 640)}/{'XNTTHN' if newer else 'UBND-XNTTHN'}",
        "issue_date": cast.today.isoformat(), "full_name": who.name,
        "date_of_birth": who.born.isoformat(), "sex": who.sex, "ethnicity": who.ethnicity,
        "nationality": who.nationality, "id_number": who.personal_id, "residence": who.residence,
        "marital_status": statuses(chance, who, cast.today), "purpose": chance.choice(PURPOSES),
        "signer_name": office.signer, "signer_title": office.signer_title,
    }  # fmt: skip


def _identity(who: Person, today: date, chance: Random) -> str:
    issued = today - timedelta(days=chance.randint(200, 1400))
    issuer = "Bộ Công an" if issued >= NEW_CARDS else POLICE
    return f"Căn cước công dân số {who.personal_id}, do {issuer} cấp ngày {short_date(issued)}"


def marital_status_certificate(cast: Cast, chance: Random) -> Paper:
    """One certificate of the applicant's marital status."""
    who, today = cast.applicant, cast.today
    newer = chance.random() < 0.5
    identity, until = _identity(who, today, chance), half_a_year_later(today)
    fields = _fields(cast, chance, newer)
    optional: dict[str, Truth] = {}
    (fields if newer else optional)["valid_until"] = until.isoformat()
    values: dict[str, object] = {
        "f": fields, "who": who, "office": cast.office, "dots": chance.random() < 0.6,
        "newer": newer, "born": short_date(who.born), "day": long_date(today),
        "until": short_date(until), "identity": identity, "caps": chance.random() < 0.6,
        "ink": seal(cast.office, chance),
        "value_weight": chance.choice(("normal", "normal", "bold")), "gap": "5pt",
    }  # fmt: skip
    template = "marital_status_certificate.html"
    return Paper("marital_status_certificate", template, values, fields, optional=optional)
