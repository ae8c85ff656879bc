"""Who may come in: the key of a program, kept only as a hash."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

SECRET_BYTES = 32  # 256 random bits need no slow hash: nobody can try them all
SHOWN = 8


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as kept: ``prefix`` may be shown, ``sha256`` is of the whole key.

    ``agency_code`` "" means every agency.
    """

    id: str
    name: str
    prefix: str
    sha256: str
    created_at: datetime
    role: str = "integration"
    agency_code: str = ""
    expires_at: datetime | None = None
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None

    def valid(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


def new_secret() -> str:
    """A key to hand out once; its first characters name it afterwards."""
    return "ocr_" + secrets.token_urlsafe(SECRET_BYTES)


def prefix_of(secret: str) -> str:
    return secret[: len("ocr_") + SHOWN]


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
