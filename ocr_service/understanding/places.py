"""Administrative units before and since 1 July 2025, through the tables of vietnamadminunits."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Protocol, cast

from ocr_service.domain.record import Unit, Units
from ocr_service.schema.letters import fold

# The words for kinds of unit, folded: as they are spelt, and their level.
UNIT_WORDS = {
    "xa": ("xã", "commune"), "phuong": ("phường", "commune"), "thi tran": ("thị trấn", "commune"),
    "dac khu": ("đặc khu", "commune"), "huyen": ("huyện", "district"), "quan": ("quận", "district"),
    "thi xa": ("thị xã", "district"), "thanh pho": ("thành phố", "district"),
    "tinh": ("tỉnh", "province"),
}  # fmt: skip
_LONGEST_FIRST = sorted(UNIT_WORDS, key=len, reverse=True)
_DISTRICTS = tuple(word for word, (_, level) in UNIT_WORDS.items() if level == "district")
_TABLES = ("admin_units_legacy", "admin_units")
_KIND_WITHIN = re.compile(rf" (?:{'|'.join(_LONGEST_FIRST)})(?= )")
_COMMUNE = re.compile(r"(?:^|,|\s)(?:xa|phuong|thi tran|dac khu) \w")


class _Known(Protocol):
    province: str | None
    district: str | None
    ward: str | None
    province_code: str | None
    district_code: str | None
    ward_code: str | None


@lru_cache(maxsize=2048)
def units(text: str) -> Units:
    """The units that a place names, from the commune up; () when it names none for certain.

    A text with a district, or whose commune was there only before, is read with the 63 provinces.
    """
    plain = fold(text)
    if "," not in text and not any(word in plain for word in UNIT_WORDS):
        return ()
    # Loaded on first use: its tables cost half a second, and many papers name no place.
    from vietnamadminunits import convert_address, parse_address

    old = _tried(parse_address, text, "LEGACY")
    new = _tried(parse_address, text, "FROM_2025")
    if old and _of_district(old, text):
        return _before(old, plain) + _since(_tried(convert_address, text) if old.ward else None, "")
    if new and _named(new, plain, "ward"):
        return _since(new, plain)
    if old and _named(old, plain, "province"):
        return _before(old, plain)
    return _since(new, plain) if new and _named(new, plain, "province") else ()


def spelt_alone(name: str) -> tuple[str, bool]:
    """A name that stands without its unit, as “Trà Vinh” before a date: spelt as the tables do.

    Whether the tables know it: by this spelling, or by the only one that its letters have.
    """
    names = {each for level in _COLUMNS for each in spellings(level).get(fold(name), ())}
    if any(each.casefold() == name.casefold() for each in names):
        return name, True
    return (names.pop(), True) if len(names) == 1 else (name, False)


_COLUMNS = {"commune": "ward", "district": "district", "province": "province"}


@cache
def spellings(level: str) -> Mapping[str, frozenset[str]]:
    """The names of all units of a level, before and since July 2025, by their folded letters.

    Cities of a province count among the districts, and so do cities that are provinces.
    """
    from vietnamadminunits import database

    tables = [("admin_units_legacy", level)]
    tables += [("admin_units", level)] if level != "district" else []
    tables += [(table, "province") for table in _TABLES] if level == "district" else []
    found: dict[str, set[str]] = {}
    for table, of in tables:
        column = f"{_COLUMNS[of]}Short"
        for row in database.get_data([column], table):
            if name := row[column]:
                found.setdefault(fold(name), set()).add(name)
    return {plain: frozenset(names) for plain, names in found.items()}


def load_tables() -> None:
    """Looks up one old and one new place, so that processes forked later need not load them."""
    units("xã Tân Trào, huyện Sơn Dương, tỉnh Tuyên Quang")
    units("xã Tân Trào, tỉnh Tuyên Quang")
    for level in _COLUMNS:
        spellings(level)


def spelt(text: str, known: Units) -> str:
    """The text with the names of its units as the tables spell them: OCR may lose their marks."""
    old = [unit for unit in known if not unit.since_2025]
    parts = re.split(r"(,\s*)", text)
    return "".join(_spelt(part, [_apart(unit.name) for unit in old or known]) for part in parts)


def _spelt(part: str, units_named: Sequence[tuple[str, str]]) -> str:
    """A part with the one spelling of its letters; of several, the one of the same kind.

    An office may stand before the kind: “Ủy ban nhân dân xã Tân Trào”.
    """
    kind, name = _apart(part)
    office = "" if kind else _before_kind(part)
    kind, name = _apart(part[len(office) :]) if office else (kind, name)
    alike = [
        spelling
        for of, spelling in units_named
        if fold(spelling) == fold(name) and (not kind or fold(kind) == fold(of))
    ]
    read = any(spelling.casefold() == name.casefold() for spelling in alike)
    return part if read or not alike else office + kind + alike[0]


def _before_kind(part: str) -> str:
    """What stands before the last word for a kind of unit, with the space after it."""
    plain = fold(part)
    within = [at.start() + 1 for at in _KIND_WITHIN.finditer(plain)]
    return part[: within[-1]] if within and len(plain) == len(part) else ""


def _apart(part: str) -> tuple[str, str]:
    """The word for a kind of unit, with the space after it, and the name: “xã ”, “Vị Thủy”."""
    plain = fold(part)
    for word in _LONGEST_FIRST:
        if plain.startswith(f"{word} ") and len(plain) == len(part):
            return part[: len(word) + 1], part[len(word) + 1 :]
    return "", part


def completed(text: str, known: Units) -> tuple[str, bool]:
    """The text with the province whose end was not read, and whether an end is lost for good.

    A district lies in one province: “Bình Long, Bình” can only be in Bình Phước. Cards name units
    without their kinds, and a province at the end.
    """
    head, comma, last = text.rpartition(",")
    kind, name = _apart(last.strip())
    levels = [level for level in _COLUMNS if fold(name) in spellings(level)]
    if not comma or levels:
        return text, bool(comma) and not kind and "province" not in levels
    begun = [plain for plain in spellings("province") if plain.startswith(f"{fold(name)} ")]
    if not begun:
        return text, False
    district = next((unit for unit in known if unit.level == "district"), None)
    proved = {one for one in _provinces_of(district.name) if fold(one) in begun} if district else ()
    if len(proved) != 1:
        return text, True
    return f"{head}, {kind}{next(iter(proved))}", False


@cache
def _provinces_of(district: str) -> frozenset[str]:
    """The provinces, before July 2025, that had a district of this full name."""
    from vietnamadminunits import database

    rows = database.get_data(["district", "provinceShort"], "admin_units_legacy")
    return frozenset(row["provinceShort"] for row in rows if row["district"] == district)


def lacks_commune(text: str, known: Units) -> bool:
    """Whether a text names a commune that its province does not have, before or since July 2025."""
    levels = {unit.level for unit in known}
    return bool(_COMMUNE.search(fold(text))) and "province" in levels and "commune" not in levels


def _tried(lookup: object, *given: str) -> _Known | None:
    """The tables raise all sorts of errors on texts that are no place; none of them matters."""
    try:
        return cast(_Known, lookup(*given))  # type: ignore[operator]
    except Exception:
        return None


def _named(known: _Known, plain: str, level: str) -> bool:
    """Whether the text really says the unit's name: the tables guess."""
    name: str = getattr(known, level, None) or ""
    return bool(name) and fold(_apart(name)[1]) in plain


def _of_district(known: _Known, text: str) -> bool:
    """Whether the text names the district itself: many bear the name of a commune or province.

    Where communes stand with their kind, so do districts; on cards each is a part of its own.
    """
    plain, name = fold(text), fold(_apart(known.district or "")[1])
    if _COMMUNE.search(plain):
        return any(f"{kind} {name}" in plain for kind in _DISTRICTS) and bool(name)
    told = Counter(fold(_apart(part.strip())[1]) for part in text.split(","))
    others = [fold(_apart(unit or "")[1]) for unit in (known.ward, known.province)]
    return bool(name) and told[name] > others.count(name)


def _before(known: _Known, plain: str) -> Units:
    levels = (("commune", "ward"), ("district", "district"), ("province", "province"))
    return tuple(
        Unit(str(getattr(known, f"{part}_code")), str(getattr(known, part)), level, False)
        for level, part in levels
        if _named(known, plain, part)
    )


def _since(known: _Known | None, plain: str) -> Units:
    if known is None:
        return ()
    return tuple(
        Unit(str(getattr(known, f"{part}_code")), str(getattr(known, part)), level, True)
        for level, part in (("commune", "ward"), ("province", "province"))
        if getattr(known, part) and (not plain or _named(known, plain, part))
    )
