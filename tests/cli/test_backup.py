"""Backup and restore: what is put back is what was there, on any database and any file store."""

import shutil
import threading
from pathlib import Path

import pytest

from ocr_service.wiring.stores import prepare
from tests.bucket_server import BucketServer
from tests.builders import handed_in
from tests.cli.backups import answers, backed_up, everything, key_of, put_back, same_keys
from tests.cli.place import Place
from tests.custody import FIRST_KEY, SECOND_KEY
from tests.fakes import scan_of
from tests.web.client import Client


@pytest.mark.parametrize("target", ["all.tar", "all"])
def test_what_is_put_back_is_what_was_there(full: Place, tmp_path: Path, target: str) -> None:
    key = key_of(full)
    before = full.rows()
    backup = backed_up(full, tmp_path / target)
    other = Place(tmp_path / "other", same_keys(full))
    put_back(other, backup)
    after = other.rows()
    assert after["audit_entries"].pop()[9] == "backup.restored"
    assert after == before
    shown = answers(full, key)
    assert len(shown) > 5
    assert answers(other, key) == shown
    checked = other.run("verify")
    assert checked.exit_code == 0, checked.output


@pytest.mark.slow
def test_a_backup_under_load_goes_into_postgres_and_a_bucket(
    full: Place, tmp_path: Path, postgres_url: str, bucket_server: BucketServer
) -> None:
    key, house, over = key_of(full), full.house(), threading.Event()

    def go_on() -> None:
        number = 0
        while not over.is_set():
            number += 1
            handed_in(house, scan_of(f"sure {number}"))
            house.work_all()

    load = threading.Thread(target=go_on)
    load.start()
    try:
        backup = backed_up(full, tmp_path / "all.tar")
    finally:
        over.set()
        load.join()
    bucket = {
        "OCR_DATABASE_URL": postgres_url,
        "OCR_FILES_URL": "s3://backup/papers",
        "OCR_S3_ENDPOINT": bucket_server.url,
        "OCR_S3_REGION": "us-east-1",
        "OCR_S3_ACCESS_KEY": "key",
        "OCR_S3_SECRET_KEY": "secret",
    }
    other = Place(tmp_path / "other", bucket | same_keys(full))
    prepare(other.all_settings)
    put_back(other, backup)
    checked = other.run("verify")
    assert checked.exit_code == 0, checked.output
    restored = [dossier["id"] for dossier in everything(other, key) if "metadata" in dossier]
    live = {it["id"]: it for it in everything(full, key) if "metadata" in it}
    assert restored
    settled_then = [it for it in everything(other, key) if it["status"] == "accepted"]
    assert settled_then
    assert all(live[it["id"]] == it for it in settled_then)
    again = backed_up(other, tmp_path / "again.tar")
    third = Place(tmp_path / "third", same_keys(full))
    put_back(third, again)
    assert everything(third, key) == everything(other, key)


def test_nothing_is_put_over_what_is_there(full: Place, tmp_path: Path) -> None:
    backup = backed_up(full, tmp_path / "all.tar")
    before = full.rows()
    refused = full.run("restore", backup)
    assert refused.exit_code != 0
    assert "not empty" in str(refused.exception)
    assert full.rows() == before
    taken = full.run("backup", backup)
    assert "is there already" in str(taken.exception)


def test_what_was_erased_since_does_not_come_back(full: Place, tmp_path: Path) -> None:
    key = key_of(full)
    backup = backed_up(full, tmp_path / "old.tar")
    gone, *stay = [it["id"] for it in everything(full, key) if it["status"] == "accepted"] + [
        it["id"] for it in everything(full, key) if it["status"] != "accepted"
    ]
    assert full.run("erase", "--dossier", gone, "--yes").exit_code == 0
    later = backed_up(full, tmp_path / "later")
    for name, words in (
        ("by list", ("--erased", full.folder / "erased.jsonl")),
        ("by a later backup", ("--erased", later / "erased.jsonl")),
    ):
        other = Place(tmp_path / name, same_keys(full))
        put_back(other, backup, *words)
        client = Client(other.house(), key)
        assert client.get(f"/dossiers/{gone}").status_code == 410, name
        assert sorted(it["id"] for it in everything(other, key)) == sorted(stay)
        assert other.run("verify").exit_code == 0
        assert b"sure" not in b"".join(
            it.read_bytes() for it in (other.folder / "files").rglob("*") if it.is_file()
        )
    same_disk = Place(tmp_path / "same disk", same_keys(full))
    shutil.copy(full.folder / "erased.jsonl", same_disk.folder)
    put_back(same_disk, backup)
    assert Client(same_disk.house(), key).get(f"/dossiers/{gone}").status_code == 410


def test_no_key_of_the_house_is_in_a_backup(full: Place, tmp_path: Path) -> None:
    folder = backed_up(full, tmp_path / "all")
    assert folder.stat().st_mode & 0o077 == 0
    assert backed_up(full, tmp_path / "all.tar").stat().st_mode & 0o077 == 0
    for place in folder.rglob("*"):
        assert place.is_dir() or FIRST_KEY.encode() not in place.read_bytes()
    if "OCR_FILES_KEYS" in full.settings:
        other = Place(tmp_path / "other", {"OCR_FILES_KEYS": SECOND_KEY})
        put_back(other, folder)
        lying = b"".join(it.read_bytes() for it in (folder / "files").rglob("*") if it.is_file())
        assert b"sure" not in lying
        assert b"sure" not in b"".join(
            it.read_bytes() for it in (other.folder / "files").rglob("*") if it.is_file()
        )
