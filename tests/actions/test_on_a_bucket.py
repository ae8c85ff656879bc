"""The whole way of a dossier where files lie in a bucket that comes and goes."""

from pathlib import Path

import pytest

from ocr_service.actions.erase import erase
from ocr_service.domain.dossier import Status
from ocr_service.domain.erasure import Erased
from ocr_service.domain.errors import Unavailable
from ocr_service.storage.bucket import Address, Bucket
from ocr_service.storage.file_cache import Bound, FileCache
from ocr_service.storage.s3_files import S3Files
from tests.bucket_server import BucketServer
from tests.builders import handed_in
from tests.fakes import House, scan_of
from tests.works import make_due, waiting


@pytest.fixture
def address(bucket_server: BucketServer) -> Address:
    return bucket_server.address()


@pytest.fixture
def machines(tmp_path: Path, database_url: str, address: Address) -> tuple[House, House]:
    """Two with only the database and the bucket in common."""

    def machine(name: str) -> House:
        folder = tmp_path / name
        folder.mkdir()
        cache = FileCache(folder / "cache", Bound(2**20))
        return House.in_folder(folder, database_url, S3Files(Bucket(address), cache))

    return machine("front"), machine("back")


def test_one_machine_receives_and_another_reads(machines: tuple[House, House]) -> None:
    front, back = machines
    dossier = handed_in(front, scan_of("sure", "sure too"))
    (opening,) = front.bell.rung
    back.worker("back").do(opening.id)
    back.work_all("back")
    settled = front.services.dossiers.get(dossier.id)
    assert settled.status is Status.ACCEPTED
    pictures = [front.services.dossiers.picture(dossier.id, number) for number in (1, 2)]
    assert all(front.services.files.path(picture).is_file() for picture in pictures)


def test_nothing_is_received_while_the_bucket_is_gone(
    machines: tuple[House, House], bucket_server: BucketServer
) -> None:
    front, _ = machines
    bucket_server.refuses = True
    with pytest.raises(Unavailable):
        handed_in(front, scan_of("x"))
    assert front.bell.rung == []
    assert waiting(front) == []


def test_a_bucket_that_is_gone_is_no_attempt(
    machines: tuple[House, House], bucket_server: BucketServer
) -> None:
    front, back = machines
    dossier = handed_in(front, scan_of("sure"))
    (opening,) = front.bell.rung
    bucket_server.refuses = True
    for _ in range(5):
        back.worker("back").do(opening.id)
        assert waiting(back) == [opening.id]
        make_due(back, opening.id)
    bucket_server.refuses = False
    back.worker("back").do(opening.id)
    back.work_all("back")
    assert front.services.dossiers.status(dossier.id) is Status.ACCEPTED


def test_what_is_erased_is_gone_from_bucket_and_cache(
    machines: tuple[House, House], tmp_path: Path
) -> None:
    front, back = machines
    dossier = handed_in(front, scan_of("sure"))
    other = handed_in(front, scan_of("sure", "other"))
    front.work_all()
    assert len(list(back.services.custody.shelf.names())) == 4
    assert erase(dossier.id, custody=front.services.custody).files_left == 0
    assert len(list(back.services.custody.shelf.names())) == 3  # both have the picture of "sure"
    assert len(list((tmp_path / "front" / "cache").glob("??/??/*"))) == 3
    erase(other.id, custody=back.services.custody)
    assert list(front.services.custody.shelf.names()) == []


def test_a_bucket_that_is_gone_keeps_what_is_doomed(
    machines: tuple[House, House], bucket_server: BucketServer
) -> None:
    front, _ = machines
    dossier = handed_in(front, scan_of("sure"))
    front.work_all()
    bucket_server.refuses = True
    assert erase(dossier.id, custody=front.services.custody).files_left == 2
    with pytest.raises(Erased):
        front.services.dossiers.get(dossier.id)
    bucket_server.refuses = False
    assert front.services.custody.bury() == 0
    assert list(front.services.custody.shelf.names()) == []
