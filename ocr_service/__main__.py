"""The command line `ocr-service`; each command is loaded only when it is called."""

import os
import sys
from importlib import import_module
from keyword import iskeyword

import click
from pydantic import ValidationError

from ocr_service.acting import act_as, operator
from ocr_service.domain.errors import BadSchema, MissingDependency, OcrError

MISSING_DEPENDENCY = 3
COMMANDS = {
    "up": "ocr_service.cli.up",
    "web": "ocr_service.cli.web",
    "worker": "ocr_service.cli.worker",
    "reconcile": "ocr_service.cli.reconcile",
    "webhooks": "ocr_service.cli.webhooks",
    "mail": "ocr_service.cli.mail",
    "migrate": "ocr_service.cli.migrate",
    "ready": "ocr_service.cli.ready",
    "read": "ocr_service.cli.read",
    "submit": "ocr_service.cli.submit",
    "watch": "ocr_service.cli.watch",
    "separators": "ocr_service.cli.separators",
    "keys": "ocr_service.cli.keys",
    "users": "ocr_service.cli.users",
    "learn": "ocr_service.cli.learn",
    "trail": "ocr_service.cli.trail",
    "report": "ocr_service.cli.report",
    "verify": "ocr_service.cli.verify",
    "export": "ocr_service.cli.export",
    "import": "ocr_service.cli.import_",
    "erase": "ocr_service.cli.erase",
    "backup": "ocr_service.cli.backup",
    "restore": "ocr_service.cli.restore",
    "rotate-keys": "ocr_service.cli.rotate_keys",
    "retain": "ocr_service.cli.retain",
    "doctor": "ocr_service.cli.doctor",
}


# What these write is for whoever calls them, who knows best who may read it.
FOR_THEMSELVES = frozenset({"read", "submit", "watch", "separators", "learn", "doctor"})


class Commands(click.Group):
    """`read` starts without the web server, `keys` without the eyes."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_") + "_" * iskeyword(cmd_name)
        command: click.Command = getattr(import_module(COMMANDS[cmd_name]), name)
        return command


@click.group(cls=Commands)
@click.version_option(package_name="ocr-service")
def commands() -> None:
    """Turns scanned paper dossiers into records for reuse."""
    act_as(operator())


def main() -> None:
    """Errors go to standard error, one line each; never a traceback."""
    if not FOR_THEMSELVES.intersection(sys.argv[1:2]):
        os.umask(0o077)  # papers, rows and sockets are nobody else's on this machine
    try:
        commands(prog_name="ocr-service")
    except MissingDependency as missing:
        end(str(missing), MISSING_DEPENDENCY)
    except ValidationError as wrong:
        end("; ".join(setting_error(error) for error in wrong.errors()), 2)
    except (BadSchema, OcrError, OSError) as wrong:
        end(str(wrong), 1)


def setting_error(error: object) -> str:
    where = ".".join(str(part) for part in error["loc"])  # type: ignore[index]
    return f"OCR_{where.upper()}: {error['msg']}"  # type: ignore[index]


def end(message: str, code: int) -> None:
    click.echo(f"ocr-service: {message}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
