"""From files to a settled dossier; whatever stops a worker, it ends right and once."""

from ocr_service.domain.dossier import ScanState, Status
from ocr_service.domain.errors import Unavailable
from ocr_service.domain.ids import utc_now
from ocr_service.domain.work import WorkKind
from tests.builders import handed_in
from tests.fakes import House, scan_of
from tests.works import make_due, waiting


def test_a_dossier_is_read_understood_and_settled(house: House) -> None:
    dossier = handed_in(house, scan_of("sure one"), scan_of("sure two", "sure three"))
    house.work_all()
    settled = house.services.dossiers.get(dossier.id)
    assert settled.status is Status.ACCEPTED
    assert [page.text for page in settled.pages] == ["sure one", "sure two", "sure three"]
    assert [document.pages for document in settled.documents] == [(1,), (2,), (3,)]
    assert all(scan.state is ScanState.READ for scan in settled.scans)
    kept = house.services.files.path(house.services.dossiers.picture(dossier.id, 2))
    assert kept.read_bytes().endswith(b"sure two")


def test_doubtful_papers_need_review(house: House) -> None:
    dossier = handed_in(house, scan_of("sure"), scan_of("perhaps"))
    house.work_all()
    assert house.services.dossiers.status(dossier.id) is Status.NEEDS_REVIEW


def test_a_broken_file_fails_alone(house: House) -> None:
    dossier = handed_in(house, scan_of("broken"), scan_of("sure"))
    house.work_all()
    settled = house.services.dossiers.get(dossier.id)
    assert settled.status is Status.NEEDS_REVIEW
    assert [scan.state for scan in settled.scans] == [ScanState.FAILED, ScanState.READ]
    assert settled.scans[0].complaint
    assert [page.text for page in settled.pages] == ["sure"]


def test_a_dossier_of_broken_files_fails(house: House) -> None:
    dossier = handed_in(house, scan_of("broken"))
    house.work_all()
    assert house.services.dossiers.status(dossier.id) is Status.FAILED


def test_a_secret_paper_stops_its_whole_dossier_at_once(house: House) -> None:
    dossier = handed_in(house, scan_of("sure"), scan_of("secret"), scan_of("sure too"))
    house.work_all()
    stopped = house.services.dossiers.get(dossier.id)
    assert stopped.status is Status.FAILED
    assert stopped.reason
    assert stopped.reason.code == "secret_paper"
    assert not stopped.documents
    assert "secret" not in house.reader.read_texts
    assert all(scan.state.final for scan in stopped.scans)


def test_what_runs_when_a_dossier_is_stopped_changes_nothing_any_more(house: House) -> None:
    dossier = handed_in(house, scan_of("sure"), scan_of("secret"))
    first, second = (work.id for work in house.bell.rung)
    house.reader.before = lambda text: house.worker("other").do(second) if text == "sure" else None
    house.worker().do(first)
    assert house.services.dossiers.status(dossier.id) is Status.FAILED
    assert not house.services.work.waiting(utc_now(), 10)


def test_a_large_file_is_shared_out_in_ranges(house: House) -> None:
    dossier = handed_in(house, scan_of(*"abcde"))
    house.worker().do(house.bell.rung[0].id)
    readings = [work for work in house.bell.rung if work.kind is WorkKind.READ]
    assert [(work.first, work.last) for work in readings] == [(1, 2), (3, 4), (5, 5)]
    for work in reversed(readings):
        house.worker().do(work.id)
    house.worker().do(house.bell.rung[-1].id)
    assert [page.text for page in house.services.dossiers.get(dossier.id).pages] == list("abcde")


def test_every_job_may_come_twice(house: House) -> None:
    dossier = handed_in(house, scan_of(*"abc"))
    house.work_all()
    once = house.services.dossiers.get(dossier.id)
    for work in list(house.bell.rung):
        house.worker("another").do(work.id)
    assert house.services.dossiers.get(dossier.id) == once
    assert sorted(house.reader.read_texts) == list("abc")


def test_a_job_of_nothing_is_harmless(house: House) -> None:
    house.worker().do("01a20e20-0000-7000-8000-000000000000")


def test_a_page_that_stops_the_reader_thrice_fails_its_file_only(house: House) -> None:
    def stop(text: str) -> None:
        if text == "poison":
            raise RuntimeError("the engine stopped")

    house.reader.before = stop
    dossier = handed_in(house, scan_of("poison"), scan_of("sure"))
    house.worker().do(house.bell.rung[0].id)
    house.worker().do(house.bell.rung[1].id)
    poison = house.services.dossiers.get(dossier.id).scans[0]
    work = house.bell.rung[-1]
    for _ in range(2):
        make_due(house, work.id)
        house.worker().do(work.id)
    assert house.bell.rung[-1].kind is WorkKind.SETTLE
    house.worker().do(house.bell.rung[-1].id)
    settled = house.services.dossiers.get(dossier.id)
    assert poison.state is ScanState.READING
    assert settled.scans[0].complaint
    assert settled.scans[0].complaint.code == "reading_failed"
    assert settled.status is Status.NEEDS_REVIEW


def test_the_retry_goes_on_from_the_page_that_was_missing(house: House) -> None:
    stops = iter([False, True, False])
    house.reader.before = lambda _: stop_if(next(stops, False))
    dossier = handed_in(house, scan_of("one", "two"))
    house.worker().do(house.bell.rung[0].id)
    house.work_all()
    assert house.reader.read_texts == ["one", "two"]
    assert house.services.dossiers.status(dossier.id) is Status.NEEDS_REVIEW


def test_an_outage_is_no_attempt(house: House) -> None:
    def gone(_: str) -> None:
        raise Unavailable("the disk is full")

    house.reader.before = gone
    dossier = handed_in(house, scan_of("one"))
    house.worker().do(house.bell.rung[0].id)
    reading = next(iter(waiting(house)))
    for _ in range(5):
        make_due(house, reading)
        house.worker().do(reading)
    assert house.services.dossiers.status(dossier.id) is Status.READING
    house.reader.before = lambda _: None
    make_due(house, reading)
    house.worker().do(reading)
    house.worker().do(house.bell.rung[-1].id)
    assert house.services.dossiers.status(dossier.id) is Status.NEEDS_REVIEW


def test_a_retry_reads_what_failed_and_keeps_what_was_read(house: House) -> None:
    dossier = handed_in(house, scan_of("sure"), scan_of("broken"))
    house.work_all()
    broken = house.services.dossiers.get(dossier.id).scans[1]
    house.services.files.path(broken.sha256).chmod(0o600)
    house.services.files.path(broken.sha256).write_bytes(scan_of("sure now"))
    for work in house.services.dossiers.retry(dossier.id):
        house.bell.ring([work])
        assert house.services.dossiers.status(dossier.id) is Status.RECEIVED
    before = house.services.dossiers.get(dossier.id).documents[0]
    house.work_all()
    settled = house.services.dossiers.get(dossier.id)
    assert settled.status is Status.ACCEPTED
    assert house.reader.read_texts == ["sure", "sure now"]
    assert settled.documents[0].id == before.id


def stop_if(so: bool) -> None:
    if so:
        raise RuntimeError("stopped")
