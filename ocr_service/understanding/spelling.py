"""A value as the tables spell what it names, and what that says for it or against it."""

import re
from dataclasses import dataclass

from ocr_service.domain.record import Units, Value
from ocr_service.schema.document_type import FieldSpec
from ocr_service.schema.letters import fold, squash
from ocr_service.understanding.agencies import spelt_agency
from ocr_service.understanding.places import completed, lacks_commune, spelt, spelt_alone, units

_PLACES = ("place", "address")
_FIRST = re.compile(r"(?:^|, )([^\W\d]{1,4}) ")  # a short word, where a name begins
_SHORTENED = ("TP", "TX", "TT", "KP", "TDP", "KDC", "BV", "TTYT", "KTX", "QL")
# Words that lead on to others: a text that ends so goes on where it was not read.
_LEADING_ON = ("của", "và", "với", "tại", "cho", "từ", "là", "các", "những", "khu")
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class Spelling:
    """``known``: 1 where a table knows what the value names, -1 where none does, 0 if none is.

    ``lost``: its end was not read, or a stray letter stands in it.
    """

    value: Value
    units: Units = ()
    known: int = 0
    lost: bool = False


def spelling(spec: FieldSpec, value: Value) -> Spelling:
    """The value of a field, its names set right where the tables or the schema prove them."""
    if not isinstance(value, str):
        return Spelling(value)
    if spec.kind in _PLACES:
        return _of_place(spec.kind, value)
    if spec.kind == "agency":
        agency, known = spelt_agency(value)
        return Spelling(agency, known=known)
    phrase = next((one for one in spec.known if squash(one) == squash(value)), None)
    lost = spec.kind == "text" and value.lower().endswith(tuple(f" {one}" for one in _LEADING_ON))
    return Spelling(phrase or value, known=int(phrase is not None), lost=lost)


def _of_place(kind: str, value: str) -> Spelling:
    alone, alone_known = spelt_alone(value) if "," not in value else (value, False)
    whole, cut_off = completed(alone if kind == "place" else value, units(value))
    named = units(whole)
    lost = cut_off or any(map(_is_stump, _FIRST.findall(whole)))
    known = _known(whole, named) if named or "," in value else 1 if alone_known else -1
    return Spelling(spelt(whole, named), named, known, lost)


def _is_stump(word: str) -> bool:
    """Whether it is what is left of a word: a small letter alone, or capitals without a vowel."""
    if len(word) == 1 and word.islower():
        return True
    return word.isupper() and word not in _SHORTENED and not _VOWELS & set(fold(word))


def _known(text: str, named: Units) -> int:
    """1 for a commune in its province, -1 for none or one that is not there, 0 for less."""
    if not named or lacks_commune(text, named):
        return -1
    since = all(unit.since_2025 for unit in named)
    told = {unit.level for unit in named if unit.since_2025 is since}
    return int({"commune", "province"} <= told)
