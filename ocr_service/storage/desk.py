"""What storage promises of the review desk: a queue in its order, and who holds what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ocr_service.domain.desk import Kind, Lease, Place, Postponed, Waiting
from ocr_service.domain.dossier import Dossier

MOST_COUNTED = 1000  # nobody needs to know how many more there are


@dataclass(frozen=True, slots=True)
class QueueSearch:
    """What of the queue is asked for; "" and None ask for nothing.

    ``postponed``: those put off alone, else all others. ``scope``: of this agency and below.
    """

    kind: Kind | None = None
    agency_code: str = ""
    procedure_code: str = ""
    document_type: str = ""
    postponed: bool = False
    after: Place | None = None
    limit: int = 50
    scope: str = ""


class DeskStore(Protocol):
    """The queue of what waits for a person. ``now`` says which leases and delays still hold."""

    def queue(self, search: QueueSearch, now: datetime) -> tuple[Waiting, ...]:
        """Counters first, then the oldest; samples last. Not while their dossier is read."""
        ...

    def counts(self, search: QueueSearch, now: datetime) -> tuple[Mapping[Kind, int], int]:
        """Of each kind, and of those put off; MOST_COUNTED at most."""
        ...

    def agencies(self, scope: str) -> Sequence[str]:
        """The codes of those that anything waits of, of the agency ``scope`` and below."""
        ...

    def take_next(self, search: QueueSearch, lease: Lease, now: datetime) -> str:
        """The document whose turn it is, now held under the lease; "" when none is free.

        None that another person holds, and none that wait for others to key what the holder
        has keyed.
        """
        ...

    def place_of(self, document_id: str) -> Place | None:
        """Where it stands, or would if it waited; None when it is not here."""
        ...

    def take(self, document_id: str, of: Dossier, lease: Lease, now: datetime) -> None:
        """Takes or extends; raises Leased while another holds it."""
        ...

    def take_over(self, document_id: str, of: Dossier, lease: Lease, now: datetime) -> None:
        """Takes it, whoever holds it; that is told to the trail."""
        ...

    def held(self, document_id: str, now: datetime) -> Lease | None: ...

    def let_go(self, document_id: str, holder_id: str) -> None:
        """Nothing happens unless the holder has it."""
        ...

    def postpone(
        self, document_id: str, of: Dossier, postponed: Postponed, lease: Lease, now: datetime
    ) -> None:
        """The holder of ``lease`` puts it off and lets go of it.

        Raises Leased while another holds it, Conflict when it does not wait.
        """
        ...

    def resume(self, document_id: str, of: Dossier) -> None:
        """It is put off no longer; raises Conflict when it does not wait."""
        ...
