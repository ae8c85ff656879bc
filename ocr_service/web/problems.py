"""Every error as RFC 9457 problem+json: a code for programs, Vietnamese for people."""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, Response, request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import HTTPException

from ocr_service.actions.answers import BadAnswer
from ocr_service.actions.hand_over import NotReady
from ocr_service.actions.receive import NothingReadable
from ocr_service.domain.calendar import OFFICE
from ocr_service.domain.desk import Leased
from ocr_service.domain.erasure import Erased
from ocr_service.domain.errors import (
    BadInput,
    Conflict,
    Forbidden,
    NotFound,
    OcrError,
    Stale,
    Throttled,
    Unavailable,
)
from ocr_service.domain.keying import NotKeyedTwice, NotSettled
from ocr_service.domain.reuse import Revoked
from ocr_service.web.languages import said
from ocr_service.web.words import INTERNAL, KINDS, Kind, kind_for
from ocr_service.web.words.mistakes import words_for

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 10


class ProblemPart(BaseModel):
    """One wrong part of a request; ``pointer`` is a JSON pointer (RFC 6901)."""

    pointer: str
    code: str
    detail: str
    remedy: str = ""


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    remedy: str
    instance: str
    errors: list[ProblemPart] = []


@dataclass
class Refusal(OcrError):
    """Ends a request with a problem of one kind."""

    code: str
    detail: str = ""
    parts: Sequence[ProblemPart] = ()


def wrong_value(bad: BadAnswer, pointer: str) -> Refusal:
    """Of one field that somebody has told."""
    wrong = bad.complaint
    part = ProblemPart(pointer=pointer, code=wrong.code, detail=wrong.message, remedy=wrong.remedy)
    return Refusal("invalid_request", parts=[part])


def problem(
    kind: Kind, code: str, detail: str = "", remedy: str = "", parts: Sequence[ProblemPart] = ()
) -> Response:
    shape = Problem(
        type=f"urn:ocr-service:problem:{code}",
        title=said(kind.title),
        status=kind.status,
        detail=said(detail or kind.title),
        code=code,
        remedy=said(remedy or kind.remedy),
        instance=request.path,
        errors=[translated(part) for part in parts],
    )
    body = json.dumps(shape.model_dump(exclude_defaults=True), ensure_ascii=False)
    response = Response(body, status=kind.status, mimetype=MEDIA_TYPE)
    if kind.status == KINDS["unavailable"].status:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    if kind.status == KINDS["not_authenticated"].status:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def translated(part: ProblemPart) -> ProblemPart:
    told = {"detail": said(part.detail), "remedy": said(part.remedy)}
    return part.model_copy(update=told)


def named(code: str, detail: str = "", parts: Sequence[ProblemPart] = ()) -> Response:
    return problem(KINDS[code], code, detail, parts=parts)


def invalid(error: ValidationError, prefix: str = "") -> Response:
    """The answer to a request whose fields are wrong, each named by its pointer."""
    parts = [
        ProblemPart(
            pointer=prefix + "".join(f"/{part}" for part in wrong["loc"]),
            code=wrong["type"],
            detail=words_for(wrong["type"], wrong.get("ctx", {})),
        )
        for wrong in error.errors(include_url=False)
    ]
    return named("invalid_request", parts=parts)


def nothing_readable(refused: NothingReadable) -> Response:
    parts = [
        ProblemPart(
            pointer=f"/files/{place}",
            code=complaint.code,
            detail=complaint.message,
            remedy=complaint.remedy,
        )
        for place, complaint in enumerate(refused.complaints)
    ]
    codes = {complaint.code for complaint in refused.complaints}
    return named("unsupported_type" if codes == {"unsupported_type"} else "unreadable", parts=parts)


def add_problems(app: Flask) -> None:
    """Answers every exception with a problem; none tells of our insides."""
    app.register_error_handler(Refusal, lambda wrong: named(wrong.code, wrong.detail, wrong.parts))
    app.register_error_handler(NothingReadable, nothing_readable)
    app.register_error_handler(ValidationError, invalid)
    app.register_error_handler(
        BadInput,
        lambda bad: problem(
            KINDS["unreadable"], bad.complaint.code, bad.complaint.message, bad.complaint.remedy
        ),
    )
    app.register_error_handler(NotReady, lambda _: named("not_ready_to_hand_over"))
    app.register_error_handler(NotFound, lambda _: named("not_found"))
    app.register_error_handler(Erased, lambda _: named("erased"))
    app.register_error_handler(Stale, lambda _: named("stale"))
    app.register_error_handler(Conflict, lambda _: named("conflict"))
    app.register_error_handler(Leased, leased)
    app.register_error_handler(NotKeyedTwice, not_keyed_twice)
    app.register_error_handler(NotSettled, not_settled)
    app.register_error_handler(Revoked, lambda _: named("record_revoked"))
    app.register_error_handler(Forbidden, lambda _: named("forbidden"))
    app.register_error_handler(Throttled, throttled)
    app.register_error_handler(Unavailable, unavailable)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, internal)


def leased(held: Leased) -> Response:
    until = held.lease.until.astimezone(OFFICE).strftime("%H:%M")
    told = said("{holder} đang xem giấy tờ này, ít nhất đến {until}.")
    return named("leased", told.format(holder=held.lease.holder, until=until))


def not_keyed_twice(early: NotKeyedTwice) -> Response:
    told = said("Chưa được hai người nhập độc lập")
    return named("not_keyed_twice", f"{told}: {quoted(early.labels)}.")


def not_settled(left: NotSettled) -> Response:
    told = said("Hai người nhập khác nhau, chưa ai cho biết giá trị đúng")
    return named("not_settled", f"{told}: {quoted(left.labels)}.")


def quoted(labels: Sequence[str]) -> str:
    return ", ".join(f"“{label}”" for label in labels)


def throttled(too_often: Throttled) -> Response:
    response = named("too_many_requests")
    response.headers["Retry-After"] = str(too_often.seconds)
    return response


def unavailable(trouble: Unavailable) -> Response:
    log.error("%s", trouble)
    return named("unavailable")


def http_error(error: HTTPException) -> Response | HTTPException:
    """Errors that Flask finds itself; redirects and ready answers pass as they are."""
    if error.response is not None or error.code is None or error.code < 400:
        return error
    code, kind = kind_for(error.code)
    response = problem(kind, code)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def internal(error: Exception) -> Response:
    log.error("a request failed", exc_info=error)
    return problem(INTERNAL, "internal")
