"""Hands out, lists and takes back the keys of programs."""

from datetime import datetime, timedelta

from ocr_service.domain.access import ApiKey, Role, digest_of, new_secret, prefix_of
from ocr_service.domain.account import USE_NOTED
from ocr_service.domain.errors import NotFound
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.storage.keys import KeyStore


def add_key(
    name: str,
    role: Role = Role.SYSTEM,
    agency_code: str = "",
    days: int | None = None,
    *,
    keys: KeyStore,
) -> tuple[ApiKey, str]:
    """The key as kept, and the secret, which is shown this once only."""
    secret, now = new_secret(), utc_now()
    key = ApiKey(
        new_id(),
        name=name,
        prefix=prefix_of(secret),
        sha256=digest_of(secret),
        created_at=now,
        role=role,
        agency_code=agency_code,
        expires_at=now + timedelta(days=days) if days else None,
    )
    keys.add(key)
    return key, secret


def revoke_key(prefix: str, *, keys: KeyStore) -> int:
    """How many keys that is; raises NotFound when there is none."""
    revoked = keys.revoke(prefix, utc_now())
    if not revoked:
        raise NotFound(f"no key in use begins with {prefix}")
    return revoked


def who_is(secret: str, now: datetime, *, keys: KeyStore) -> ApiKey | None:
    """The valid key behind a secret, its use noted; None for any other."""
    key = keys.find(digest_of(secret))
    if key is None or not key.valid(now):
        return None
    if key.last_used_at is None or now - key.last_used_at > USE_NOTED:
        keys.used(key.id, now)
    return key
