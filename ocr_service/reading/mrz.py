"""The machine-readable zone on the back of an identity card (ICAO 9303, TD1: 3 lines of 30).

Only what its check digits confirm is told; letters read for digits are set right before.
"""

import re
from collections.abc import Sequence

from ocr_service.domain.page import Box, Line, Mark, MarkKind

WIDTH = 30
WEIGHTS = (7, 3, 1)
DIGITS = str.maketrans("OQDILZSBG", "000112586")
FILLERS = str.maketrans({"«": "<<", "‹": "<", "»": "<<", "(": "<", "{": "<", "[": "<"})
# ID, issuing state, the number's last nine digits and their check, the whole number and its check.
FIRST = re.compile(r"[I1L]D?[VU]NM([0-9A-Z]{9})([0-9A-Z])([0-9A-Z]{12})[<KC]*([0-9A-Z])?")
SECOND = re.compile(r"([0-9A-Z]{6})([0-9A-Z])([MF<])([0-9A-Z]{6})([0-9A-Z])VNM[<KCE]*([0-9A-Z])?$")
NAME = re.compile(r"[A-Z]+(?:<+[A-Z]+)+<*")


def mrz(lines: Sequence[Line]) -> Mark | None:
    """The zone found among ``lines`` in reading order: its three lines, rebuilt; None if none."""
    plain = [_plain(line.text) for line in lines]
    for at, text in enumerate(plain[:-1]):
        first = _first(text)
        second = first and next((_second(near) for near in plain[at + 1 : at + 3]), None)
        if not first or not second:
            continue
        rest = range(at + 2, min(at + 4, len(plain)))
        named = next((row for row in rest if NAME.fullmatch(plain[row])), None)
        third = plain[named] if named is not None else ""
        held = lines[at : (named if named is not None else at + 1) + 1]
        text = "\n".join((first, second, third[:WIDTH].ljust(WIDTH, "<")))
        return Mark(MarkKind.MRZ, text, Box.around(line.box for line in held))
    return None


def check_digit(text: str) -> str:
    """The check digit of digits, letters and fillers (ICAO 9303-3, 4.9)."""
    total = sum(
        WEIGHTS[place % 3] * (0 if sign == "<" else int(sign, 36))
        for place, sign in enumerate(text)
    )
    return str(total % 10)


def _plain(text: str) -> str:
    return re.sub(r"[^0-9A-Z<]", "", text.upper().translate(FILLERS))


def _first(text: str) -> str | None:
    found = FIRST.search(text)
    if not found:
        return None
    short, check, number, _ = (part and part.translate(DIGITS) for part in found.groups())
    if not (short + check + number).isdigit() or check_digit(short) != check:
        return None
    if number[-9:] != short:
        return None
    line = f"IDVNM{short}{check}{number}<<"
    return line + check_digit(number)


def _second(text: str) -> str | None:
    found = SECOND.search(text)
    if not found:
        return None
    born, born_check, sex, until, until_check, _ = found.groups()
    born, born_check = born.translate(DIGITS), born_check.translate(DIGITS)
    until, until_check = until.translate(DIGITS), until_check.translate(DIGITS)
    if not (born + until).isdigit():
        return None
    if check_digit(born) != born_check or check_digit(until) != until_check:
        return None
    line = f"{born}{born_check}{sex}{until}{until_check}VNM"
    return line.ljust(WIDTH - 1, "<") + (found.group(6) or "<").translate(DIGITS)
