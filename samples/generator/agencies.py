"""The agencies that issue administrative documents: their heads, symbols and signers."""

from dataclasses import dataclass
from random import Random

from samples.generator.cast import Cast
from samples.generator.people import name

DEPARTMENTS = (
    ("Sở Nội vụ", "SNV"), ("Sở Tư pháp", "STP"), ("Sở Tài chính", "STC"), ("Sở Y tế", "SYT"),
    ("Sở Giáo dục và Đào tạo", "SGDĐT"), ("Sở Xây dựng", "SXD"), ("Sở Công Thương", "SCT"),
    ("Sở Khoa học và Công nghệ", "SKHCN"), ("Sở Nông nghiệp và Môi trường", "SNNMT"),
)  # fmt: skip
OFFICES = (("Phòng Văn hóa - Xã hội", "VHXH"), ("Phòng Kinh tế", "KT"))
UNITS = ("VP", "TCHC", "NV", "VX", "TH", "KSTT", "TCKH")


@dataclass(frozen=True)
class Agency:
    """An issuing agency.

    ``symbol`` stands after the kind in a number (`UBND`); ``head`` is the title of its head;
    ``committee`` is true where the head signs for all members (TM.).
    """

    parent: str
    name: str
    symbol: str
    town: str
    area: str
    head: str
    committee: bool
    signer: str


def agency(cast: Cast, chance: Random) -> Agency:
    """A committee of a commune or province, an office, or a provincial department."""
    office, seat = cast.office, cast.office.seat
    signer = name(chance, chance.choice(("male", "female")), "Kinh")
    province = f"{seat.province[0].lower()}{seat.province[1:]}"
    area = f"{seat.ward[0].lower()}{seat.ward[1:]}"
    kind = chance.choices(("committee", "department", "office", "province"), (5, 4, 2, 1))[0]
    chair, above = "CHỦ TỊCH", f"Ủy ban nhân dân {province}"
    if kind == "committee":
        own = (office.parent, office.committee, "UBND")
        return Agency(*own, office.town, area, chair, True, signer)
    if kind == "office":
        over = office.parent if seat.legacy else office.committee
        own = (over, *chance.choice(OFFICES))
        return Agency(*own, office.town, area, "TRƯỞNG PHÒNG", False, signer)
    if kind == "province":
        return Agency("", above, "UBND", seat.province_short, province, chair, True, signer)
    own = (above, *chance.choice(DEPARTMENTS))
    return Agency(*own, seat.province_short, province, "GIÁM ĐỐC", False, signer)


def signing(body: Agency, chance: Random) -> tuple[tuple[str, ...], str]:
    """The lines of authority above a signer, and the signer's own title."""
    lines = ("TM. ỦY BAN NHÂN DÂN",) if body.committee else ()
    way = chance.choices(("head", "deputy", "order"), (4, 5, 1))[0]
    if way == "head":
        return lines, body.head
    if way == "deputy":
        return (*lines, f"KT. {body.head}"), f"PHÓ {body.head}"
    return (f"TL. {body.head}",), "CHÁNH VĂN PHÒNG"
