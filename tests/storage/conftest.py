"""Every file store that we promise to keep files in, one after the other."""

from pathlib import Path

import pytest

from ocr_service.storage import FileStore
from ocr_service.storage.bucket import Bucket
from ocr_service.storage.file_cache import Bound, FileCache
from ocr_service.storage.local_files import LocalFiles
from ocr_service.storage.s3_files import S3Files
from tests.bucket_server import BucketServer


@pytest.fixture(params=["local", "s3"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    if request.param == "local":
        return LocalFiles(tmp_path / "files")
    server: BucketServer = request.getfixturevalue("bucket_server")
    cache = FileCache(tmp_path / "cache", Bound(2**20))
    return S3Files(Bucket(server.address()), cache)
