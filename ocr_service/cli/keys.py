"""`ocr-service keys`: the keys with which programs come in."""

import click

from ocr_service.actions.keys import add_key, revoke_key
from ocr_service.cli.agency import not_empty
from ocr_service.config import Settings
from ocr_service.domain.access import ApiKey, Role
from ocr_service.domain.ids import utc_now
from ocr_service.wiring.parts import key_store

ROLES = click.Choice([role.value for role in Role])


@click.group()
def keys() -> None:
    """Hands out, lists and revokes API keys."""


@keys.command()
@click.argument("name")
@click.option("--role", type=ROLES, default=Role.SYSTEM.value, show_default=True)
@click.option("--agency", callback=not_empty, help="Sees this agency and those below it only.")
@click.option("--days", type=click.IntRange(1), help="Expires after so many days.")
def add(name: str, role: str, agency: str | None, days: int | None) -> None:
    """Makes a key for NAME and prints it, this once only."""
    store = key_store(Settings.from_environment())
    _, secret = add_key(name, Role(role), agency or "", days, keys=store)
    click.echo(secret)


@keys.command("list")
def list_keys() -> None:
    """Lists all keys by the signs they begin with."""
    for key in key_store(Settings.from_environment()).all():
        click.echo("\t".join(columns(key)))


@keys.command()
@click.argument("prefix")
def revoke(prefix: str) -> None:
    """Revokes the key that begins with PREFIX."""
    revoke_key(prefix, keys=key_store(Settings.from_environment()))


def columns(key: ApiKey) -> list[str]:
    used = key.last_used_at.isoformat(timespec="seconds") if key.last_used_at else "never used"
    state = "valid" if key.valid(utc_now()) else "revoked" if key.revoked_at else "expired"
    return [key.prefix + "…", key.name, key.role, key.agency_code or "all agencies", state, used]
