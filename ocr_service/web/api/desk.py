"""The review desk: what waits for a person, who looks at it, what is put off."""

from datetime import datetime, timedelta

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.actions import desk as action
from ocr_service.domain.desk import Lease, Place, Postponed, Waiting
from ocr_service.domain.errors import Conflict
from ocr_service.domain.ids import utc_now
from ocr_service.storage.desk import MOST_COUNTED, QueueSearch
from ocr_service.web import desk_shapes as shapes
from ocr_service.web.access import own_dossiers, services
from ocr_service.web.answers import Json, answer, page_of
from ocr_service.web.api import DESK, PREFIX, SECURITY, problems
from ocr_service.web.problems import ProblemPart, Refusal
from ocr_service.web.shapes import DocumentPath
from ocr_service.web.trail import shown_list

api = APIBlueprint("desk", __name__, url_prefix=PREFIX, abp_tags=[DESK], abp_security=SECURITY)


@api.get(
    "/reviews/queue",
    summary="Những giấy tờ đang chờ xem",
    responses={200: shapes.WaitingList, **problems(403, 503)},
)
def get_queue(query: shapes.QueueQuery) -> Response:
    after = Place.told(query.cursor) if query.cursor else None
    search = QueueSearch(
        kind=query.kind,
        agency_code=query.agency_code,
        procedure_code=query.procedure_code,
        document_type=query.document_type,
        postponed=query.postponed,
        after=after,
        limit=query.limit + 1,
    )
    found = action.queue(search, desk=services().desk)
    page, following = page_of(found, query.limit, lambda waiting: waiting.place)
    shown_list(query.agency_code, [waiting.document_id for waiting in page])
    return answer({"items": [waiting_json(one) for one in page], "next": following})


@api.get(
    "/reviews/queue/counts",
    summary="Bao nhiêu giấy tờ đang chờ xem",
    responses={200: shapes.Counts, **problems(403, 503)},
)
def get_counts(query: shapes.CountsQuery) -> Response:
    search = QueueSearch(
        agency_code=query.agency_code,
        procedure_code=query.procedure_code,
        document_type=query.document_type,
    )
    waiting, put_off = action.counts(search, desk=services().desk)
    told = {kind.value: number for kind, number in waiting.items()}
    return answer({**told, "postponed": put_off, "most": MOST_COUNTED})


@api.post(
    "/reviews/next",
    summary="Nhận giấy tờ tiếp theo để xem",
    responses={200: shapes.NextDocument, 204: None, **problems(403, 503)},
)
def post_next(body: shapes.NextOrder) -> Response:
    search = QueueSearch(
        kind=body.kind,
        agency_code=body.agency_code,
        procedure_code=body.procedure_code,
        document_type=body.document_type,
    )
    document_id = action.take_next(search, body.after, lasting(), desk=services().desk)
    return answer({"document_id": document_id}) if document_id else Response(status=204)


@api.post(
    "/documents/<document_id>/lease",
    summary="Giữ một giấy tờ để xem, hoặc giữ thêm",
    responses={200: shapes.LeaseShown, **problems(403, 404, 409, 503)},
)
def post_lease(path: DocumentPath, body: shapes.LeaseOrder) -> Response:
    lease = action.take(
        path.document_id,
        lasting(),
        body.force,
        dossiers=own_dossiers(),
        desk=services().desk,
    )
    return answer(lease_json(lease))


@api.delete(
    "/documents/<document_id>/lease",
    summary="Bỏ giữ một giấy tờ",
    responses={204: None, **problems(403, 404, 503)},
)
def delete_lease(path: DocumentPath) -> Response:
    action.let_go(path.document_id, dossiers=own_dossiers(), desk=services().desk)
    return Response(status=204)


@api.post(
    "/documents/<document_id>/postpone",
    summary="Hoãn xem một giấy tờ",
    responses={200: shapes.PostponedShown, **problems(403, 404, 409, 503)},
)
def post_postpone(path: DocumentPath, body: shapes.PostponeOrder) -> Response:
    parts, until = services(), time_of(body)
    try:
        postponed = action.postpone(
            path.document_id, until, body.reason, dossiers=own_dossiers(), desk=parts.desk
        )
    except Conflict as gone:
        raise Refusal("not_waiting") from gone
    return answer(postponed_json(postponed))


@api.delete(
    "/documents/<document_id>/postpone",
    summary="Bỏ hoãn một giấy tờ",
    responses={204: None, **problems(403, 404, 409, 503)},
)
def delete_postpone(path: DocumentPath) -> Response:
    try:
        action.resume(path.document_id, dossiers=own_dossiers(), desk=services().desk)
    except Conflict as gone:
        raise Refusal("not_waiting") from gone
    return Response(status=204)


def lasting() -> timedelta:
    return timedelta(seconds=services().settings.review_lease_seconds)


def time_of(body: shapes.PostponeOrder) -> datetime:
    """Raises Refusal unless one time is told that is yet to come, and not too far."""
    now = utc_now()
    until = now + timedelta(minutes=body.minutes) if body.minutes else body.until
    if until is None or (body.minutes and body.until):
        raise wrong("/minutes", "Hãy cho biết hoãn bao lâu (minutes) hoặc đến khi nào (until).")
    if not now < until <= now + shapes.LONGEST_DELAY:
        raise wrong("/until", "Chỉ hoãn được đến một lúc sau bây giờ, trong vòng 90 ngày.")
    return until


def wrong(pointer: str, detail: str) -> Refusal:
    return Refusal(
        "invalid_request", parts=[ProblemPart(pointer=pointer, code="time", detail=detail)]
    )


def waiting_json(waiting: Waiting) -> Json:
    return {
        "document_id": waiting.document_id,
        "dossier_id": waiting.dossier_id,
        "dossier_code": waiting.dossier_code,
        "procedure_code": waiting.procedure_code,
        "agency_code": waiting.agency_code,
        "document_type": waiting.document_type,
        "title": waiting.title,
        "priority": waiting.priority.value,
        "received_at": waiting.received_at.isoformat(),
        "doubts": waiting.doubts,
        "kind": waiting.kind.value,
        "lease": lease_json(waiting.lease) if waiting.lease else None,
        "postponed": postponed_json(waiting.postponed) if waiting.postponed else None,
    }


def lease_json(lease: Lease) -> Json:
    return {"by": lease.holder, "until": lease.until.isoformat()}


def postponed_json(postponed: Postponed) -> Json:
    until = postponed.until.isoformat()
    return {"until": until, "reason": postponed.reason, "by": postponed.by}
