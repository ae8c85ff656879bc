"""Backup and restore: what is put back is what was there, on any database and any file store."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import threading
from pathlib import Path
from typing import Any

import pytest

from ocr_service.actions.keys import add_key
from ocr_service.wiring.stores import prepare
from tests.bucket_server import BucketServer
from tests.builders import handed_in
from tests.cli.place import Place
from tests.custody import FIRST_KEY, SECOND_KEY
from tests.fakes import scan_of
from tests.web.client import Client


@pytest.fixture(params=["encrypted", "plain"])
def full(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A house with dossiers of all kinds."""
    keys = {"OCR_FILES_KEYS": FIRST_KEY} if request.param == "encrypted" else {}
    return Place(tmp_path / "full", keys).filled()


def answers(place: Place, key: str) -> list[Any]:
    """All that the API tells of each dossier, with the bytes of each picture."""
    client = Client(place.house(), key)
    told: list[Any] = []
    for dossier in client.get("/dossiers").json["items"]:
        whole = client.get(f"/dossiers/{dossier['id']}").json
        told.append(whole)
        for paper in whole["documents"]:
            pages = [client.get(f"/documents/{paper['id']}/pages/{it}") for it in paper["pages"]]
            told += [client.get(f"/documents/{paper['id']}").json, *[it.data for it in pages]]
    return told


def key_of(place: Place) -> str:
    return add_key("reader", keys=place.house().services.keys)[1]


def same_keys(place: Place) -> dict[str, str]:
    return {name: it for name, it in place.settings.items() if name == "OCR_FILES_KEYS"}


def backed_up(place: Place, target: Path) -> Path:
    made = place.run("backup", target)
    assert made.exit_code == 0, made.output
    return target


def put_back(place: Place, source: Path, *words: object) -> None:
    done = place.run("restore", source, *words)
    assert done.exit_code == 0, done.output


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


def everything(place: Place, key: str) -> list[Any]:
    client, cursor, found = Client(place.house(), key), "", []
    while cursor is not None:
        page = client.get("/dossiers", query_string={"cursor": cursor} if cursor else {}).json
        found += [client.get(f"/dossiers/{it['id']}").json for it in page["items"]]
        cursor = page["next"]
    return found


def test_nothing_is_put_over_what_is_there(full: Place, tmp_path: Path) -> None:
    backup = backed_up(full, tmp_path / "all.tar")
    before = full.rows()
    refused = full.run("restore", backup)
    assert refused.exit_code != 0
    assert "not empty" in str(refused.exception)
    assert full.rows() == before
    taken = full.run("backup", backup)
    assert "is there already" in str(taken.exception)


def is_empty(place: Place) -> bool:
    return not any(place.rows().values())


def changed(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


@pytest.mark.slow
def test_a_damaged_archive_changes_nothing(full: Place, tmp_path: Path) -> None:
    whole = backed_up(full, tmp_path / "all.tar").read_bytes()
    folder = backed_up(full, tmp_path / "folder")
    other = Place(tmp_path / "other", same_keys(full))
    with tarfile.open(tmp_path / "all.tar") as tar:
        contents = [told.offset_data for told in tar if told.size and told.name != "manifest.json"]
    harmed = [changed(whole, at) for at in contents] + [whole[: len(whole) // 2], b"", b"x" * 9999]
    for number, content in enumerate(harmed):
        bad = tmp_path / f"bad{number}.tar"
        bad.write_bytes(content)
        refused = other.run("restore", bad)
        assert refused.exit_code != 0, number
        assert "Archive" in type(refused.exception).__name__, refused.exception
        bad.unlink()
    for place in [it for it in folder.rglob("*") if it.is_file() and it.name != "members.txt"]:
        aside = place.rename(tmp_path / "aside")
        assert "Archive" in type(other.run("restore", folder).exception).__name__, place
        aside.rename(place)
    assert is_empty(other)
    put_back(other, folder)


@pytest.mark.slow
def test_who_is_killed_in_the_middle_begins_again(full: Place, tmp_path: Path) -> None:
    backup = backed_up(full, tmp_path / "all.tar")
    other = Place(tmp_path / "other", same_keys(full))
    prepare(other.all_settings)
    command = [sys.executable, "-m", "ocr_service", "restore", str(backup)]
    restoring = subprocess.Popen(command, env={**os.environ, **other.settings})
    while restoring.poll() is None and not list((other.folder / "files").glob("??/??/*")):
        pass
    restoring.kill()
    restoring.wait()
    if is_empty(other):
        put_back(other, backup)
    assert other.run("verify").exit_code == 0
    assert len(other.rows()["dossiers"]) == 3


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


def test_files_missing_and_damaged_are_named_and_the_rest_is_kept(
    full: Place, tmp_path: Path
) -> None:
    missing, damaged, *_ = full.files()
    missing.unlink()
    damaged.chmod(0o600)
    damaged.write_bytes(b"other bytes")
    made = full.run("backup", tmp_path / "all.tar")
    assert made.exit_code == 1
    assert f"file {missing.name}: missing or damaged" in made.stderr
    assert f"file {damaged.name}: missing or damaged" in made.stderr
    other = Place(tmp_path / "other", same_keys(full))
    put_back(other, tmp_path / "all.tar")
    assert len(other.rows()["dossiers"]) == 3


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


@pytest.mark.slow
def test_a_backup_that_is_killed_is_not_there(full: Place, tmp_path: Path) -> None:
    target = tmp_path / "all"
    command = [sys.executable, "-m", "ocr_service", "backup", str(target)]
    packing = subprocess.Popen(command, env={**os.environ, **full.settings})
    while packing.poll() is None and not list(tmp_path.glob("all.partial/files")):
        pass
    packing.kill()
    packing.wait()
    if target.exists():  # it was quicker than we
        target.rename(tmp_path / "quick")
    backed_up(full, target)
    put_back(Place(tmp_path / "other", same_keys(full)), target)
    assert not list(tmp_path.glob("*.partial"))


def test_a_backup_of_other_tables_is_refused(full: Place, tmp_path: Path) -> None:
    folder = backed_up(full, tmp_path / "all")
    told = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").chmod(0o600)
    (folder / "manifest.json").write_text(json.dumps({**told, "revision": "0001"}))
    refused = Place(tmp_path / "other", same_keys(full)).run("restore", folder)
    assert "version" in str(refused.exception)
