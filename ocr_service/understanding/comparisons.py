"""Rules between the fields of one document; a schema names them and the fields they compare."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from ocr_service.domain.record import Doubt, Field, told
from ocr_service.schema.document_type import Comparison
from ocr_service.schema.letters import fold, squash
from ocr_service.schema.values.identifiers import PROVINCES, birth_century
from ocr_service.understanding.wording import written

Rule = Callable[..., Iterator[Doubt]]
RULES: dict[str, Rule] = {}
_ABBREVIATED = ("ubnd", "hdnd")
_OWN_SYMBOL = re.compile(r"[^\W\d_]{2,}")


def rule(name: str) -> Callable[[Rule], Rule]:
    """Register a rule; it is given its fields in order, None for one that is missing."""

    def register(function: Rule) -> Rule:
        RULES[name] = function
        return function

    return register


def weigh(
    fields: Mapping[str, Field], comparisons: Sequence[Comparison]
) -> tuple[Counter[str], Counter[str]]:
    """How many rules each field keeps and how many it breaks; one that lacks a field is none."""
    kept: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    for comparison in comparisons:
        compared = [fields.get(name) for name in comparison.fields]
        if any(field is None or field.value is None for field in compared):
            continue
        fails = any(True for _ in RULES[comparison.rule](*compared))
        (broken if fails else kept).update(comparison.fields)
    return kept, broken


@rule("not_after")
def not_after(earlier: Field | None, later: Field | None) -> Iterator[Doubt]:
    """Two dates in order, compared as far as both are given."""
    one, two = told(earlier), told(later)
    shared = min(len(one), len(two))
    if earlier and later and shared and one[:shared] > two[:shared]:
        yield Doubt(
            later.name,
            "dates_out_of_order",
            f"“{later.label}” ({written(two)}) sớm hơn “{earlier.label}” ({written(one)}). "
            "Hãy so lại hai ngày này với bản giấy.",
        )


@rule("after")
def after(earlier: Field | None, later: Field | None) -> Iterator[Doubt]:
    """Two dates of which the second must be later than the first."""
    yield from not_after(earlier, later)
    if earlier and later and told(earlier) and told(earlier) == told(later):
        yield Doubt(
            later.name,
            "dates_out_of_order",
            f"“{later.label}” trùng với “{earlier.label}”. Hãy so lại hai ngày này với bản giấy.",
        )


@rule("personal_id_agrees")
def personal_id_agrees(
    number: Field | None, sex: Field | None, born: Field | None
) -> Iterator[Doubt]:
    """The number states sex, century and year of birth (decree 137/2015, article 13)."""
    figures = told(number)
    if number is None or len(figures) != 12:
        return
    stated_sex, year = birth_century(figures)
    if sex and sex.value and sex.value != stated_sex:
        yield Doubt(
            number.name,
            "number_against_sex",
            f"Chữ số thứ tư của số {figures} ứng với giới tính {written(stated_sex)}, "
            f"nhưng trên giấy ghi {written(told(sex))}. Hãy so lại số và giới tính.",
        )
    if told(born) and told(born)[:4] != str(year):
        yield Doubt(
            number.name,
            "number_against_birth",
            f"Số {figures} ứng với năm sinh {year}, nhưng trên giấy ghi {told(born)[:4]}. "
            "Hãy so lại số và ngày sinh.",
        )
    yield from _of_no_province(number, figures)


def _of_no_province(number: Field, figures: str) -> Iterator[Doubt]:
    """The first three figures are the province of birth registration, of the 63 before 2025."""
    if figures[:3] not in PROVINCES:
        yield Doubt(
            number.name,
            "number_of_no_province",
            f"Ba số đầu của {figures} không phải mã tỉnh đã biết. Hãy so lại số này với bản giấy.",
        )


# Abbreviations of decree 30/2020, appendix III; an official letter and a letter have none.
SYMBOLS = {
    "resolution": "NQ", "decision": "QĐ", "directive": "CT", "regulation": "QC", "rules": "QyĐ",
    "communique": "TC", "notice": "TB", "guidance": "HD", "programme": "CTr", "plan": "KH",
    "proposal_scheme": "ĐA", "project": "DA", "report": "BC", "minutes": "BB",
    "submission": "TTr", "contract": "HĐ", "telegram": "CĐ", "memorandum": "BGN",
    "agreement": "BTT", "authorization": "GUQ", "invitation": "GM", "introduction": "GGT",
    "leave_permit": "GNP", "dispatch_slip": "PG", "transfer_slip": "PC", "notification_slip": "PB",
}  # fmt: skip
KIND_OF_SYMBOL = {squash(short): kind for kind, short in SYMBOLS.items()}


@rule("symbol_agrees")
def symbol_agrees(number: Field | None, kind: Field | None) -> Iterator[Doubt]:
    """The abbreviation in a number is that of the paper's kind, where it is any kind's."""
    symbol = told(number).partition("/")[2].rpartition("/")[2].partition("-")[0]
    stated = KIND_OF_SYMBOL.get(squash(symbol))
    written = told(kind)
    if number is None or not stated or not written or stated == written:
        return
    if written in SYMBOLS and squash(SYMBOLS[written]) != squash(symbol):
        yield Doubt(
            number.name,
            "symbol_against_kind",
            f"Ký hiệu “{symbol}” trong số văn bản không ứng với loại văn bản. "
            "Hãy so lại số, ký hiệu và tên loại.",
        )


@rule("symbol_names_office")
def symbol_names_office(number: Field | None, office: Field | None) -> Iterator[Doubt]:
    """The symbol holds the initials of the office that issued (decree 30/2020, appendix I)."""
    parts = _OWN_SYMBOL.findall(told(number).partition("/")[2])
    words = re.findall(r"\w+", fold(told(office)))
    initials = "".join(word if word in _ABBREVIATED else word[:1] for word in words)
    stated = ["".join(fold(letter) for letter in part if letter.isupper()) for part in parts]
    named = any(_stands_in(part, initials) for part in stated if part)
    if office and initials and any(stated) and not named:
        yield Doubt(
            office.name,
            "symbol_against_office",
            f"Ký hiệu trong số “{told(number)}” không phải viết tắt của “{told(office)}”. "
            "Hãy so lại số, ký hiệu và tên cơ quan.",
        )


def _stands_in(letters: str, initials: str) -> bool:
    """Whether the letters stand in the initials in their order, others between them or not."""
    rest = iter(initials)
    return all(letter in rest for letter in letters)


REFORM = "2025-07-01"  # districts ended (law 72/2025/QH15 on local government)
# Provincial cities are left out: central cities bear the same word.
_DISTRICT = re.compile(r"\b(?:ubnd|uy ban nhan dan) (?:huyen|quan|thi xa)\b|\bphong tu phap\b")


@rule("office_of_its_day")
def office_of_its_day(office: Field | None, issued: Field | None) -> Iterator[Doubt]:
    """No office of a district issued anything after June 2025."""
    if office and told(issued) >= REFORM and _DISTRICT.search(fold(told(office))):
        yield Doubt(
            office.name,
            "no_such_office_then",
            f"“{told(office)}” không còn từ ngày 01/7/2025, nhưng giấy ghi ngày "
            f"{written(told(issued))}. Hãy so lại cơ quan và ngày.",
        )


@rule("parent_of")
def parent_of(parent: Field | None, child: Field | None) -> Iterator[Doubt]:
    """A parent is twelve years older at the least: below, one of the two was misread."""
    yield from _younger_than(
        12, parent, child, "parent_too_young", "cha, mẹ hơn con chưa đủ 12 tuổi"
    )


@rule("wife_of_age")
def wife_of_age(born: Field | None, married: Field | None) -> Iterator[Doubt]:
    """Women marry from 18 (law on marriage and family 2014, article 8)."""
    yield from _younger_than(18, born, married, "married_too_young", "vợ chưa đủ 18 tuổi")


@rule("husband_of_age")
def husband_of_age(born: Field | None, married: Field | None) -> Iterator[Doubt]:
    """Men marry from 20 (law on marriage and family 2014, article 8)."""
    yield from _younger_than(20, born, married, "married_too_young", "chồng chưa đủ 20 tuổi")


def _younger_than(
    years: int, earlier: Field | None, later: Field | None, code: str, why: str
) -> Iterator[Doubt]:
    one, two = told(earlier), told(later)
    if earlier and one and two:
        due = f"{int(one[:4]) + years}{one[4:]}"
        shared = min(len(due), len(two))
        if due[:shared] > two[:shared]:
            yield Doubt(
                earlier.name,
                code,
                f"Theo “{earlier.label}” ({written(one)}) thì {why}. Hãy so lại với bản giấy.",
            )
