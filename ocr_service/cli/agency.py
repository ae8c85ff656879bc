"""`--agency` where leaving it out means all agencies."""

import click


def not_empty(_: click.Context, __: click.Parameter, given: str | None) -> str | None:
    """An unset variable of a shell must not open all agencies."""
    if given is not None and not given.strip():
        raise click.BadParameter("name an agency, or leave the option out")
    return given
