"""The records that are one actor's to find, to use and to send: those of their agency.

Whoever says what for, and by whose leave, also finds a person's in other agencies, as far as the
house allows (``Across``).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ocr_service.domain.access import Across, Actor, lineage
from ocr_service.domain.dossier import Dossier
from ocr_service.domain.errors import Forbidden, NotFound, OcrError
from ocr_service.domain.handles import tiers
from ocr_service.domain.held import Holding
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.domain.ranking import LARGEST, place_at
from ocr_service.domain.reuse import Filed, Revocation, Use, asked_words, key_of
from ocr_service.schema.catalogue import Catalogue
from ocr_service.storage.records import RecordSearch, RecordStore

MOST_WORDS = 12


class OwnDossier(OcrError):
    """A record is not used again in the very dossier that its paper lies in."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as typed: ``q`` a number, a name or words; days are of issue, both included."""

    q: str = ""
    personal_id: str = ""
    document_number: str = ""
    document_type: str = ""
    agency_code: str = ""
    issued_from: date | None = None
    issued_to: date | None = None

    @property
    def empty(self) -> bool:
        return self == Asked()


@dataclass(frozen=True, slots=True)
class Why:
    """What for records are asked for, and by whose leave or which law; "" where nobody said."""

    purpose: str = ""
    consent: str = ""

    @property
    def whole(self) -> bool:
        return bool(self.purpose.strip() and self.consent.strip())


