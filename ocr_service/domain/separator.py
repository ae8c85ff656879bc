"""Separator sheets of a batch: what the big QR code on each says, and what it commands."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, quote, urlencode

from ocr_service.domain.page import MarkKind, Page

# Namespaced and versioned: no QR code of a card, a receipt or a bank looks like it.
PREFIX = "urn:ocr-service:separator:1:"
LONGEST_CODE = 200  # as the API takes them
DOSSIER, PROCEDURE = "dossier", "procedure"


class Command(StrEnum):
    """``new_dossier``: the next dossier begins. ``new_document``: the next paper begins.

    ``end``: the dossier is complete; what follows without a sheet of its own is kept apart.
    """

    NEW_DOSSIER = "new_dossier"
    NEW_DOCUMENT = "new_document"
    END = "end"


@dataclass(frozen=True, slots=True)
class Separator:
    """One sheet; only a new dossier may bring the codes of the dossier and of its procedure."""

    command: Command
    dossier_code: str = ""
    procedure_code: str = ""


def payload(separator: Separator) -> str:
    """The text of the sheet's QR code; ``separator_in`` gives the same separator back."""
    codes = {DOSSIER: separator.dossier_code, PROCEDURE: separator.procedure_code}
    told = urlencode({name: code for name, code in codes.items() if code}, quote_via=quote)
    return PREFIX + separator.command.value + (f"?{told}" if told else "")


def separator_in(text: str) -> Separator | None:
    """What a code commands; None for any other code, and for versions not known."""
    if not text.startswith(PREFIX):
        return None
    command, _, told = text.removeprefix(PREFIX).partition("?")
    if command not in set(Command):
        return None
    codes = {name: code[:LONGEST_CODE] for name, code in parse_qsl(told)}
    if command != Command.NEW_DOSSIER:
        codes = {}
    return Separator(Command(command), codes.get(DOSSIER, ""), codes.get(PROCEDURE, ""))


def separator_on(page: Page) -> Separator | None:
    """The separator that the page is; None for any other page."""
    codes = (separator_in(mark.text) for mark in page.marks if mark.kind is MarkKind.QR)
    return next((found for found in codes if found), None)
