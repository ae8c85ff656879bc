"""Numbers that name a person, a paper or a dossier, with the rules that prove them."""

import re

from ocr_service.schema.letters import DIGIT_SHAPES, fold, tidy
from ocr_service.schema.values.registry import NOTHING, Options, Parsed, value_kind

# Province codes of birth registration (63 provinces, before the mergers of 2025: they stay).
_CODES = (
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 "
    "035 036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 "
    "070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096"
)
PROVINCES = frozenset(_CODES.split())
_DASHES = re.compile(r"\s*[–—−‐-]+\s*")
_NUMBERED = re.compile(
    r"(?P<number>[0-9OoQlI|SB]{1,6}[a-z]?)\s*/\s*(?P<rest>(?:\d{4}\s*/\s*)?[^\W\d_][\w.&/,-]*)"
)
_YEARLY = re.compile(r"(?P<number>\d{1,6})\s*/\s*(?P<year>(?:19|20)\d{2})(?![\d/])")
_SLASH_LOST = re.compile(r"^(\d{1,5})\s*[lI|1\\]\s*(?=(?:QĐ|QD|TB|BC|KH|TTr|NQ|CT|HD|UBND|XN)\b)")
_SLASH_GONE = re.compile(r"^(\d{1,5})([A-ZĐ]{2,}[a-z]?\w*-[A-ZĐ][\w-]*)")
_DOSSIER = re.compile(
    r"(?:T\.)?[A-Y]\d{2}(?:\.\d{1,3}){0,4}-\d{6}-\d{4,}|\d{3}\.\d{2}\.\d{2,3}\.[A-Y]\d{2}-\d{6}-\d{4,}"
)
# Kinds of paper whose abbreviation carries Đ (decree 30/2020, appendix III): OCR drops the bar.
_BARRED = (("QD", "QĐ"), ("HD", "HĐ"), ("CD", "CĐ"), ("DA", "ĐA"))


def birth_century(personal_id: str) -> tuple[str, int]:
    """Sex and year of birth that a personal number states (decree 137/2015, article 13)."""
    digit = int(personal_id[3])
    return ("female" if digit % 2 else "male"), 1900 + 100 * (digit // 2) + int(personal_id[4:6])


@value_kind("personal_id")
def personal_id(text: str, _options: Options) -> Parsed:
    """Twelve figures: province, sex and century, year of birth, six of chance; no check digit."""
    found, mended = _figures(text, 12)
    if not found:
        return NOTHING
    sound = found[:3] in PROVINCES and int(found[3]) <= 3
    if mended and not sound:
        return NOTHING
    return Parsed(found, (0.98 if sound else 0.6) * (0.85 if mended else 1.0))


@value_kind("id_number")
def id_number(text: str, options: Options) -> Parsed:
    """A personal number of 12 figures, or a number of 9 from the cards before."""
    long = personal_id(text, options)
    if long.value:
        return long
    found, mended = _figures(text, 9)
    return Parsed(found, 0.7 if mended else 0.93) if found else NOTHING


def _figures(text: str, count: int) -> tuple[str, bool]:
    """The only run of ``count`` figures, spaces and dots inside allowed; whether it was mended."""
    if re.fullmatch(rf"(?:\W*\d){{{count}}}\W*", text):
        return re.sub(r"\D", "", text), False  # one figure a box, or spread
    bare = re.sub(r"(?<=[\w|!])[\s.](?=[\w|!])", "", text)
    for mended, read in ((False, bare), (True, bare.translate(DIGIT_SHAPES))):
        runs = re.findall(rf"(?<!\d)\d{{{count}}}(?!\d)", read)
        if len(set(runs)) == 1:
            return runs[0], mended
    exact = re.findall(rf"(?<!\d)\d{{{count}}}(?!\d)", text)
    return (exact[0], False) if exact else ("", False)


@value_kind("document_number")
def document_number(text: str, _options: Options) -> Parsed:
    """Number and symbol without spaces, as ``537/TB-VPCP`` (decree 30/2020, appendix I)."""
    bare = _SLASH_LOST.sub(r"\1/", _DASHES.sub("-", tidy(text).replace("\\", "/")))
    bare = re.sub(r"\s*([/.,&-])\s*", r"\1", bare)
    if found := _NUMBERED.search(bare):
        number = found["number"].translate(DIGIT_SHAPES)
        sure = 0.95 if number == found["number"] else 0.7
        return Parsed(f"{number}/{_symbol(found['rest'])}", sure)
    if found := _YEARLY.search(bare):
        return Parsed(f"{found['number']}/{found['year']}", 0.93)
    if found := _SLASH_GONE.match(bare):
        return Parsed(f"{found[1]}/{_symbol(found[2])}", 0.75)
    plain = re.search(r"^\d{1,8}$", bare)
    return Parsed(bare, 0.8) if plain else NOTHING


def _symbol(rest: str) -> str:
    """The symbol with the bars of Đ that its kind must have."""
    year, slash, symbol = rest.rpartition("/")
    kind, dash, agency = symbol.strip(".,-").partition("-")
    for bare, barred in _BARRED:
        if kind == bare and dash and bare != "HD":  # HD is hướng dẫn as well as hợp đồng
            kind = barred
    return f"{year}{slash}{kind}{dash}{agency}"


@value_kind("dossier_code")
def dossier_code(text: str, _options: Options) -> Parsed:
    """The code of a dossier (circulars 03 and 04/2025/TT-VPCP), as ``H30.12-251124-0007``."""
    bare = re.sub(r"\s*([.\-–—])\s*", lambda mark: "." if mark[1] == "." else "-", tidy(text))
    if found := _DOSSIER.search(bare.upper()):
        return Parsed(found[0], 0.97)
    head, dash, tail = bare.upper().partition("-")
    mended = head[:1] + head[1:].translate(DIGIT_SHAPES) + dash + tail.translate(DIGIT_SHAPES)
    found = _DOSSIER.search(mended)
    return Parsed(found[0], 0.8) if found else NOTHING


@value_kind("identifier")
def identifier(text: str, _options: Options) -> Parsed:
    """Letters, figures and marks without spaces; the schema's ``pattern`` says which."""
    bare = re.sub(r"\s+", "", tidy(text))
    return Parsed(bare, 0.9) if fold(bare) else NOTHING
