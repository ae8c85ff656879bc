"""Many writers at once come one after the other, and none is left out."""

import os
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from ocr_service.domain.errors import Unavailable
from ocr_service.storage.database import Database
from ocr_service.storage.pen import Pen


def test_no_thread_waits_for_much_longer_than_the_others(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'test.sqlite'}")
    with database.write() as connection:
        connection.execute(text("create table notes (said text)"))
    turns: list[int] = []
    waits: list[int] = []

    def write() -> None:
        for _ in range(10):
            before = len(turns)
            with database.write() as connection:
                waits.append(len(turns) - before)
                turns.append(before)
                connection.execute(text("insert into notes values ('x')"))
                time.sleep(0.002)

    threads = [threading.Thread(target=write) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(waits) < len(turns) / 2, "turns of others, not seconds: those tell how busy we are"


def test_who_waits_too_long_is_told() -> None:
    pen = Pen(0.05)
    with pen.held(), pytest.raises(Unavailable), pen.held():
        pass
    with pen.held():
        pass


def test_a_child_of_the_holder_has_a_pen_of_its_own() -> None:
    pen = Pen(5)
    with pen.held():
        child = os.fork()
        if child == 0:
            with pen.held():
                os._exit(7)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
