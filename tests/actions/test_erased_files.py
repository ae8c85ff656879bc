"""Files of erased dossiers go, and those handed in anew are here."""

import threading
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ocr_service.actions.arrange import replace_file
from ocr_service.actions.receive import receive_more
from ocr_service.domain.dossier import Status
from ocr_service.domain.erasure import Erased
from ocr_service.domain.errors import Stale, Unavailable
from ocr_service.domain.ids import utc_now
from tests.actions.erasing import gone, house_with, names, read
from tests.builders import arrival, handed_in
from tests.fakes import House, scan_of

NAME = "Nguyen-Thi-Minh-An"


IN_AN_HOUR = utc_now() + timedelta(hours=1)


@pytest.fixture(params=["plain", "encrypted"])
def house(request: pytest.FixtureRequest, tmp_path: Path, database_url: str) -> House:
    """On every database, with files in the clear and encrypted."""
    return house_with(request.param, tmp_path, database_url)


def test_a_store_that_is_away_is_left_to_the_reconciler(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier_id = read(house, scan_of("sure"))

    def refuse(*_: Any) -> None:
        raise Unavailable("the file store: EIO")

    custody = house.services.custody
    monkeypatch.setattr(custody.shelf, "remove", refuse)
    assert gone(house, dossier_id) == 2
    with pytest.raises(Erased):
        house.services.dossiers.get(dossier_id)
    assert len(names(house)) == 2
    monkeypatch.undo()
    assert custody.bury() == 0
    assert names(house) == []


def test_what_was_erased_may_be_handed_in_again(house: House) -> None:
    content = scan_of("sure again")
    gone(house, read(house, content))
    again = read(house, content)
    whole = house.services.dossiers.get(again)
    assert whole.status is Status.ACCEPTED
    assert house.services.files.path(whole.scans[0].sha256).read_bytes() == content
    house.services.custody.bury()
    assert len(names(house)) == 2


def test_no_row_is_committed_for_a_file_that_went_meanwhile(house: House) -> None:
    """Kept before the file of the same content was taken away, handed in after."""
    from ocr_service.actions.receive import Order, receive

    content = scan_of("sure")
    first = handed_in(house, content)
    came = arrival(house, content)
    came.draft.keep()  # it lies there already
    gone(house, first.id)
    parts = house.services
    with pytest.raises(Unavailable):
        receive([came], Order(utc_now()), dossiers=parts.dossiers, bell=parts.bell)
    second = handed_in(house, content)
    house.work_all()
    assert parts.dossiers.status(second.id) is Status.ACCEPTED


def test_a_doomed_file_that_came_again_is_not_buried(house: House) -> None:
    content = scan_of("sure")
    first = handed_in(house, content)
    parts = house.services
    parts.custody.erasures.erase(first.id, "", utc_now())  # rows only: nobody has buried yet
    second = handed_in(house, content)
    assert parts.custody.bury() == 0
    house.work_all()
    assert parts.dossiers.status(second.id) is Status.ACCEPTED


def test_a_file_sent_for_what_has_changed_meanwhile_does_not_stay(house: House) -> None:
    parts, dossier_id = house.services, read(house, scan_of("sure"))
    before = names(house)
    file = parts.dossiers.summary(dossier_id).scans[0].id
    came = [arrival(house, scan_of("new"))]
    with pytest.raises(Stale):
        replace_file(dossier_id, file, came, 1, edits=parts.edits, bell=parts.bell)
    parts.custody.bury(IN_AN_HOUR)
    assert names(house) == before


def test_files_for_an_erased_dossier_do_not_stay(house: House) -> None:
    dossier_id = read(house, scan_of("sure"))
    gone(house, dossier_id)
    parts = house.services
    with pytest.raises(Erased):
        receive_more(
            [arrival(house, scan_of(NAME))], dossier_id, dossiers=parts.dossiers, bell=parts.bell
        )
    parts.custody.bury(IN_AN_HOUR)
    assert names(house) == []


def test_handing_in_and_erasing_at_once_loses_no_file(house: House) -> None:
    """The same content, again and again, while the dossiers before are erased and buried."""
    content, accepted = scan_of("sure"), list[str]()

    def hand_in() -> None:
        for _ in range(10):
            with suppress(Unavailable):
                accepted.append(handed_in(house, content).id)

    def erase_others() -> None:
        for number in range(200):
            with suppress(Erased, Unavailable, IndexError):
                gone(house, accepted[:-1][number % 10])

    threads = [threading.Thread(target=hand_in), threading.Thread(target=erase_others)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    last = house.services.dossiers.summary(accepted[-1])
    assert house.services.files.path(last.scans[0].sha256).read_bytes() == content
