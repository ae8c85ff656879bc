"""The audit trail: who did what, when, from where; entries chain, so that none changes unseen.

The hash of an entry is the SHA-256 of its canonical JSON (RFC 8785: keys in order, no blanks,
UTF-8; it holds texts and whole numbers only), all members but ``hash`` and ``seal``. Since
``previous``, the hash of the entry before, is one of them, each entry vouches for all before it.
Anyone can check that, also of an exported file, and needs no secret for it.

Whoever can write to the database, its triggers taken off, could write the whole chain anew.
Therefore each entry is sealed too: HMAC-SHA256 of its hash, under a key drawn from OCR_SECRET_KEY,
which the database does not know. What neither shows is that the newest entries were cut off: for
that, keep the newest hash elsewhere (``verify`` prints it, the reconciler logs it) and ask for it.

An entry never holds a value of a paper: ids, codes, counts, and hashes of content.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, Self

from ocr_service.domain.access import Actor

GENESIS = "0" * 64  # what the first entry names as the one before it
LONGEST = 200  # signs of a name, an address, a code
LONGEST_WORD = 64

Remark = Mapping[str, str | int]


class Act(StrEnum):
    """What was done; the words are part of the contract, those in use never change."""

    DOSSIER_RECEIVED = "dossier.received"
    FILES_ADDED = "dossier.files_added"
    DOSSIER_RETRIED = "dossier.retried"
    DOSSIER_FORCED = "dossier.forced"  # tried again with what killed its readers
    DOSSIER_EDITED = "dossier.edited"  # its pages; subject: the edit
    DOSSIER_NAMED = "dossier.named"  # its code or its procedure corrected
    FILE_FAILED = "file.failed"  # subject: the file (scan)
    DOCUMENT_UNDERSTOOD = "document.understood"
    DOCUMENT_DROPPED = "document.dropped"  # a later reading has no such document
    DOCUMENT_REVIEWED = "document.reviewed"
    DOCUMENT_TAKEN_OVER = "document.taken_over"  # from somebody who was looking at it
    DOCUMENT_POSTPONED = "document.postponed"
    DOCUMENT_RESUMED = "document.resumed"
    DOCUMENT_KEYED = "document.keyed"
    DOCUMENT_SAMPLED = "document.sampled"
    DOCUMENT_SIGNED = "document.signed"  # a copy, with the agency's key; subject: the copy
    DOSSIER_SETTLED = "dossier.settled"
    DOSSIER_FAILED = "dossier.failed"
    MAIL_REFUSED = "mail.refused"  # subject: the letter's Message-ID
    DOSSIER_READ = "dossier.read"  # read: handed out to whoever acts
    DOSSIERS_LISTED = "dossiers.listed"
    DOCUMENT_READ = "document.read"
    PICTURE_READ = "picture.read"
    RECORD_READ = "record.read"  # by a person, on our own pages
    RECORD_HANDED_OUT = "record.handed_out"
    RECORD_SENT = "record.sent"  # subject: the webhook that is told once more
    RECORD_USED = "record.used"
    RECORD_REVOKED = "record.revoked"
    RECORD_REINSTATED = "record.reinstated"  # a revocation was told by mistake
    POPULATION_ASKED = "population.asked"  # whether it knows somebody; not who
    EXPORT_MADE = "export.made"
    REPORT_READ = "report.read"
    EVENT_SENT = "event.sent"  # subject: the webhook; ids only are told to it
    WEBHOOK_ADDED = "webhook.added"
    WEBHOOK_REMOVED = "webhook.removed"
    WEBHOOK_DISABLED = "webhook.disabled"
    WEBHOOK_TESTED = "webhook.tested"
    DELIVERY_REPLAYED = "webhook.replayed"
    KEY_ADDED = "key.added"
    KEY_REVOKED = "key.revoked"
    ACCOUNT_ADDED = "account.added"
    ACCOUNT_CHANGED = "account.changed"
    ACCOUNT_LOCKED = "account.locked"
    ACCOUNT_UNLOCKED = "account.unlocked"
    ACCOUNT_DISABLED = "account.disabled"
    PASSWORD_CHANGED = "account.password_changed"  # noqa: S105 - an act, no password
    SECOND_FACTOR_CHANGED = "account.second_factor_changed"
    SIGN_IN_SUCCEEDED = "sign_in.succeeded"
    SIGN_IN_FAILED = "sign_in.failed"
    SIGNED_OUT = "sign_in.ended"
    DOSSIER_IMPORTED = "dossier.imported"  # after: the hash of the package
    DOSSIER_ERASED = "dossier.erased"
    PERSON_ERASED = "person.erased"
    FILES_ROTATED = "file.rotated"
    BACKUP_MADE = "backup.made"
    BACKUP_RESTORED = "backup.restored"
    TRAIL_READ = "trail.read"
    TRAIL_CHECKED = "trail.checked"


@dataclass(frozen=True, slots=True)
class Deed:
    """An act and what it was done to. ``subject``: the id of anything else (key, webhook, file).

    ``before`` and ``after`` are ``digest`` of the content, "" where there was or is none.
    """

    act: Act
    agency_code: str = ""
    dossier_id: str = ""
    document_id: str = ""
    subject: str = ""
    before: str = ""
    after: str = ""
    remark: Remark = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail, as it is kept: words are kept as words, also those unknown to us.

    ``at`` is RFC 3339 in UTC, to the microsecond.
    """

    number: int
    at: str
    actor_kind: str
    actor_id: str
    actor_name: str
    actor_role: str
    actor_agency: str
    address: str
    request_id: str
    act: str
    agency_code: str
    dossier_id: str
    document_id: str
    subject: str
    before: str
    after: str
    remark: Any
    previous: str
    hash: str = ""
    seal: str = ""

    @classmethod
    def of(cls, deed: Deed, actor: Actor, request_id: str) -> Self:
        """Neither numbered nor chained yet."""
        return cls(
            number=0,
            at="",
            actor_kind=actor.kind.value,
            actor_id=actor.id[:LONGEST],
            actor_name=actor.name[:LONGEST],
            actor_role=actor.role.value if actor.role else "",
            actor_agency=actor.agency_code[:LONGEST],
            address=actor.address[:LONGEST_WORD],
            request_id=request_id,
            act=deed.act.value,
            agency_code=deed.agency_code,
            dossier_id=deed.dossier_id,
            document_id=deed.document_id,
            subject=deed.subject[:LONGEST],
            before=deed.before,
            after=deed.after,
            remark=dict(deed.remark),
            previous="",
        )


