"""Carries news to other systems over HTTP; the only room that calls addresses given by others."""

from collections.abc import Sequence
from typing import Protocol

from ocr_service.domain.errors import BadInput
from ocr_service.domain.webhook import Parcel, Receipt


class ForbiddenAddress(BadInput):
    """We do not post there: a wrong URL, an unknown host, or an address inside our own walls."""


class Courier(Protocol):
    """Posts what is to be told, signed, to where it may go."""

    def check(self, url: str) -> None:
        """Raises ForbiddenAddress, whose complaint says what is wrong with it."""
        ...

    def post(self, parcels: Sequence[Parcel]) -> tuple[Receipt, ...]:
        """Posts all at once, each within seconds; a receipt for each, in their order."""
        ...


class Portal(Protocol):
    """Where dossiers are told of in the portal's shape."""

    def post(self, bodies: Sequence[str]) -> tuple[Receipt, ...]:
        """Posts all at once, each within seconds; a receipt for each, in their order."""
        ...
