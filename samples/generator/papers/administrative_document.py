"""Administrative documents as Nghị định 30/2020 lays them out: a dozen kinds, 1 to 3 pages."""

from datetime import date
from random import Random

from samples.generator.addresses import pen, stamp
from samples.generator.agencies import UNITS, Agency, agency, signing
from samples.generator.cast import Cast
from samples.generator.paper import Paper, Truth
from samples.generator.topics import HEADINGS, SUBJECTS, grounds, sentences, slots
from samples.generator.wording import long_date

TEMPLATE = "administrative_document.html"
KINDS = {
    "decision": ("QUYẾT ĐỊNH", "QĐ"), "notice": ("THÔNG BÁO", "TB"), "report": ("BÁO CÁO", "BC"),
    "plan": ("KẾ HOẠCH", "KH"), "submission": ("TỜ TRÌNH", "TTr"), "official_letter": ("", ""),
    "invitation": ("GIẤY MỜI", "GM"), "guidance": ("HƯỚNG DẪN", "HD"),
    "directive": ("CHỈ THỊ", "CT"),
    "programme": ("CHƯƠNG TRÌNH", "CTr"), "resolution": ("NGHỊ QUYẾT", "NQ"),
    "telegram": ("CÔNG ĐIỆN", "CĐ"),
}  # fmt: skip
WEIGHTS = (5, 5, 5, 5, 4, 7, 2, 2, 1, 1, 1, 1)
LEADS = {
    "decision": "Về việc {0}", "notice": "Về việc {0}", "report": "Kết quả {0}",
    "plan": "{1}", "submission": "Về việc {0}", "official_letter": "{0}",
    "invitation": "Dự họp về {0}", "guidance": "Về việc {0}", "directive": "Về việc tăng cường {0}",
    "programme": "{1}", "resolution": "Về việc {0}", "telegram": "Về việc {0}",
}  # fmt: skip
RECIPIENTS = (
    "Thường trực Đảng ủy", "Các phòng, ban trực thuộc", "Các thôn, tổ dân phố",
    "Mặt trận Tổ quốc và các đoàn thể", "Lãnh đạo cơ quan", "Trang thông tin điện tử",
)  # fmt: skip


def _number(kind: str, body: Agency, chance: Random) -> str:
    count = f"{chance.randint(1, 1900):02d}"
    if kind == "official_letter":
        return f"{count}/{body.symbol}-{chance.choice(UNITS)}"
    return f"{count}/{KINDS[kind][1]}-{body.symbol}"


def _recipients(kind: str, chance: Random) -> list[str]:
    first = {
        "decision": ["Như Điều 3"],
        "official_letter": ["Như trên"],
        "submission": ["Như trên"],
    }
    more = chance.sample(RECIPIENTS, chance.randint(1, 4))
    return [*first.get(kind, []), *more, f"Lưu: VT, {chance.choice(UNITS)}"]


def administrative_document(cast: Cast, chance: Random, kind: str = "", pages: int = 0) -> Paper:
    """One document of ``kind`` (a key of KINDS) and about ``pages`` long; by chance if not told."""
    kind = kind or chance.choices(list(KINDS), WEIGHTS)[0]
    pages = pages or chance.choices((1, 2, 3), (6, 3, 1))[0]
    body, today = agency(cast, chance), cast.today
    topic = chance.choice(SUBJECTS).format(**slots(chance, today.year, body.area, ""))
    lead = LEADS[kind].format(topic, topic[0].upper() + topic[1:])
    brief = lead.startswith("Về việc ") and chance.random() < 0.25  # `V/v …` under the title
    subject = lead.removeprefix("Về việc ") if brief else lead
    lines, title = signing(body, chance)
    listed = _recipients(kind, chance)
    fields: dict[str, Truth] = {
        "kind": kind, "document_number": _number(kind, body, chance), "subject": subject,
        "issue_date": today.isoformat(), "recipients": "; ".join(listed), "signer_title": title,
    }  # fmt: skip
    fields |= _of_agency(body, lines)
    if chance.random() < 0.12:
        fields["urgency"] = chance.choice(("KHẨN", "HỎA TỐC", "THƯỢNG KHẨN"))
    values = _look(cast, chance, body) | {
        "f": fields, "lead": f"V/v {subject}" if brief else lead, "above": body.parent,
        "title": KINDS[kind][0], "lines": lines, "listed": listed,
        "texts": _texts(kind, pages, chance, today, body.area, topic),
        "to": [_addressee(body, chance)] if kind in ("official_letter", "submission") else [],
    }  # fmt: skip
    return Paper("administrative_document", TEMPLATE, values, fields, _shorter(lines))


def _of_agency(body: Agency, lines: tuple[str, ...]) -> dict[str, Truth]:
    fields: dict[str, Truth] = {
        "issuing_agency": body.name, "place": body.town, "signer_name": body.signer
    }  # fmt: skip
    if body.parent:
        fields["parent_agency"] = body.parent
    if lines:
        fields["signed_for"] = " ".join(lines)
    return fields


def _shorter(lines: tuple[str, ...]) -> dict[str, list[Truth]]:
    """Other readings of the lines of authority: one of them, or the abbreviations only."""
    if not lines:
        return {}
    marks = [line.split()[0] for line in lines]
    return {"signed_for": [" ".join(marks), *lines, *marks]}


def _look(cast: Cast, chance: Random, body: Agency) -> dict[str, object]:
    region = cast.office.seat.province_short
    return {
        "day": long_date(cast.today), "size": chance.choice(("13pt", "13.5pt", "14pt")),
        "ink": {
            "stamp": stamp(f"{body.name} *", region, chance), "pen": pen(chance),
            "left": chance.randint(-4, 8),
        },
        "break_names": chance.random() < 0.6, "committee": body.committee,
        "head": body.head, "gap": "0",
    }  # fmt: skip


def _addressee(body: Agency, chance: Random) -> str:
    above = body.parent or "Các sở, ban, ngành"
    if body.committee:
        return chance.choice(("Các phòng, ban, đơn vị trực thuộc", above, "Các thôn, tổ dân phố"))
    return chance.choice((above, "Ủy ban nhân dân các xã, phường", "Các đơn vị trực thuộc"))


def _texts(
    kind: str, pages: int, chance: Random, today: date, area: str, topic: str
) -> dict[str, object]:
    """The body: grounds, articles or numbered parts, perhaps a table, enough for ``pages``."""
    count = {1: chance.randint(4, 6), 2: chance.randint(12, 15), 3: chance.randint(22, 25)}[pages]
    said = sentences(chance, count, today.year, area, topic)
    cited = [text.format(**slots(chance, today.year, area, topic)) for text in grounds(today)]
    rows = [
        (
            f"{chance.randint(100, 999)}",
            f"{chance.randint(10, 99)}",
            f"{chance.randint(60, 99)},{n}",
        )
        for n in range(chance.randint(3, 5))
    ]
    return {
        "grounds": cited if kind in ("decision", "resolution", "plan") else [],
        "said": said,
        "articles": kind in ("decision", "resolution"),
        "headings": chance.sample(HEADINGS, 4) if pages > 1 else [],
        "rows": rows if kind in ("report", "plan") and pages > 1 else [],
    }
