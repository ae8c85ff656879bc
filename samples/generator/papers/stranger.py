"""Papers that no schema knows: a letter, a shop's invoice, and those of the module beside."""

from random import Random

from samples.generator.addresses import only_pen
from samples.generator.business import dotted
from samples.generator.cast import Cast
from samples.generator.paper import Draft, Paper
from samples.generator.papers import strangers
from samples.generator.topics import sentences
from samples.generator.wording import long_date

GOODS = (
    ("Xi măng PCB40", "bao", 92_000), ("Thép phi 10", "cây", 118_000), ("Cát xây", "m³", 310_000),
    ("Gạch ống 8 lỗ", "viên", 1_350), ("Sơn nước nội thất", "thùng", 1_240_000),
    ("Ống nhựa phi 60", "mét", 38_500), ("Bóng đèn LED 12W", "cái", 46_000),
)  # fmt: skip


def private_letter(cast: Cast, chance: Random) -> Paper:
    """A letter home."""
    said = sentences(chance, 3, cast.today.year, "quê mình", "xây nhà văn hóa thôn")
    values: dict[str, object] = {
        "cast": cast, "said": said, "day": long_date(cast.today), "pen": only_pen(chance),
        "leading": "1.6",
    }  # fmt: skip
    return Paper("unknown", "private_letter.html", values, {})


def invoice(cast: Cast, chance: Random) -> Paper:
    """What a shop for building materials writes."""
    bought = [(*good, chance.randint(2, 60)) for good in chance.sample(GOODS, 5)]
    rows = [(n, unit, c, dotted(price), dotted(price * c)) for n, unit, price, c in bought]
    values: dict[str, object] = {
        "cast": cast, "rows": rows, "day": long_date(cast.today), "pen": only_pen(chance),
        "total": dotted(sum(price * c for _, _, price, c in bought)),
        "serial": f"{chance.randint(1, 9999):07d}", "face": "Sans", "size": "12pt",
    }  # fmt: skip
    return Paper("unknown", "invoice.html", values, {})


KINDS: dict[str, Draft] = {
    "private_letter": private_letter,
    "invoice": invoice,
    "electricity_bill": strangers.electricity_bill,
    "receipt": strangers.receipt,
    "technical_drawing": strangers.technical_drawing,
    "good_standing": strangers.good_standing,
    "french_letter": strangers.french_letter,
    "price_list": strangers.price_list,
    "newspaper": strangers.newspaper,
    "prescription": strangers.prescription,
    "report_card": strangers.report_card,
    "wedding_invitation": strangers.wedding_invitation,
    "bank_statement": strangers.bank_statement,
    "hand_note": strangers.hand_note,
    "bus_ticket": strangers.bus_ticket,
}


def unknown(cast: Cast, chance: Random) -> Paper:
    """One of the kinds, each as likely; its truth has no fields."""
    return stranger(chance.choice(list(KINDS)), cast, chance)


def stranger(kind: str, cast: Cast, chance: Random) -> Paper:
    """A paper of the named kind; KeyError if there is none."""
    return KINDS[kind](cast, chance)
