"""`migrate` prepares the stores that all machines share; `ready` tells whether they answer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bucket_server import BucketServer

pytestmark = pytest.mark.slow
Surroundings = dict[str, str]


@pytest.fixture
def surroundings(
    tmp_path: Path, postgres_url: str, redis_url: str, bucket_server: BucketServer
) -> Surroundings:
    return {
        **os.environ,
        "OCR_DATA_DIR": str(tmp_path),
        "OCR_DATABASE_URL": postgres_url,
        "OCR_REDIS_URL": redis_url,
        "OCR_FILES_URL": "s3://fresh/papers",
        "OCR_S3_ENDPOINT": bucket_server.url,
        "OCR_S3_REGION": "us-east-1",
        "OCR_S3_ACCESS_KEY": "key",
        "OCR_S3_SECRET_KEY": "secret",
    }


def run(command: str, surroundings: Surroundings) -> subprocess.CompletedProcess[str]:
    called = [sys.executable, "-m", "ocr_service", command]
    return subprocess.run(called, env=surroundings, capture_output=True, text=True, timeout=60)


def test_all_is_ready_once_it_was_prepared(
    surroundings: Surroundings, bucket_server: BucketServer
) -> None:
    before = run("ready", surroundings)
    assert before.returncode == 1
    assert "files: unavailable" in before.stdout
    for _ in range(2):
        assert run("migrate", surroundings).returncode == 0
    after = run("ready", surroundings)
    assert after.stdout.splitlines() == ["database: ok", "files: ok", "queue: ok"]
    assert after.returncode == 0
    bucket_server.refuses = True
    gone = run("migrate", surroundings)
    assert gone.returncode == 1
    assert "Traceback" not in gone.stderr


def test_a_database_that_is_gone_is_told_in_one_line(surroundings: Surroundings) -> None:
    gone = {**surroundings, "OCR_DATABASE_URL": "postgresql+psycopg://ocr:hidden@127.0.0.1:9/ocr"}
    ended = run("ready", gone)
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert "hidden" not in ended.stderr
