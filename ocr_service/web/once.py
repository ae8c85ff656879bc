"""Idempotency-Key: the same request sent again makes nothing new, for a day."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from flask import request

from ocr_service.actions.receive import Arrival
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.storage import Once, Promised
from ocr_service.web.access import caller, services
from ocr_service.web.problems import ProblemPart, Refusal

HEADER = "Idempotency-Key"
LONGEST = 255


@dataclass(frozen=True)
class Promise:
    """What became of this request's key: nothing yet (``once``), or a dossier ``made`` before."""

    account: str = ""
    key: str = ""
    token: str = ""
    before: Promised | None = None

    def once(self, fingerprint: str) -> Once | None:
        return Once(self.account, self.key, self.token, fingerprint) if self.key else None

    def made(self, fingerprint: str) -> str:
        """The id of the dossier made before, "" if none; raises Refusal for another body."""
        if self.before is None:
            return ""
        if self.before.fingerprint != fingerprint:
            raise Refusal("idempotency_key_reused")
        return self.before.dossier_id


@contextmanager
def promised() -> Iterator[Promise]:
    """Holds this request's key while its body is read; a failed request gives it back."""
    key = request.headers.get(HEADER, "")
    if not key:
        yield Promise()
        return
    if len(key) > LONGEST:
        part = ProblemPart(
            pointer=f"/{HEADER}", code="string_too_long", detail=f"Dài quá {LONGEST} ký tự."
        )
        raise Refusal("invalid_request", parts=[part])
    promise = begin(key)
    try:
        yield promise
    except BaseException:
        if promise.before is None:
            services().promises.forget(promise.account, promise.key, promise.token)
        raise


def begin(key: str) -> Promise:
    account, token = caller().id, new_id()
    before = services().promises.begin(account, key, token, utc_now())
    if before is not None and not before.dossier_id:
        raise Refusal("request_in_progress")
    return Promise(account, key, token, before)


def fingerprint(fields: object, files: Sequence[Arrival]) -> str:
    """Of all that was asked: the path, the fields, the files' names and contents."""
    asked = [request.path, fields, [[file.filename, file.draft.sha256] for file in files]]
    return hashlib.sha256(json.dumps(asked, sort_keys=True, default=str).encode()).hexdigest()
