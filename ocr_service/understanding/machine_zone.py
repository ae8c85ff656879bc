"""What the machine-readable zone of an identity card says (ICAO 9303 part 5, size TD1).

Reading has proved and rebuilt the zone: here its signs are only taken from their places.
"""

import re
from collections.abc import Mapping

_FOR_EVER = "991231"  # the date of cards that never run out
_SOONEST = 4  # years that a card is given for at the least, so its holder is older when it ends


def elements(text: str) -> Mapping[str, str]:
    """What the three rows say; rows that were not proved say nothing, nor do other papers' zones.

    Keys: ``number`` (12 figures), ``birth`` and ``expiry`` (YYYY-MM-DD), ``sex``, ``name``.
    """
    rows = text.splitlines()
    if len(rows) != 3:
        return {}
    first, second, third = rows
    found: dict[str, str] = {}
    if first.startswith("IDVNM"):
        found["number"] = first[15:27]
    if second[15:18] == "VNM":
        found |= _dates(second, found.get("number", ""))
    if found and third[:1].isalpha():
        found["name"] = " ".join(re.split("<+", third.strip("<")))
    return found


def _dates(row: str, number: str) -> Mapping[str, str]:
    birth, expiry = row[:6], row[8:14]
    told: dict[str, str] = {}
    ends = 0
    if expiry != _FOR_EVER:
        told["expiry"] = f"20{expiry[:2]}-{expiry[2:4]}-{expiry[4:]}"  # chip cards began in 2021
        ends = 2000 + int(expiry[:2])
    if century := _century(birth, number, ends):
        told["birth"] = f"{century}{birth[:2]}-{birth[2:4]}-{birth[4:]}"
    if row[7] in "MF":
        told["sex"] = "Nam" if row[7] == "M" else "Nữ"
    return told


def _century(birth: str, number: str, ends: int) -> str:
    """The century of birth: as the number tells it, else as the card's end allows; "" if neither.

    The fourth figure of a personal number is 0 or 1 for the 1900s, 2 or 3 for the 2000s, and so
    on; the next two are the year (Nghị định 137/2015, article 13).
    """
    if number[4:6] == birth[:2]:
        return str(19 + int(number[3]) // 2)
    if ends:
        return "20" if 2000 + int(birth[:2]) + _SOONEST <= ends else "19"
    return ""
