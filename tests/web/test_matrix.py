"""The access matrix: every door, every role, at the own agency, the one above and another."""

import io
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from enum import Enum, auto
from typing import Any

import pytest
from werkzeug.test import TestResponse

from ocr_service.actions.keys import add_key
from ocr_service.domain.access import Role
from ocr_service.web.doors import DOORS, LOOPBACK_ENDPOINTS
from tests.fakes import House, scan_of
from tests.receiver import Receiver
from tests.web.browser import person
from tests.web.client import Client

CLERK, SYSTEM, AUDITOR, ADMIN = Role.CLERK, Role.SYSTEM, Role.AUDITOR, Role.ADMIN
EVERYBODY = {CLERK, SYSTEM, AUDITOR, ADMIN}
OWN, ABOVE, OTHER, WHOLE = "H42.1", "H42", "H42.10", ""
FAR: Any = {"REMOTE_ADDR": "192.0.2.7"}


class Others(Enum):
    """What another agency's caller meets, whose role would do."""

    SENT_AWAY = auto()
    SEE_NOTHING = auto()  # of the subject, in a list
    ARE_LET_IN = auto()
    WHOLE_HOUSE_ONLY = auto()  # not even the own agency is


@dataclass(frozen=True)
class Door:
    """How to knock, which roles are let in, and what becomes of another agency's callers."""

    method: str
    path: str
    roles: set[Role]
    body: Callable[[], dict[str, Any]] = dict
    others: Others = Others.SENT_AWAY


@dataclass(frozen=True)
class Subject:
    """A dossier of the agency OWN, and what hangs on it."""

    dossier: str
    file: str
    document: str
    record: str
    webhook: str
    delivery: str
    upload: str
    glance: str
    key: str
    account: str


def upload() -> dict[str, Any]:
    files = {"files": (io.BytesIO(scan_of("one")), "1.pdf")}
    return {"data": files, "content_type": "multipart/form-data"}


def upload_for_own() -> dict[str, Any]:
    sent = upload()
    sent["data"]["agency_code"] = OWN
    return sent


def piece() -> dict[str, Any]:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0"}
    return {"headers": headers, "content_type": "application/offset+octet-stream", "data": b"x"}


