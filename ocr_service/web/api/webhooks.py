"""Webhooks: who is told of what, how it was delivered, and what is to be delivered again."""

from typing import Any

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.actions.webhooks import subscribe
from ocr_service.courier import ForbiddenAddress
from ocr_service.domain.errors import Conflict
from ocr_service.domain.ids import utc_now
from ocr_service.domain.webhook import Delivery, DeliveryState, Event, Webhook
from ocr_service.storage.webhooks import DeliverySearch
from ocr_service.web import webhook_shapes as shapes
from ocr_service.web.access import caller, own_agency, services
from ocr_service.web.answers import Json, answer, page_of
from ocr_service.web.api import PREFIX, SECURITY, WEBHOOKS, problems
from ocr_service.web.problems import ProblemPart, Refusal

api = APIBlueprint(
    "webhooks", __name__, url_prefix=PREFIX, abp_tags=[WEBHOOKS], abp_security=SECURITY
)


@api.post(
    "/webhooks",
    summary="Đăng ký nhận thông báo",
    responses={201: shapes.NewWebhook, **problems(403, 409, 503)},
)
def post_webhook(body: shapes.WebhookOrder) -> Response:
    parts, agency_code = services(), own_agency(body.agency_code)
    try:
        webhook, secret = subscribe(
            body.url, body.events, agency_code, webhooks=parts.webhooks, courier=parts.courier
        )
    except ForbiddenAddress as forbidden:
        raise Refusal("invalid_request", parts=[wrong_url(forbidden)]) from forbidden
    except Conflict as many:
        raise Refusal("too_many_webhooks") from many
    location = f"{PREFIX}/webhooks/{webhook.id}"
    return answer({**webhook_json(webhook), "secret": secret}, 201, {"Location": location})


@api.get(
    "/webhooks",
    summary="Các địa chỉ nhận thông báo",
    responses={200: shapes.WebhookList, **problems(503)},
)
def get_webhooks() -> Response:
    found = services().webhooks.all(caller().agency_code)
    return answer({"items": [webhook_json(webhook) for webhook in found], "next": None})


@api.get(
    "/webhooks/<string(length=36):webhook_id>",  # else it would stand for /webhooks/deliveries too
    summary="Một địa chỉ nhận thông báo",
    responses={200: shapes.Webhook, **problems(404, 503)},
)
def get_webhook(path: shapes.WebhookPath) -> Response:
    return answer(webhook_json(services().webhooks.get(path.webhook_id, caller().agency_code)))


@api.delete(
    "/webhooks/<string(length=36):webhook_id>",  # else it would stand for /webhooks/deliveries too
    summary="Ngừng nhận thông báo",
    responses={204: None, **problems(404, 503)},
)
def delete_webhook(path: shapes.WebhookPath) -> Response:
    services().webhooks.remove(path.webhook_id, caller().agency_code)
    return Response(status=204)


@api.get(
    "/webhooks/deliveries",
    summary="Các lần gửi thông báo",
    responses={200: shapes.DeliveryList, **problems(503)},
)
def get_deliveries(query: shapes.DeliveriesQuery) -> Response:
    search = DeliverySearch(
        state=query.status,
        webhook_id=query.webhook_id,
        agency_code=caller().agency_code,
        after=query.cursor,
        limit=query.limit + 1,
    )
    found = services().webhooks.deliveries(search)
    page, following = page_of(found, query.limit, lambda delivery: delivery.id)
    return answer({"items": [delivery_json(it) for it in page], "next": following})


@api.post(
    "/webhooks/deliveries/<delivery_id>/replay",
    summary="Gửi lại một thông báo",
    responses={202: shapes.Delivery, **problems(404, 409, 503)},
)
def post_replay(path: shapes.DeliveryPath) -> Response:
    try:
        replayed = services().webhooks.replay(path.delivery_id, utc_now(), caller().agency_code)
    except Conflict as held:
        raise Refusal("not_to_be_replayed") from held
    return answer(delivery_json(replayed), 202)


def described() -> Json:
    """What is posted, for the OpenAPI description (its part ``webhooks``)."""
    return {event.value: {"post": posting(event)} for event in Event}


def posting(event: Event) -> Json:
    example: dict[str, Any] = {"example": shapes.posted(event), "schema": {"type": "object"}}
    headers = ("webhook-id", "webhook-timestamp", "webhook-signature")
    return {
        "summary": f"{event}: tin báo đã ký theo Standard Webhooks",
        "parameters": [
            {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
            for name in headers
        ],
        "requestBody": {"required": True, "content": {"application/json": example}},
        "responses": {
            "2XX": {"description": "Đã nhận; mọi câu trả lời khác sẽ được gửi lại"},
            "410": {"description": "Không nhận nữa; địa chỉ này bị ngừng"},
        },
    }


def wrong_url(forbidden: ForbiddenAddress) -> ProblemPart:
    complaint = forbidden.complaint
    return ProblemPart(
        pointer="/url", code=complaint.code, detail=complaint.message, remedy=complaint.remedy
    )


def webhook_json(webhook: Webhook) -> Json:
    return {
        "id": webhook.id,
        "url": webhook.url,
        "events": [event.value for event in webhook.events],
        "agency_code": webhook.agency_code,
        "created_at": webhook.created_at.isoformat(),
        "failing_since": webhook.failing_since and webhook.failing_since.isoformat(),
        "disabled_at": webhook.disabled_at and webhook.disabled_at.isoformat(),
    }


def delivery_json(delivery: Delivery) -> Json:
    waiting = delivery.state is DeliveryState.WAITING
    return {
        "id": delivery.id,
        "webhook_id": delivery.webhook_id,
        "event_id": delivery.event_id,
        "event": delivery.event.value,
        "dossier_id": delivery.dossier_id,
        "document_id": delivery.document_id or None,
        "status": delivery.state.value,
        "attempts": delivery.attempts,
        "created_at": delivery.created_at.isoformat(),
        "next_attempt_at": delivery.due_at.isoformat() if waiting else None,
        "finished_at": delivery.finished_at and delivery.finished_at.isoformat(),
        "response_status": delivery.response_status,
        "trouble": delivery.trouble.value,
        "error_code": delivery.error_code,
        "message": delivery.message,
    }
