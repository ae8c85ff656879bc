"""What is told to other systems without their asking: events, who listens, how often we try."""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from ocr_service.domain.dossier import DocumentStatus, Status

SECRET_BYTES = 32  # Standard Webhooks asks for 24 to 64
SECRET_PREFIX = "whsec_"  # noqa: S105 - how such a secret begins, by Standard Webhooks

# After each try that failed; about three days in all, then the delivery has failed.
PAUSES = (
    timedelta(seconds=5),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=16),
    timedelta(hours=24),
    timedelta(hours=24),
)
LONGEST_PAUSE = timedelta(hours=24)
JITTER = 0.2  # pauses are shortened by up to this share, so that what failed together parts
SHORTEST_REST = timedelta(seconds=5)
LONGEST_REST = timedelta(minutes=5)


class Event(StrEnum):
    """What may be told; the words are part of the contract."""

    DOSSIER_SETTLED = "dossier.settled"
    DOCUMENT_ACCEPTED = "document.accepted"
    DOCUMENT_NEEDS_REVIEW = "document.needs_review"
    DOCUMENT_REJECTED = "document.rejected"


class PortalEvent(StrEnum):
    """What the portal is told, as it stands when it is sent; no webhook can ask for it."""

    DOSSIER = "portal.dossier"
    WITHDRAWN = "portal.withdrawn"  # erased here: its papers are to go there too


class Kind(StrEnum):
    """What somebody who is told something is."""

    WEBHOOK = "webhook"  # anybody who asked for it; ids and codes only
    PORTAL = "portal"  # the portal of the settings; the dossier itself


PORTAL_ID = "portal"  # among those who are told: there is one


@dataclass(frozen=True, slots=True)
class News:
    """One event of a dossier; ids and codes only, for who hears it may not be who may see it."""

    event: Event
    status: str
    document_id: str = ""
    document_type: str = ""

    @classmethod
    def of_dossier(cls, status: Status) -> Self:
        return cls(Event.DOSSIER_SETTLED, status.value)

    @classmethod
    def of_document(cls, document_id: str, document_type: str, status: DocumentStatus) -> Self:
        return cls(Event(f"document.{status}"), status.value, document_id, document_type)


@dataclass(frozen=True, slots=True)
class Webhook:
    """Who listens: events of one agency (``agency_code`` "": of all) are posted to ``url``.

    ``failing_since`` is when its receiver began to fail; ``disabled_at`` when it said 410.
    """

    id: str
    url: str
    events: tuple[Event, ...]
    created_at: datetime
    agency_code: str = ""
    failing_since: datetime | None = None
    disabled_at: datetime | None = None


class DeliveryState(StrEnum):
    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


class Trouble(StrEnum):
    """Why a try failed; ``""`` when it did not."""

    NONE = ""
    REFUSED = "refused"  # an answer that is not 2xx
    DECLINED = "declined"  # it was read, and is not taken as it is: its error_code says why
    GONE = "gone"  # 410: it wants no more
    TIMED_OUT = "timed_out"
    UNREACHABLE = "unreachable"
    FORBIDDEN_ADDRESS = "forbidden_address"
    NOT_TOLD = "not_told"  # we could not make what is to be told; nothing was posted
    SECRET_LOST = "secret_lost"  # noqa: S105 - a code: sealed with another OCR_SECRET_KEY


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event for one webhook, and how far its delivery has come."""

    id: str
    webhook_id: str
    event_id: str
    event: Event | PortalEvent
    dossier_id: str
    document_id: str
    state: DeliveryState
    attempts: int
    created_at: datetime
    due_at: datetime
    finished_at: datetime | None = None
    response_status: int | None = None
    trouble: Trouble = Trouble.NONE
    error_code: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A delivery in our hands until its lease runs out: what to post where. Holds a secret.

    For the portal it has neither address nor secret: ``dossier_id`` says of what to tell, unless
    its body is what is withdrawn.
    """

    delivery_id: str
    webhook_id: str
    event_id: str
    lease: str
    url: str
    secret: str
    body: str
    attempts: int
    kind: Kind = Kind.WEBHOOK
    dossier_id: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of one try; ``retry_after`` is what the receiver asked for, ``error_code`` and
    ``message`` what the portal said.
    """

    trouble: Trouble = Trouble.NONE
    response_status: int | None = None
    retry_after: timedelta = timedelta()
    error_code: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a delivery goes on after a try."""

    state: DeliveryState
    due_at: datetime
    receipt: Receipt


def new_webhook_secret() -> str:
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def judged(attempts: int, receipt: Receipt, now: datetime, chance: float) -> Verdict:
    """After ``attempts`` tries in all, the last of which ended so; ``chance`` is 0 to 1."""
    if receipt.trouble is Trouble.NONE:
        return Verdict(DeliveryState.DELIVERED, now, receipt)
    if receipt.trouble in (Trouble.GONE, Trouble.DECLINED) or attempts > len(PAUSES):
        return Verdict(DeliveryState.FAILED, now, receipt)
    pause = PAUSES[attempts - 1] * (1 - JITTER * chance)
    asked = min(receipt.retry_after, LONGEST_PAUSE)
    return Verdict(DeliveryState.WAITING, now + max(pause, asked), receipt)


def rest_after(failing_since: datetime, now: datetime) -> timedelta:
    """How long nothing at all is posted to a receiver that has failed for some time.

    Else a dead receiver with a thousand deliveries due would hold up all others.
    """
    return min(max((now - failing_since) / 2, SHORTEST_REST), LONGEST_REST)
