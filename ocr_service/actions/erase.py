"""Erases dossiers: rows first, all at once, then the files that are nobody else's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ocr_service.actions.custody import Custody
from ocr_service.domain.dossier import Document, Dossier
from ocr_service.domain.erasure import LONGEST_REASON, Tombstone
from ocr_service.domain.ids import utc_now
from ocr_service.domain.masking import masked
from ocr_service.domain.record import told
from ocr_service.schema.catalogue import Catalogue
from ocr_service.storage.custody import Settled

PERSONAL = frozenset({"personal_id", "id_number"})  # kinds of values that are a person's number
RETAINED = "retention"  # the reason of what nobody asked for but the rules
AT_A_TIME = 100


@dataclass(frozen=True)
class Erasure:
    """``files_left``: those that could not be taken away yet; the reconciler goes on with them."""

    stones: tuple[Tombstone, ...]
    files_left: int


@dataclass(frozen=True)
class Mention:
    """A dossier that a person's number stands in; ``others``: numbers of other people, masked."""

    dossier: Dossier
    papers: tuple[str, ...]
    others: tuple[str, ...]


def erase(dossier_id: str, reason: str = "", *, custody: Custody) -> Erasure:
    """The dossier with all that was split from it; raises NotFound, Erased, Unavailable."""
    stones = custody.erasures.erase(dossier_id, reason[:LONGEST_REASON], utc_now())
    custody.erased.add(stones)
    return Erasure(stones, custody.bury())


def mentions(number: str, catalogue: Catalogue, *, custody: Custody) -> tuple[Mention, ...]:
    """Where a person's number stands, as it is written or without blanks, dots and dashes."""
    plain = "".join(sign for sign in number if sign.isalnum()).upper()
    return tuple(
        Mention(
            dossier,
            papers=tuple(catalogue.label(paper.document_type) for paper in documents),
            others=tuple(masked(it) for it in other_numbers(plain, documents, catalogue)),
        )
        for dossier, documents in custody.erasures.holding(plain)
    )


def other_numbers(
    number: str, documents: Sequence[Document], catalogue: Catalogue
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for paper in documents:
        known = catalogue.document_types.get(paper.document_type)
        asked = known.fields if known else ()
        names = [spec.name for spec in asked if spec.kind in PERSONAL]
        found |= dict.fromkeys(told(paper.record.field(name)) for name in names)
    return tuple(it for it in found if it not in ("", number))


def retain(
    days: int | None, catalogue: Catalogue, now: datetime, dry: bool = False, *, custody: Custody
) -> tuple[str, ...]:
    """Erases what its procedure, or else ``days``, no longer keeps; the ids, also when ``dry``."""
    due = terms(days, catalogue, now)
    if dry:
        return tuple(all_due(due, custody))
    try:
        return tuple(
            stone.dossier_id
            for dossier_id in all_due(due, custody)
            for stone in custody.erasures.retire(dossier_id, due, RETAINED, now)
        )
    finally:
        custody.erased.add(custody.erasures.tombstones())
        custody.bury()


def all_due(terms: Sequence[Settled], custody: Custody) -> Iterator[str]:
    last = ""
    while ids := custody.erasures.due(terms, AT_A_TIME, after=last):
        yield from ids
        last = ids[-1]


def terms(days: int | None, catalogue: Catalogue, now: datetime) -> list[Settled]:
    """Which dossiers are kept no longer; without a term they are kept for ever."""
    own = {it.code: it.retention for it in catalogue.procedures.values() if it.retention}
    due = [Settled(now - timedelta(days=term), code) for code, term in own.items()]
    if days is not None:
        due.append(Settled(now - timedelta(days=days), but=tuple(own)))
    return due
