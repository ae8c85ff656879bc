"""Records for reuse: found, handed out, used instead of the paper, sent once more."""

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.actions.own_records import Asked, OwnDossier, Purpose, Why
from ocr_service.actions.provenance import provenance
from ocr_service.domain.errors import Conflict
from ocr_service.storage import Search
from ocr_service.web import record_shapes as shapes
from ocr_service.web.access import caller, own_dossiers, services
from ocr_service.web.answers import answer, page_of
from ocr_service.web.api import PREFIX, RECORDS, SECURITY, problems
from ocr_service.web.problems import Refusal
from ocr_service.web.record_answers import (
    origin_json,
    own_records,
    record_json,
    revocation_json,
    use_json,
)
from ocr_service.web.trail import shown_list, shown_record

api = APIBlueprint(
    "records", __name__, url_prefix=PREFIX, abp_tags=[RECORDS], abp_security=SECURITY
)


@api.get(
    "/records",
    summary="Tìm dữ liệu đã số hóa để dùng lại",
    responses={200: shapes.RecordList, **problems(403, 503)},
)
def get_records(query: shapes.RecordsQuery) -> Response:
    own = own_records(Why(query.purpose, query.consent))
    asked = Asked(**query.model_dump(exclude={"limit", "cursor", "purpose", "consent"}))
    found, following = own.find(asked, query.cursor, query.limit)
    own.hand_out(found)
    shown_list(query.agency_code, [record.id for record in found])
    return answer({"items": [record_json(it, own) for it in found], "next": following})


@api.get(
    "/records/<record_id>",
    summary="Một giấy tờ đã chấp nhận: dữ liệu và nguồn gốc",
    responses={200: shapes.OneRecord, **problems(404, 503)},
)
def get_record(path: shapes.RecordPath, query: shapes.WhyQuery) -> Response:
    own, parts = own_records(Why(query.purpose, query.consent)), services()
    record = own.get(path.record_id)
    told = provenance(record, dossiers=parts.dossiers, reviews=parts.reviews)
    own.hand_out([record])
    shown_record(record)
    return answer({**record_json(record, own), "provenance": origin_json(told)})


@api.post(
    "/records/<record_id>/uses",
    summary="Dùng dữ liệu này thay cho việc yêu cầu nộp giấy tờ",
    responses={200: shapes.UseShown, 201: shapes.UseShown, **problems(404, 409, 503)},
)
def post_use(path: shapes.RecordPath, body: shapes.UseOrder) -> Response:
    own = own_records(Why(body.purpose, body.consent))
    record = own.get(path.record_id)
    what_for, agency_code = placed(body)
    try:
        use, fresh = own.use(record, what_for, agency_code)
    except OwnDossier as same:
        raise Refusal("own_dossier") from same
    return answer(use_json(use), 201 if fresh else 200)


def placed(body: shapes.UseOrder) -> tuple[Purpose, str]:
    """The dossier by both its names where it is one of ours, and whose it is; raises NotFound."""
    dossiers = own_dossiers()
    if body.dossier_id:
        held = [dossiers.summary(body.dossier_id)]
    elif body.dossier_code:
        held = list(dossiers.find(Search(dossier_code=body.dossier_code, limit=1)))
    else:
        raise Refusal("invalid_request")
    code = held[0].dossier_code if held else body.dossier_code
    dossier_id = held[0].id if held else ""
    agency_code = held[0].agency_code if held else caller().agency_code
    if held:
        caller().must_see(agency_code)  # a use is told of the dossier: who only looks tells none
    return Purpose(body.purpose, body.consent, code, dossier_id), agency_code


@api.get(
    "/records/<record_id>/uses",
    summary="Những lần dùng lại",
    responses={200: shapes.UseList, **problems(404, 503)},
)
def get_uses(path: shapes.RecordPath, query: shapes.UsesQuery) -> Response:
    own = own_records()
    record = own.get(path.record_id)
    found = own.uses(record, query.cursor, query.limit + 1)
    page, following = page_of(found, query.limit, lambda use: use.id)
    shown_record(record, uses=len(page))
    return answer({"items": [use_json(use) for use in page], "next": following})


@api.post(
    "/records/<record_id>/sendings",
    summary="Gửi lại thông báo về giấy tờ này đến một nơi nhận",
    responses={202: shapes.Sending, **problems(404, 409, 503)},
)
def post_sending(path: shapes.RecordPath, body: shapes.SendingOrder) -> Response:
    own = own_records()
    record = own.get(path.record_id)
    try:
        own.send(record, body.webhook_id)
    except Conflict as deaf:
        raise Refusal("not_listening") from deaf
    return answer({"record_id": record.id, "webhook_id": body.webhook_id}, 202)


@api.post(
    "/records/<record_id>/revocation",
    summary="Ghi nhận giấy tờ này đã bị thu hồi",
    responses={200: shapes.Revoked, 201: shapes.Revoked, **problems(403, 404, 503)},
)
def post_revocation(path: shapes.RecordPath, body: shapes.RevocationOrder) -> Response:
    own = own_records()
    record = own.get(path.record_id)
    caller().must_see(record.agency_code)
    decided_on = body.decided_on.isoformat() if body.decided_on else ""
    stands = own.revoke(record, body.reason, decided_on, body.document_number)
    return answer(revocation_json(stands), 200 if record.revoked else 201)


@api.delete(
    "/records/<record_id>/revocation",
    summary="Bỏ ghi nhận thu hồi",
    responses={204: None, **problems(403, 404, 503)},
)
def delete_revocation(path: shapes.RecordPath) -> Response:
    own = own_records()
    record = own.get(path.record_id)
    caller().must_see(record.agency_code)
    own.reinstate(record)
    return Response(status=204)
