"""Several machines with only PostgreSQL, Redis and a bucket in common share a batch."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from ocr_service.actions.keys import add_key
from ocr_service.config import Settings
from ocr_service.wiring.parts import key_store
from ocr_service.wiring.stores import prepare
from tests.bucket_server import BucketServer
from tests.forks import children
from tests.workers.service import LONG, Service, eventually, paper

pytestmark = pytest.mark.slow
Surroundings = dict[str, str]
PAGES = 3


@pytest.fixture
def shared(postgres_url: str, redis_url: str, bucket_server: BucketServer) -> Surroundings:
    """What all machines know."""
    return {
        "OCR_DATABASE_URL": postgres_url,
        "OCR_REDIS_URL": redis_url,
        "OCR_FILES_URL": "s3://batch/papers",
        "OCR_S3_ENDPOINT": bucket_server.url,
        "OCR_S3_REGION": "us-east-1",
        "OCR_S3_ACCESS_KEY": "key",
        "OCR_S3_SECRET_KEY": "secret",
        "OCR_LEASE_SECONDS": "3",
        "OCR_ENGINE": "tesserocr",
        "OMP_THREAD_LIMIT": "1",
    }


@contextmanager
def machine(folder: Path, shared: Surroundings, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    """One process on a machine of its own: a data folder that nobody else has."""
    folder.mkdir()
    surroundings = {**os.environ, **shared, "OCR_DATA_DIR": str(folder)}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "ocr_service", *command],
            env=surroundings,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


@pytest.fixture
def front(tmp_path: Path, shared: Surroundings) -> Iterator[Service]:
    """The front door, and a reconciler, each on its machine."""
    settings = Settings.from_environment({**shared, "OCR_DATA_DIR": str(tmp_path)})
    prepare(settings)
    headers = {"Authorization": f"Bearer {add_key('test', keys=key_store(settings))[1]}"}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}/api/v1/"
    with (
        machine(tmp_path / "web", shared, "web", "--port", str(port)) as web,
        machine(tmp_path / "reconcile", shared, "reconcile", "--every", "0.5"),
        httpx.Client(base_url=url, headers=headers, timeout=60) as client,
    ):
        eventually(lambda: answers(port), 60)
        yield Service(client, web.pid, tmp_path)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_machine_cut_off_in_the_middle_loses_nothing(
    tmp_path: Path, shared: Surroundings, front: Service, bucket_server: BucketServer
) -> None:
    with ExitStack() as machines:
        cut_off, _ = (
            machines.enter_context(machine(tmp_path / name, shared, "worker"))
            for name in ("one", "two")
        )
        scan = paper(*["Đơn"] * PAGES, more=LONG)
        batch = [front.post((f"{number}.tif", scan)) for number in range(4)]
        eventually(lambda: children(cut_off.pid), 60)
        os.killpg(cut_off.pid, signal.SIGKILL)
        settled = [front.settled(dossier_id) for dossier_id in batch]
    assert [len(it["pages"]) for it in settled] == [PAGES] * len(batch)
    assert {file["status"] for it in settled for file in it["files"]} == {"read"}
    picture = settled[0]["documents"][0]["id"]
    assert front.client.get(f"documents/{picture}/pages/1").status_code == 200
    assert (tmp_path / "two" / "cache").is_dir()
    assert not (tmp_path / "two" / "files").exists()
    told = front.client.get(front.client.base_url.join("/metrics")).text
    assert f"ocr_pages_read {PAGES * len(batch)}.0" in told
    assert 'ocr_part_up{part="queue"} 1.0' in told
