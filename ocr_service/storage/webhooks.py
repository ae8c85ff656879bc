"""What storage promises of webhooks: who listens, and what is still to be told to whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ocr_service.domain.webhook import Delivery, DeliveryState, Parcel, Verdict, Webhook


@dataclass(frozen=True, slots=True)
class DeliverySearch:
    """Which deliveries are asked for; "" and None ask for nothing. Newest first."""

    state: DeliveryState | None = None
    webhook_id: str = ""
    agency_code: str = ""
    after: str = ""
    limit: int = 50


class WebhookStore(Protocol):
    """Webhooks and deliveries. ``agency_code``: those of this agency and below ("": of all).

    The portal is told as webhooks are, but is none: it is seen by its deliveries only.
    """

    def add(self, webhook: Webhook, secret: str) -> None:
        """Raises Conflict when its agency has too many."""
        ...

    def all(self, agency_code: str = "") -> tuple[Webhook, ...]: ...

    def get(self, webhook_id: str, agency_code: str = "") -> Webhook:
        """Raises NotFound."""
        ...

    def parcel(self, webhook_id: str, body: str, agency_code: str = "") -> Parcel:
        """To post something of one's own there, which no delivery tells of; raises NotFound."""
        ...

    def remove(self, webhook_id: str, agency_code: str = "") -> None:
        """With all its deliveries; raises NotFound."""
        ...

    def aim_at_portal(self, url: str, now: datetime) -> None:
        """From now on the portal there is told of dossiers; "": none is, but what it was told of
        and changes waits until there is one again.
        """
        ...

    def tell_portal_of_older(self, limit: int) -> int:
        """Up to so many dossiers that were accepted while there was none; how many. 0: no more."""
        ...

    def deliveries(self, search: DeliverySearch) -> tuple[Delivery, ...]: ...

    def delivery(self, delivery_id: str, agency_code: str = "") -> Delivery:
        """Raises NotFound."""
        ...

    def replay(self, delivery_id: str, now: datetime, agency_code: str = "") -> Delivery:
        """Due now, with all tries before it; raises NotFound, and Conflict while it is held
        by a sender or its webhook is disabled.
        """
        ...

    def claim(self, now: datetime, until: datetime, limit: int) -> tuple[Parcel, ...]:
        """Deliveries that are due, now ours; a few of each webhook that is not at rest."""
        ...

    def record(self, parcel: Parcel, verdict: Verdict, now: datetime) -> bool:
        """Whether it was still ours. Lets its receiver rest after a failure; disables one gone."""
        ...

    def prune(self, before: datetime) -> int:
        """Forgets deliveries that ended before; how many that were."""
        ...
