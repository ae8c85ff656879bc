"""The logs of the real service over a real dossier: ids from the door to the worker, no person."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from ocr_service.domain.ids import new_id
from ocr_service.domain.work import Work, WorkKind
from ocr_service.jobs import QUEUE, RqBell
from tests.fakes import House
from tests.workers.service import service
from workers.tasks import Seat
from workers.worker import KnownJob

pytestmark = pytest.mark.slow
SAMPLE = Path(__file__).parent.parent.parent / "samples" / "birth-complete"
PAPERS = (".pdf", ".png", ".jpg", ".tif")
NUMBER = re.compile(r"\d{8,}")
LOUD = {"OCR_LOG_FORMAT": "json", "OCR_LOG_LEVEL": "DEBUG"}


def words(told: Any) -> Iterator[str]:
    """Every text in a tree."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict | list):
        for part in told.values() if isinstance(told, dict) else told:
            yield from words(part)


def of_papers(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without our own ids, in which long numbers may stand by chance."""
    return [{name: it for name, it in paper.items() if name != "id"} for paper in documents]


def personal(told: Any) -> set[str]:
    """What is said by letters that our own English has not, and long numbers."""
    said = {it for it in words(told) if not it.isascii()}
    return said | {number for it in words(told) for number in NUMBER.findall(it)}


def test_no_person_of_a_sample_stands_in_any_line(tmp_path: Path) -> None:
    files = [(path.name, path.read_bytes()) for path in SAMPLE.iterdir() if path.suffix in PAPERS]
    known = personal(json.loads((SAMPLE / "truth.json").read_text("utf-8")))
    name = max((it for it in known if it.istitle()), key=len)
    with service(tmp_path, **LOUD) as up:
        answer = up.client.post(
            "dossiers",
            data={"dossier_code": name, "metadata": json.dumps({"name": name})},
            files=[("files", (f"{name} {file}", content)) for file, content in files]
            + [("files", (f"{name}.pdf", b"%PDF-1.4 broken"))],
        )
        asked, dossier_id = answer.headers["X-Request-Id"], answer.json()["id"]
        settled = up.settled(dossier_id)
        up.client.get("dossiers", params={"dossier_code": name})
        up.client.get(f"dossiers/{name}")
    known |= personal(of_papers(settled["documents"]))
    assert len(known) > 10
    log = (tmp_path / "up.log").read_text("utf-8")
    assert [it for it in known if it in log] == []
    lines = [json.loads(it) for it in log.splitlines() if not it.startswith("ocr-service: ")]
    assert all({"time", "level", "logger", "message"} <= line.keys() for line in lines)
    traced = [line["message"] for line in lines if line.get("request_id") == asked]
    for step in ("POST /api/v1/dossiers: 202", "open done", "read done", "settle done"):
        assert any(said.startswith(step) for said in traced), step
    done = [line for line in lines if line["message"].startswith("read done")]
    assert {line["dossier_id"] for line in done} == {dossier_id}
    assert len({line["work_id"] for line in done}) == len(files)


def test_what_a_job_stumbles_over_stays_out_of_log_and_queue(
    redis_url: str, house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stumbling:
        def serve(self) -> None:
            raise ValueError("Nguyễn Thị Minh An")

    monkeypatch.setattr(Seat, "digitizer", Stumbling())
    redis = Redis.from_url(redis_url)
    RqBell(redis).ring([Work(new_id(), WorkKind.OPEN, new_id())])
    queue = Queue(QUEUE, connection=redis, serializer=JSONSerializer, job_class=KnownJob)
    (job,) = queue.jobs
    SimpleWorker([queue], connection=redis, serializer=JSONSerializer, job_class=KnownJob).work(
        burst=True
    )
    assert job.get_status(refresh=True) == "failed"
    assert "JobFailed: ValueError" in job.latest_result().exc_string
    assert "Minh An" not in job.latest_result().exc_string
    assert "Minh An" not in "".join(it.getMessage() for it in caplog.records)
