"""The keys of the house (OCR_FILES_KEYS): each wraps the keys of single files, the first new ones.

Fernet (**cryptography**) wraps: authenticated, and a wrong key is told from a right one.
"""

import base64
import binascii
import hashlib
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken

from ocr_service.domain.errors import OcrError, Unavailable

KEY_BYTES = 32
SHOWN = 12  # signs of a key's id: of its hash, which tells nothing of the key


class BadKeys(OcrError):
    """OCR_FILES_KEYS holds what is no key; the message never tells it."""


class MasterKeys:
    """The keys in force, the newest first; they may change only as `rotate-keys` says."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = {id_of(key): Fernet(base64.urlsafe_b64encode(key)) for key in map(raw, keys)}
        if not self._keys:
            raise BadKeys("OCR_FILES_KEYS holds no key")

    @property
    def newest(self) -> str:
        """The id of the key that new files get theirs wrapped by."""
        return next(iter(self._keys))

    def wrap(self, secret: bytes) -> tuple[str, str]:
        """The id of the newest key, and the secret under it."""
        return self.newest, self._keys[self.newest].encrypt(secret).decode()

    def unwrap(self, key_id: str, wrapped: str) -> bytes:
        """Raises Unavailable when the key is not (or no longer) in the settings."""
        if key_id not in self._keys:
            raise Unavailable(f"the file store: key {key_id} is not in OCR_FILES_KEYS")
        try:
            return self._keys[key_id].decrypt(wrapped)
        except InvalidToken:
            raise Unavailable(f"the file store: a file's key was changed under {key_id}") from None


def raw(key: str) -> bytes:
    """32 bytes in base64, as `openssl rand -base64 32` prints them; raises BadKeys."""
    text = key.strip().translate({45: "+", 95: "/"}).rstrip("=")
    try:
        found = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        found = b""
    if len(found) != KEY_BYTES:
        raise BadKeys("OCR_FILES_KEYS: each key is 32 bytes in base64 (openssl rand -base64 32)")
    return found


def id_of(key: bytes) -> str:
    return hashlib.sha256(b"ocr-service: id of a files key" + key).hexdigest()[:SHOWN]
