"""What production must not start with: weak secrets, or no address that people type."""

from collections.abc import Iterator

from ocr_service.config import PREFIX, Settings
from ocr_service.domain.errors import BadSettings
from ocr_service.weak_secrets import weak_secrets


def refuse_unsafe(settings: Settings) -> None:
    """Raises BadSettings in production for each setting that is not as it must be there."""
    unsafe = (*weak_secrets(settings), *unsafe_address(settings))
    if settings.production and unsafe:
        raise BadSettings("; ".join(unsafe))


def unsafe_address(settings: Settings) -> Iterator[str]:
    """Without it we must believe what a request says of where our own pages are."""
    if not settings.public_url.startswith("https://"):
        yield f"{PREFIX}PUBLIC_URL names no https address"
