"""Giấy ủy quyền and hợp đồng ủy quyền: rows, prose, and a contract that a notary certifies."""

from datetime import date, timedelta
from random import Random

from samples.generator.addresses import only_pen, pen, stamp
from samples.generator.cast import Cast
from samples.generator.civil import POLICE, identity_number, vivid
from samples.generator.paper import Paper, Truth
from samples.generator.people import Person, adult, day_between, name
from samples.generator.places import neighbour
from samples.generator.wording import date_in_words, long_date, short_date

SCOPES = (
    "Thay mặt bên ủy quyền nộp hồ sơ, nhận kết quả giải quyết thủ tục đăng ký biến động đất đai "
    "đối với thửa đất số {n}, tờ bản đồ số {m}",
    "Thay mặt bên ủy quyền làm thủ tục xin cấp bản sao trích lục hộ tịch tại cơ quan có thẩm quyền",
    "Nhận lương hưu và trợ cấp bảo hiểm xã hội hằng tháng của bên ủy quyền",
    "Quản lý, sử dụng, cho thuê căn nhà số {n} thuộc quyền sở hữu của bên ủy quyền",
    "Liên hệ cơ quan có thẩm quyền để nộp hồ sơ đề nghị cấp giấy phép xây dựng nhà ở riêng lẻ",
    "Thay mặt bên ủy quyền ký hợp đồng mua bán điện, nước và thanh toán các chi phí liên quan",
)  # fmt: skip
TERMS = (
    "Từ ngày ký cho đến khi hoàn tất công việc ủy quyền", "{n} năm kể từ ngày ký",
    "{n} tháng kể từ ngày ký", "Từ ngày {first} đến ngày {last}",
)  # fmt: skip


def _grantee(cast: Cast, chance: Random) -> Person:
    near = neighbour(chance, cast.office.seat)
    return vivid(adult(chance, chance.choice(("male", "female")), near, cast.today), chance)


def _fields(cast: Cast, chance: Random) -> tuple[dict[str, Truth], Person, Person]:
    one, two = vivid(cast.applicant, chance), _grantee(cast, chance)
    today = cast.today
    term = chance.choice(TERMS).format(
        n=f"{chance.randint(1, 12):02d}", first=short_date(today),
        last=short_date(today + timedelta(days=chance.randint(60, 900))),
    )  # fmt: skip
    fields: dict[str, Truth] = {
        "scope": chance.choice(SCOPES).format(n=chance.randint(2, 300), m=chance.randint(1, 60)),
        "term": term, "place": "", "issue_date": today.isoformat(),
    }  # fmt: skip
    for role, who in (("grantor", one), ("grantee", two)):
        fields[f"{role}_name"] = who.name
        fields[f"{role}_id_number"] = identity_number(who, today, chance)
        fields[f"{role}_residence"] = who.residence
    return fields, one, two


def _party(
    role: str, who: Person, fields: dict[str, Truth], today: date, chance: Random
) -> dict[str, object]:
    number = str(fields[f"{role}_id_number"])
    issued = day_between(chance, date(today.year - 3, 1, 1), today - timedelta(30))
    issuer = POLICE if len(number) == 12 else f"Công an {who.home.province_short}"
    return {
        "who": who, "number": number, "born": short_date(who.born), "issuer": issuer,
        "residence": who.residence, "kind": "CMND" if len(number) == 9 else "CCCD",
        "issued": short_date(issued),
        "honour": "Ông" if who.sex == "male" else "Bà",
    }  # fmt: skip


def _paper(cast: Cast, chance: Random, template: str, **more: object) -> Paper:
    fields, one, two = _fields(cast, chance)
    seat, today = cast.office.seat, cast.today
    fields["place"] = (
        seat.ward_short if template != "authorization_contract.html" else str(more["where"])
    )
    values: dict[str, object] = {
        "f": fields, "day": long_date(today), "town": seat.ward_short,
        "words": date_in_words(today), "parties": [
            _party("grantor", one, fields, today, chance),
            _party("grantee", two, fields, today, chance),
        ],
        "dots": chance.random() < 0.5, "caps": chance.random() < 0.5, "gap": "3.5pt",
        "pens": [only_pen(chance), only_pen(chance)], "office": cast.office, "size": "13pt",
    }  # fmt: skip
    return Paper("authorization", template, values | more, fields)


def form(cast: Cast, chance: Random) -> Paper:
    """A form of rows under I, II, III, IV, V."""
    return _paper(cast, chance, "authorization_form.html", certified=chance.random() < 0.5, ink={
        "stamp": stamp(cast.office.committee + " *", "", chance), "pen": pen(chance), "left": 4,
    }, serial=chance.randint(1, 900))  # fmt: skip


def prose(cast: Cast, chance: Random) -> Paper:
    """A paper of one's own wording: today, we are."""
    return _paper(cast, chance, "authorization_prose.html", numbered=chance.random() < 0.5)


def contract(cast: Cast, chance: Random) -> Paper:
    """A contract of two pages with the notary's words on the second."""
    province = cast.office.seat.province_short
    seal = stamp("Văn phòng công chứng *", province, chance)
    where = f"Văn phòng công chứng {name(chance, 'male', 'Kinh')}, {cast.office.seat.inner}"
    notary = name(chance, chance.choice(("male", "female")), "Kinh")
    return _paper(
        cast, chance, "authorization_contract.html", where=where, notary=notary, province=province,
        book=f"{chance.randint(1, 60):02d}", serial=f"{chance.randint(100, 9999)}",
        ink={"stamp": seal, "pen": pen(chance), "left": 5},
    )  # fmt: skip


def authorization(cast: Cast, chance: Random) -> Paper:
    """One of the three layouts."""
    return chance.choice((form, prose, contract))(cast, chance)
