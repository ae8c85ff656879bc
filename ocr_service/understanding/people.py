"""The people that a dossier's papers speak of: who is the same, and where the papers disagree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from rapidfuzz.distance import Levenshtein

from ocr_service.domain.dossier import Document
from ocr_service.domain.record import Doubt, Field, told
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.letters import squash
from ocr_service.understanding.wording import written

_DIFFERS = (
    "name_differs_between_papers", "birth_differs_between_papers", "number_differs_between_papers",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """One person as one document tells; ``place`` numbers the document."""

    place: int
    document: Document
    name: Field | None
    born: Field | None
    number: Field | None

    @property
    def told(self) -> tuple[Field | None, ...]:
        return self.name, self.born, self.number


def disagreements(documents: Sequence[Document], catalogue: Catalogue) -> list[tuple[int, Doubt]]:
    """Doubts with the place of the document they belong to; each pair of papers speaks once."""
    mentions = list(_mentions(documents, catalogue))
    found: list[tuple[int, Doubt]] = []
    for one, other in combinations(mentions, 2):
        if one.place != other.place and _same_person(one, other):
            found += _differing(one, other)
    return list(dict.fromkeys(found))


def agreements(
    documents: Sequence[Document], catalogue: Catalogue
) -> list[tuple[int, Field, Field]]:
    """What two papers say alike of one person: the place of a paper, its field, the other's."""
    mentions = list(_mentions(documents, catalogue))
    return [
        (one.place, mine, theirs)
        for one, other in permutations(mentions, 2)
        if one.place != other.place and _same_person(one, other)
        for mine, theirs in zip(one.told, other.told, strict=True)
        if mine and theirs and mine.value is not None and mine.value == theirs.value
    ]


def _mentions(documents: Sequence[Document], catalogue: Catalogue) -> Iterator[Mention]:
    for place, document in enumerate(documents):
        known = catalogue.document_types.get(document.document_type)
        for person in known.people if known else ():
            fields = (
                document.record.field(name) if name else None
                for name in (person.name, person.date_of_birth, person.number)
            )
            yield Mention(place, document, *fields)


def _same_person(one: Mention, other: Mention) -> bool:
    """The same number, or the same name and, where both tell it, nearly the same birth."""
    if told(one.number) and told(one.number) == told(other.number):
        return True
    names = squash(told(one.name)), squash(told(other.name))
    if not all(names):
        return False
    births = told(one.born), told(other.born)
    shared = min(len(births[0]), len(births[1]))
    if names[0] == names[1]:
        apart = Levenshtein.distance(births[0][:shared], births[1][:shared])
        return apart <= (2 if shared > 4 else 0) or _near(one, other)
    near = Levenshtein.distance(*names) <= 1
    return near and shared >= 10 and births[0] == births[1]


def _near(one: Mention, other: Mention) -> bool:
    """Two numbers that differ by a misread figure or two."""
    numbers = told(one.number), told(other.number)
    return all(numbers) and Levenshtein.distance(*numbers) <= 2


def _differing(one: Mention, other: Mention) -> Iterator[tuple[int, Doubt]]:
    for mine, theirs, code in zip(one.told, other.told, _DIFFERS, strict=True):
        if mine and theirs and not _agree(mine, theirs):
            yield one.place, _doubt(mine, theirs, other, code)
            yield other.place, _doubt(theirs, mine, one, code)


def _agree(one: Field, other: Field) -> bool:
    """Names without case and marks, dates as far as both go, numbers of one length as they are."""
    left, right = told(one), told(other)
    if not left or not right:
        return True
    if "number" in one.name or left.isdigit():
        return len(left) != len(right) or left == right
    if left[:1].isdigit():
        shared = min(len(left), len(right))
        return left[:shared] == right[:shared]
    return squash(left) == squash(right)


def _doubt(mine: Field, theirs: Field, other: Mention, code: str) -> Doubt:
    pages = ", ".join(str(page) for page in other.document.pages)
    return Doubt(
        mine.name,
        code,
        f"“{mine.label}” ở đây là “{written(mine.value)}”, nhưng trên “{other.document.title}” "
        f"(trang {pages}) là “{written(theirs.value)}”. Hãy so lại hai giấy tờ.",
    )
