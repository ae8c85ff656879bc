"""Which secrets are missing, too short, or examples that everybody knows: not for production."""

from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import SecretStr

from ocr_service.config import PREFIX, Settings

SHORTEST = 16  # characters; what tools/make-secrets makes has 43
SHORTEST_KEY = 32
SHORTEST_PASSPHRASE = 8  # others choose these
LEAST_VARIED = 8  # different characters
EXAMPLES = ("example", "change", "secret", "passwor", "minioadmin", "postgres", "123456", "qwerty")
# Secrets that are needed only where something else is set, and how short they may be.
NEEDED_WITH = {
    "s3_access_key": ("s3_secret_key", SHORTEST),
    "oidc_client_secret": ("oidc_client_secret", SHORTEST),
    "imap_url": ("imap_password", SHORTEST),
    "population_url": ("population_key", SHORTEST),
    "portal_url": ("portal_key", SHORTEST),
    "sign_pkcs12": ("sign_passphrase", SHORTEST_PASSPHRASE),
    "sign_tsa_user": ("sign_tsa_password", SHORTEST_PASSPHRASE),
}


def weak_secrets(settings: Settings) -> Iterator[str]:
    """Each weak secret by its setting, and why it is weak; never the secret itself."""
    yield from weak("secret_key", settings.secret_key, SHORTEST_KEY)
    for field in ("database_url", "redis_url"):
        url = urlsplit(getattr(settings, field).get_secret_value())
        if url.hostname:  # else a file or a socket, which the machine itself guards
            told = url.password or parse_qs(url.query).get("password", [""])[0]
            yield from weak(field, SecretStr(unquote(told)), SHORTEST)
    for needs, (field, shortest) in NEEDED_WITH.items():
        if getattr(settings, needs):
            yield from weak(field, getattr(settings, field), shortest)
    if settings.files_keys.get_secret_value():
        for key in settings.files_keys.get_secret_value().split(","):
            yield from weak("files_keys", SecretStr(key.strip()), SHORTEST_KEY)


def weak(field: str, secret: SecretStr, shortest: int) -> Iterator[str]:
    name, value = PREFIX + field.upper(), secret.get_secret_value()
    if not value:
        yield f"{name} holds no secret"
    elif len(value) < shortest:
        yield f"the secret in {name} is shorter than {shortest} characters"
    elif len(set(value)) < LEAST_VARIED or any(word in value.lower() for word in EXAMPLES):
        yield f"the secret in {name} is one that everybody would try"
