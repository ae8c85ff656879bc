"""A file that kills its readers is kept away from them, by its content; the others are read."""

from pathlib import Path

import pytest

from ocr_service.actions.receive import retry
from ocr_service.domain.dossier import Scan, ScanState, Status
from ocr_service.domain.errors import BadInput
from ocr_service.domain.quarantine import Cause, Killed
from tests.builders import handed_in
from tests.fakes import House, scan_of
from tests.works import make_due, waiting


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> House:
    """On every database; the word "bomb" kills whatever reads it."""
    found = House.in_folder(tmp_path, database_url)
    found.reader.before = explode
    return found


def explode(text: str) -> None:
    if "bomb" in text:
        raise Killed(Cause.MEMORY, "SIGKILL")


def work_until_quiet(house: House) -> None:
    house.work_all()
    while works := waiting(house):
        for work_id in works:
            make_due(house, work_id)
            house.worker().do(work_id)


def scans(house: House, dossier_id: str) -> tuple[Scan, ...]:
    return house.services.dossiers.get(dossier_id).scans


def code(scan: Scan) -> str:
    return scan.complaint.code if scan.complaint else ""


def try_again(house: House, dossier_id: str, force: bool = False) -> None:
    retry(dossier_id, force, dossiers=house.services.dossiers, bell=house.bell)


def deaths(house: House) -> list[str]:
    """Counts the readers that die from now on."""
    died: list[str] = []

    def explode_and_tell(text: str) -> None:
        if "bomb" in text:
            died.append(text)
        explode(text)

    house.reader.before = explode_and_tell
    return died


def test_after_two_kills_a_file_is_quarantined_and_the_others_are_read(house: House) -> None:
    died = deaths(house)
    dossier = handed_in(house, scan_of("one", "bomb"), scan_of("sure"))
    work_until_quiet(house)
    bad, good = scans(house, dossier.id)
    assert (bad.state, code(bad)) == (ScanState.FAILED, "quarantined")
    assert good.state is ScanState.READ
    assert len(died) == 2
    assert house.services.dossiers.status(dossier.id) is Status.NEEDS_REVIEW


def test_one_kill_may_be_bad_luck(house: House) -> None:
    luck = iter([True])
    house.reader.before = lambda _: explode("bomb") if next(luck, False) else None
    dossier = handed_in(house, scan_of("sure"))
    work_until_quiet(house)
    assert house.services.dossiers.status(dossier.id) is Status.ACCEPTED


def test_a_file_that_was_read_to_its_end_killed_nobody(house: House) -> None:
    for _ in range(3):
        luck = iter([True])
        house.reader.before = lambda _, luck=luck: explode("bomb") if next(luck, False) else None
        dossier = handed_in(house, scan_of("sure"))
        work_until_quiet(house)
        assert house.services.dossiers.status(dossier.id) is Status.ACCEPTED


def test_the_same_file_in_another_dossier_kills_nobody_more(house: House) -> None:
    handed_in(house, scan_of("bomb"))
    work_until_quiet(house)
    died = deaths(house)
    dossier = handed_in(house, scan_of("bomb"), scan_of("sure"))
    work_until_quiet(house)
    assert code(scans(house, dossier.id)[0]) == "quarantined"
    assert died == []


def test_a_retry_leaves_it_alone_and_reads_what_else_failed(house: House) -> None:
    dossier = handed_in(house, scan_of("bomb"), scan_of("broken"))
    work_until_quiet(house)
    died = deaths(house)
    try_again(house, dossier.id)
    assert [scan.state for scan in scans(house, dossier.id)] == [
        ScanState.FAILED,
        ScanState.RECEIVED,
    ]
    work_until_quiet(house)
    assert died == []
    assert house.services.dossiers.status(dossier.id) is Status.FAILED


def test_a_retry_of_nothing_else_is_refused_with_the_reason(house: House) -> None:
    dossier = handed_in(house, scan_of("bomb"))
    work_until_quiet(house)
    with pytest.raises(BadInput, match="quarantined"):
        try_again(house, dossier.id)
    assert house.services.dossiers.status(dossier.id) is Status.FAILED


def test_a_person_may_insist(house: House) -> None:
    dossier = handed_in(house, scan_of("bomb"))
    work_until_quiet(house)
    house.reader.before = lambda _: None
    try_again(house, dossier.id, force=True)
    work_until_quiet(house)
    assert house.services.dossiers.status(dossier.id) is Status.NEEDS_REVIEW


def test_who_insists_in_vain_has_it_quarantined_again(house: House) -> None:
    dossier = handed_in(house, scan_of("bomb"))
    work_until_quiet(house)
    died = deaths(house)
    try_again(house, dossier.id, force=True)
    work_until_quiet(house)
    assert len(died) == 2
    assert code(scans(house, dossier.id)[0]) == "quarantined"
