"""Who may do what: roles, what each permits, and whose dossiers an agency sees."""

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ocr_service.domain.errors import Forbidden

SECRET_BYTES = 32  # 256 random bits need no slow hash: nobody can try them all
SHOWN = 8

# Codes of before 2020 tell their groups the other way round: 000.05.16.H29 lies in 000.00.16.H29.
OLD_CODE = re.compile(r"(?:\d{3}\.|\d{2}\.)+[A-Y]\d{2}")
NOBODY_BELOW = re.compile(r"0+")


class Role(StrEnum):
    """What somebody is in the house; programs are ``system``."""

    CLERK = "clerk"
    SYSTEM = "system"
    AUDITOR = "auditor"
    ADMIN = "admin"


class Permit(StrEnum):
    """One kind of act. Every door of the house names the one that it asks for."""

    SEND = "send"  # hand in dossiers and files, have failed ones read again
    ARRANGE = "arrange"  # turn, move, part and join the pages of dossiers, take files away
    LOOK = "look"  # dossiers, documents and pictures
    REVIEW = "review"  # correct, accept, reject
    SIGN = "sign"  # copies of accepted papers, with the agency's key
    REUSE = "reuse"  # search accepted records
    REPORT = "report"
    LISTEN = "listen"  # webhooks
    TRAIL = "trail"  # the audit trail
    FORCE = "force"  # have read again what killed its readers
    WATCH = "watch"  # the service's own figures and probes
    MANAGE = "manage"  # keys, accounts, the service as a whole


# What nothing is changed by: the agency that is competent for another's dossier may do so much.
SEEING = frozenset({Permit.LOOK, Permit.REUSE})
WORKING = frozenset({Permit.SEND, Permit.ARRANGE, Permit.LOOK, Permit.REUSE, Permit.REPORT})
PERMITS: Mapping[Role, frozenset[Permit]] = {
    Role.CLERK: WORKING,
    Role.SYSTEM: WORKING | {Permit.LISTEN, Permit.WATCH},
    Role.AUDITOR: frozenset(
        {
            Permit.ARRANGE,
            Permit.LOOK,
            Permit.REVIEW,
            Permit.SIGN,
            Permit.REUSE,
            Permit.REPORT,
            Permit.TRAIL,
        }
    ),
    Role.ADMIN: frozenset(Permit),
}


class Across(StrEnum):
    """Whose records are found by whoever says what for, and by whose leave."""

    AGENCY = "agency"  # the own agency's and of those below it, as ever
    PROVINCE = "province"  # of all that lie below the same highest agency
    HOUSE = "house"  # of all

    def scope(self, agency_code: str) -> str:
        """The agency that all of these lie in, for somebody of this one; "": every agency."""
        if self is Across.AGENCY or not agency_code:
            return agency_code
        return lineage(agency_code)[-2] if self is Across.PROVINCE else ""


class ActorKind(StrEnum):
    KEY = "key"
    ACCOUNT = "account"
    PROGRAM = "program"  # a worker, the reconciler, somebody at the command line
    VISITOR = "visitor"  # has not said who they are


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and from where. ``agency_code`` "" means every agency."""

    kind: ActorKind
    id: str
    name: str
    role: Role | None = None
    agency_code: str = ""
    address: str = ""

    def may(self, permit: Permit) -> bool:
        return self.role is not None and permit in PERMITS[self.role]

    def sees(self, *agency_codes: str) -> bool:
        """Whether dossiers of one of these agencies are this actor's to see."""
        return self.role is not None and any(
            self.agency_code in lineage(code) for code in agency_codes
        )

    def must_see(self, agency_code: str) -> None:
        """Raises Forbidden unless dossiers of that agency are this actor's to see."""
        if not self.sees(agency_code):
            raise Forbidden(f"agency {agency_code} is not this caller's")


def lineage(agency_code: str) -> tuple[str, ...]:
    """The code itself, then those of all agencies above it, at last "" (every agency).

    Codes of Quyết định 20/2020/QĐ-TTg name the higher agency first: H29.16.5 lies in H29.16, and
    that in H29. Those of before name it last.
    """
    if OLD_CODE.fullmatch(agency_code):
        return (agency_code, *above_old(agency_code), "")
    groups = agency_code.split(".")
    return tuple(".".join(groups[:length]) for length in range(len(groups), 0, -1)) + (
        ("",) if agency_code else ()
    )


def above_old(agency_code: str) -> list[str]:
    """Of 000.05.16.H29: 000.00.16.H29, then 000.00.00.H29, each also in its short form H29.16."""
    groups, above = agency_code.split("."), []
    for place in range(len(groups) - 1):
        if not NOBODY_BELOW.fullmatch(groups[place]):
            groups[place] = "0" * len(groups[place])
            above.append(".".join(groups))
    return [*above, groups[-1]]


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
    role: Role = Role.SYSTEM
    agency_code: str = ""
    expires_at: datetime | None = None
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None

    def valid(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)

    def actor(self, address: str = "") -> Actor:
        return Actor(ActorKind.KEY, self.id, self.name, self.role, self.agency_code, address)


def new_secret() -> str:
    """A key to hand out once; its first characters name it afterwards."""
    return "ocr_" + secrets.token_urlsafe(SECRET_BYTES)


def prefix_of(secret: str) -> str:
    return secret[: len("ocr_") + SHOWN]


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