UNSAID = Why()


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a record is used for: in which dossier, ours or not, and by whose leave."""

    purpose: str
    consent: str = ""
    dossier_code: str = ""
    dossier_id: str = ""


class OwnRecords:
    """A RecordStore that ends at the borders of an agency. ``today``: of the office."""

    def __init__(
        self,
        actor: Actor,
        records: RecordStore,
        catalogue: Catalogue,
        today: date,
        why: Why = UNSAID,
        across: Across = Across.AGENCY,
    ) -> None:
        self._actor = actor
        self._records = records
        self.today = today
        self._why = why
        self._reach = across.scope(actor.agency_code)
        self._scope = self._reach if why.whole else actor.agency_code
        types = catalogue.document_types.values()
        self.one_at_a_time = frozenset(it.code for it in types if it.reuse.one_at_a_time)

    def sees(self, *agency_codes: str) -> bool:
        """Whether records of one of these may be handed out to whoever asks, as they ask."""
        return self._within(self._scope, agency_codes)

    def would_see(self, *agency_codes: str) -> bool:
        """Whether they might be, to one who says what for."""
        return self._within(self._reach, agency_codes)

    def _within(self, scope: str, agency_codes: Sequence[str]) -> bool:
        return self._actor.role is not None and any(scope in lineage(it) for it in agency_codes)

    def find(self, asked: Asked, cursor: str, limit: int) -> tuple[Sequence[Filed], str | None]:
        """Some of those found, and the cursor to go on with; raises Forbidden.

        Who or what is asked for: the best first. All of a kind: the last accepted first.
        """
        if asked.agency_code and not self.sees(asked.agency_code):
            raise Forbidden(f"agency {asked.agency_code} is not this caller's")
        search = self._search(asked)
        if search is None:
            return (), None
        if search.narrow:
            return self._best(search, cursor, limit)
        if cursor and not (cursor.isdecimal() and cursor.isascii() and int(cursor) < LARGEST):
            return (), None
        found = self._records.candidates(replace(search, after=cursor, limit=limit + 1))
        page = found[:limit]
        following = str(page[-1].place) if len(found) > limit else None
        return self.pick([it.id for it in page]), following

    def _search(self, asked: Asked) -> RecordSearch | None:
        """None where nothing can be found: no letter and no figure was asked for."""
        words, key = asked_words(asked.q)[:MOST_WORDS], key_of(asked.document_number)
        number = key_of(asked.personal_id)
        wanted = ((asked.q, words), (asked.document_number, key), (asked.personal_id, number))
        if any(typed and not understood for typed, understood in wanted):
            return None
        return RecordSearch(
            number=number,
            key=key,
            document_type=asked.document_type,
            agency_code=asked.agency_code,
            issued_from=asked.issued_from,
            issued_to=asked.issued_to,
            tiers=tiers(asked.q, words),
            scope=self._scope if number else self._actor.agency_code,
        )

    def _best(
        self, search: RecordSearch, cursor: str, limit: int
    ) -> tuple[Sequence[Filed], str | None]:
        behind = place_at(cursor)
        if cursor and behind is None:
            return (), None
        wanted = replace(search, limit=limit)
        found, following = self._records.best(wanted, behind, self.today, self.one_at_a_time)
        return self._own(found), following.cursor if following else None

    def pick(self, ids: Sequence[str]) -> Sequence[Filed]:
        return self._own(self._records.pick(ids, self.one_at_a_time)) if ids else ()

    def _own(self, found: Sequence[Filed]) -> Sequence[Filed]:
        """Another agency's paper that replaces one is told of, not which it is."""
        own = [record for record in found if self.sees(*record.agencies)]
        return [it if self.sees(it.replaced_in) else replace(it, replaced_by="") for it in own]

    def get(self, record_id: str) -> Filed:
        """Raises NotFound."""
        found = self.pick([record_id])
        if not found:
            raise NotFound(f"no record {record_id} for this caller")
        return found[0]

    def holdings(self, numbers: Sequence[str], types: Collection[str]) -> Sequence[Holding]:
        """Also of agencies whose records are not this actor's: none of these leaves the house."""
        return self._records.holdings(numbers, types) if numbers and types else ()

    def hand_out(self, found: Sequence[Filed]) -> None:
        """Keeps what for these are handed out, if that was said; raises Unavailable."""
        if found and self._why.purpose:
            ids = [record.id for record in found]
            self._records.hand_out(ids, self._why.purpose, self._why.consent, utc_now())

    def used_in(self, dossier: Dossier) -> frozenset[str]:
        """The types of the records that were used in it, and were not taken back since."""
        used = self._records.used_in(dossier)
        return frozenset(it.document_type for it in used if not it.revoked)

    def revoke(
        self, record: Filed, reason: str, decided_on: str, document_number: str
    ) -> Revocation:
        """What stands now: of two that were told the first. Raises NotFound."""
        told = Revocation(
            record_id=record.id,
            at=utc_now(),
            user_id=self._actor.id,
            user=self._actor.name,
            reason=reason,
            decided_on=decided_on,
            document_number=document_number,
        )
        return self._records.revoke(told)

    def reinstate(self, record: Filed) -> None:
        """Raises NotFound."""
        self._records.reinstate(record.id)

    def uses(self, record: Filed, after: str = "", limit: int = 50) -> tuple[Use, ...]:
        return self._records.uses(record.id, after, limit)

    def use(self, record: Filed, what_for: Purpose, agency_code: str) -> tuple[Use, bool]:
        """The use, and whether it is new: once for each dossier.

        Raises OwnDossier, NotFound, and Revoked however often it was used before.
        """
        own = {record.dossier_id, record.dossier_code} - {""}
        if own & {what_for.dossier_id, what_for.dossier_code}:
            raise OwnDossier(f"record {record.id} is of that dossier")
        use = Use(
            id=new_id(),
            record_id=record.id,
            at=utc_now(),
            user_id=self._actor.id,
            user=self._actor.name,
            agency_code=agency_code,
            document_type=record.document_type,
            dossier_code=what_for.dossier_code,
            dossier_id=what_for.dossier_id,
            purpose=what_for.purpose,
            consent=what_for.consent,
        )
        return self._records.use(use)

    def send(self, record: Filed, webhook_id: str) -> None:
        """Raises NotFound, and Conflict where that webhook does not listen."""
        self._records.send(record.id, webhook_id, utc_now())
