"""Rules between the fields of one document; a schema names them and the fields they compare."""

from collections.abc import Callable, Iterator

from ocr_service.domain.record import Doubt, Field
from ocr_service.schema.letters import squash
from ocr_service.schema.values.identifiers import PROVINCES, birth_century

Rule = Callable[..., Iterator[Doubt]]
RULES: dict[str, Rule] = {}


def rule(name: str) -> Callable[[Rule], Rule]:
    """Register a rule; it is given its fields in order, None for one that is missing."""

    def register(function: Rule) -> Rule:
        RULES[name] = function
        return function

    return register


def _told(field: Field | None) -> str:
    return field.value if field and isinstance(field.value, str) else ""


@rule("not_after")
def not_after(earlier: Field | None, later: Field | None) -> Iterator[Doubt]:
    """Two dates in order, compared as far as both are given."""
    one, two = _told(earlier), _told(later)
    shared = min(len(one), len(two))
    if earlier and later and shared and one[:shared] > two[:shared]:
        yield Doubt(
            later.name,
            "dates_out_of_order",
            f"“{later.label}” ({_day(two)}) sớm hơn “{earlier.label}” ({_day(one)}). "
            "Hãy so lại hai ngày này với bản giấy.",
        )


@rule("after")
def after(earlier: Field | None, later: Field | None) -> Iterator[Doubt]:
    """Two dates of which the second must be later than the first."""
    yield from not_after(earlier, later)
    if earlier and later and _told(earlier) and _told(earlier) == _told(later):
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
    told = _told(number)
    if number is None or len(told) != 12:
        return
    stated_sex, year = birth_century(told)
    if sex and sex.value and sex.value != stated_sex:
        yield Doubt(
            number.name,
            "number_against_sex",
            f"Chữ số thứ tư của số {told} ứng với giới tính {_sex(stated_sex)}, "
            f"nhưng trên giấy ghi {_sex(_told(sex))}. Hãy so lại số và giới tính.",
        )
    if _told(born) and _told(born)[:4] != str(year):
        yield Doubt(
            number.name,
            "number_against_birth",
            f"Số {told} ứng với năm sinh {year}, nhưng trên giấy ghi {_told(born)[:4]}. "
            "Hãy so lại số và ngày sinh.",
        )
    yield from _of_no_province(number, told)


def _of_no_province(number: Field, told: str) -> Iterator[Doubt]:
    """The first three figures are the province of birth registration, of the 63 before 2025."""
    if told[:3] not in PROVINCES:
        yield Doubt(
            number.name,
            "number_of_no_province",
            f"Ba số đầu của {told} không phải mã tỉnh đã biết. Hãy so lại số này với bản giấy.",
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


@rule("symbol_agrees")
def symbol_agrees(number: Field | None, kind: Field | None) -> Iterator[Doubt]:
    """The abbreviation in a number is that of the paper's kind, where it is any kind's."""
    symbol = _told(number).partition("/")[2].rpartition("/")[2].partition("-")[0]
    stated = {squash(short): name for name, short in SYMBOLS.items()}.get(squash(symbol))
    told = _told(kind)
    if number is None or not stated or not told or stated == told:
        return
    if told in SYMBOLS and squash(SYMBOLS[told]) != squash(symbol):
        yield Doubt(
            number.name,
            "symbol_against_kind",
            f"Ký hiệu “{symbol}” trong số văn bản không ứng với loại văn bản. "
            "Hãy so lại số, ký hiệu và tên loại.",
        )


def _sex(value: str) -> str:
    return "Nam" if value == "male" else "Nữ"


def _day(value: str) -> str:
    return "/".join(reversed(value[:10].split("-")))
