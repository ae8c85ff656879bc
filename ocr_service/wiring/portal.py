"""The courier of the one process that posts: with the portal, if the settings name one."""

from functools import partial

from ocr_service.actions.portal import WithPortal, told_of
from ocr_service.actions.services import Services
from ocr_service.courier import Courier
from ocr_service.courier.portal import HttpPortal
from ocr_service.domain.ids import utc_now


def courier_of(parts: Services) -> Courier:
    """From now on dossiers are kept for the portal, or no longer are; raises Unavailable."""
    settings = parts.settings
    parts.webhooks.aim_at_portal(settings.portal_url, utc_now())
    if not settings.portal_url:
        return parts.courier
    tell = partial(
        told_of,
        address=settings.public_url,
        dossiers=parts.dossiers,
        records=parts.records,
        reviews=parts.reviews,
    )
    key = settings.portal_key.get_secret_value()
    portal = HttpPortal(settings.portal_url, key, settings.portal_private)
    return WithPortal(parts.courier, portal, tell, parts.catalogue, parts.audit)