MATRIX = {
    # First: what is sent below puts the dossier back to the readers, and out of the queue.
    "pages.reviewing": Door("GET", "/review/{document}", {AUDITOR, ADMIN}),
    "pages.history": Door("GET", "/documents/{document}/history", EVERYBODY),
    "glances.post_glance": Door(
        "POST",
        "/api/v1/documents/{document}/glances",
        {AUDITOR, ADMIN},
        lambda: {"json": {"page": 1, "box": [0.1, 0.1, 0.2, 0.2]}},
    ),
    "glances.get_glance": Door(
        "GET", "/api/v1/documents/{document}/glances/{glance}", {AUDITOR, ADMIN}
    ),
    "desk.get_queue": Door(
        "GET", "/api/v1/reviews/queue", {AUDITOR, ADMIN}, others=Others.SEE_NOTHING
    ),
    "dossiers.post_dossier": Door(
        "POST", "/api/v1/dossiers", {CLERK, SYSTEM, ADMIN}, upload_for_own
    ),
    "dossiers.post_files": Door(
        "POST", "/api/v1/dossiers/{dossier}/files", {CLERK, SYSTEM, ADMIN}, upload
    ),
    "dossiers.post_retry": Door("POST", "/api/v1/dossiers/{dossier}/retry", {CLERK, SYSTEM, ADMIN}),
    "uploads.post_upload": Door(
        "POST",
        "/api/v1/uploads",
        {CLERK, SYSTEM, ADMIN},
        lambda: {"headers": {"Tus-Resumable": "1.0.0", "Upload-Length": "1"}},
        others=Others.ARE_LET_IN,
    ),
    # Whoever began an upload is let in, nobody else: see test_uploads.
    "uploads.patch_upload": Door("PATCH", "/api/v1/uploads/{upload}", set(), piece),
    "uploads.get_upload": Door("GET", "/api/v1/uploads/{upload}", set()),
    "uploads.delete_upload": Door("DELETE", "/api/v1/uploads/{upload}", set(), piece),
    "dossiers.get_dossier": Door("GET", "/api/v1/dossiers/{dossier}", EVERYBODY),
    "dossiers.get_dossiers": Door("GET", "/api/v1/dossiers", EVERYBODY, others=Others.SEE_NOTHING),
    "thumbnails.get_picture": Door(
        "GET", "/api/v1/dossiers/{dossier}/pages/1/picture", EVERYBODY, others=Others.SENT_AWAY
    ),
    "pages.dossiers": Door("GET", "/dossiers", EVERYBODY, others=Others.ARE_LET_IN),
    "pages.dossier": Door("GET", "/dossiers/{dossier}", EVERYBODY),
    "codes.patch_dossier": Door(
        "PATCH",
        "/api/v1/dossiers/{dossier}",
        EVERYBODY,
        lambda: {"json": {"dossier_code": "H42.1-9"}, "headers": {"If-Match": '"0"'}},
    ),
    "edits.get_edits": Door("GET", "/api/v1/dossiers/{dossier}/edits", EVERYBODY),
    "edits.post_edit": Door(
        "POST",
        "/api/v1/dossiers/{dossier}/edits",
        EVERYBODY,
        lambda: {"json": {"kind": "split", "pages": [1]}, "headers": {"If-Match": '"0"'}},
    ),
    "edits.post_replacement": Door(
        "POST",
        "/api/v1/dossiers/{dossier}/replacements",
        {CLERK, SYSTEM, ADMIN},
        lambda: {**upload(), "headers": {"If-Match": '"0"'}},
    ),
    "edits.delete_last_edit": Door(
        "DELETE",
        "/api/v1/dossiers/{dossier}/edits/last",
        EVERYBODY,
        lambda: {"headers": {"If-Match": '"0"'}},
    ),
    "edits.post_redo": Door(
        "POST",
        "/api/v1/dossiers/{dossier}/edits/redo",
        EVERYBODY,
        lambda: {"headers": {"If-Match": '"0"'}},
    ),
    "edits.delete_file": Door(
        "DELETE",
        "/api/v1/dossiers/{dossier}/files/{file}",
        EVERYBODY,
        lambda: {"headers": {"If-Match": '"0"'}},
    ),
    "events.get_dossier_events": Door("GET", "/api/v1/dossiers/{dossier}/events", EVERYBODY),
    "events.get_events": Door(
        "GET", "/api/v1/events?ids={dossier}", EVERYBODY, others=Others.ARE_LET_IN
    ),
    "documents.get_document": Door("GET", "/api/v1/documents/{document}", EVERYBODY),
    "documents.get_picture": Door("GET", "/api/v1/documents/{document}/pages/1", EVERYBODY),
    "pdfs.get_pdf": Door("GET", "/api/v1/documents/{document}/file.pdf", EVERYBODY),
    "reviews.post_review": Door(
        "POST",
        "/api/v1/documents/{document}/reviews",
        {AUDITOR, ADMIN},
        lambda: {"json": {"verdict": "rejected"}, "headers": {"If-Match": '"x"'}},
    ),
    "reviews.get_reviews": Door("GET", "/api/v1/documents/{document}/reviews", EVERYBODY),
    "keyings.get_blind": Door("GET", "/api/v1/documents/{document}/blind", {AUDITOR, ADMIN}),
    "keyings.post_keyings": Door(
        "POST",
        "/api/v1/documents/{document}/keyings",
        set(),  # people only, of those who may review: programs see what is read
        lambda: {"json": {"fields": {"words": "x"}}},
    ),
    "samples.get_samples": Door(
        "GET", "/api/v1/reviews/samples", EVERYBODY, others=Others.ARE_LET_IN
    ),
    "pages.review": Door("GET", "/review", {AUDITOR, ADMIN}, others=Others.ARE_LET_IN),
    "pages.review_samples": Door(
        "GET", "/review/samples", {AUDITOR, ADMIN}, others=Others.ARE_LET_IN
    ),
    "desk.get_counts": Door(
        "GET", "/api/v1/reviews/queue/counts", {AUDITOR, ADMIN}, others=Others.ARE_LET_IN
    ),
    "desk.post_postpone": Door(
        "POST",
        "/api/v1/documents/{document}/postpone",
        {AUDITOR, ADMIN},
        lambda: {"json": {"minutes": 5}},
    ),
    "desk.delete_postpone": Door(
        "DELETE", "/api/v1/documents/{document}/postpone", {AUDITOR, ADMIN}
    ),
    "desk.post_lease": Door(
        "POST", "/api/v1/documents/{document}/lease", {AUDITOR, ADMIN}, lambda: {"json": {}}
    ),
    "desk.delete_lease": Door("DELETE", "/api/v1/documents/{document}/lease", {AUDITOR, ADMIN}),
    "desk.post_next": Door(
        "POST",
        "/api/v1/reviews/next",
        {AUDITOR, ADMIN},
        lambda: {"json": {}},
        others=Others.ARE_LET_IN,
    ),
    "webhooks.post_webhook": Door(
        "POST",
        "/api/v1/webhooks",
        {SYSTEM, ADMIN},
        lambda: {"json": {"url": "http://127.0.0.1:9/", "agency_code": OWN}},
    ),
    "webhooks.get_webhooks": Door(
        "GET", "/api/v1/webhooks", {SYSTEM, ADMIN}, others=Others.SEE_NOTHING
    ),
    "webhooks.get_webhook": Door("GET", "/api/v1/webhooks/{webhook}", {SYSTEM, ADMIN}),
    "webhooks.get_deliveries": Door(
        "GET", "/api/v1/webhooks/deliveries", {SYSTEM, ADMIN}, others=Others.SEE_NOTHING
    ),
    "webhooks.post_replay": Door(
        "POST", "/api/v1/webhooks/deliveries/{delivery}/replay", {SYSTEM, ADMIN}
    ),
    "pages.operations_webhook": Door("GET", "/operations/webhooks/{webhook}/test", {ADMIN}),
    "pages.operations_replay": Door("GET", "/operations/deliveries/{delivery}/replay", {ADMIN}),
    "webhooks.delete_webhook": Door("DELETE", "/api/v1/webhooks/{webhook}", {SYSTEM, ADMIN}),
    "records.get_records": Door("GET", "/api/v1/records", EVERYBODY, others=Others.SEE_NOTHING),
    "records.get_record": Door("GET", "/api/v1/records/{record}", EVERYBODY),
    "records.get_uses": Door("GET", "/api/v1/records/{record}/uses", EVERYBODY),
    "records.post_use": Door(
        "POST",
        "/api/v1/records/{record}/uses",
        EVERYBODY,
        lambda: {"json": {"purpose": "x", "dossier_code": "x"}},
    ),
    "records.post_sending": Door(
        "POST",
        "/api/v1/records/{record}/sendings",
        EVERYBODY,
        lambda: {"json": {"webhook_id": "x"}},
    ),
    "audit.get_entries": Door("GET", "/api/v1/audit", {AUDITOR, ADMIN}, others=Others.SEE_NOTHING),
    "reports.get_digitization": Door(
        "GET", "/api/v1/reports/digitization", EVERYBODY, others=Others.ARE_LET_IN
    ),
    "catalogue.get_document_types": Door(
        "GET", "/api/v1/document-types", EVERYBODY, others=Others.ARE_LET_IN
    ),
    "catalogue.get_procedures": Door(
        "GET", "/api/v1/procedures", EVERYBODY, others=Others.ARE_LET_IN
    ),
    "pages.scan": Door("GET", "/scan", {CLERK, SYSTEM, ADMIN}, others=Others.ARE_LET_IN),
    "pages.separators": Door(
        "GET", "/separators.pdf?count=0", {CLERK, SYSTEM, ADMIN}, others=Others.ARE_LET_IN
    ),
    "pages.targets": Door("GET", "/targets", EVERYBODY, others=Others.ARE_LET_IN),
    "pages.targets_chart": Door("GET", "/targets/chart.svg", EVERYBODY, others=Others.ARE_LET_IN),
    "pages.targets_csv": Door("GET", "/targets/report.csv", EVERYBODY, others=Others.ARE_LET_IN),
    "pages.targets_xlsx": Door("GET", "/targets/report.xlsx", EVERYBODY, others=Others.ARE_LET_IN),
    "pages.records": Door("GET", "/records", EVERYBODY, others=Others.ARE_LET_IN),
    "pages.record": Door("GET", "/records/{record}", EVERYBODY),
    "pages.home": Door("GET", "/", EVERYBODY, others=Others.ARE_LET_IN),
    "pages.trail": Door("GET", "/trail", {AUDITOR, ADMIN}, others=Others.ARE_LET_IN),
    "pages.trail_export": Door("GET", "/trail/export", {AUDITOR, ADMIN}, others=Others.ARE_LET_IN),
    "pages.trail_check": Door("GET", "/trail/check", {AUDITOR, ADMIN}, others=Others.ARE_LET_IN),
    "operations.get_operations": Door(
        "GET", "/api/v1/operations", {ADMIN}, others=Others.ARE_LET_IN
    ),
    **{
        f"pages.operations{room and '_'}{room}": Door(
            "GET", f"/operations/{room}".rstrip("/"), {ADMIN}, others=Others.ARE_LET_IN
        )
        for room in ("", "failures", "keys", "users", "webhooks", "deliveries", "storage")
    },
    "pages.operations_retry_all": Door(
        "GET", "/operations/failures/retry", {ADMIN}, others=Others.ARE_LET_IN
    ),
    "pages.operations_retry": Door("GET", "/operations/failures/{dossier}/retry", {ADMIN}),
    "pages.operations_key": Door("GET", "/operations/keys/{key}/revoke", {ADMIN}),
    "pages.operations_user": Door("GET", "/operations/users/{account}", {ADMIN}),
    "pages.operations_user_act": Door("GET", "/operations/users/{account}/disable", {ADMIN}),
    "readyz": Door("GET", "/readyz", {SYSTEM, ADMIN}, others=Others.ARE_LET_IN),
    "metrics": Door("GET", "/metrics", {SYSTEM, ADMIN}, others=Others.WHOLE_HOUSE_ONLY),
    "erasing.delete_dossier": Door("DELETE", "/api/v1/dossiers/{dossier}", {ADMIN}),
}


