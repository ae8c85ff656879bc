"""Which papers of somebody the house holds, and why one of them cannot stand for a new one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ocr_service.domain.calendar import months_later
from ocr_service.domain.reuse import folded_words


class Reason(StrEnum):
    """Why a paper must be asked for; the words are part of the contract."""

    NOT_HELD = "not_held"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "replaced"  # by a newer paper that whoever asks may not see, or that is none here
    TOO_OLD = "too_old"  # issued longer ago than a schema allows
    OTHER_AGENCY = "other_agency"  # held, but by one whose records are for stated purposes only
    NAME_DIFFERS = "name_differs"
    MADE_ANEW = "made_anew"  # such a paper is made for one dossier, so none is looked for


@dataclass(frozen=True, slots=True)
class Holding:
    """As much of a record of somebody's as tells whether it may stand for a new paper.

    ``name`` and ``number`` are of the holder as the paper tells them; ``place``: in the order in
    which records were accepted.
    """

    id: str
    place: int
    document_type: str
    agency_code: str
    issued_on: str
    valid_until: str
    revoked: bool
    name: str
    number: str
    competent_agency_code: str = ""

    @property
    def agencies(self) -> tuple[str, str]:
        """Whose people may find it."""
        return self.agency_code, self.competent_agency_code


@dataclass(frozen=True, slots=True)
class Terms:
    """What a paper must keep to: to hold on ``day``, to be of ``name`` ("": of anybody).

    ``months``: by document type, how long ago it may have been issued; 0 or none: ever.
    ``one_at_a_time``: types of which the newest paper of a person holds.
    """

    day: date
    name: str = ""
    months: Mapping[str, int] = field(default_factory=dict)
    one_at_a_time: frozenset[str] = frozenset()

    def against(self, held: Holding, newest: Holding | None) -> Reason | None:
        """The first reason that speaks against it; ``newest``: the last issued of its type."""
        if held.revoked:
            return Reason.REVOKED
        if self._too_old(held):
            return Reason.TOO_OLD
        if "" < held.valid_until < self.day.isoformat():
            return Reason.EXPIRED
        if held.document_type in self.one_at_a_time and held.issued_on and held is not newest:
            return Reason.REPLACED
        if self.name and folded_words(self.name) != folded_words(held.name):
            return Reason.NAME_DIFFERS
        return None

    def _too_old(self, held: Holding) -> bool:
        months = self.months.get(held.document_type, 0)
        if not months or not held.issued_on:
            return False
        return months_later(date.fromisoformat(held.issued_on), months) < self.day


Judged = tuple[Holding, Reason | None]


def the_same_persons(found: Iterable[Holding], numbers: Sequence[str]) -> list[Holding]:
    """Those under the numbers asked for; under further ones only those of the same name."""
    held = list(found)
    names = {tuple(folded_words(it.name)) for it in held if it.number in numbers}
    return [it for it in held if it.number in numbers or tuple(folded_words(it.name)) in names]


def judged(found: Iterable[Holding], terms: Terms) -> list[Judged]:
    """Papers of one type and one person: what may be used first, then the newest."""
    ranked = sorted(found, key=lambda it: (it.issued_on, it.place), reverse=True)
    newest = ranked[0] if ranked else None
    told = [(it, terms.against(it, newest)) for it in ranked]
    return sorted(told, key=lambda pair: pair[1] is not None)
