"""What storage promises of records kept for reuse: found by what papers say, used and counted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple, Protocol

from ocr_service.domain.dossier import Dossier
from ocr_service.domain.handles import Wanted
from ocr_service.domain.held import Holding
from ocr_service.domain.ranking import Place
from ocr_service.domain.reuse import Candidate, Filed, Reused, Revocation, Use


@dataclass(frozen=True, slots=True)
class RecordSearch:
    """Which records are asked for; "", () and None ask for nothing.

    ``tiers``: what the best are found by, then the next; whoever is found by none is not found.
    ``number``: a person's or an organisation's, bare; ``key``: of the paper's number. ``scope``:
    only those that this agency or one below it took in, or is competent for.
    """

    number: str = ""
    key: str = ""
    document_type: str = ""
    agency_code: str = ""
    issued_from: date | None = None
    issued_to: date | None = None
    tiers: Sequence[Wanted] = field(default=())
    after: str = ""
    limit: int = 50
    scope: str = ""

    @property
    def narrow(self) -> bool:
        """Whether it asks for somebody or something, not for all records of a kind."""
        return bool(self.number or self.key or self.tiers)


class Best(NamedTuple):
    """The first of those found, and where the next begin, if there are more."""

    records: tuple[Filed, ...]
    following: Place | None


class RecordStore(Protocol):
    """Records of accepted documents; written by whoever changes a document, in the same breath."""

    def candidates(self, search: RecordSearch) -> tuple[Candidate, ...]:
        """The last accepted first, whatever the tiers; those that were withdrawn are not here."""
        ...

    def best(
        self, search: RecordSearch, behind: Place | None, today: date, replaceable: frozenset[str]
    ) -> Best:
        """Of all that were found the first behind that place, as ``pick`` tells them."""
        ...

    def pick(self, ids: Sequence[str], replaceable: frozenset[str]) -> tuple[Filed, ...]:
        """The records of these ids, in this order, without those that are gone meanwhile.

        ``replaceable``: types of which the newest paper of a person holds.
        """
        ...

    def of_dossier(self, dossier_id: str) -> tuple[str, ...]:
        """The ids of a dossier's records."""
        ...

    def use(self, use: Use) -> tuple[Use, bool]:
        """Keeps it, unless the record was used in that dossier before: the use, whether it is new.

        Raises NotFound when the record is gone.
        """
        ...

    def uses(self, record_id: str, after: str = "", limit: int = 50) -> tuple[Use, ...]:
        """Newest first."""
        ...

    def holdings(self, numbers: Sequence[str], types: Collection[str]) -> tuple[Holding, ...]:
        """The papers of these types whose holder has one of these numbers (bare), or another one
        that a paper says is the same holder's; of all agencies, the newest first.
        """
        ...

    def used_in(self, dossier: Dossier) -> tuple[Reused, ...]:
        """What was used in the dossier, told by its id, or by its code at its agency or above."""
        ...

    def hand_out(self, ids: Sequence[str], purpose: str, consent: str, now: datetime) -> None:
        """Keeps what for they are handed out, and tells each agency's trail."""
        ...

    def revoke(self, told: Revocation) -> Revocation:
        """What stands now: of two the first. Raises NotFound when the record is gone."""
        ...

    def reinstate(self, record_id: str) -> None:
        """It was never revoked, whether it was told so or not; raises NotFound."""
        ...

    def send(self, record_id: str, webhook_id: str, now: datetime) -> None:
        """Tells that webhook once more that the document was accepted; raises NotFound, and
        Conflict where it does not listen to that.
        """
        ...

    def refile(self, limit: int, now: datetime) -> int:
        """Files up to ``limit`` documents accepted before the index could know them, or found
        by other rules since; how many it looked at. 0: the index is whole.
        """
        ...
