"""Machine-readable zones (ICAO 9303): what they are made of, and what check digits prove.

The one parser of zones: what it gives is rebuilt from proved parts, so that whoever reads it
further may go by the place of each sign.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

WEIGHTS = (7, 3, 1)
DIGITS = str.maketrans("OQDILZSBG", "000112586")
"""Letters that are read where only digits stand, and the digits they are."""
LETTERS = str.maketrans("01", "OI")
FILLERS = str.maketrans({"«": "<<", "‹": "<", "»": "<<", "(": "<", "{": "<", "[": "<"})
TWINS = ("0O", "0D", "0Q", "1I", "1L", "2Z", "5S", "6G", "8B")  # a sign and what it is read as
ALIKE = ("08", "06", "09", "17", "14", "27", "38", "39", "35", "56", "58", "68", "69", "89", "49")
CARD, BOOKLET, SHEET = 30, 44, 36  # signs a row: TD1, TD3, TD2
# ID, issuing state, the number's last nine digits and their check, the whole number, its check.
FIRST = re.compile(
    r"[I1LT]?[DO0]?[VU]NM([0-9A-Z]{9,10})([0-9A-Z])([0-9A-Z]{12,14})(?:[<KC]+([0-9A-Z])?$|[<KC]|$)"
)
SECOND = re.compile(r"([0-9A-Z]{7,8})([MF<])([0-9A-Z]{7,8})VNM[<KCE]*([0-9A-Z])?$")
NAME = re.compile(r"[A-Z01]+(?:<+[A-Z01]+)+<*")
HOLDER = re.compile(r"[PIAC][A-Z<]([A-Z]{3})([A-Z0-9]+(?:<+[A-Z0-9]+)*<*)")
LOWER = re.compile(
    r"([0-9A-Z<]{9})([0-9A-Z])([A-Z]{3})([0-9A-Z]{7})([MFX<])([0-9A-Z]{7})([0-9A-Z<]{8,16})"
)


@dataclass(frozen=True, slots=True)
class Zone:
    """Rows rebuilt, "<" where nothing was proved; ``first`` and ``last``: the rows they stood on.

    ``repaired``: a wrong sign was set right, since the check digits leave one possibility only.
    """

    rows: tuple[str, ...]
    first: int
    last: int
    repaired: bool = False


def check_digit(text: str) -> str:
    """The check digit of digits, letters and fillers (ICAO 9303-3, 4.9)."""
    total = sum(
        WEIGHTS[place % 3] * (0 if sign == "<" else int(sign, 36))
        for place, sign in enumerate(text)
    )
    return str(total % 10)


def zone_in(rows: Sequence[str]) -> Zone | None:
    """The zone among rows of text in reading order; None if check digits prove none."""
    plain = [re.sub(r"[^0-9A-Z<]", "", row.upper().translate(FILLERS)) for row in rows]
    found = (
        zone
        for at in range(len(plain))
        for zone in (_card(plain, at), _two_rows(plain, at))
        if zone
    )
    return next(found, None)


def _card(rows: Sequence[str], at: int) -> Zone | None:
    """A Vietnamese identity card (TD1) whose first row, or second if that is lost, stands there."""
    number = FIRST.search(rows[at])
    near = range(at + 1, min(at + 3, len(rows))) if number else range(at, at + 1)
    exact = next(((row, place) for place in near if (row := _dates_row(rows[place]))), None)
    first = _number_row(number, exact[0].text if exact else "") if number else None
    if first and not exact:
        mended = ((_mended_dates(rows[place], first), place) for place in near)
        exact = next(((row, place) for row, place in mended if row), None)
    if not first and not exact:
        return None
    lower, place = exact or (None, at)
    names = (row for row in range(place + 1, min(place + 3, len(rows))))
    named = next((row for row in names if NAME.fullmatch(rows[row])), None)
    name = rows[named].translate(LETTERS)[:CARD] if named is not None else ""
    told = [row.text if row else "" for row in (first, lower)]
    repaired = any(row.repaired for row in (first, lower) if row)
    whole = tuple(row.ljust(CARD, "<") for row in (*told, name))
    return Zone(whole, at, place if named is None else named, repaired)


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    repaired: bool = False


def _number_row(found: re.Match[str], lower: str) -> _Row | None:
    """The first row of a card: its number stands there twice, with three check digits.

    ``lower``: the second row where it is proved; it must then agree with what is set right here.
    """
    short, check, number = (part.translate(DIGITS) for part in found.groups()[:3])
    number, whole = number[-12:], (found.group(4) or "").translate(DIGITS)
    if not (short + check + number).isdigit():
        return None
    if len(short) > 9:  # a sign too many: the other copy tells which
        fewer = {short[:at] + short[at + 1 :] for at in range(10)}
        short = number[3:] if number[3:] in fewer else short[1:]
    read = _upper(number, check)
    if short == number[3:] and check_digit(short) == check and whole in ("", read[-1]):
        return _Row(read)
    mixed = {number[:3] + "".join(signs) for signs in product(*zip(short, number[3:], strict=True))}
    wrong = {other for one in mixed for other in _one_other(one, ALIKE)} if lower else set()
    for possible in (mixed, wrong):
        fitting = [row for one in possible if (row := _fitting(one, check, whole, lower))]
        if len(fitting) == 1:
            return _Row(fitting[0], repaired=True)
    return None


def _fitting(number: str, check: str, whole: str, lower: str) -> str:
    """The first row with that number; "" where a check digit or the second row says otherwise."""
    row = _upper(number, check)
    fits = check_digit(number[3:]) == check and whole in ("", row[-1])
    return row if fits and (not lower or _agree(row, lower)) else ""


def _upper(number: str, check: str) -> str:
    return f"IDVNM{number[3:]}{check}{number}<<{check_digit(number)}"


def _agree(upper: str, lower: str) -> bool:
    """Whether the rows are of one card: its last check digit, and the birth year in the number."""
    whole = upper[5:] + lower[:7] + lower[8:15] + lower[18:29]
    return upper[19:21] == lower[:2] and lower[29] in ("<", check_digit(whole))


def _dates_row(text: str) -> _Row | None:
    """The second row of a card, both dates proved."""
    found = SECOND.search(text)
    if not found:
        return None
    born, until = (next(_checked(found.group(part)), "") for part in (1, 3))
    if not born or not until:
        return None
    return _Row(_second(born, found.group(2), until, found.group(4) or "<"))


def _mended_dates(text: str, first: _Row) -> _Row | None:
    """The same with one digit set right, if the first row leaves one possibility only."""
    found = SECOND.search(text)
    if not found or not found.group(4):
        return None
    exact = [list(_checked(found.group(part))) for part in (1, 3)]
    born, until = (
        dates or list(_mended(found.group(part))) for dates, part in zip(exact, (1, 3), strict=True)
    )
    rows = [
        _second(begin, found.group(2), end, found.group(4)) for begin, end in product(born, until)
    ]
    fitting = [row for row in rows if _agree(first.text, row)]
    return _Row(fitting[0], repaired=True) if any(exact) and len(fitting) == 1 else None


def _second(born: str, sex: str, until: str, last: str) -> str:
    return f"{born}{sex}{until}VNM".ljust(CARD - 1, "<") + last.translate(DIGITS)


def _checked(text: str) -> Iterator[str]:
    """A date and its check digit, less the one sign too many that makes them agree; one at most."""
    figures = text.translate(DIGITS)
    whole = [figures] if len(figures) == 7 else []
    fewer = {figures[:at] + figures[at + 1 :] for at in range(8)} if len(figures) == 8 else set()
    right = [seven for seven in (*whole, *fewer) if _is_date(seven)]
    if len(right) == 1:
        yield right[0]


def _is_date(seven: str) -> bool:
    return (
        seven.isdigit()
        and check_digit(seven[:6]) == seven[6]
        and 1 <= int(seven[2:4]) <= 12
        and 1 <= int(seven[4:6]) <= 31
    )


def _mended(text: str) -> Iterator[str]:
    """The dates that one digit read for one alike may have been."""
    figures = text.translate(DIGITS)
    return (other for other in _one_other(figures, ALIKE) if len(other) == 7 and _is_date(other))


def _one_other(text: str, pairs: Iterable[str]) -> Iterator[str]:
    """The text with one sign changed for its like, in every way."""
    for pair in {*pairs, *(pair[::-1] for pair in pairs)}:
        for at, sign in enumerate(text):
            if sign == pair[0]:
                yield text[:at] + pair[1] + text[at + 1 :]


def _two_rows(rows: Sequence[str], at: int) -> Zone | None:
    """A passport (TD3) or another paper of two rows (TD2), any state's: all must agree."""
    holder = HOLDER.match(rows[at])
    if not holder or at + 1 >= len(rows) or len(rows[at]) < SHEET - 4:
        return None
    found = LOWER.match(rows[at + 1])
    if not found:
        return None
    width = BOOKLET if len(rows[at + 1]) > (BOOKLET + SHEET) / 2 else SHEET
    numbers = {found.group(1): False} | dict.fromkeys(_one_other(found.group(1), TWINS), True)
    lower = {
        row: repaired
        for number, repaired in numbers.items()
        if (row := _lower_row(number, found, rows[at + 1], width))
    }
    sure = [row for row, repaired in lower.items() if not repaired] or list(lower)
    if len(sure) != 1:
        return None
    upper = (rows[at][:5] + rows[at][5:].translate(LETTERS))[:width].ljust(width, "<")
    return Zone((upper, sure[0]), at, at + 1, lower[sure[0]])


def _lower_row(number: str, found: re.Match[str], text: str, width: int) -> str | None:
    check, state, born, sex, until = found.groups()[1:6]
    check, born, until = (part.translate(DIGITS) for part in (check, born, until))
    rest = text[28:].ljust(width - 28, "<")[: width - 28]
    own, last = rest[:-1], rest[-1].translate(DIGITS)
    whole = number + check + born + until + own
    right = check_digit(number) == check and _is_date(born) and _is_date(until)
    return (
        f"{number}{check}{state}{born}{sex}{until}{own}{last}"
        if right and check_digit(whole) == last
        else None
    )
