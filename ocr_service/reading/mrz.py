"""The machine-readable zone on the back of an identity card (ICAO 9303, TD1: 3 lines of 30).

Only what its check digits confirm is told; letters read for digits are set right before.
"""

import re
from collections.abc import Sequence

from ocr_service.domain.page import Box, Line, Mark, MarkKind
from ocr_service.schema.zone import DIGITS, check_digit

WIDTH = 30
LETTERS = str.maketrans("01", "OI")
FILLERS = str.maketrans({"«": "<<", "‹": "<", "»": "<<", "(": "<", "{": "<", "[": "<"})
# ID, issuing state, the number's last nine digits and their check, then the whole number.
FIRST = re.compile(r"[I1LT]?[DO0]?[VU]NM([0-9A-Z]{9})([0-9A-Z])([0-9A-Z]{12,14})(?:[<KC]|$)")
SECOND = re.compile(r"([0-9A-Z]{7,8})([MF<])([0-9A-Z]{7,8})VNM[<KCE]*([0-9A-Z])?$")
NAME = re.compile(r"[A-Z01]+(?:<+[A-Z01]+)+<*")


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
        third = plain[named].translate(LETTERS) if named is not None else ""
        held = lines[at : (named if named is not None else at + 1) + 1]
        text = "\n".join((first, second, third[:WIDTH].ljust(WIDTH, "<")))
        return Mark(MarkKind.MRZ, text, Box.around(line.box for line in held))
    return None


def _plain(text: str) -> str:
    return re.sub(r"[^0-9A-Z<]", "", text.upper().translate(FILLERS))


def _first(text: str) -> str | None:
    """The first line, if either copy of the number agrees with the check digit."""
    found = FIRST.search(text)
    if not found:
        return None
    short, check, number = (part.translate(DIGITS) for part in found.groups())
    number = number[-12:]
    if not (short + check + number).isdigit():
        return None
    sure = next((nine for nine in (number[-9:], short) if check_digit(nine) == check), None)
    if sure is None:
        return None
    number = number[:3] + sure
    return f"IDVNM{sure}{check}{number}<<{check_digit(number)}"


def _second(text: str) -> str | None:
    found = SECOND.search(text)
    if not found:
        return None
    born, until = _checked(found.group(1)), _checked(found.group(3))
    if not born or not until:
        return None
    line = f"{born}{found.group(2)}{until}VNM"
    return line.ljust(WIDTH - 1, "<") + (found.group(4) or "<").translate(DIGITS)


def _checked(text: str) -> str | None:
    """A date and its check digit, less the one sign too many that makes them agree."""
    figures = text.translate(DIGITS)
    whole = [figures] if len(figures) == 7 else []
    fewer = {figures[:at] + figures[at + 1 :] for at in range(8)} if len(figures) == 8 else set()
    right = [
        seven
        for seven in (*whole, *fewer)
        if seven.isdigit()
        and check_digit(seven[:6]) == seven[6]
        and 1 <= int(seven[2:4]) <= 12
        and 1 <= int(seven[4:6]) <= 31
    ]
    return right[0] if len(right) == 1 else None
