"""Secrets that we must be able to read again, sealed: the database alone does not tell them."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SEALED = "fernet:"
# Each purpose has a key of its own.
WEBHOOKS = b"ocr-service: webhook secrets"
SECOND_FACTORS = b"ocr-service: second factors"
TRAIL = b"ocr-service: audit trail"
BROWSERS = b"ocr-service: familiar browsers"


class Seal:
    """Fernet under a key drawn from OCR_SECRET_KEY; without one, secrets are kept as they are."""

    def __init__(self, secret_key: str = "", purpose: bytes = WEBHOOKS) -> None:
        self._fernet = Fernet(key_from(secret_key, purpose)) if secret_key else None
        self._secret_key, self._purpose = secret_key, purpose

    def close(self, secret: str) -> str:
        if self._fernet is None:
            return secret
        return SEALED + self._fernet.encrypt(secret.encode()).decode()

    def open(self, kept: str) -> str:
        """The secret; "" when it was sealed with another key."""
        if not kept.startswith(SEALED):
            return kept
        if self._fernet is None:
            return ""
        try:
            return self._fernet.decrypt(kept.removeprefix(SEALED)).decode()
        except InvalidToken:
            return ""

    def drawn(self, seed: str, length: int) -> bytes:
        """Always the same of the same secret seed, which alone does not tell it."""
        info = self._purpose + b", drawn"
        derived = HKDF(SHA256(), length=length, salt=seed.encode(), info=info)
        return derived.derive(self._secret_key.encode())


def key_from(secret_key: str, purpose: bytes) -> bytes:
    """A key for this purpose only (HKDF, RFC 5869)."""
    derived = HKDF(SHA256(), length=32, salt=None, info=purpose).derive(secret_key.encode())
    return base64.urlsafe_b64encode(derived)


def trail_key(secret_key: str) -> bytes:
    """What seals the audit trail; b"" without OCR_SECRET_KEY."""
    return key_from(secret_key, TRAIL) if secret_key else b""
