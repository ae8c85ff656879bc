"""What an accepted paper is found by, as the file of its type tells it."""

from ocr_service.schema.document_type import DocumentType, Reuse
from ocr_service.schema.entries import Entries

_KEYS = (
    "number", "issued", "issuer", "of", "also", "organisation", "code", "words", "one_at_a_time",
)  # fmt: skip


def reuse(entries: Entries) -> Reuse:
    """Read the ``reuse`` of a type; nothing is told where it is missing."""
    entries.only(*_KEYS)
    also = entries.inner("also")

    def one(key: str) -> str:
        return entries.text(key) if key in entries.given else ""

    return Reuse(
        number=one("number"),
        issued=entries.texts("issued"),
        issuer=entries.texts("issuer"),
        of=entries.texts("of"),
        also={role: also.text(role) for role in also.given},
        organisation=one("organisation"),
        code=one("code"),
        words=entries.texts("words"),
        one_at_a_time=entries.flag("one_at_a_time"),
    )


def check_roles(entries: Entries, known: DocumentType) -> None:
    """Whose paper it is must be people that the paper speaks of; raises BadSchema."""
    roles = {person.role for person in known.people}
    for key, named in (("reuse.of", known.reuse.of), ("reuse.also", tuple(known.reuse.also))):
        for role in named:
            if role not in roles:
                raise entries.wrong(key, f"there is nobody {role!r} among the people")
