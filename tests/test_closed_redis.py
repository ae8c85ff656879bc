"""A Redis that wants a password and speaks TLS only, as several machines should have it."""

import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from ocr_service.domain.errors import Unavailable
from ocr_service.domain.ids import new_id
from ocr_service.domain.work import Work, WorkKind
from ocr_service.jobs import RqBell, connect
from tests.workers.service import eventually

pytestmark = pytest.mark.slow
SPOKEN = "made up for this test"


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """Its port, and a folder with the certificate of who vouches for it."""
    folder = tmp_path_factory.mktemp("closed")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(
        str(folder / "redis.pem")
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = {
        "port": "0",
        "tls-port": str(port),
        "tls-cert-file": str(folder / "redis.pem"),
        "tls-key-file": str(folder / "redis.pem"),
        "tls-auth-clients": "no",
        "requirepass": SPOKEN,
        "save": "",
        "dir": str(folder),
    }
    options = [word for name, value in told.items() for word in (f"--{name}", value)]
    server = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
    eventually(lambda: listens(port))
    yield port, folder
    server.terminate()
    server.wait(10)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def url(port: int, folder: Path, word: str = SPOKEN, scheme: str = "rediss") -> str:
    vouched = f"?ssl_ca_certs={folder / 'ca.pem'}" if scheme == "rediss" else ""
    return f"{scheme}://:{word.replace(' ', '%20')}@localhost:{port}/0{vouched}"


def test_the_bell_rings_through_tls(closed: tuple[int, Path]) -> None:
    bell, work = RqBell(connect(url(*closed))), Work(new_id(), WorkKind.OPEN, new_id())
    bell.ring([work])
    assert bell.rings() == 1


def test_who_is_not_known_is_not_heard(closed: tuple[int, Path]) -> None:
    port, folder = closed
    strange = folder / "strange"
    strange.mkdir(exist_ok=True)
    trustme.CA().cert_pem.write_to_path(str(strange / "ca.pem"))
    for place in (
        url(port, folder, word="guessed"),
        url(port, folder, scheme="redis"),
        url(port, strange),
    ):
        with pytest.raises(Unavailable) as trouble:
            RqBell(connect(place)).ping()
        assert "guessed" not in str(trouble.value)
