"""Keys are changed while all goes on; then the old one opens nothing and is needed for nothing."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from ocr_service.actions.reconcile import reconcile
from ocr_service.domain.dossier import Status
from ocr_service.domain.ids import utc_now
from tests.builders import handed_in
from tests.cli.place import Place
from tests.custody import FIRST_KEY, SECOND_KEY
from tests.fakes import scan_of

BOTH = f"{SECOND_KEY},{FIRST_KEY}"


def contents(place: Place) -> list[bytes]:
    """Every file of every dossier, as readers see it."""
    house = place.house()
    found = []
    for name, rows in place.rows().items():
        hashes = [row[4] for row in rows] if name == "scans" else []
        hashes = [row[2] for row in rows if row[2]] if name == "pages" else hashes
        found += [house.services.files.path(sha256).read_bytes() for sha256 in hashes]
    return found


def with_keys(place: Place, keys: str, name: str) -> Place:
    """The same house, as a process with other keys sees it, and with no copies."""
    return Place(place.folder, {"OCR_FILES_KEYS": keys, "OCR_OPENED_DIR": str(place.folder / name)})


def test_after_a_rotation_the_old_key_can_go(tmp_path: Path) -> None:
    first = Place(tmp_path, {"OCR_FILES_KEYS": FIRST_KEY}).filled()
    before, lying = contents(first), [it.read_bytes() for it in first.files()]
    done = first.run("rotate-keys", OCR_FILES_KEYS=BOTH)
    assert done.exit_code == 0, done.output
    assert f"{len(lying)} keys wrapped anew, 0 files encrypted" in done.output
    assert [it.read_bytes() for it in first.files()] == lying  # no content was touched
    assert contents(with_keys(first, SECOND_KEY, "second")) == before
    with pytest.raises(Exception, match="not in OCR_FILES_KEYS"):
        contents(with_keys(first, FIRST_KEY, "first"))
    again = first.run("rotate-keys", OCR_FILES_KEYS=SECOND_KEY)
    assert "0 keys wrapped anew" in again.output
    assert again.output.count("key ") == 1


def test_files_kept_in_the_clear_are_encrypted(tmp_path: Path) -> None:
    plain = Place(tmp_path).filled()
    before, count = contents(plain), len(plain.files())
    reader = plain.house().services.files.path(plain.rows()["scans"][0][4])
    done = plain.run("rotate-keys", OCR_FILES_KEYS=FIRST_KEY)
    assert done.exit_code == 0, done.output
    assert f"{count} files encrypted" in done.output
    encrypted = with_keys(plain, FIRST_KEY, "opened")
    assert contents(encrypted) == before
    assert reader.exists()  # for whoever was just told where it lies
    custody = encrypted.house().services.custody
    custody.bury(utc_now() + timedelta(hours=1))
    assert not reader.exists()
    assert len(plain.files()) == count
    assert not any(b"sure" in it.read_bytes() for it in plain.files())
    assert contents(encrypted) == before
    assert encrypted.run("verify").exit_code == 0


def test_a_rotation_while_dossiers_come_in(tmp_path: Path) -> None:
    first = Place(tmp_path, {"OCR_FILES_KEYS": FIRST_KEY}).filled()
    house, over, ids = with_keys(first, BOTH, "opened").house(), threading.Event(), list[str]()

    def go_on() -> None:
        while not over.is_set():
            ids.append(handed_in(house, scan_of(f"sure {len(ids)}")).id)
            house.work_all()

    load = threading.Thread(target=go_on)
    load.start()
    try:
        done = first.run("rotate-keys", OCR_FILES_KEYS=BOTH)
    finally:
        over.set()
        load.join()
    assert done.exit_code == 0, done.output
    reconcile(3, works=house.services.work, bell=house.bell)  # for the one that nobody rang for
    house.work_all()
    assert ids
    assert {house.services.dossiers.status(it) for it in ids} == {Status.ACCEPTED}
    assert len(contents(with_keys(first, SECOND_KEY, "second"))) > 2 * len(ids)


def test_a_key_that_is_missing_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    first = Place(tmp_path, {"OCR_FILES_KEYS": FIRST_KEY}).filled()
    with_keys(first, SECOND_KEY, "second").filled()
    third = "dGhlIHRoaXJkIGtleSBmb3IgdGVzdHMsIDMyIGJ5dGU="
    done = first.run("rotate-keys", OCR_FILES_KEYS=f"{third},{SECOND_KEY}")
    assert done.exit_code == 1
    assert "its key is not in OCR_FILES_KEYS" in done.stderr
    assert first.run("rotate-keys", OCR_FILES_KEYS=f"{third},{FIRST_KEY}").exit_code == 0


def test_without_a_key_nothing_is_rotated(tmp_path: Path) -> None:
    refused = Place(tmp_path).run("rotate-keys")
    assert refused.exit_code == 1
    assert "openssl rand" in str(refused.exception)
