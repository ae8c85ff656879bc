"""The machine-readable zone on the back of an identity card (ICAO 9303 part 5, size TD1)."""

import re
from collections.abc import Mapping, Sequence

from ocr_service.schema.zone import DIGITS, check_digit

_LINE = re.compile(r"[A-Z0-9<]{24,36}")
_LETTERS = str.maketrans("0158", "OISB")


def elements(text: str) -> Mapping[str, str]:
    """What three lines of a zone say, each part proved by its check digit; {} if nothing is.

    Keys: ``number`` (12 figures), ``birth`` and ``expiry`` (YYYY-MM-DD), ``sex``, ``name``.
    """
    lines = [_line(row) for row in text.splitlines() if row.strip()]
    first = next((line for line in lines if line[1:5] == "DVNM"), "")
    found: dict[str, str] = {}
    if first:
        found |= _number(first)
    for line in lines:
        if line is not first:
            found |= _dates(line)
    names = [line for line in lines if "<<" in line and line[:1].isalpha() and line is not first]
    if names and found:
        found["name"] = " ".join(re.split("<+", names[-1].strip("<").translate(_LETTERS)))
    return found


def zone_in(rows: Sequence[str]) -> str:
    """The rows of a page that look like lines of a zone, as one text."""
    bare = (re.sub(r"[\s«‹]", lambda sign: "" if sign[0].isspace() else "<", row) for row in rows)
    return "\n".join(
        row.upper() for row in bare if row.count("<") >= 2 and _LINE.search(row.upper())
    )


def _line(row: str) -> str:
    return re.sub(r"\s", "", row.upper()).replace("«", "<<")[:30].ljust(30, "<")


def _number(line: str) -> dict[str, str]:
    """IDVNM, the last nine figures, their check digit, all twelve, two fillers, a check digit."""
    short, short_check = line[5:14].translate(DIGITS), line[14].translate(DIGITS)
    whole = line[15:27].translate(DIGITS)
    if not whole.isdigit():
        return {}
    proved = whole.endswith(short) and check_digit(short) == short_check
    return {"number": whole} if proved or check_digit(whole) == line[29].translate(DIGITS) else {}


def _dates(line: str) -> dict[str, str]:
    birth, birth_check = line[0:6].translate(DIGITS), line[6].translate(DIGITS)
    if line[7] not in "MF<" or line[15:18] != "VNM":
        return {}
    found: dict[str, str] = {}
    if birth.isdigit() and check_digit(birth) == birth_check:
        found["birth"] = _date(birth, born=True)
    if line[7] in "MF":
        found["sex"] = "Nam" if line[7] == "M" else "Nữ"
    expiry = line[8:14].translate(DIGITS)
    if (
        expiry.isdigit()
        and check_digit(expiry) == line[14].translate(DIGITS)
        and expiry != "991231"
    ):
        found["expiry"] = _date(expiry, born=False)
    return found


def _date(six: str, *, born: bool) -> str:
    """Years of birth lie in the past; chip cards run out from 2021 on."""
    year = int(six[:2])
    century = 19 if born and year > 26 else 20
    return f"{century}{six[:2]}-{six[2:4]}-{six[4:]}"