@pytest.fixture
def subject(house: House) -> Iterator[Subject]:
    with Receiver().listening() as receiver:
        client = client_of(house, SYSTEM, OWN)
        webhook = client.post("/webhooks", json={"url": receiver.url}).json["id"]
        dossier = client.settled(("1.pdf", scan_of("one", "sure")))
        (delivery, *_) = client.get("/webhooks/deliveries").json["items"]
        file = dossier["files"][0]["id"]
        document, record = (it["id"] for it in dossier["documents"])
        begun = client.post("/uploads", headers=piece()["headers"] | {"Upload-Length": "1"})
        upload = begun.headers["Location"].rpartition("/")[2]
        place = {"page": 1, "box": [0, 0, 1, 1]}
        asked = Client(house).post(f"/documents/{document}/glances", json=place).json["id"]
        key = next(it for it in house.services.keys.all() if it.agency_code == OWN)
        yield Subject(
            dossier["id"],
            file,
            document,
            record,
            webhook,
            delivery["id"],
            upload,
            asked,
            key.id,
            person(house, "Mai", CLERK, OWN).id,
        )


def client_of(house: House, role: Role, agency_code: str) -> Client:
    return Client(house, add_key("x", role, agency_code, keys=house.services.keys)[1])


def test_every_door_stands_in_the_matrix() -> None:
    assert set(MATRIX) == set(DOORS)
    assert set(DOORS) > LOOPBACK_ENDPOINTS


