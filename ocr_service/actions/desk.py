"""The review desk: whose turn it is, who looks at what, and what is put off for later."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from ocr_service.acting import actor
from ocr_service.domain.access import Actor
from ocr_service.domain.desk import Kind, Lease, Postponed, Waiting
from ocr_service.domain.ids import utc_now
from ocr_service.storage import DossierStore
from ocr_service.storage.desk import DeskStore, QueueSearch


def queue(search: QueueSearch, *, desk: DeskStore) -> tuple[Waiting, ...]:
    """Raises Forbidden when another agency's is asked for by its code."""
    return desk.queue(seen_by(actor(), search), utc_now())


def counts(search: QueueSearch, *, desk: DeskStore) -> tuple[Mapping[Kind, int], int]:
    """Of each kind, and of those put off; raises Forbidden as ``queue``."""
    return desk.counts(seen_by(actor(), search), utc_now())


def take_next(search: QueueSearch, after: str, lasting: timedelta, *, desk: DeskStore) -> str:
    """The document whose turn it is, held by whoever acts; "" when nothing is left.

    ``after``: the document they come from, which they let go of. What stands behind it comes
    first, then what they have passed over before. Raises Forbidden as ``queue``.
    """
    somebody, now = actor(), utc_now()
    asked, lease = seen_by(somebody, search), lease_for(somebody, now + lasting)
    if not after:
        return desk.take_next(asked, lease, now)
    desk.let_go(after, somebody.id)
    behind = replace(asked, after=desk.place_of(after))
    found = desk.take_next(behind, lease, now) or desk.take_next(asked, lease, now)
    if found != after:
        return found
    desk.let_go(after, somebody.id)  # nothing else is left, and they have seen this one
    return ""


def take(
    document_id: str,
    lasting: timedelta,
    force: bool = False,
    *,
    dossiers: DossierStore,
    desk: DeskStore,
) -> Lease:
    """It is held by whoever acts, newly or for longer; raises NotFound, Leased unless ``force``."""
    dossier, _ = dossiers.document(document_id)
    now = utc_now()
    lease = lease_for(actor(), now + lasting)
    step = desk.take_over if force else desk.take
    step(document_id, dossier, lease, now)
    return lease


def let_go(document_id: str, *, dossiers: DossierStore, desk: DeskStore) -> None:
    """Nothing happens unless whoever acts holds it; raises NotFound."""
    dossiers.document(document_id)
    desk.let_go(document_id, actor().id)


def postpone(
    document_id: str, until: datetime, reason: str, *, dossiers: DossierStore, desk: DeskStore
) -> Postponed:
    """Raises NotFound, Leased while another holds it, Conflict when it does not wait."""
    dossier, _ = dossiers.document(document_id)
    somebody, now = actor(), utc_now()
    postponed = Postponed(until, somebody.name, reason)
    desk.postpone(document_id, dossier, postponed, lease_for(somebody, now), now)
    return postponed


def resume(document_id: str, *, dossiers: DossierStore, desk: DeskStore) -> None:
    """Raises NotFound, Conflict when it does not wait."""
    dossier, _ = dossiers.document(document_id)
    desk.resume(document_id, dossier)


def lease_for(somebody: Actor, until: datetime) -> Lease:
    return Lease(somebody.id, somebody.name, until)


def seen_by(somebody: Actor, search: QueueSearch) -> QueueSearch:
    if search.agency_code:
        somebody.must_see(search.agency_code)
    return replace(search, scope=somebody.agency_code)
