"""Tells other systems what has become of dossiers, until they have heard it."""

import json
import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from ocr_service.courier import Courier
from ocr_service.domain.audit import Act, Deed
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.domain.webhook import Event, Receipt, Webhook, judged, new_webhook_secret
from ocr_service.storage.audit import AuditStore
from ocr_service.storage.webhooks import WebhookStore

AT_A_TIME = 64
LEASE = timedelta(minutes=2)  # far longer than one post may take
KEPT = timedelta(days=30)
TEST = "webhook.test"  # tells of nothing: receivers answer 2xx and forget it


def subscribe(
    url: str,
    events: Sequence[Event] = (),
    agency_code: str = "",
    *,
    webhooks: WebhookStore,
    courier: Courier,
) -> tuple[Webhook, str]:
    """The webhook, for all events unless some are named, and its secret, shown this once only.

    Raises ForbiddenAddress for a URL that we do not post to, Conflict when there are too many.
    """
    courier.check(url)
    heard = tuple(dict.fromkeys(events)) or tuple(Event)
    webhook = Webhook(new_id(), url, heard, created_at=utc_now(), agency_code=agency_code)
    secret = new_webhook_secret()
    webhooks.add(webhook, secret)
    return webhook, secret


def post_a_test(
    webhook_id: str,
    agency_code: str = "",
    *,
    webhooks: WebhookStore,
    courier: Courier,
    audit: AuditStore,
) -> Receipt:
    """Posts a signed event of the type TEST there, at once; raises NotFound."""
    webhook = webhooks.get(webhook_id, agency_code)
    body = json.dumps({"type": TEST, "timestamp": utc_now().isoformat(), "data": {}})
    (receipt,) = courier.post([webhooks.parcel(webhook_id, body, agency_code)])
    said: dict[str, str | int] = {"trouble": receipt.trouble.value}
    if receipt.response_status is not None:
        said["status"] = receipt.response_status
    audit.append(Deed(Act.WEBHOOK_TESTED, webhook.agency_code, subject=webhook.id, remark=said))
    return receipt


def send_due(now: datetime, *, webhooks: WebhookStore, courier: Courier) -> int:
    """Posts what is due at ``now``, once each; how many that were."""
    parcels = webhooks.claim(now, now + LEASE, AT_A_TIME)
    for parcel, receipt in zip(parcels, courier.post(parcels), strict=True):
        chance = random.random()  # noqa: S311 - jitter, no secret
        webhooks.record(parcel, judged(parcel.attempts, receipt, now, chance), now)
    return len(parcels)


def forget_old(now: datetime, *, webhooks: WebhookStore) -> int:
    """Prunes deliveries that ended thirty days ago; how many that were."""
    return webhooks.prune(now - KEPT)
