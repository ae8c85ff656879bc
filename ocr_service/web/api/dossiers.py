"""Dossiers: handed in, watched until they settle, found, and tried again."""

from flask import Response, request
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.actions import receive
from ocr_service.actions.receive import Arrival, Order
from ocr_service.domain.access import Permit
from ocr_service.domain.dossier import Dossier
from ocr_service.domain.ids import utc_now
from ocr_service.logs import note
from ocr_service.storage import Once, Search
from ocr_service.web.access import demand, own_agency, own_dossiers, services
from ocr_service.web.answers import answer, dossier_json, page_of, summary_json
from ocr_service.web.api import DOSSIERS, PREFIX, SECURITY, problems
from ocr_service.web.blinds import dossier_as_seen
from ocr_service.web.holds import hold_until
from ocr_service.web.once import fingerprint, promised
from ocr_service.web.shapes import (
    Accepted,
    DossierForm,
    DossierList,
    DossierPath,
    DossiersQuery,
    FilesFields,
    FilesForm,
    OnceHeader,
    OrderFields,
    RetryQuery,
    WaitQuery,
)
from ocr_service.web.shapes import Dossier as DossierShape
from ocr_service.web.trail import shown, shown_list
from ocr_service.web.uploads import arrivals, fields, hand_parsed, uploaded

RETRY_AFTER = "2"  # seconds until it is worth asking again

api = APIBlueprint(
    "dossiers", __name__, url_prefix=PREFIX, abp_tags=[DOSSIERS], abp_security=SECURITY
)


@api.post(
    "/dossiers",
    summary="Gửi một hồ sơ",
    responses={202: Accepted, **problems(400, 403, 409, 413, 415, 503)},
)
@hand_parsed(form=DossierForm, header=OnceHeader)
def post_dossier() -> Response:
    with promised() as promise:
        came, given = arrivals(), fields()
        form = OrderFields.model_validate(given)
        order, asked = order_of(form), fingerprint(dict(given), came)
        dossier_id = promise.made(asked)
        if not dossier_id:
            with uploaded(form.uploads, came) as all_came:
                dossier_id = take_in(all_came, order, promise.once(asked))
        return accepted(dossier_id)


@api.post(
    "/dossiers/<dossier_id>/files",
    summary="Gửi thêm tệp cho một hồ sơ",
    responses={202: Accepted, **problems(400, 404, 409, 410, 413, 415, 503)},
)
@hand_parsed(path=DossierPath, form=FilesForm, header=OnceHeader)
def post_files(dossier_id: str) -> Response:
    parts, dossiers = services(), own_dossiers()
    dossiers.agencies(dossier_id)
    with promised() as promise:
        came, given = arrivals(), fields()
        form = FilesFields.model_validate(given)
        asked = fingerprint(dict(given), came)
        if not promise.made(asked):
            once = promise.once(asked)
            with uploaded(form.uploads, came) as all_came:
                receive.receive_more(
                    all_came,
                    dossier_id,
                    once,
                    form.duplex,
                    dossiers=dossiers,
                    bell=parts.bell,
                )
        return accepted(dossier_id)


@api.post(
    "/dossiers/<dossier_id>/retry",
    summary="Đọc lại những tệp bị lỗi",
    responses={202: Accepted, **problems(404, 409, 410, 422, 503)},
)
def post_retry(path: DossierPath, query: RetryQuery) -> Response:
    if query.force:
        demand(Permit.FORCE)
    bell = services().bell
    receive.retry(path.dossier_id, query.force, dossiers=own_dossiers(), bell=bell)
    return accepted(path.dossier_id)


@api.get(
    "/dossiers/<dossier_id>",
    summary="Hỏi một hồ sơ",
    responses={200: DossierShape, 304: None, **problems(404, 410, 503)},
)
def get_dossier(path: DossierPath, query: WaitQuery) -> Response:
    dossiers = own_dossiers()
    hold_until(lambda: dossiers.status(path.dossier_id).settled, query.wait)
    dossier = dossiers.get(path.dossier_id)
    note(dossier_id=dossier.id)
    tag = f'"{dossier.version}"'
    if tag in (known.strip() for known in request.headers.get("If-None-Match", "").split(",")):
        return Response(status=304, headers={"ETag": tag})
    shown(dossier, version=dossier.version)
    body = dossier_json(dossier_as_seen(dossier), services().catalogue)
    return answer(body, headers={"ETag": tag, **later(dossier)})


@api.get("/dossiers", summary="Tìm hồ sơ", responses={200: DossierList, **problems(403, 503)})
def get_dossiers(query: DossiersQuery) -> Response:
    parts = services()
    search = Search(
        status=query.status,
        agency_code=query.agency_code,
        competent_agency_code=query.competent_agency_code,
        procedure_code=query.procedure_code,
        dossier_code=query.dossier_code,
        received_from=query.received_from,
        received_to=query.received_to,
        after=query.cursor,
        limit=query.limit + 1,
    )
    found = own_dossiers().find(search)
    page, following = page_of(found, query.limit, lambda dossier: dossier.id)
    items = [summary_json(dossier, parts.catalogue) for dossier in page]
    shown_list(query.agency_code, [dossier.id for dossier in page])
    return answer({"items": items, "next": following})


def take_in(came: list[Arrival], order: Order, once: Once | None) -> str:
    parts = services()
    dossier = receive.receive(came, order, once, dossiers=own_dossiers(), bell=parts.bell)
    note(dossier_id=dossier.id)
    return dossier.id


def order_of(form: OrderFields) -> Order:
    return Order(
        received_at=form.received_at or utc_now(),
        dossier_code=form.dossier_code,
        procedure_code=form.procedure_code,
        agency_code=own_agency(form.agency_code),
        competent_agency_code=form.competent_agency_code,
        priority=form.priority,
        metadata=form.metadata or {},
        duplex=form.duplex,
    )


def accepted(dossier_id: str) -> Response:
    location = f"{PREFIX}/dossiers/{dossier_id}"
    status = own_dossiers().status(dossier_id)
    body = {"id": dossier_id, "status": status.value, "location": location}
    return answer(body, 202, {"Location": location, "Retry-After": RETRY_AFTER})


def later(dossier: Dossier) -> dict[str, str]:
    return {} if dossier.status.settled else {"Retry-After": RETRY_AFTER}
