"""A dossier as the national portal is told of it: looked up, and taken there with other news."""

import json
import logging
from collections.abc import Callable, Mapping, Sequence

from ocr_service.courier import Courier, Portal
from ocr_service.domain.audit import Act, Deed
from ocr_service.domain.errors import NotFound, OcrError
from ocr_service.domain.review import Verdict
from ocr_service.domain.webhook import PORTAL_ID, Kind, Parcel, Receipt, Trouble
from ocr_service.exports.portal_json import Told, portal_json
from ocr_service.schema.catalogue import Catalogue
from ocr_service.storage import DossierStore
from ocr_service.storage.audit import AuditStore
from ocr_service.storage.records import RecordStore
from ocr_service.storage.reviews import ReviewStore

log = logging.getLogger(__name__)
Tell = Callable[[str], Told]  # of a dossier, by its id


def told_of(
    dossier_id: str,
    address: str = "",
    *,
    dossiers: DossierStore,
    records: RecordStore,
    reviews: ReviewStore,
) -> Told:
    """As it stands now; ``address``: where people find us. Raises NotFound, Erased."""
    dossier = dossiers.outline(dossier_id)
    filed = records.pick(records.of_dossier(dossier_id), frozenset())
    said = reviews.of_dossier(dossier_id)
    return Told(
        dossier,
        records={record.id: record for record in filed},
        accepted_by={it.document_id: it.reviewer for it in said if it.verdict is Verdict.ACCEPTED},
        reused=records.used_in(dossier),
        address=address,
    )


class WithPortal:
    """A Courier that takes to the portal what is for it, and leaves all else to another one."""

    def __init__(
        self, others: Courier, portal: Portal, tell: Tell, catalogue: Catalogue, audit: AuditStore
    ) -> None:
        self._others = others
        self._portal = portal
        self._tell = tell
        self._catalogue = catalogue
        self._audit = audit

    def check(self, url: str) -> None:
        self._others.check(url)

    def post(self, parcels: Sequence[Parcel]) -> tuple[Receipt, ...]:
        # One dossier once, else what it was might arrive after what it is.
        of_each = self._made([it.dossier_id for it in parcels if it.kind is Kind.PORTAL])
        news = [it for it in parcels if it.kind is Kind.WEBHOOK]
        got = {
            it.delivery_id: receipt
            for it, receipt in zip(news, self._others.post(news), strict=True)
        }
        told = self._take(of_each)
        return tuple(
            told[it.dossier_id] if it.kind is Kind.PORTAL else got[it.delivery_id] for it in parcels
        )

    def _made(self, dossier_ids: Sequence[str]) -> dict[str, str | Receipt]:
        """The body of each, or why there is none: trouble of one must lose nobody's receipts."""
        made: dict[str, str | Receipt] = {}
        for dossier_id in dict.fromkeys(dossier_ids):
            try:
                made[dossier_id] = self._body(dossier_id)
            except NotFound:  # erased since, and its delivery with it
                made[dossier_id] = Receipt(Trouble.DECLINED)
            except OcrError as trouble:
                log.warning("portal: dossier %s: %s", dossier_id, trouble)
                made[dossier_id] = Receipt(Trouble.UNREACHABLE)
            except Exception:
                log.exception("portal: dossier %s cannot be told", dossier_id)
                made[dossier_id] = Receipt(Trouble.UNREACHABLE)
        return made

    def _take(self, made: Mapping[str, str | Receipt]) -> dict[str, Receipt]:
        bodies = {it: body for it, body in made.items() if isinstance(body, str)}
        answers = dict(zip(bodies, self._portal.post(list(bodies.values())), strict=True))
        return answers | {it: why for it, why in made.items() if isinstance(why, Receipt)}

    def _body(self, dossier_id: str) -> str:
        """Told to the audit trail before it leaves, as whatever is handed out."""
        told = self._tell(dossier_id)
        agency_code, said = told.dossier.agency_code, {"kind": Kind.PORTAL.value}
        self._audit.append(
            Deed(Act.EXPORT_MADE, agency_code, dossier_id, subject=PORTAL_ID, remark=said)
        )
        return json.dumps(portal_json(told, self._catalogue), ensure_ascii=False)
