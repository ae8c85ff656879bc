"""Real administrative units, before and since 1 July 2025, drawn by chance."""

import functools
from dataclasses import dataclass
from random import Random

from vietnamadminunits import database

STREETS = (
    "Trần Hưng Đạo", "Lê Lợi", "Nguyễn Huệ", "Hùng Vương", "Quang Trung", "Lý Thường Kiệt",
    "Hai Bà Trưng", "Phan Bội Châu", "Nguyễn Trãi", "Điện Biên Phủ", "Võ Thị Sáu", "Hoàng Diệu",
)  # fmt: skip
HAMLETS = (
    "Đông", "Tây", "Trung", "Thượng", "Hạ", "Phú Thọ", "Tân Lập", "An Hòa", "Bình Minh",
    "Đồng Tâm", "Long Thạnh", "Mỹ Lợi",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A commune with its province and, before July 2025, its district ("" since)."""

    ward: str
    district: str
    province: str
    ward_short: str
    district_short: str
    province_short: str
    province_code: str

    @property
    def legacy(self) -> bool:
        return bool(self.district)

    @property
    def full(self) -> str:
        """As civil papers write it: `Xã Hòa An, huyện Phú Hòa, tỉnh Phú Yên`."""
        return ", ".join([self.ward, *(_lowered(part) for part in self._above)])

    @property
    def inner(self) -> str:
        """The same within a sentence: `xã Hòa An, huyện Phú Hòa, tỉnh Phú Yên`."""
        return _lowered(self.ward) + self.full[len(self.ward) :]

    @property
    def short(self) -> str:
        """As identity cards write it: `Hòa An, Phú Hòa, Phú Yên`."""
        parts = (self.ward_short, self.district_short, self.province_short)
        return ", ".join(part for part in parts if part)

    @property
    def _above(self) -> tuple[str, ...]:
        return (self.district, self.province) if self.district else (self.province,)


def _lowered(unit: str) -> str:
    for kind in (
        "Xã",
        "Phường",
        "Thị trấn",
        "Huyện",
        "Quận",
        "Thị xã",
        "Thành phố",
        "Tỉnh",
        "Đặc khu",
    ):
        if unit.startswith(kind + " "):
            return kind.lower() + unit[len(kind) :]
    return unit


def _short(short: str, full: str) -> str:
    return full if short.isdigit() else short  # `Phường 5` never stands without its kind


@functools.cache
def _units(legacy: bool) -> tuple[Place, ...]:
    wanted = ["province", "ward", "provinceShort", "wardShort", "provinceCode", "wardCode"]
    if legacy:
        wanted += ["district", "districtShort"]
    table = "admin_units_legacy" if legacy else "admin_units"
    rows = [row for row in database.get_data(wanted, table) if row["ward"]]
    return tuple(
        Place(
            ward=row["ward"],
            district=row.get("district") or "",
            province=_province(row["province"]),
            ward_short=_short(row["wardShort"], row["ward"]),
            district_short=_short(row.get("districtShort") or "", row.get("district") or ""),
            province_short=row["provinceShort"],
            province_code=row["provinceCode"],
        )
        for row in sorted(rows, key=lambda row: str(row["wardCode"]))
    )


def _province(name: str) -> str:
    return name if name.startswith(("Thành phố", "Tỉnh")) else f"Tỉnh {name}"


def place(chance: Random, legacy: bool) -> Place:
    """One commune of today, or (``legacy``) of the time before July 2025."""
    return chance.choice(_units(legacy))


def neighbour(chance: Random, near: Place) -> Place:
    """Another commune of the same province and the same time."""
    units = _units(near.legacy)
    return chance.choice([unit for unit in units if unit.province == near.province])


def house(chance: Random, near: Place) -> str:
    """What stands before the commune in an address: a house in a street, or a hamlet."""
    if near.ward.startswith("Phường") and chance.random() < 0.6:
        return f"Số {chance.randint(2, 380)}, đường {chance.choice(STREETS)}"
    kinds = ("Tổ dân phố {n}", "Khu phố {n}") if near.ward.startswith(("Ph", "Th")) else (
        "Thôn {n}", "Ấp {name}", "Thôn {name}", "Xóm {n}",
    )  # fmt: skip
    return chance.choice(kinds).format(n=chance.randint(1, 14), name=chance.choice(HAMLETS))


def address(chance: Random, near: Place) -> str:
    return f"{house(chance, near)}, {near.inner}"
