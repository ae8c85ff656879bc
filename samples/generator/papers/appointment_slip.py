"""Giấy tiếp nhận hồ sơ và hẹn trả kết quả: the forms of 2018 and of 2025."""

from datetime import datetime, time, timedelta
from random import Random

from samples.generator.addresses import code, only_pen, stamp
from samples.generator.cast import REFORM, Cast
from samples.generator.paper import Paper, Truth
from samples.generator.wording import clock, long_date

REQUESTS: dict[str, tuple[int, tuple[str, ...]]] = {
    "Đăng ký khai sinh": (1, (
        "Tờ khai đăng ký khai sinh", "Giấy chứng sinh", "Giấy chứng nhận kết hôn",
        "Căn cước công dân",
    )),
    "Cấp Giấy xác nhận tình trạng hôn nhân": (3, (
        "Tờ khai cấp Giấy xác nhận tình trạng hôn nhân", "Căn cước công dân",
        "Quyết định ly hôn",
    )),
    "Cấp bản sao Trích lục hộ tịch": (1, (
        "Tờ khai cấp bản sao trích lục hộ tịch", "Căn cước công dân",
    )),
    "Đăng ký thành lập hộ kinh doanh": (3, (
        "Giấy đề nghị đăng ký hộ kinh doanh", "Biên bản họp thành viên hộ gia đình",
        "Hợp đồng thuê địa điểm", "Căn cước công dân",
    )),
    "Đăng ký biến động quyền sử dụng đất": (10, (
        "Đơn đăng ký biến động đất đai", "Hợp đồng chuyển nhượng quyền sử dụng đất",
        "Giấy chứng nhận quyền sử dụng đất", "Trích lục bản đồ địa chính",
        "Tờ khai thuế thu nhập cá nhân",
    )),
}  # fmt: skip


def dossier_code(cast: Cast, chance: Random) -> str:
    """A dossier code of the day: the old order of its groups before the reform, or the new."""
    day, serial = f"{cast.today:%y%m%d}", chance.randint(1, 9999)
    province = f"H{chance.randint(1, 63):02d}"
    if cast.today < REFORM and chance.random() < 0.5:
        groups = f"000.{chance.randint(0, 30):02d}.{chance.randint(10, 60)}.{province}"
        return f"{groups}-{day}-{serial:04d}"
    groups = f"{province}.{chance.randint(1, 99)}.{chance.randint(1, 40)}"
    return (
        f"{groups}-{day}-{serial:04d}" if chance.random() < 0.6 else f"{groups}-{day}-{serial:05d}"
    )


def _desk(cast: Cast, newer: bool) -> str:
    ward = cast.office.seat.ward
    if newer:
        return f"Trung tâm Phục vụ hành chính công {ward[0].lower()}{ward[1:]}"
    return "Bộ phận Tiếp nhận và Trả kết quả"


def _look(newer: bool, number: str, papers: int, desk: str, chance: Random) -> dict[str, object]:
    return {
        "bars": code(number, "Code128"), "qr": code(number),
        "dots": not newer and chance.random() < 0.6, "serial": chance.randint(11, 3200),
        "pen": only_pen(chance), "clerk_pen": only_pen(chance), "gap": "3pt", "size": "13pt",
        "kinds": [chance.choice(("Bản chính", "Bản sao")) for _ in range(papers)],
        "stamp": stamp(desk, "", chance) if chance.random() < 0.4 else "",
        "book": chance.randint(1, 9),
    }  # fmt: skip


def appointment_slip(cast: Cast, chance: Random, request: str = "", number: str = "") -> Paper:
    """One slip for the applicant; ``request`` (of REQUESTS) and dossier code by chance if empty."""
    request = request or chance.choice(list(REQUESTS))
    days, listed = REQUESTS[request]
    who, today, committee = cast.applicant, cast.today, cast.office.committee
    newer = today >= REFORM or chance.random() < 0.3
    received = datetime.combine(today, time(chance.randint(7, 15), chance.choice((5, 12, 30, 45))))
    due = received + timedelta(days=days + 2 * ((today.weekday() + days) // 5))
    desk, number = _desk(cast, newer), number or dossier_code(cast, chance)
    fields: dict[str, Truth] = {
        "dossier_code": number, "receiving_agency": desk, "applicant_name": who.name,
        "applicant_address": who.residence, "phone": who.phone, "request": request,
        "papers": list(listed), "received_at": received.isoformat("T", "minutes"),
        "due_at": due.isoformat("T", "minutes"), "receiver_name": cast.office.clerk,
    }  # fmt: skip
    values = _look(newer, number, len(listed), desk, chance) | {
        "f": fields, "who": who, "office": cast.office, "newer": newer, "days": days,
        "received": clock(received), "due": clock(due), "day": long_date(today),
    }  # fmt: skip
    readings: list[Truth] = [committee, f"{desk} {committee}", f"{committee} {desk}"]
    alternatives = {"receiving_agency": readings}
    return Paper("appointment_slip", "appointment_slip.html", values, fields, alternatives)
