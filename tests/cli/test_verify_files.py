"""`verify` reads every file: what is damaged or missing is a fault, what is nobody's is told."""

from pathlib import Path

import pytest

from tests.bucket_server import BucketServer
from tests.cli.place import Place
from tests.custody import FIRST_KEY


@pytest.fixture(params=["encrypted", "plain"])
def full(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    keys = {"OCR_FILES_KEYS": FIRST_KEY} if request.param == "encrypted" else {}
    return Place(tmp_path / "full", keys).filled()


def test_what_is_whole_is_whole(full: Place) -> None:
    checked = full.run("verify", "--jobs", "3")
    assert checked.exit_code == 0, checked.output
    assert len(checked.stdout.splitlines()) == 1
    assert f"files: {len(full.files())} named by rows, 0 faults; 0 more" in checked.stderr


def test_no_key_is_needed_to_tell(full: Place) -> None:
    assert full.run("verify", OCR_FILES_KEYS="").exit_code == 0


def test_each_fault_has_its_line(full: Place) -> None:
    missing, damaged, *_ = full.files()
    missing.unlink()
    damaged.chmod(0o600)
    damaged.write_bytes(b"other bytes")
    checked = full.run("verify")
    assert checked.exit_code == 1
    *faults, _ = checked.stdout.splitlines()
    assert sorted(fault.rpartition(": ")[2] for fault in faults) == ["damaged", "missing"]
    assert all(fault.startswith("file ") for fault in faults)
    assert full.run("verify", "--no-files").exit_code == 0


def test_files_of_nobody_are_told_and_no_fault(full: Place) -> None:
    full.house().services.files.put(b"nobody's")
    checked = full.run("verify")
    assert checked.exit_code == 0
    assert "0 faults; 1 more that no row names" in checked.stderr


def test_files_in_a_bucket_are_read_there(bucket_server: BucketServer, tmp_path: Path) -> None:
    bucket = {
        "OCR_FILES_URL": "s3://checked/papers",
        "OCR_S3_ENDPOINT": bucket_server.url,
        "OCR_S3_REGION": "us-east-1",
        "OCR_S3_ACCESS_KEY": "key",
        "OCR_S3_SECRET_KEY": "secret",
    }
    place = Place(tmp_path / "full", bucket).filled()
    shelf = place.house().services.custody.shelf
    checked = place.run("verify")
    assert checked.exit_code == 0, checked.output
    assert f"files: {len(list(shelf.names()))} named by rows" in checked.stderr
    shelf.remove(next(iter(shelf.names())))
    assert place.run("verify").exit_code == 1
