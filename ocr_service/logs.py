"""How processes log: to standard error, a line an event, with ids and never a value of a paper.

An exception's own words may quote what it stumbled over (a field, a name of a file, a row): only
those that we raise on purpose are let out; of all others the kind and the place.
"""

import json
import logging
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from ocr_service.config import LogFormat, Settings
from ocr_service.domain.errors import OcrError

OURS = ("ocr_service", "workers")
IDS: ContextVar[Mapping[str, str]] = ContextVar("ids", default={})  # noqa: B039 - never changed in place
DEEPEST = 12  # frames of a stack, the innermost

Raised = tuple[type[BaseException], BaseException, TracebackType | None]
log = logging.getLogger(__name__)


@contextmanager
def about(**ids: str) -> Iterator[None]:
    """What is logged within is about these (``request_id``, ``dossier_id``, ``work_id``)."""
    token = IDS.set({**IDS.get(), **{name: it for name, it in ids.items() if it}})
    try:
        yield
    finally:
        IDS.reset(token)


def begin(request_id: str) -> None:
    """What this thread logs from now on is about this request, and nothing else."""
    IDS.set({"request_id": request_id} if request_id else {})


def note(**ids: str) -> None:
    """What is logged from now on, until the request ends, is about these too."""
    IDS.set({**IDS.get(), **ids})


def request_id() -> str:
    """The request that led to what is being done; "" when none did."""
    return IDS.get().get("request_id", "")


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(
            {
                "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
                "level": record.levelname.lower(),
                "logger": record.name,
                "message": record.getMessage(),
                **IDS.get(),
                **raised_json(record),
            },
            ensure_ascii=False,
        )


class TextLines(logging.Formatter):
    """The same for eyes."""

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).isoformat(" ", "milliseconds")
        said = " ".join(record.getMessage().split("\n"))
        more = {**IDS.get(), **raised_json(record)}
        told = "".join(f" {name}={value}" for name, value in more.items())
        return f"{when} {record.levelname[0]} {record.name} {said}{told}"


def raised_json(record: logging.LogRecord) -> dict[str, Any]:
    if not record.exc_info or record.exc_info[1] is None:
        return {}
    wrong = record.exc_info[1]
    frames = traceback.extract_tb(wrong.__traceback__)[-DEEPEST:]
    return {
        "error": " from ".join(named(link) for link in causes(wrong)),
        "stack": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }


def causes(wrong: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    link: BaseException | None = wrong
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def named(wrong: BaseException) -> str:
    kind = type(wrong)
    name = f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
    return f"{name}: {wrong}" if isinstance(wrong, OcrError) else name


def start_logging(settings: Settings) -> None:
    """Our own loggers as OCR_LOG_LEVEL says; of others warnings only: they may quote papers."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if settings.log_format is LogFormat.JSON else TextLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(settings.log_level)
    logging.captureWarnings(capture=True)
    sys.excepthook = lambda *raised: last_words(raised)
    threading.excepthook = lambda ended: last_words(
        (ended.exc_type, ended.exc_value or ended.exc_type(), ended.exc_traceback)
    )


def last_words(raised: Raised) -> None:
    if issubclass(raised[0], KeyboardInterrupt):
        return
    log.critical("ended by an error", exc_info=raised)
