"""`ocr-service users`: the accounts with which people come in."""

import click

from ocr_service.actions.accounts import account_named, add_account, reset_password
from ocr_service.actions.people import People
from ocr_service.cli.agency import not_empty
from ocr_service.config import Settings
from ocr_service.domain.access import Role
from ocr_service.domain.account import Account
from ocr_service.domain.ids import utc_now
from ocr_service.wiring.parts import people_of

PEOPLE = click.Choice([role.value for role in Role if role is not Role.SYSTEM])


@click.group()
def users() -> None:
    """Makes, lists, changes, locks out and lets in again the accounts of people."""


@users.command()
@click.argument("name")
@click.option("--role", type=PEOPLE, default=Role.CLERK.value, show_default=True)
@click.option("--agency", callback=not_empty, help="Sees this agency and those below it only.")
@click.option("--no-password", is_flag=True, help="Signs in by the office's own sign-in only.")
def add(name: str, role: str, agency: str | None, no_password: bool) -> None:
    """Makes an account for NAME and prints its first password, this once only."""
    accounts = people_here().accounts
    _, password = add_account(name, Role(role), agency or "", not no_password, accounts=accounts)
    if password:
        click.echo(password)


@users.command("list")
def list_users() -> None:
    """Lists all accounts by name."""
    for account in people_here().accounts.all():
        click.echo("\t".join(columns(account)))


@users.command()
@click.argument("name")
@click.option("--role", type=PEOPLE, help="As it was, unless told otherwise.")
@click.option("--agency", callback=not_empty, help="As it was, unless told otherwise.")
@click.option("--all-agencies", is_flag=True, help="Sees all agencies from now on.")
def change(name: str, role: str | None, agency: str | None, all_agencies: bool) -> None:
    """Gives NAME another role or agency; they sign in anew."""
    if agency is not None and all_agencies:
        raise click.UsageError("--agency or --all-agencies, not both")
    accounts = people_here().accounts
    account = account_named(name, accounts=accounts)
    place = "" if all_agencies else account.agency_code if agency is None else agency
    accounts.set_place(account.id, Role(role) if role else account.role, place)


@users.command()
@click.argument("name")
def disable(name: str) -> None:
    """Shuts NAME out at once, until enabled again."""
    accounts = people_here().accounts
    accounts.disable(account_named(name, accounts=accounts).id, utc_now())


@users.command()
@click.argument("name")
def enable(name: str) -> None:
    """Lets NAME sign in again."""
    accounts = people_here().accounts
    accounts.enable(account_named(name, accounts=accounts).id)


@users.command()
@click.argument("name")
def unlock(name: str) -> None:
    """Ends the pause after too many failures of NAME."""
    accounts = people_here().accounts
    accounts.unlock(account_named(name, accounts=accounts).id)


@users.command("reset-password")
@click.argument("name")
def reset(name: str) -> None:
    """Prints a new first password for NAME, this once only; they sign in anew."""
    click.echo(reset_password(name, accounts=people_here().accounts))


@users.command("reset-totp")
@click.argument("name")
def reset_totp(name: str) -> None:
    """Takes away the second factor of NAME, who has lost it; they sign in anew."""
    people = people_here()
    people.factors.drop(account_named(name, accounts=people.accounts).id)


@users.command("reset-office")
@click.argument("name")
def reset_office(name: str) -> None:
    """Lets whomever the office's own sign-in names NAME next have the account."""
    accounts = people_here().accounts
    accounts.unbind(account_named(name, accounts=accounts).id)


def people_here() -> People:
    return people_of(Settings.from_environment())


def columns(account: Account) -> list[str]:
    came = account.signed_in_at
    return [
        account.name,
        account.role,
        account.agency_code or "all agencies",
        state_of(account),
        "second factor" if account.has_second_factor else "password only",
        came.isoformat(timespec="seconds") if came else "never signed in",
    ]


def state_of(account: Account) -> str:
    if account.disabled_at is not None:
        return "disabled"
    if account.locked(utc_now()):
        return "locked"
    return "first password" if account.must_change else "enabled"
