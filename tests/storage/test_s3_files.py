"""What was kept lies in the bucket, verified; the local cache may lose or damage any of it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ocr_service.config import Settings
from ocr_service.domain.errors import NotFound, Unavailable
from ocr_service.storage.bucket import Address, Bucket
from ocr_service.storage.file_cache import Bound, FileCache
from ocr_service.storage.local_files import key_of
from ocr_service.storage.s3_files import S3Files
from ocr_service.wiring.stores import file_store
from tests.bucket_server import BucketServer

NOW_AND_ALWAYS = {"grace": 0.0, "looks_every": 0.0}
KB = b"x" * 1000


@pytest.fixture
def address(bucket_server: BucketServer) -> Address:
    return bucket_server.address()


Machine = Callable[..., S3Files]


@pytest.fixture
def machine(address: Address, tmp_path: Path) -> Machine:
    """A store as one of several machines sees it, each with a cache of its own."""

    def on(name: str, most_bytes: int = 2**20, **bound: float) -> S3Files:
        return S3Files(Bucket(address), FileCache(tmp_path / name, Bound(most_bytes, **bound)))

    return on


def cached(folder: Path) -> list[Path]:
    return sorted(folder.glob("??/??/*"))


def test_what_one_machine_keeps_another_finds(machine: Machine) -> None:
    stored = machine("one").put(b"paper")
    assert machine("two").path(stored.sha256).read_bytes() == b"paper"


def test_the_same_content_is_sent_once(machine: Machine, bucket_server: BucketServer) -> None:
    machine("one").put(b"paper")
    machine("two").put(b"paper")
    assert bucket_server.puts == 1


def test_nothing_is_kept_before_the_bucket_has_it(
    machine: Machine, bucket_server: BucketServer
) -> None:
    files = machine("one")
    draft = files.draft()
    draft.write(b"paper")
    bucket_server.refuses = True
    with pytest.raises(Unavailable):
        draft.keep()
    with pytest.raises(Unavailable):
        machine("two").path(draft.sha256)
    with pytest.raises(Unavailable):
        files.free_bytes()
    bucket_server.refuses = False
    assert files.put(b"paper").sha256 == draft.sha256
    assert machine("two").path(draft.sha256).read_bytes() == b"paper"


@pytest.mark.parametrize("silent", [False, True])
def test_what_arrived_changed_is_not_kept(
    machine: Machine, bucket_server: BucketServer, silent: bool
) -> None:
    bucket_server.silent = silent
    bucket_server.garbles = True
    with pytest.raises(Unavailable):
        machine("one").put(b"paper")
    bucket_server.garbles = False
    stored = machine("one").put(b"paper")
    assert machine("two").path(stored.sha256).read_bytes() == b"paper"


def test_a_damaged_object_is_not_handed_out(
    machine: Machine, address: Address, tmp_path: Path
) -> None:
    stored = machine("one").put(b"paper")
    key = f"{address.prefix}/{key_of(stored.sha256)}"
    Bucket(address)._client.put_object(Bucket=address.bucket, Key=key, Body=b"forged")
    with pytest.raises(NotFound):
        machine("two").path(stored.sha256)
    assert not cached(tmp_path / "two")


def test_a_damaged_copy_is_fetched_again(machine: Machine, tmp_path: Path) -> None:
    files = machine("one")
    stored = files.put(b"paper")
    (copy,) = cached(tmp_path / "one")
    copy.chmod(0o600)
    copy.write_bytes(b"p#per")
    assert files.path(stored.sha256).read_bytes() == b"paper"


def test_a_damaged_copy_is_not_what_is_sent(
    machine: Machine, bucket_server: BucketServer, tmp_path: Path
) -> None:
    files = machine("one")
    bucket_server.refuses = True
    with pytest.raises(Unavailable):
        files.put(b"paper")
    (copy,) = cached(tmp_path / "one")
    copy.chmod(0o600)
    copy.write_bytes(b"p#per")
    bucket_server.refuses = False
    stored = files.put(b"paper")
    assert machine("two").path(stored.sha256).read_bytes() == b"paper"


def test_the_cache_drops_what_was_not_used_for_longest(machine: Machine, tmp_path: Path) -> None:
    files = machine("one", most_bytes=2500, **NOW_AND_ALWAYS)
    first, second = files.put(b"1" + KB), files.put(b"2" + KB)
    for age, stored in ((20, first), (40, second)):
        place = tmp_path / "one" / key_of(stored.sha256)
        os.utime(place, (place.stat().st_mtime - age,) * 2)
    third = files.put(b"3" + KB)
    assert {place.name for place in cached(tmp_path / "one")} == {first.sha256, third.sha256}
    assert files.path(second.sha256).read_bytes() == b"2" + KB


def test_what_may_still_be_read_stays(machine: Machine) -> None:
    files = machine("one", most_bytes=0, grace=60.0, looks_every=0.0)
    paths = [files.path(files.put(bytes([number])).sha256) for number in range(5)]
    assert all(path.exists() for path in paths)


def test_no_bucket_is_an_outage(bucket_server: BucketServer, tmp_path: Path) -> None:
    address = Address("nowhere", "", bucket_server.url, "us-east-1", "key", "secret")
    files = S3Files(Bucket(address), FileCache(tmp_path, Bound(1)))
    with pytest.raises(Unavailable):
        files.free_bytes()
    with pytest.raises(Unavailable):
        files.put(b"paper")


def test_a_store_that_is_gone_is_an_outage(tmp_path: Path) -> None:
    address = Address("papers", "", "http://127.0.0.1:9", "us-east-1", "key", "secret")
    files = S3Files(Bucket(address), FileCache(tmp_path, Bound(1)))
    for act in (files.free_bytes, lambda: files.put(b"paper"), lambda: files.path("0" * 64)):
        with pytest.raises(Unavailable):
            act()


def test_a_child_speaks_on_a_connection_of_its_own(machine: Machine) -> None:
    files = machine("one")
    stored = files.put(b"paper")
    child = os.fork()
    if child == 0:
        try:
            files.put(b"from the child")
            os._exit(files.path(stored.sha256).read_bytes() != b"paper")
        finally:
            os._exit(1)
    assert files.put(b"from the parent")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.parametrize("by", ["our settings", "AWS variables"])
def test_settings_name_the_bucket(
    bucket_server: BucketServer, tmp_path: Path, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = bucket_server.address().bucket
    given = {"OCR_DATA_DIR": str(tmp_path), "OCR_FILES_URL": f"s3://{bucket}/some/prefix/"}
    if by == "our settings":
        (tmp_path / "secret").write_text("secret\n")
        given |= {
            "OCR_S3_ENDPOINT": bucket_server.url,
            "OCR_S3_REGION": "us-east-1",
            "OCR_S3_ACCESS_KEY": "key",
            "OCR_S3_SECRET_KEY_FILE": str(tmp_path / "secret"),
        }
    else:
        monkeypatch.setenv("AWS_ENDPOINT_URL", bucket_server.url)
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    settings = Settings.from_environment(given)
    assert "secret" not in settings.shown()["OCR_S3_SECRET_KEY"]
    stored = file_store(settings).put(b"paper")
    other = Address(bucket, "some/prefix", bucket_server.url, "us-east-1", "key", "secret")
    assert Bucket(other).holds(key_of(stored.sha256), stored)
