"""Dossiers read and erased, and what lies on the shelf afterwards."""

from pathlib import Path

from ocr_service.actions.erase import erase
from ocr_service.storage.database import Database
from ocr_service.storage.encrypted_files import EncryptedFiles
from ocr_service.storage.file_cache import Bound, FileCache
from ocr_service.storage.local_files import LocalFiles
from ocr_service.storage.master_keys import MasterKeys
from ocr_service.storage.migrate import migrate
from ocr_service.storage.sql_file_keys import SqlFileKeys
from tests.builders import handed_in
from tests.custody import FIRST_KEY
from tests.fakes import House


def read(house: House, *contents: bytes) -> str:
    dossier = handed_in(house, *contents)
    house.work_all()
    return dossier.id


def gone(house: House, dossier_id: str, reason: str = "") -> int:
    return erase(dossier_id, reason, custody=house.services.custody).files_left


def names(house: House) -> list[str]:
    return list(house.services.custody.shelf.names())


def house_with(files_kind: str, folder: Path, url: str) -> House:
    """``files_kind``: plain or encrypted."""
    if files_kind == "plain":
        return House.in_folder(folder, url)
    database = Database(url)
    migrate(database)
    copies = FileCache(folder / "opened", Bound(2**20))
    shelf, keys = LocalFiles(folder / "files"), SqlFileKeys(database)
    files = EncryptedFiles(shelf, MasterKeys([FIRST_KEY]), keys, copies)
    return House.in_folder(folder, url, files)
