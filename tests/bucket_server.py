"""An S3 server (moto's) in a thread, that can be told to misbehave.

Unlike moto, and like Amazon's and MinIO's, it refuses what does not have the hash sent with it.
"""

import base64
import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from typing import Any

from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

from ocr_service.storage.bucket import Address, Bucket

NUMBERS = count(1)
HASH = "HTTP_X_AMZ_CHECKSUM_SHA256"
BAD_DIGEST = b"<Error><Code>BadDigest</Code></Error>"
Surroundings = dict[str, Any]
Answer = Callable[..., Any]


def changed(body: bytes, told: str) -> bool:
    return bool(told) and told != base64.b64encode(hashlib.sha256(body).digest()).decode()


class Quiet(WSGIRequestHandler):
    def log(self, *_: Any) -> None:
        """Says nothing of each request."""


@dataclass
class BucketServer:
    """``refuses``: every answer is 503. ``garbles``: what is put arrives changed, as long.
    ``silent``: it tells no hashes, as older stores. ``puts`` counts objects put.
    """

    refuses: bool = False
    garbles: bool = False
    silent: bool = False
    puts: int = 0
    url: str = ""
    _moto: Answer = field(default_factory=lambda: DomainDispatcherApplication(create_backend_app))

    def __call__(self, surroundings: Surroundings, start: Answer) -> Iterable[bytes]:
        if self.refuses:
            start("503 Service Unavailable", [("Content-Length", "0")])
            return [b""]
        if surroundings["REQUEST_METHOD"] == "PUT" and surroundings["PATH_INFO"].count("/") > 1:
            self.puts += 1
            body = surroundings["wsgi.input"].read(int(surroundings["CONTENT_LENGTH"]))
            body = b"#" + body[1:] if self.garbles else body
            if not self.silent and changed(body, surroundings.get(HASH, "")):
                start("400 Bad Request", [("Content-Length", str(len(BAD_DIGEST)))])
                return [BAD_DIGEST]
            surroundings["wsgi.input"] = BytesIO(body)

        def told(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            kept = [it for it in headers if "checksum" not in it[0].lower()]
            return start(status, kept if self.silent else headers, *rest)

        answer: Iterable[bytes] = self._moto(surroundings, told)
        return answer

    @contextmanager
    def listening(self) -> Iterator["BucketServer"]:
        server = make_server("127.0.0.1", 0, self, threaded=True, request_handler=Quiet)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        self.url = f"http://127.0.0.1:{server.server_port}"
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    def address(self) -> Address:
        """A new bucket's."""
        address = Address(f"papers{next(NUMBERS)}", "ward", self.url, "us-east-1", "key", "secret")
        Bucket(address).make()
        return address
