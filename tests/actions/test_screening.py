"""What the virus scanner finds is not opened; without its word nothing is, and nothing is lost."""

from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from ocr_service.actions.digitize import Digitizer
from ocr_service.actions.read_file import read_file
from ocr_service.config import Settings
from ocr_service.domain.dossier import ScanState, Status
from ocr_service.domain.errors import Unavailable
from ocr_service.reading.screened import CHUNK, Clamd, Screened
from ocr_service.schema.catalogue import load
from tests.builders import handed_in
from tests.clamd import EICAR, clamd
from tests.clamd import Clamd as FakeClamd
from tests.conftest import SCHEMAS
from tests.fake_reader import FakeReader
from tests.fakes import House, scan_of
from tests.works import make_due, waiting


def screening(house: House, address: str) -> Digitizer:
    return replace(house.worker(), reader=Screened(house.reader, Clamd(address)))


def work_all(house: House, worker: Digitizer) -> None:
    for work in house.bell.rung:  # more is rung for meanwhile
        worker.do(work.id)


def test_an_infected_file_is_not_opened_and_its_neighbour_is_read(
    house: House, short_folder: Path
) -> None:
    dossier = handed_in(house, scan_of("x") + EICAR, scan_of("sure " + "x" * 3 * CHUNK))
    with clamd(short_folder) as address:
        work_all(house, screening(house, address))
    settled = house.services.dossiers.get(dossier.id)
    bad, good = settled.scans
    assert bad.complaint
    assert bad.complaint.code == "infected"
    assert "Eicar-Test-Signature" in bad.complaint.message
    assert good.state is ScanState.READ
    assert len(house.reader.read_texts) == 1
    assert settled.status is Status.NEEDS_REVIEW


def test_while_the_scanner_is_away_files_wait_and_no_try_is_counted(
    house: House, short_folder: Path
) -> None:
    dossier = handed_in(house, scan_of("sure"))
    address = f"unix://{short_folder / 'clamd.sock'}"
    worker, (opening,) = screening(house, address), house.bell.rung
    worker.do(opening.id)
    for _ in range(5):
        assert waiting(house) == [opening.id]
        make_due(house, opening.id)
        worker.do(opening.id)
    assert house.services.dossiers.status(dossier.id) is Status.READING
    assert house.reader.read_texts == []
    with clamd(short_folder):
        make_due(house, opening.id)
        work_all(house, worker)
    assert house.services.dossiers.status(dossier.id) is Status.ACCEPTED


def test_a_file_too_large_for_the_scanner_is_not_opened(house: House, short_folder: Path) -> None:
    dossier = handed_in(house, scan_of("x" * 2 * FakeClamd.longest))
    with clamd(short_folder) as address:
        work_all(house, screening(house, address))
    (scan,) = house.services.dossiers.get(dossier.id).scans
    assert scan.complaint
    assert scan.complaint.code == "not_screened"


def test_here_and_now_too(tmp_path: Path, short_folder: Path) -> None:
    for name, content in (("bad.pdf", EICAR), ("good.pdf", b"")):
        (tmp_path / name).write_bytes(scan_of("x") + content)
    catalogue = load(SCHEMAS)
    reader = Screened(FakeReader(), Clamd(f"unix://{short_folder}/clamd.sock"))
    away = read_file(tmp_path / "good.pdf", reader=reader, catalogue=catalogue)
    assert away.complaint
    assert away.complaint.code == "unavailable"
    with clamd(short_folder):
        bad, good = (
            read_file(tmp_path / name, reader=reader, catalogue=catalogue)
            for name in ("bad.pdf", "good.pdf")
        )
    assert bad.complaint
    assert bad.complaint.code == "infected"
    assert good.complaint is None


def test_the_scanner_is_asked_whether_it_is_there(short_folder: Path) -> None:
    with clamd(short_folder) as address:
        Clamd(address).ping()
    for nobody in (address, "tcp://127.0.0.1:1", "tcp://[::1]:1"):
        with pytest.raises(Unavailable):
            Clamd(nobody).ping()


@pytest.mark.parametrize("address", ["clamd:3310", "unix://", "tcp://clamd", "http://clamd:3310"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ValidationError, match="clamd"):
        Settings.from_environment({"OCR_CLAMD": address})
