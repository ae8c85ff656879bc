"""What looks through the logs of the whole suite finds a person, however it is written."""

import logging
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.suite_logs import NAME, listen, logs_below, people_of_samples, told_of


def test_samples_have_people() -> None:
    people = people_of_samples()
    assert len(people) > 20
    assert "lê hữu toàn" in people
    assert "040099933321" in people
    assert not any(it.startswith("ủy ban") for it in people)


@pytest.mark.parametrize("said", ["LÊ HỮU TOÀN", "Lê Hữu Toàn", "số 040099933321."])
def test_a_person_in_a_log_is_found(said: str) -> None:
    with TemporaryDirectory() as elsewhere:  # not where the logs of this very suite are
        folder = Path(elsewhere)
        assert told_of(people_of_samples(), folder) == []
        (folder / "a").mkdir()
        (folder / "a" / "up.log").write_text(f"12:00 I x {said}\n", "utf-8")
        (found,) = told_of(people_of_samples(), folder)
    assert found.startswith("a/up.log tells of")


def test_our_loggers_are_listened_to(tmp_path: Path) -> None:
    logger = logging.getLogger("ocr_service")
    before, level = list(logger.handlers), logger.level
    listen(tmp_path)
    try:
        logging.getLogger("ocr_service.anything").debug("heard %d", 1)
    finally:
        logger.handlers[:] = before
        logger.setLevel(level)
        workers = logging.getLogger("workers")
        workers.handlers[:] = [it for it in workers.handlers if it in before]
    assert "D ocr_service.anything heard 1" in (tmp_path / NAME).read_text()


def test_logs_of_services_are_found_by_their_names(tmp_path: Path) -> None:
    for name in ("up.log", "log", "web.stderr", "page.json", "catalogue", "w1.err"):
        (tmp_path / name).write_text("")
    assert {it.name for it in logs_below(tmp_path)} == {"up.log", "log", "web.stderr", "w1.err"}
