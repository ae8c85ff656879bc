"""The service answers as its OpenAPI description says, whatever it is asked."""

from dataclasses import replace
from pathlib import Path
from threading import BoundedSemaphore

import pytest
from limits.storage import MemoryStorage

from ocr_service.throttle import CountingThrottle
from ocr_service.web.holds import HOLDS
from tests.fakes import FakeSigner, House, scan_of
from tests.records import CARD, accepted, shipped
from tests.screens.drawing import DrawingReader
from tests.web.asking import ask_all
from tests.web.client import Client

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

# They need what nobody guesses: a paper to read, the tag of now, a field of the type, a failure.
NEEDS_MORE = {
    "PATCH /api/v1/dossiers/{dossier_id}",
    "POST /api/v1/dossiers",
    "POST /api/v1/dossiers/{dossier_id}/edits",
    "POST /api/v1/dossiers/{dossier_id}/edits/redo",
    "POST /api/v1/dossiers/{dossier_id}/replacements",
    "POST /api/v1/dossiers/{dossier_id}/retry",
    "DELETE /api/v1/dossiers/{dossier_id}/edits/last",
    "POST /api/v1/documents/{document_id}/keyings",
    "POST /api/v1/documents/{document_id}/reviews",
}

# What a description cannot say: that a file must be a picture or a PDF, that an address must not
# be private, that a time must lie in our centuries, that a tag must be of now (412) and a piece no
# longer than what is left (413). What was erased meanwhile is 410. And probes are open to this very
# machine, from where we ask. A header more than is described harms nothing.
SETTINGS = """
seed = 1
continue-on-failure = true
warnings = false

[headers]
Authorization = "Bearer {key}"

[phases.stateful]
enabled = false

[generation]
max-examples = 4

[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", 401, 403, 404, 409, 410, 429, "5xx"]

[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 410, 412, 415, 422, 428, 429, "5xx"]

[checks.missing_required_header]
expected-statuses = [400, 401, 403, 406, 412, 422, 428]

[parameters]
"path.dossier_id" = "{dossier}"
"path.document_id" = "{document}"
"path.glance_id" = "{glance}"
"path.record_id" = "{record}"
"path.procedure_code" = "marriage_registration"
"path.upload_id" = "{upload}"
"path.webhook_id" = "{webhook}"
"path.delivery_id" = "{delivery}"

[[operations]]
include-path-regex = "/(readyz|metrics)$"
checks.ignored_auth.enabled = false
checks.missing_required_header.enabled = false

[[operations]]
include-name = "PATCH /api/v1/dossiers/{{dossier_id}}"
checks.positive_data_acceptance.expected-statuses = ["2xx", 401, 403, 404, 409, 410, 412]

[[operations]]
include-path-regex = "/uploads"
include-method = ["POST", "PATCH"]
checks.negative_data_rejection.enabled = false

[[operations]]
include-path-regex = "/uploads/"
include-method = "PATCH"
checks.positive_data_acceptance.expected-statuses = ["2xx", 401, 403, 404, 409, 413]

[[operations]]
include-path-regex = "/(audit|held|revocation|reviews/samples|reports/.*)$"
checks.positive_data_acceptance.enabled = false

[[operations]]
include-path-regex = "/(dossiers|dossiers/.*/files|webhooks)$"
include-method = "POST"
checks.positive_data_acceptance.enabled = false

[[operations]]
include-path-regex = "/(edits|edits/last|edits/redo|replacements|reviews)$"
include-method = ["POST", "DELETE"]
checks.positive_data_acceptance.expected-statuses = ["2xx", 401, 403, 404, 409, 410, 412]

[[operations]]
include-name = "DELETE /api/v1/dossiers/{{dossier_id}}"
parameters = {{ "path.dossier_id" = "{doomed}" }}

[[operations]]
include-path-regex = "/dossiers/.*/(edits|files|retry|replacements)"
parameters = {{ "path.dossier_id" = "{changed}", "path.file_id" = "{file}" }}

[[operations]]
include-path-regex = "/(signed-copies|signed.pdf)$"
parameters = {{ "path.document_id" = "{signed}" }}

[[operations]]
include-path-regex = "/revocation$"
parameters = {{ "path.record_id" = "{revoked}" }}

[[operations]]
include-path-regex = "/pages/"
parameters = {{ "path.number" = 1 }}

[[operations]]
include-name = "DELETE /api/v1/uploads/{{upload_id}}"
parameters = {{ "path.upload_id" = "{spare_upload}" }}

[[operations]]
include-name = "DELETE /api/v1/webhooks/{{webhook_id}}"
parameters = {{ "path.webhook_id" = "{spare_webhook}" }}
"""


@pytest.fixture
def client(tmp_path: Path) -> Client:
    """Of a house that shuts nobody out, however many wrong keys they try."""
    house = House.in_folder(tmp_path, catalogue=shipped())
    patient = CountingThrottle(MemoryStorage(), calls=0, failures=10_000)
    services = replace(house.services, throttle=patient, signer=FakeSigner())
    client = Client(replace(house, services=services, reader=DrawingReader()))
    # Whoever waits is answered at once, as when all threads for waiting are taken.
    client.app.extensions[HOLDS] = BoundedSemaphore(0)
    return client


def things(client: Client) -> dict[str, str]:
    """One of each kind, so that more is met than a 404; and some that may go."""
    spare_webhook, webhook = listening(client), listening(client)
    record, signed, revoked = (accepted(client, "citizen_id_card", CARD) for _ in range(3))
    client.post(f"/documents/{signed}/signed-copies")
    changed, doomed, dossier = (client.settled(("1.tif", scan_of("one", "two"))) for _ in range(3))
    document = dossier["documents"][0]["id"]
    deliveries = client.get("/webhooks/deliveries").json["items"]
    delivery = next(it for it in deliveries if it["webhook_id"] == webhook)
    place = {"page": 1, "box": [0, 0, 1, 1]}
    glance = client.post(f"/documents/{document}/glances", json=place).json["id"]
    return {
        "changed": changed["id"],
        "doomed": doomed["id"],
        "file": changed["files"][0]["id"],
        "dossier": dossier["id"],
        "document": document,
        "delivery": delivery["id"],
        "glance": glance,
        "record": record,
        "signed": signed,
        "revoked": revoked,
        "spare_upload": begun(client),
        "upload": begun(client),
        "spare_webhook": spare_webhook,
        "webhook": webhook,
    }


def listening(client: Client) -> str:
    return str(client.post("/webhooks", json={"url": "http://127.0.0.1:9/"}).json["id"])


def begun(client: Client) -> str:
    tus = {"Tus-Resumable": "1.0.0", "Upload-Length": "9000"}
    return client.post("/uploads", headers=tus).headers["Location"].rpartition("/")[2]


def described(client: Client) -> set[str]:
    paths = client.call("GET", "/api/openapi.json").json["paths"]
    return {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}


def test_every_answer_is_as_described(client: Client) -> None:
    heard = ask_all(client.app, SETTINGS.format(key=client.key, **things(client)))
    assert not heard.wrong, heard.wrong
    assert set(heard.answers) == described(client)
    assert heard.never_done <= NEEDS_MORE, heard.never_done