def test_no_door_is_without_a_permit(house: House) -> None:
    """But those that are open to all, which another test names one by one."""
    client = Client(house)
    for rule in client.app.url_map.iter_rules():
        if rule.rule.startswith("/api/v1"):
            assert rule.endpoint in DOORS, rule.endpoint


@pytest.mark.parametrize("agency_code", [OWN, ABOVE, OTHER, WHOLE])
@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_who_comes_through_which_door(
    house: House, subject: Subject, role: Role, agency_code: str
) -> None:
    client = client_of(house, role, agency_code)
    for endpoint, door in MATRIX.items():
        path = door.path.format(**asdict(subject))
        answer = client.call(door.method, path, environ_base=FAR, **door.body())
        let_in = answer.status_code not in (401, 403, 404)
        assert let_in == (role in door.roles and comes_in(door, agency_code)), endpoint
        if let_in and door.others is Others.SEE_NOTHING:
            assert tells_of(answer, subject) == (agency_code != OTHER), endpoint


def comes_in(door: Door, agency_code: str) -> bool:
    if door.others is Others.WHOLE_HOUSE_ONLY:
        return agency_code == WHOLE
    return agency_code != OTHER or door.others is not Others.SENT_AWAY


def tells_of(answer: TestResponse, subject: Subject) -> bool:
    shown = {item.get("dossier_id", item.get("id")) for item in answer.json["items"]}
    return bool(shown & {subject.dossier, subject.webhook, subject.delivery})
