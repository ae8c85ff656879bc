"""Dates as Vietnamese papers write them: in figures, with words between, or all in words."""

import re
from datetime import date, time

from ocr_service.schema.letters import DIGIT_SHAPES, fold
from ocr_service.schema.values.registry import NOTHING, Options, Parsed, value_kind
from ocr_service.schema.values.spoken import spoken

FIRST_YEAR, LAST_YEAR = 1850, 2100  # of what any paper at hand tells
_D = r"[0-9OoQDlI|i!SsBZzgqb]"
_FIGURES = re.compile(rf"(?<!\w)({_D}{{1,2}})\s*[/.\-–,]\s*({_D}{{1,2}})\s*[/.\-–,]\s*({_D}{{4}})")
_TIGHT = re.compile(r"(?<!\d)(\d{2})\s?(\d{2})\s?((?:18|19|20)\d{2})(?!\d)")
# Slashes read as strokes: 24/11/1990 as 2411111990.
_STROKES = re.compile(r"(?<!\d)(\d{2})[1Il|/](\d{2})[1Il|/]((?:18|19|20)\d{2})(?!\d)")
_ISO = re.compile(r"(?<!\d)((?:18|19|20)\d{2})-(\d{2})-(\d{2})(?!\d)")
_GAP = r"(?:[\s.…_:;,'’\-–]|[/|Il\[]{1,2}\s?[^\W\d]{2,7})*"  # and an English gloss, garbled or not
_WORDED = re.compile(
    rf"(?<!\w)({_D}{{1,2}}){_GAP}t[hn]?[aá]ng{_GAP}({_D}{{1,2}}){_GAP}n[aă]m{_GAP}({_D}{{4}})",
    re.IGNORECASE,
)
_MONTH = re.compile(
    rf"(?:t[hn]?áng{_GAP}|(?<![\w/]))({_D}{{1,2}}){_GAP}(?:n[aă]m|/){_GAP}((?:18|19|20)\d{{2}})",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)((?:18|19|20)\d{2})(?!\d)")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})\s*(?:giờ|gio|g|h|:)\s*(\d{2})?(?!\d)", re.IGNORECASE)


@value_kind("date")
def day(text: str, _options: Options) -> Parsed:
    """``YYYY-MM-DD``, or ``YYYY-MM`` or ``YYYY`` where the paper says no more."""
    for pattern in (_WORDED, _FIGURES):
        if found := pattern.search(text):
            return _in_figures(found[1], found[2], found[3])
    if found := _ISO.search(text):
        return _in_figures(found[3], found[2], found[1])
    if found := _TIGHT.search(text):
        taken = _in_figures(found[1], found[2], found[3])
        return Parsed(taken.value, taken.sure * 0.8)
    if found := _STROKES.search(text):
        taken = _in_figures(found[1], found[2], found[3])
        return Parsed(taken.value, taken.sure * 0.85)
    spoken = in_words(text)
    return spoken if spoken.value else _partial(text)


@value_kind("moment")
def moment(text: str, options: Options) -> Parsed:
    """A date, with ``THH:MM`` where an hour is given."""
    taken = day(text, options)
    clock = _CLOCK.search(text)
    if not isinstance(taken.value, str) or len(taken.value) < 10 or not clock:
        return taken
    try:
        hour = time(int(clock[1]), int(clock[2] or 0))
    except ValueError:
        return Parsed(taken.value, taken.sure * 0.8)
    return Parsed(f"{taken.value}T{hour:%H:%M}", taken.sure)


def in_words(text: str) -> Parsed:
    """``Ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi``."""
    parts = re.search(r"ngay\s+(.+?)\s+thang\s+(.+?),?\s+nam\s+(.+)", fold(text))
    if not parts:
        return NOTHING
    year, month, dom = (spoken(part) for part in (parts[3], parts[2], parts[1]))
    return _real(year, month, dom, 0.97)


def _in_figures(dom: str, month: str, year: str) -> Parsed:
    whole = (dom + month + year).isdecimal()
    return _real(_figure(year), _figure(month), _figure(dom), 0.98 if whole else 0.75)


def _figure(shapes: str) -> int:
    """The number that was read, letters like digits taken for them; -1 if it is none."""
    mended = shapes.translate(DIGIT_SHAPES)
    return int(mended) if mended.isdecimal() else -1


def _real(year: int, month: int, dom: int, sure: float) -> Parsed:
    try:
        told = date(year, month, dom).isoformat()
        return Parsed(told, sure) if FIRST_YEAR <= year <= LAST_YEAR else NOTHING
    except ValueError:
        return NOTHING


def _partial(text: str) -> Parsed:
    if found := _MONTH.search(text):
        month = _figure(found[1])
        if 1 <= month <= 12:
            return Parsed(f"{found[2]}-{month:02d}", 0.8)
    years = _YEAR.findall(text)
    # A lone year is a value; a year among other figures is what is left of a broken date.
    # So is one after words that ask for a day and a month.
    alone = len(re.findall(r"\d+", text)) == 1 and "thang" not in fold(text)
    return Parsed(years[0], 0.9 if alone else 0.3) if len(years) == 1 else NOTHING
