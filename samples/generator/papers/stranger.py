"""Papers that no schema knows: a private letter, and a shop's invoice."""

from random import Random

from samples.generator.addresses import only_pen
from samples.generator.cast import Cast
from samples.generator.paper import Paper
from samples.generator.topics import sentences
from samples.generator.wording import long_date

GOODS = (
    ("Xi măng PCB40", "bao", 92_000), ("Thép phi 10", "cây", 118_000), ("Cát xây", "m³", 310_000),
    ("Gạch ống 8 lỗ", "viên", 1_350), ("Sơn nước nội thất", "thùng", 1_240_000),
    ("Ống nhựa phi 60", "mét", 38_500), ("Bóng đèn LED 12W", "cái", 46_000),
)  # fmt: skip


def _dotted(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def unknown(cast: Cast, chance: Random) -> Paper:
    """A letter or an invoice; its truth has no fields."""
    return chance.choice((private_letter, invoice))(cast, chance)


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
    rows = [(n, unit, c, _dotted(price), _dotted(price * c)) for n, unit, price, c in bought]
    values: dict[str, object] = {
        "cast": cast, "rows": rows, "day": long_date(cast.today), "pen": only_pen(chance),
        "total": _dotted(sum(price * c for _, _, price, c in bought)),
        "serial": f"{chance.randint(1, 9999):07d}", "face": "Sans", "size": "12pt",
    }  # fmt: skip
    return Paper("unknown", "invoice.html", values, {})
