"""The mailbox that the settings name."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

from ocr_service.actions.mail import MailRoom
from ocr_service.actions.services import Services
from ocr_service.config import PREFIX, Settings
from ocr_service.courier.mailbox import Mailbox, Place, opened
from ocr_service.domain.errors import BadSettings

SECURE = "imaps"
USUAL = {SECURE: 993, "imap": 143}


def place_of(settings: Settings) -> Place:
    """Raises BadSettings where one is missing."""
    missing = [
        PREFIX + name.upper()
        for name in ("imap_url", "imap_password", "imap_from")
        if not getattr(settings, name)
    ]
    if missing:
        raise BadSettings(f"no mail is taken without {', '.join(missing)}")
    url = urlsplit(settings.imap_url)
    return Place(
        host=url.hostname or "",
        port=url.port or USUAL[url.scheme],
        user=unquote(url.username or ""),
        password=settings.imap_password.get_secret_value(),
        folder=unquote(url.path).strip("/") or "INBOX",
        secure=url.scheme == SECURE,
    )


@contextmanager
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    """Open as long as the block lasts; raises BadSettings, Unavailable."""
    with opened(place_of(settings)) as box:
        yield box


def mail_room(parts: Services) -> MailRoom:
    return MailRoom(
        parts.settings, parts.files, parts.dossiers, parts.promises, parts.bell, parts.audit
    )
