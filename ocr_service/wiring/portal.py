"""The courier of the one process that posts: with the portal, if the settings name one."""

from ocr_service.actions.portal import Teller, WithPortal
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
    teller = Teller(parts.dossiers, parts.records, parts.reviews, settings.public_url)
    key = settings.portal_key.get_secret_value()
    portal = HttpPortal(settings.portal_url, key, settings.portal_private)
    return WithPortal(parts.courier, portal, teller, parts.catalogue, parts.audit)
