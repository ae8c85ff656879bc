"""Dossiers as the national portal is told of them: looked up, and taken there with other news."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ocr_service.courier import Courier, Portal
from ocr_service.domain.audit import Act, Deed
from ocr_service.domain.dossier import Dossier
from ocr_service.domain.errors import NotFound, OcrError
from ocr_service.domain.review import Verdict
from ocr_service.domain.webhook import PORTAL_ID, Kind, Parcel, Receipt, Trouble
from ocr_service.domain.withdrawn import Withdrawn
from ocr_service.exports.portal_json import portal_json
from ocr_service.exports.portal_told import Told
from ocr_service.exports.portal_withdrawn import withdrawn_json
from ocr_service.logs import about
from ocr_service.schema.catalogue import Catalogue
from ocr_service.storage import DossierStore, Search
from ocr_service.storage.audit import AuditStore
from ocr_service.storage.records import RecordStore
from ocr_service.storage.reviews import ReviewStore

log = logging.getLogger(__name__)
MOST = 50  # dossiers of one code


@dataclass(frozen=True)
class Teller:
    """What is told of a dossier as it stands now; ``address``: where people find us."""

    dossiers: DossierStore
    records: RecordStore
    reviews: ReviewStore
    address: str = ""

    def of(self, dossier_id: str) -> Told:
        """With all others of its code at its agency: the portal knows one dossier by one code.

        Raises NotFound, Erased.
        """
        asked = self.dossiers.outline(dossier_id)
        others = self._of_code(asked.agency_code, asked.dossier_code, but=dossier_id)
        return self._told([asked, *others])

    def under(self, agency_code: str, dossier_code: str) -> Told | None:
        """Of all that are there of this code, if there are any."""
        found = self._of_code(agency_code, dossier_code)
        return self._told(found) if found else None

    def _of_code(self, agency_code: str, dossier_code: str, but: str = "") -> list[Dossier]:
        """Those of the code that have settled: others are told of once they have."""
        if not dossier_code:
            return []
        asked = Search(agency_code=agency_code, dossier_code=dossier_code, limit=MOST)
        found = self.dossiers.find(asked)
        ids = [
            it.id
            for it in found
            if it.agency_code == agency_code and it.id != but and it.status.settled
        ]
        return [self.dossiers.outline(dossier_id) for dossier_id in ids]

    def _told(self, of_code: Sequence[Dossier]) -> Told:
        first, *later = sorted(of_code, key=lambda it: (it.received_at, it.id))
        ids = [it.id for it in (first, *later)]
        records = [id_ for it in ids for id_ in self.records.of_dossier(it)]
        said = [review for it in ids for review in self.reviews.of_dossier(it)]
        used = [reused for it in (first, *later) for reused in self.records.used_in(it)]
        return Told(
            first,
            later=later,
            records={it.id: it for it in self.records.pick(records, frozenset())},
            accepted_by={
                it.document_id: it.reviewer for it in said if it.verdict is Verdict.ACCEPTED
            },
            reused=tuple({it.record_id: it for it in used}.values()),
            address=self.address,
        )


class WithPortal:
    """A Courier that takes to the portal what is for it, and leaves all else to another one."""

    def __init__(
        self,
        others: Courier,
        portal: Portal,
        teller: Teller,
        catalogue: Catalogue,
        audit: AuditStore,
    ) -> None:
        self._others = others
        self._portal = portal
        self._teller = teller
        self._catalogue = catalogue
        self._audit = audit

    def check(self, url: str) -> None:
        self._others.check(url)

    def post(self, parcels: Sequence[Parcel]) -> tuple[Receipt, ...]:
        """What the portal is told is made first: trouble with it loses no receipt of a post."""
        letters = _Letters()
        for parcel in parcels:
            if parcel.kind is Kind.PORTAL:
                self._write(parcel, letters)
        news = [it for it in parcels if it.kind is Kind.WEBHOOK]
        posted = self._others.post(news)
        got = {it.delivery_id: receipt for it, receipt in zip(news, posted, strict=True)}
        got |= letters.receipts(self._portal)
        return tuple(got[it.delivery_id] for it in parcels)

    def _write(self, parcel: Parcel, letters: "_Letters") -> None:
        """A document that nobody can tell, a database that is busy: trouble of this one alone."""
        try:
            if parcel.body:
                letters.add(parcel, parcel.delivery_id, self._farewell(parcel.body))
            else:
                told = self._teller.of(parcel.dossier_id)
                letters.add(parcel, letter_of(told.dossier), self._body(told))
        except NotFound:  # erased since, and its delivery with it
            letters.failed[parcel.delivery_id] = Receipt(Trouble.DECLINED)
        except Exception as trouble:  # else all others would be posted again
            why = None if isinstance(trouble, OcrError) else trouble
            with about(dossier_id=parcel.dossier_id):
                log.warning("the portal is not told of it: %s", trouble, exc_info=why)
            letters.failed[parcel.delivery_id] = Receipt(Trouble.NOT_TOLD)

    def _body(self, told: Told) -> str:
        self._tell_trail(told)
        return json.dumps(portal_json(told, self._catalogue), ensure_ascii=False)

    def _farewell(self, text: str) -> str:
        """Of what is erased; with it whatever else bears its code."""
        gone = Withdrawn.from_text(text)
        others = self._teller.under(gone.agency_code, gone.dossier_code)
        if others is not None:
            self._tell_trail(others)
        return json.dumps(withdrawn_json(gone, others, self._catalogue), ensure_ascii=False)

    def _tell_trail(self, told: Told) -> None:
        """Before it leaves, as of whatever is handed out."""
        for it in (told.dossier, *told.later):
            self._audit.append(handed_out(it, PORTAL_ID))


def handed_out(dossier: Dossier, subject: str = "") -> Deed:
    remark = {"kind": Kind.PORTAL.value}
    return Deed(Act.EXPORT_MADE, dossier.agency_code, dossier.id, subject=subject, remark=remark)


def letter_of(dossier: Dossier) -> str:
    """One letter a code and agency, else what it was might arrive after what it is."""
    code = dossier.dossier_code
    return f"{dossier.agency_code} {code}" if code else dossier.id


class _Letters:
    """Bodies for the portal, and which deliveries each is for."""

    def __init__(self) -> None:
        self.failed: dict[str, Receipt] = {}
        self._bodies: dict[str, str] = {}
        self._for: dict[str, str] = {}

    def add(self, parcel: Parcel, letter: str, body: str) -> None:
        """Of two the later one goes."""
        self._bodies[letter] = body
        self._for[parcel.delivery_id] = letter

    def receipts(self, portal: Portal) -> Mapping[str, Receipt]:
        answers = portal.post(list(self._bodies.values()))
        of_each = dict(zip(self._bodies, answers, strict=True))
        return self.failed | {it: of_each[letter] for it, letter in self._for.items()}
