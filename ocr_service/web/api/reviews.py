"""Reviews: what people say of a document, and what they said."""

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.actions import review as action
from ocr_service.actions.answers import BadAnswer, Said
from ocr_service.actions.review import Word
from ocr_service.domain.page import Box
from ocr_service.domain.review import Answer, Before, Review
from ocr_service.exports.record_json import box_json
from ocr_service.web.access import own_dossiers, services
from ocr_service.web.answers import Json, answer, one_document_json, tag_of, written
from ocr_service.web.api import DOCUMENTS, PREFIX, SECURITY, problems
from ocr_service.web.blinds import as_seen, reviews_as_seen
from ocr_service.web.problems import wrong_value
from ocr_service.web.review_shapes import FieldSaid, MatchHeader, ReviewList, ReviewOrder
from ocr_service.web.shapes import DocumentPath, OneDocument
from ocr_service.web.tags import seen_tag
from ocr_service.web.trail import shown

api = APIBlueprint(
    "reviews", __name__, url_prefix=PREFIX, abp_tags=[DOCUMENTS], abp_security=SECURITY
)


@api.post(
    "/documents/<document_id>/reviews",
    summary="Sửa, chấp nhận hoặc từ chối một giấy tờ",
    responses={201: OneDocument, **problems(403, 404, 409, 410, 412, 428, 503)},
)
def post_review(path: DocumentPath, header: MatchHeader, body: ReviewOrder) -> Response:
    parts, dossiers = services(), own_dossiers()
    dossier, _ = dossiers.document(path.document_id)
    try:
        document = action.review(
            path.document_id,
            word_of(body),
            seen_tag(header.if_match),
            dossiers=dossiers,
            reviews=parts.reviews,
            keyings=parts.keyings,
            catalogue=parts.catalogue,
        )
    except BadAnswer as bad:
        raise wrong_value(bad, f"/fields/{bad.place}/value") from bad
    return answer(one_document_json(as_seen(document), dossier), 201, {"ETag": tag_of(document)})


@api.get(
    "/documents/<document_id>/reviews",
    summary="Những lần sửa, chấp nhận, từ chối một giấy tờ",
    responses={200: ReviewList, **problems(403, 404, 503)},
)
def get_reviews(path: DocumentPath) -> Response:
    dossier, document = own_dossiers().document(path.document_id)
    found = services().reviews.of_document(document.id)
    shown(dossier, document.id, reviews=len(found))
    items = [review_json(it) for it in reviews_as_seen(found, document)]
    return answer({"items": items, "next": None})


def word_of(body: ReviewOrder) -> Word:
    said = [said_of(field) for field in body.fields]
    return Word(body.verdict, said, body.document_type, body.reason)


def said_of(field: FieldSaid) -> Said:
    """The box comes as the record writes it: left, top, right, bottom."""
    box = Box(*field.box) if field.box else None
    return Said(field.name, field.value, field.page, box)


def review_json(review: Review) -> Json:
    return {
        "id": review.id,
        "at": review.at.isoformat(),
        "reviewer": review.reviewer,
        "verdict": review.verdict.value,
        "fields": [answer_json(it) for it in review.answers],
        "document_type": review.document_type or None,
        "type_before": review.type_before or None,
        "reason": review.reason,
    }


def answer_json(said: Answer) -> Json:
    before = said.before
    return {
        "name": said.field,
        "value": written(said.value),
        "text": said.text,
        "before": before_json(before) if before else None,
    }


def before_json(before: Before) -> Json:
    return {
        "value": written(before.value),
        "text": before.text,
        "source": before.source.value if before.source else None,
        "page": before.page,
        "box": box_json(before.box),
    }
