"""A private IMAP server in memory (pymap), behind TLS of its own as offices have theirs."""

import asyncio
import ssl
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from threading import Thread

import trustme
from imapclient import IMAPClient

from ocr_service.cli.up import free_port
from ocr_service.courier.mailbox import Place
from tests.workers.service import eventually

HOST, USER, PASSWORD = "127.0.0.1", "so-hoa@mot-cua.example", "only for this very test"
# As it is, but for the password: half a million rounds of hashing would guard nothing here.
PYMAP = """
import pymap.config
from pysasl.hashing import Cleartext
pymap.config.BuiltinHash = Cleartext
from pymap.main import main
main()
"""


@dataclass(frozen=True)
class MailServer:
    place: Place
    authority: Path  # trust in its certificate

    @contextmanager
    def client(self) -> Iterator[IMAPClient]:
        """The mailbox as its owner sees it."""
        trust = ssl.create_default_context(cafile=str(self.authority))
        with IMAPClient(HOST, self.place.port, ssl_context=trust) as client:
            client.login(USER, PASSWORD)
            yield client

    def deliver(self, *letters: EmailMessage | bytes) -> None:
        with self.client() as client:
            for letter in letters:
                client.append("INBOX", bytes(letter))

    def lying(self, folder: str) -> Sequence[tuple[str, bool]]:
        """The subjects of the letters there, and whether they count as read."""
        with self.client() as client:
            client.select_folder(folder, readonly=True)
            told = client.fetch(client.search(), ["ENVELOPE", "FLAGS"])
            return [
                (it[b"ENVELOPE"].subject.decode(), b"\\Seen" in it[b"FLAGS"])
                for _, it in sorted(told.items())
            ]


@contextmanager
def mail_server(folder: Path) -> Iterator[MailServer]:
    port, authority = free_port(HOST), trustme.CA()
    authority.cert_pem.write_to_path(folder / "authority.pem")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST).configure_cert(tls)
    command = [sys.executable, "-c", PYMAP, "--host", HOST, "--port", str(port), "--no-tls"]
    command += ["dict", "--demo-user", USER, "--demo-password", PASSWORD]
    with (folder / "pymap.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        eventually(lambda: answers(port) or server.poll() is not None)
        assert server.poll() is None, (folder / "pymap.log").read_text()
        with behind_tls(port, tls) as secure:
            yield MailServer(Place(HOST, secure, USER, PASSWORD), folder / "authority.pem")
    finally:
        server.terminate()
        server.wait(20)


def answers(port: int) -> bool:
    try:
        with IMAPClient(HOST, port, ssl=False):
            return True
    except OSError:
        return False


@contextmanager
def behind_tls(port: int, tls: ssl.SSLContext) -> Iterator[int]:
    """The port where the same is spoken over TLS."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def both(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(HOST, port)
        await asyncio.gather(carry(reader, back), carry(there, writer))

    async def listen() -> asyncio.Server:
        return await asyncio.start_server(both, HOST, 0, ssl=tls)

    server = asyncio.run_coroutine_threadsafe(listen(), loop).result()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError, ssl.SSLError):
        while piece := await reader.read(65_536):
            writer.write(piece)
            await writer.drain()
    writer.close()
