"""Shows each file to a virus scanner before anything opens it, by clamd's own protocol.

INSTREAM of clamd(8): the file goes over the socket, so the scanner may be another machine.
"""

import socket
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from ocr_service.domain.errors import BadInput, Complaint, Unavailable
from ocr_service.domain.page import Box, Line, Page
from ocr_service.reading.eyes import Eyes, Keep, Turned

CHUNK = 64 * 1024
CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 60.0
LONGEST_ANSWER = 4096
TOO_LARGE = Complaint(
    "not_screened",
    "Tệp lớn hơn mức mà máy quét mã độc nhận, nên chưa được kiểm tra và không được mở.",
    "Hãy tách tệp thành nhiều tệp nhỏ hơn, hoặc đề nghị người quản trị tăng StreamMaxLength "
    "của clamd.",
)


def infected(name: str) -> Complaint:
    return Complaint(
        "infected",
        f"Tệp có mã độc “{name}” nên không được mở.",
        "Hãy quét mã độc trên máy đã gửi tệp, rồi quét lại giấy tờ và gửi tệp mới.",
    )


class Clamd:
    """A scanner at ``unix:///path`` or ``tcp://host:port``."""

    def __init__(self, address: str) -> None:
        self._address = address

    def ping(self) -> None:
        """Raises Unavailable when it does not answer."""
        with self._trouble(), self._connected() as line:
            line.sendall(b"zPING\0")
            if (said := _answer(line)) != "PONG":
                raise Unavailable(f"the virus scanner says {said!r}")

    def check(self, path: Path) -> None:
        """Raises BadInput when it finds something, Unavailable when it does not tell."""
        with self._trouble(), path.open("rb") as file, self._connected() as line:
            with suppress(BrokenPipeError, ConnectionResetError):  # why, its answer tells
                line.sendall(b"zINSTREAM\0")
                while piece := file.read(CHUNK):
                    line.sendall(struct.pack("!L", len(piece)) + piece)
                line.sendall(struct.pack("!L", 0))
            _judge(_answer(line))

    @contextmanager
    def _connected(self) -> Iterator[socket.socket]:
        scheme, _, place = self._address.partition("://")
        if scheme == "unix":
            line = socket.socket(socket.AF_UNIX)
            line.settimeout(CONNECT_SECONDS)
            with line:
                line.connect(place)
                line.settimeout(ANSWER_SECONDS)
                yield line
            return
        host, _, port = place.rpartition(":")
        with socket.create_connection((host.strip("[]"), int(port)), CONNECT_SECONDS) as line:
            line.settimeout(ANSWER_SECONDS)
            yield line

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        try:
            yield
        except OSError as lost:
            raise Unavailable(f"the virus scanner: {type(lost).__name__}") from lost


def _answer(line: socket.socket) -> str:
    """One answer, which ends with a NUL."""
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        piece = line.recv(LONGEST_ANSWER)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode(errors="replace")


def _judge(said: str) -> None:
    words = said.removeprefix("stream: ")
    if words == "OK":
        return
    if words.endswith(" FOUND"):
        raise BadInput(infected(words.removesuffix(" FOUND")))
    if "size limit exceeded" in words:
        raise BadInput(TOO_LARGE)
    raise Unavailable(f"the virus scanner says {words!r}")


class Screened:
    """Eyes that open no file before the scanner has let it pass; every file is counted first."""

    def __init__(self, eyes: Eyes, scanner: Clamd) -> None:
        self._eyes = eyes
        self._scanner = scanner

    def count(self, path: Path) -> int:
        self._scanner.check(path)
        return self._eyes.count(path)

    def glance(self, path: Path, box: Box) -> Sequence[Line]:
        return self._eyes.glance(path, box)  # a picture of our own making

    def read(
        self, path: Path, keep: Keep | None, pages: Sequence[int], turned: Turned | None = None
    ) -> Iterator[Page]:
        return self._eyes.read(path, keep, pages, turned)
