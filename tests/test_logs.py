"""What is logged: a line an event, with the ids it is about, and no words of a paper."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from ocr_service.config import LogFormat, Settings
from ocr_service.domain.errors import Unavailable
from ocr_service.logs import JsonLines, TextLines, about, begin, note, start_logging

NAME = "Nguyễn Thị Minh An"
ENDS_BADLY = f"""
import threading
from ocr_service.config import Settings
from ocr_service.logs import start_logging
start_logging(Settings(log_format="json"))
def stumble():
    raise ValueError("{NAME}")
thread = threading.Thread(target=stumble)
thread.start()
thread.join()
stumble()
"""


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    begin("")
    yield
    begin("")


def record(message: str, *args: object, wrong: Exception | None = None) -> logging.LogRecord:
    raised = (type(wrong), wrong, wrong.__traceback__) if wrong else None
    return logging.LogRecord("ocr_service.x", logging.INFO, "x.py", 1, message, args, raised)


def line(*args: Any, **options: Any) -> dict[str, Any]:
    text = JsonLines().format(record(*args, **options))
    assert "\n" not in text
    return dict(json.loads(text))


def raised(wrong: Exception, cause: Exception | None = None) -> Exception:
    try:
        raise wrong from cause
    except Exception as caught:
        return caught


def test_an_event_is_one_line_with_its_ids() -> None:
    begin("r1")
    with about(dossier_id="d1", work_id="w1"):
        said = line("page %d\nread", 3)
    assert said.pop("time").endswith("+00:00")
    assert said == {
        "level": "info",
        "logger": "ocr_service.x",
        "message": "page 3\nread",
        "request_id": "r1",
        "dossier_id": "d1",
        "work_id": "w1",
    }
    assert line("later") | {"time": ""} == {
        "time": "",
        "level": "info",
        "logger": "ocr_service.x",
        "message": "later",
        "request_id": "r1",
    }


def test_the_next_request_begins_with_no_ids() -> None:
    begin("r1")
    note(dossier_id="d1")
    assert line("x")["dossier_id"] == "d1"
    begin("r2")
    assert "dossier_id" not in line("x")


def test_the_words_of_an_exception_stay_behind() -> None:
    said = line("stopped", wrong=raised(ValueError(NAME), KeyError(NAME)))
    assert said["error"] == "ValueError from KeyError"
    assert any("in raised" in place or " raised" in place for place in said["stack"])
    assert NAME not in json.dumps(said, ensure_ascii=False)


def test_what_we_raise_on_purpose_is_told() -> None:
    said = line("stopped", wrong=raised(Unavailable("the disk is full")))
    assert said["error"].endswith("Unavailable: the disk is full")


def test_text_is_one_line_too() -> None:
    with about(work_id="w1"):
        said = TextLines().format(record("a\nb", wrong=raised(ValueError(NAME))))
    assert "\n" not in said
    assert " I ocr_service.x a b work_id=w1 error=ValueError" in said
    assert NAME not in said


def test_the_last_words_of_a_process_are_a_line_too() -> None:
    ended = subprocess.run([sys.executable, "-c", ENDS_BADLY], capture_output=True, text=True)
    assert ended.returncode == 1
    lines = [json.loads(it) for it in ended.stderr.splitlines()]
    assert [it["error"] for it in lines] == ["ValueError", "ValueError"]
    assert NAME not in ended.stderr


def test_others_tell_their_warnings_only(capsys: pytest.CaptureFixture[str]) -> None:
    root, kept = logging.getLogger(), list(logging.getLogger().handlers)
    try:
        start_logging(Settings(log_level="DEBUG", log_format=LogFormat.JSON))
        logging.getLogger("pdfminer.pdfinterp").debug("exec: Tj, %r", NAME)
        logging.getLogger("httpx").info("GET %s", NAME)
        logging.getLogger("pdfminer").warning("odd")
        logging.getLogger("ocr_service.reading").debug("fine")
    finally:
        root.handlers[:] = kept
        for name in ("ocr_service", "workers"):
            logging.getLogger(name).setLevel(logging.NOTSET)
    lines = [json.loads(it)["message"] for it in capsys.readouterr().err.splitlines()]
    assert lines == ["odd", "fine"]
