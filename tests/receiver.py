"""A little HTTP receiver on a thread: what another system would run to hear of dossiers."""

import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from standardwebhooks import Webhook


@dataclass
class Letter:
    """One post as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    def opened(self, secret: str) -> dict[str, Any]:
        """What it says; raises unless its signature is true and its time is now."""
        return dict(Webhook(secret).verify(self.body, self.headers))

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


@dataclass
class Receiver:
    """Answers with ``status`` (and ``said``) after ``delay`` seconds, remembers what came."""

    port: int = 0
    status: int = 204
    said: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    letters: list[Letter] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/ocr"

    @contextmanager
    def listening(self, tls: ssl.SSLContext | None = None) -> Iterator["Receiver"]:
        """At the same port each time, so that it may go away and come back."""
        server = ThreadingHTTPServer(("127.0.0.1", self.port), desk_of(self))
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        self.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()


def desk_of(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.letters.append(Letter(self.path, headers, body))
            time.sleep(receiver.delay)
            self.send_response(receiver.status)
            for name, value in receiver.said.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    return Desk
