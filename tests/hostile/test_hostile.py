"""Whatever is sent is read or refused with a code; no reader goes over its limits, none stays."""

import logging
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

import pytest

from ocr_service.actions.digitize import Digitizer, Reader
from ocr_service.actions.receive import Order, receive
from ocr_service.config import Settings
from ocr_service.domain.dossier import Dossier, Scan, ScanState
from ocr_service.domain.ids import utc_now
from ocr_service.domain.page import Line
from ocr_service.reading.engines import Engine
from ocr_service.reading.image import Image
from ocr_service.reading.sealed.caps import MEGABYTE
from ocr_service.reading.sealed.reader import Sealed
from ocr_service.wiring.workplace import Eyes, caps_of, limits_of, reader
from tests.builders import arrival
from tests.fakes import House
from tests.forks import forks
from tests.hostile.guises import brought_along, guises
from tests.hostile.odd import Odd, cut_short, plain, with_bits_turned, with_holes
from tests.hostile.pdfs import actions, depths, locked, loops, noises, sizes, swollen
from tests.hostile.pictures import odd_jpegs, odd_pngs, odd_tiffs
from tests.works import make_due, waiting

CODES = {
    "damaged_file", "empty_file", "encrypted_pdf", "quarantined", "too_many_pages",
    "too_many_pixels", "unsupported_type",
}  # fmt: skip
CHILD_LOG = "ocr_service.reading.sealed.child"
SLACK = 64 * MEGABYTE  # program code, which no limit counts
AT_A_TIME = 24  # files in a dossier, beside a good one
SLOW = {"lines.pdf"}
KILLER = "ten billion forms.pdf"
LIMITS = {"max_pages": 1000, "child_memory_mb": 768, "child_cpu_seconds": 3, "child_seconds": 15}


class Blind(Engine):
    """Sees nothing, at once: for what goes wrong before any word is read."""

    name = "blind"

    def read(self, image: Image) -> tuple[Line, ...]:  # noqa: ARG002 - the contract's
        return ()


def some() -> list[Odd]:
    """About 25 of many kinds, quickly made."""
    quick = chain(
        cut_short(1), with_bits_turned(1), loops(), depths(), actions(), locked(), guises()
    )
    picked = [odd for odd in quick if odd.name not in SLOW]
    return [odd for place, odd in enumerate(picked) if place % 3 == 0 or odd.name == KILLER]


def all_of_them() -> Iterator[Odd]:
    yield from chain(cut_short(5), with_bits_turned(5), with_holes(2))
    yield from chain(odd_pngs(), odd_jpegs(), odd_tiffs())
    yield from chain(sizes(), loops(), depths(), swollen(), noises(), actions(), locked())
    yield from chain(guises(), brought_along())


def handed_in(house: House, odds: Sequence[Odd]) -> Dossier:
    """A dossier of the odd files and, last, a good one."""
    files = [*((odd.name, odd.content) for odd in odds), ("good.pdf", plain()["scan.pdf"])]
    came = [arrival(house, content, name) for name, content in files]
    parts = house.services
    return receive(came, Order(utc_now()), dossiers=parts.dossiers, bell=parts.bell)


def work_until_quiet(house: House, worker: Digitizer) -> None:
    while works := waiting(house):
        for work_id in works:
            make_due(house, work_id)
            worker.do(work_id)


def check(house: House, eyes: Reader, odds: Sequence[Odd]) -> None:
    dossier = handed_in(house, odds)
    work_until_quiet(house, replace(house.worker(range_pages=3), reader=eyes))
    *scans, good = house.services.dossiers.get(dossier.id).scans
    for odd, scan in zip(odds, scans, strict=True):
        check_end(odd, scan)
    assert good.state is ScanState.READ
    assert house.services.dossiers.status(dossier.id).settled


def check_end(odd: Odd, scan: Scan) -> None:
    code = scan.complaint.code if scan.complaint else ""
    assert (scan.state is ScanState.READ) == (not code), odd.name
    assert code in (odd.codes or {"", *CODES}), f"{odd.name}: {code}"
    assert not scan.complaint or scan.complaint.remedy
    assert not re.search(r"[/\\\0\u202e]", scan.filename)


def check_after(house: House, log: pytest.LogCaptureFixture, memory_mb: int) -> None:
    """Nobody stays, nobody took too much, nothing was stored under a name that was sent."""
    assert not forks()
    assert not [record.getMessage() for record in log.records if record.exc_info]
    peaks = [record.args[1] for record in log.records if record.name == CHILD_LOG]  # type: ignore[index]
    assert peaks
    most = resident() + memory_mb * MEGABYTE + SLACK
    assert max(int(str(peak)) * 1024 for peak in peaks) < most
    folder = house.services.settings.data_dir / "files"
    names = {file.name for file in folder.rglob("*") if file.is_file()}
    assert names
    assert all(re.fullmatch(r"[0-9a-f]{64}", name) for name in names)


def resident() -> int:
    """Bytes that a child is born with."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def test_some_odd_files_each_end_with_a_code(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, CHILD_LOG)
    settings = Settings(**{**LIMITS, "child_cpu_seconds": 1})  # type: ignore[arg-type]
    odds = some()
    assert len(odds) >= 25
    check(house, Sealed(Eyes(Blind(), limits_of(settings)), caps_of(settings)), odds)
    check_after(house, caplog, settings.child_memory_mb)


@pytest.mark.slow
@pytest.mark.timeout(900)  # four take two minutes of one core; more where others use it too
@pytest.mark.parametrize("quarter", range(4))
def test_three_hundred_odd_files_each_end_with_a_code(
    house: House, caplog: pytest.LogCaptureFixture, quarter: int
) -> None:
    caplog.set_level(logging.DEBUG, CHILD_LOG)
    settings = Settings(**LIMITS)  # type: ignore[arg-type]
    eyes, odds, sent = reader(settings), islice(all_of_them(), quarter, None, 4), 0
    while batch := list(islice(odds, AT_A_TIME)):
        check(house, eyes, batch)
        sent += len(batch)
    assert sent >= 75
    check_after(house, caplog, settings.child_memory_mb)
