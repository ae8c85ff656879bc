"""Names of agencies: spelt as the tables of units and of agencies spell them, where proved.

OCR loses the marks of capitals first: “HUYỆN MO CAY NAM” can only be Mỏ Cày Nam.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz

from ocr_service.schema.letters import fold, squash
from ocr_service.understanding.places import UNIT_WORDS, spellings, spelt_alone

_LONGEST = 5  # words in the name of a unit
_TELLING = 14  # letters: fewer do not tell an agency whose end is lost
_ALIKE = 90.0  # an agency this like a known one is that one


def spelt_agency(text: str) -> tuple[str, int]:
    """The name with its marks set right, and 1 where all of it is known, -1 where a part is not.

    0 where it names neither a unit nor an agency of the lists.
    """
    words = text.split()
    known: list[bool] = []
    at = trailing = 0
    while at < len(words):
        taken = _agency_at(words, at) or _unit_at(words, at) or _bare_unit(words, at, trailing)
        if taken:
            end, spelt, sure = taken
            said = _cased(spelt, words[at:end]) if sure else words[at:end]
            words[at:end] = said
            known.append(sure)
            at = trailing = at + len(said)
        else:
            at += 1
    whole = all(known) and trailing == len(words)
    return " ".join(words), (1 if whole else -1) if known else 0


Taken = tuple[int, Sequence[str], bool]


def _agency_at(words: Sequence[str], at: int) -> Taken | None:
    """A listed agency that begins here: the only one that the rest begins, or the longest alike."""
    if taken := _cut_off(words, at):
        return taken
    first = squash(words[at])
    for known in _listed():
        parts = known.split()
        read = squash("".join(words[at : at + len(parts)]))
        if squash(parts[0])[:2] == first[:2] and fuzz.ratio(squash(known), read) >= _ALIKE:
            return at + len(parts), parts, True
    return None


def _cut_off(words: Sequence[str], at: int) -> Taken | None:
    """The one listed agency that begins with all the words left: its last ones were not read."""
    read = squash("".join(words[at:]))
    begun = [known for known in _listed() if squash(known).startswith(read)]
    if len(read) >= _TELLING and len(begun) == 1:
        return len(words), begun[0].split(), True
    return None


def _unit_at(words: Sequence[str], at: int) -> Taken | None:
    """A unit that begins here: its kind, then the longest name that the tables know."""
    for count in (2, 1):
        if unit := UNIT_WORDS.get(fold(" ".join(words[at : at + count]))):
            kind, level = unit
            start = at + count
            for end in range(min(start + _LONGEST, len(words)), start, -1):
                if found := _known(level, words[start:end]):
                    return end, [*kind.split(), *found], True
            return start, (), False
    return None


def _bare_unit(words: Sequence[str], at: int, after: int) -> Taken | None:
    """A unit without its kind that ends what an agency began: “BỆNH VIỆN ĐA KHOA BẾN TRE”."""
    if not 0 < at == after:
        return None
    name, known = spelt_alone(" ".join(words[at:]).title())
    return (len(words), name.split(), True) if known else None


def _known(level: str, words: Sequence[str]) -> Sequence[str]:
    """The one spelling of these letters, or the one that was read if there are several."""
    read = " ".join(words)
    names = spellings(level).get(fold(read), ())
    same = [name for name in names if name.casefold() == read.casefold()]
    if same or len(names) == 1:
        return (same or list(names))[0].split()
    return ()


def _cased(spelt: Sequence[str], read: Sequence[str]) -> list[str]:
    """Each word with the capitals of the one read in its place; a lost one as the last read."""
    models = [*read, *[read[-1]] * len(spelt)]
    return [_like(word, model) for word, model in zip(spelt, models, strict=False)]


def _like(word: str, model: str) -> str:
    if model.isupper() and len(model) > 1:
        return word.upper()
    return word.capitalize() if model[:1].isupper() else word.lower()


@cache
def _listed() -> tuple[str, ...]:
    lines = files(__package__).joinpath("agencies.txt").read_text("utf-8").splitlines()
    return tuple(sorted((one for one in lines if not one.startswith("#")), key=len, reverse=True))
