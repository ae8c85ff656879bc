"""Damaged archives, killed processes, missing files: nothing half done is taken for whole."""

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from ocr_service.wiring.stores import prepare
from tests.cli.backups import backed_up, is_empty, put_back, same_keys
from tests.cli.place import Place


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
