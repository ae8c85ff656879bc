"""The running service answers as its OpenAPI description says, whatever it is asked."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.receiver import Receiver
from tests.workers.service import Service, paper, service

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
EXAMPLES = 15  # cases of each operation, besides those at the borders of each value
SECONDS = 30  # for one answer; a held one takes that long

# What a description cannot say: that a file must be a picture or a PDF, that an address must not
# be private, that a time must lie in our centuries. What was erased meanwhile is 410. And probes
# are open to this very machine, from where we ask. A header more than is described harms nothing.
SETTINGS = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", 401, 403, 404, 409, 410, 429, "5xx"]

[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 410, 412, 415, 422, 428, 429, "5xx"]

[checks.missing_required_header]
expected-statuses = [400, 401, 403, 406, 412, 422]

[parameters]
"path.dossier_id" = "{dossier}"
"path.document_id" = "{document}"
"path.webhook_id" = "{webhook}"
"path.delivery_id" = "{delivery}"

[[operations]]
include-path-regex = "/(readyz|metrics)$"
checks.ignored_auth.enabled = false
checks.missing_required_header.enabled = false

[[operations]]
include-path-regex = "/uploads$"
checks.negative_data_rejection.enabled = false

[[operations]]
include-path-regex = "/(audit|reviews/samples|reports/digitization)$"
checks.positive_data_acceptance.enabled = false

[[operations]]
include-path-regex = "/(dossiers|dossiers/.*/files|webhooks)$"
include-method = "POST"
checks.positive_data_acceptance.enabled = false
"""


@pytest.fixture
def running(short_folder: Path) -> Iterator[Service]:
    folder = short_folder / "described"
    folder.mkdir()
    with service(folder, OCR_WEBHOOK_PRIVATE="127.0.0.0/8") as one:
        yield one


def settings(running: Service, url: str) -> str:
    """Told of things that are there, so that more is met than a 404."""
    webhook = running.client.post("webhooks", json={"url": url}).json()["id"]
    dossier = running.settled(running.post(("1.tif", paper("GIẤY XÁC NHẬN"))))
    (delivery, *_) = running.client.get("webhooks/deliveries").json()["items"]
    return SETTINGS.format(
        dossier=dossier["id"],
        document=dossier["documents"][0]["id"],
        webhook=webhook,
        delivery=delivery["id"],
    )


def test_every_answer_is_as_described(running: Service, tmp_path: Path) -> None:
    with Receiver().listening() as receiver:
        (tmp_path / "schemathesis.toml").write_text(settings(running, receiver.url))
        command = [
            Path(sys.executable).with_name("schemathesis"),
            f"--config-file={tmp_path / 'schemathesis.toml'}",
            "--no-color",
            "run",
            str(running.client.base_url.join("/api/openapi.json")),
            f"--header=Authorization:{running.client.headers['Authorization']}",
            "--phases=examples,coverage,fuzzing",
            f"--max-examples={EXAMPLES}",
            "--continue-on-failure",
            f"--request-timeout={SECONDS + 10}",
            "--seed=1",
        ]
        said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout[-8000:]
    assert "Tested: " in said.stdout
