"""The audit trail, as far as it is about the agencies that the caller sees."""

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.domain.audit import entry_json
from ocr_service.storage.audit import AuditSearch
from ocr_service.web.access import caller, services
from ocr_service.web.answers import answer, page_of
from ocr_service.web.api import AUDIT, PREFIX, SECURITY, problems
from ocr_service.web.audit_shapes import EntriesQuery, EntryList
from ocr_service.web.trail import shown_list

api = APIBlueprint("audit", __name__, url_prefix=PREFIX, abp_tags=[AUDIT], abp_security=SECURITY)


@api.get("/audit", summary="Nhật ký truy cập", responses={200: EntryList, **problems(403, 503)})
def get_entries(query: EntriesQuery) -> Response:
    if query.agency_code:
        caller().must_see(query.agency_code)
    search = AuditSearch(
        dossier_id=query.dossier_id,
        document_id=query.document_id,
        agency_code=query.agency_code,
        actor_id=query.actor_id,
        actor_ids=services().audit.actors(query.actor) if query.actor else None,
        subject=query.subject,
        act=query.act,
        since=query.since,
        until=query.until,
        scope=caller().agency_code,
        after=int(query.cursor or 0),
        newest_first=True,
        limit=query.limit + 1,
    )
    found = services().audit.entries(search)
    page, following = page_of(found, query.limit, lambda entry: entry.number)
    shown_list(query.agency_code, [entry.number for entry in page])
    return answer({"items": [entry_json(entry) for entry in page], "next": following})
