"""What settings are made of: lists by commas, and where models usually lie."""

import os
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator
from pydantic_settings import NoDecode

from ocr_service.domain.access import Role

TESSDATA = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
)
# An address that may be shown: a name and password before the host would be a secret.
PUBLIC_URL = r"^(https?://[^\s/?#@]+([/?#][^\s@]*)?)?$"
Network = IPv4Network | IPv6Network


def split_at_commas(given: object) -> object:
    """``10.0.0.0/8, fd00::/8`` as its parts; what is no text stays as it is."""
    if not isinstance(given, str):
        return given
    return [part.strip() for part in given.split(",") if part.strip()]


Networks = Annotated[tuple[Network, ...], NoDecode, BeforeValidator(split_at_commas)]

Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(split_at_commas)]

# Addresses and domains, in small letters: nobody tells them apart by their case.
Senders = Annotated[
    tuple[str, ...],
    NoDecode,
    AfterValidator(lambda told: tuple(it.strip().lower() for it in told)),
    BeforeValidator(split_at_commas),
]

Roles = Annotated[tuple[Role, ...], NoDecode, BeforeValidator(split_at_commas)]


def default_tessdata() -> Path:
    """Where Debian and Ubuntu keep the models, unless Tesseract's own variable says otherwise."""
    named = os.environ.get("TESSDATA_PREFIX")
    places = [Path(place) for place in ([named] if named else TESSDATA)]
    return next((place for place in places if place.is_dir()), places[0])
