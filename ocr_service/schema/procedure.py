"""The administrative act a dossier serves, and the papers it must hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """Who receives the dossier."""

    PROVINCE = "province"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Procedure:
    """An administrative procedure; ``code`` is the name of its file.

    ``one_of`` holds groups of papers of which one is enough. ``national_code`` is the
    code in the national database, to be relied on only where ``national_code_verified``.
    ``made_anew``: papers made for one dossier, so that none held may stand for them. ``no_older``:
    papers that must not have been issued longer ago than so many months. ``population``: papers
    that tell nothing but what the population database tells too.
    ``retention``: days after settling when a dossier is erased; None: it stays.
    """

    code: str
    label: str
    level: Level
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    outcome: str = ""
    national_code: str = ""
    national_code_verified: bool = False
    retention: int | None = None
    made_anew: tuple[str, ...] = ()
    no_older: Mapping[str, int] = field(default_factory=dict)
    population: tuple[str, ...] = ()

    def missing(self, found: Iterable[str]) -> tuple[str, ...]:
        """The document types still to be handed in; a group lacking stands as ``a|b``."""
        held = set(found)
        lacking = [paper for paper in self.required if paper not in held]
        lacking += ["|".join(group) for group in self.one_of if held.isdisjoint(group)]
        return tuple(lacking)

    @property
    def papers(self) -> frozenset[str]:
        """All document types that may be handed in for it."""
        return frozenset(
            (*self.required, *self.optional, *(it for group in self.one_of for it in group))
        )

    @property
    def tells_result(self) -> bool:
        """Whether a paper of its outcome's type can only be the one that it issues."""
        return bool(self.outcome) and self.outcome not in self.papers
