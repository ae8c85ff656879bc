"""Every file store that we promise to keep files in, one after the other."""

from pathlib import Path

import pytest

from ocr_service.storage import FileStore
from ocr_service.storage.bucket import Bucket
from ocr_service.storage.database import Database
from ocr_service.storage.encrypted_files import EncryptedFiles
from ocr_service.storage.file_cache import Bound, FileCache
from ocr_service.storage.local_files import LocalFiles
from ocr_service.storage.master_keys import MasterKeys
from ocr_service.storage.migrate import migrate
from ocr_service.storage.s3_files import S3Files
from ocr_service.storage.shelf import Shelf
from ocr_service.storage.sql_file_keys import SqlFileKeys
from tests.bucket_server import BucketServer
from tests.custody import FIRST_KEY

SHELVES = ("local", "s3")


def shelf_named(name: str, request: pytest.FixtureRequest, folder: Path) -> Shelf:
    if name == "local":
        return LocalFiles(folder / "files")
    server: BucketServer = request.getfixturevalue("bucket_server")
    cache = FileCache(folder / "cache", Bound(2**20))
    return S3Files(Bucket(server.address()), cache)


@pytest.fixture(params=SHELVES)
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Shelf:
    return shelf_named(request.param, request, tmp_path)


@pytest.fixture
def file_keys(tmp_path: Path) -> SqlFileKeys:
    database = Database(f"sqlite:///{tmp_path / 'keys.sqlite'}")
    migrate(database)
    return SqlFileKeys(database)


@pytest.fixture(params=[*SHELVES, *(f"encrypted {name}" for name in SHELVES)])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    encrypted, _, name = request.param.rpartition("encrypted ")
    shelf = shelf_named(name, request, tmp_path)
    if not encrypted:
        return shelf
    keys: SqlFileKeys = request.getfixturevalue("file_keys")
    copies = FileCache(tmp_path / "opened", Bound(2**20))
    return EncryptedFiles(shelf, MasterKeys([FIRST_KEY]), keys, copies)
