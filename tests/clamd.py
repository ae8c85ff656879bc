"""A tiny clamd on a unix socket: it finds EICAR's test file and nothing else."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingUnixStreamServer
from threading import Thread

# The harmless file that every scanner finds (eicar.org), in halves, lest one finds it here.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Line(StreamRequestHandler):
    """One command, as clamd(8) writes of ``z`` commands."""

    def handle(self) -> None:
        command = self._word()
        if command == b"zPING":
            self.wfile.write(b"PONG\0")
        elif command == b"zINSTREAM":
            self.wfile.write(self._judged() + b"\0")

    def _word(self) -> bytes:
        word = b""
        while (letter := self.rfile.read(1)) not in (b"", b"\0"):
            word += letter
        return word

    def _judged(self) -> bytes:
        content = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
            if len(content) > Clamd.longest:
                return b"INSTREAM size limit exceeded. ERROR"
        return b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"


class Clamd(ThreadingUnixStreamServer):
    longest = 10**6
    daemon_threads = True


@contextmanager
def clamd(folder: Path) -> Iterator[str]:
    """The address of a running one."""
    socket = folder / "clamd.sock"
    with Clamd(str(socket), Line) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield f"unix://{socket}"
        finally:
            server.shutdown()
            socket.unlink()