NAMES = sorted(it.name for it in fields(Entry))
ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def canonical(content: object) -> bytes:
    """RFC 8785 for what holds texts, whole numbers, and keys in ASCII only."""
    return ENCODER.encode(content).encode("utf-8", "surrogatepass")


def digest(content: object) -> str:
    """What stands in an entry for content: its canonical JSON's SHA-256; of nothing ""."""
    if not content:
        return ""
    shown = content.encode() if isinstance(content, str) else canonical(content)
    return hashlib.sha256(shown).hexdigest()


def hash_of(entry: Entry) -> str:
    """What its hash must be."""
    told = entry_json(entry)
    del told["hash"], told["seal"]
    return hashlib.sha256(canonical(told)).hexdigest()


def seal_of(hash_: str, key: bytes) -> str:
    """What the seal of an entry with this hash must be; "" without a key."""
    return hmac.new(key, hash_.encode(), "sha256").hexdigest() if key else ""


def chained(
    entries: Sequence[Entry], number: int, previous: str, at: str, key: bytes
) -> list[Entry]:
    """The entries as they follow the one of that number and hash."""
    linked = []
    for entry in entries:
        number += 1
        link = replace(entry, number=number, at=at, previous=previous)
        previous = hash_of(link)
        linked.append(replace(link, hash=previous, seal=seal_of(previous, key)))
    return linked


def entry_json(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in NAMES}


def entry_from_json(told: object) -> Entry:
    """Raises ValueError for what is no entry."""
    if not isinstance(told, dict) or sorted(told) != NAMES or not isinstance(told["number"], int):
        raise ValueError("not an entry of the trail")
    return Entry(**told)
