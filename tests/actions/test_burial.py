"""Doomed files go, wherever they lie and whatever went wrong; those handed in anew are here."""

from datetime import timedelta
from pathlib import Path

import pytest

from ocr_service.actions.erase import erase
from ocr_service.actions.receive import Order, keep_all, receive
from ocr_service.actions.rotate import encrypt_all
from ocr_service.domain.errors import Unavailable
from ocr_service.domain.ids import utc_now
from ocr_service.storage.database import Database
from ocr_service.storage.encrypted_files import EncryptedFiles
from ocr_service.storage.file_cache import Bound, FileCache
from ocr_service.storage.local_files import LocalFiles
from ocr_service.storage.master_keys import MasterKeys
from ocr_service.storage.sql_file_keys import SqlFileKeys
from ocr_service.storage.sql_inventory import SqlInventory
from tests.builders import arrival, handed_in
from tests.custody import FIRST_KEY
from tests.fakes import House, scan_of

CONTENT = scan_of("sure NGUYEN-AN")
LATER = utc_now() + timedelta(days=3)


def sealed(tmp_path: Path, url: str) -> EncryptedFiles:
    """The files of a house that was given a key after it had kept some in the clear."""
    copies = FileCache(tmp_path / "opened", Bound(2**20))
    shelf, keys = LocalFiles(tmp_path / "files"), SqlFileKeys(Database(url))
    return EncryptedFiles(shelf, MasterKeys([FIRST_KEY]), keys, copies)


@pytest.mark.parametrize("rotated", [True, False])
def test_a_copy_from_before_there_was_a_key_goes_too(
    tmp_path: Path, database_url: str, rotated: bool
) -> None:
    before = handed_in(plain := House.in_folder(tmp_path, database_url), CONTENT)
    plain.work_all()
    files = sealed(tmp_path, database_url)
    house = House.in_folder(tmp_path, database_url, files)
    again = handed_in(house, CONTENT)
    house.work_all()
    custody, inventory = house.services.custody, SqlInventory(Database(database_url))
    if rotated:
        encrypt_all(shelf=files.shelf, files=files, inventory=inventory, doomed=custody.doomed)
        custody.bury(LATER)
        kept = [files.shelf.path(name).read_bytes() for name in files.shelf.names()]
        assert len(kept) == 2
        assert not any(b"NGUYEN" in content for content in kept)
    for dossier in (before, again):
        erase(dossier.id, custody=custody)
    custody.bury(LATER)
    assert list(files.shelf.names()) == []


def test_a_file_that_went_though_its_burial_failed_is_not_believed_to_be_here(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = handed_in(house, CONTENT)
    house.work_all()
    custody, parts = house.services.custody, house.services
    remove = custody.shelf.remove

    def slow(name: str) -> None:
        remove(name)
        raise Unavailable("the store did not answer in time")

    monkeypatch.setattr(custody.shelf, "remove", slow)
    new = arrival(house, CONTENT)
    keep_all([new], None)  # it is there already, so nothing is written
    erase(first.id, custody=custody)
    with pytest.raises(Unavailable):
        receive([new], Order(utc_now()), dossiers=parts.dossiers, bell=parts.bell)
    again = handed_in(house, CONTENT)
    assert parts.files.path(again.scans[0].sha256).read_bytes() == CONTENT


def test_nothing_is_left_in_the_database_s_own_files(tmp_path: Path) -> None:
    house = House.in_folder(tmp_path)
    dossier = handed_in(house, CONTENT)
    house.work_all()

    def told() -> list[str]:
        return [it.name for it in tmp_path.glob("house.sqlite*") if b"NGUYEN-AN" in it.read_bytes()]

    assert told()
    erase(dossier.id, custody=house.services.custody)
    assert told() == []


@pytest.mark.parametrize(
    ("filename", "code", "metadata", "text"),
    [
        ("079300001234.pdf", "", {}, "x"),
        ("cccd 0793-0000-1234.pdf", "", {}, "x"),
        ("a.pdf", "H42-079300001234", {}, "x"),
        ("a.pdf", "", {"số": "0793 0000 1234"}, "x"),
        ("a.pdf", "", {"079300001234": "người nộp"}, "x"),
        ("a.pdf", "", {}, "số 079300001234 đây"),
    ],
)
def test_a_persons_number_is_found_wherever_it_stands(
    house: House, filename: str, code: str, metadata: dict[str, object], text: str
) -> None:
    order = Order(utc_now(), dossier_code=code, metadata=metadata)
    came = [arrival(house, scan_of(text), filename)]
    parts = house.services
    dossier = receive(came, order, dossiers=parts.dossiers, bell=parts.bell)
    for near in ("079300001234 5678 x", "0079300001234", "079300001235"):
        handed_in(house, scan_of(near.replace(" ", "")))
    house.work_all()
    found = parts.custody.erasures.holding("079300001234")
    assert [it.id for it, _ in found] == [dossier.id]
