"""What a reading child may do, may not do, and what is said of it when it dies."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from ocr_service.domain.errors import BadInput, EngineFailed
from ocr_service.domain.page import Page
from ocr_service.domain.quarantine import Cause, Killed
from ocr_service.reading.eyes import Keep, Turned
from ocr_service.reading.sealed.caps import Caps
from ocr_service.reading.sealed.network import network_complaint
from ocr_service.reading.sealed.reader import Sealed
from tests.fake_reader import BROKEN, FakeReader, page_of
from tests.fakes import scan_of
from tests.forks import forks

FILE = Path("any.pdf")


class Doing:
    """Eyes that do something of their own for each page; what it returns is the page's text."""

    def __init__(self, deed: Callable[[], object]) -> None:
        self._deed = deed

    def count(self, path: Path) -> int:  # noqa: ARG002 - the contract's
        return len(str(self._deed()))

    def read(
        self,
        path: Path,  # noqa: ARG002 - the contract's
        keep: Keep | None,  # noqa: ARG002 - the contract's
        pages: Sequence[int],
        turned: Turned | None = None,  # noqa: ARG002 - the contract's
    ) -> Iterator[Page]:
        for number in pages:
            yield page_of(number, str(self._deed()))


def read(deed: Callable[[], object], pages: int = 1, **caps: float) -> list[str]:
    limits = Caps(**caps)  # type: ignore[arg-type]
    return [page.text for page in Sealed(Doing(deed), limits).read(FILE, None, range(1, pages + 1))]


def killed(deed: Callable[[], object], **caps: float) -> Cause:
    with pytest.raises(Killed) as caught:
        read(deed, **caps)
    return caught.value.cause


def spin(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def test_pages_and_pictures_come_through_the_wall_unchanged(tmp_path: Path) -> None:
    scan = tmp_path / "a.pdf"
    scan.write_bytes(scan_of("Giấy khai sinh", "", "trang ba"))
    kept: list[bytes] = []

    def keep(picture: bytes) -> str:
        kept.append(picture)
        return f"picture {len(kept)}"

    bare, wall = FakeReader(), Sealed(FakeReader(), Caps())
    assert wall.count(scan) == 3
    assert list(wall.read(scan, None, [1, 3])) == list(bare.read(scan, None, [1, 3]))
    assert [page.picture for page in wall.read(scan, keep, [1, 2, 3])] == [
        "picture 1", "picture 2", "picture 3"
    ]  # fmt: skip
    assert kept[0].endswith("Giấy khai sinh".encode())


def test_what_is_wrong_with_a_file_is_said_as_before(tmp_path: Path) -> None:
    scan = tmp_path / "a.pdf"
    scan.write_bytes(scan_of("broken"))
    with pytest.raises(BadInput) as caught:
        Sealed(FakeReader(), Caps()).count(scan)
    assert caught.value.complaint == BROKEN


def test_a_child_that_takes_too_much_memory_dies_alone() -> None:
    def swell() -> int:
        return len(bytearray(300 * 2**20))

    assert killed(swell, memory_mb=100) is Cause.MEMORY
    assert read(swell, memory_mb=400) == [str(300 * 2**20)]


def test_a_child_that_computes_for_too_long_dies() -> None:
    assert killed(lambda: spin(10), cpu_seconds=1) is Cause.CPU_TIME


def test_each_page_has_its_own_seconds() -> None:
    assert len(read(lambda: spin(0.6), pages=3, cpu_seconds=1, seconds=5)) == 3


def test_a_child_that_falls_silent_is_put_an_end_to() -> None:
    began = time.monotonic()
    assert killed(lambda: time.sleep(60), seconds=0.3) is Cause.TIME
    assert time.monotonic() - began < 5
    assert not forks()


def test_a_child_that_crashes_is_known_by_its_signal() -> None:
    assert killed(lambda: os.kill(os.getpid(), signal.SIGSEGV)) is Cause.CRASH
    assert killed(lambda: os.kill(os.getpid(), signal.SIGKILL)) is Cause.MEMORY
    assert killed(lambda: os._exit(3)) is Cause.CRASH


def test_a_child_opens_few_files_and_writes_no_large_one(tmp_path: Path) -> None:
    def open_many() -> int:
        return len([open(os.devnull) for _ in range(100)])  # noqa: PTH123 - kept open

    with pytest.raises(EngineFailed, match="OSError"):
        read(open_many)
    (tmp_path / "large").touch()
    with pytest.raises(EngineFailed, match="OSError"):
        read(lambda: os.truncate(tmp_path / "large", 2**30))


def test_lower_limits_of_the_machines_own_stay() -> None:
    script = (
        "import resource as r; from tests.reading.test_sealed import read;"
        "r.setrlimit(r.RLIMIT_NOFILE, (32, 32));"
        "print(read(lambda: r.getrlimit(r.RLIMIT_NOFILE)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stdout == "['(32, 32)']\n", done.stderr


def test_what_a_decoder_prints_reaches_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    read(lambda: os.write(1, b"unhandled font") + os.write(2, b"bad code word"))
    assert capfd.readouterr() == ("", "")


def test_a_child_has_nothing_open_of_its_parents(tmp_path: Path) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, (tmp_path / "secret").open("w"):
        (seen,) = read(lambda: "|".join(str(link.readlink()) for link in open_links()))
    assert "secret" not in seen
    assert "socket" not in seen


def open_links() -> list[Path]:
    return [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()][3:]


@pytest.mark.skipif(bool(network_complaint()), reason="this kernel cannot take the network away")
@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6, socket.AF_UNIX])
def test_a_child_has_no_network(family: socket.AddressFamily) -> None:
    with pytest.raises(EngineFailed, match="PermissionError"):
        read(lambda: socket.socket(family))


def test_what_stands_in_the_file_is_not_told_when_a_reader_errs() -> None:
    words = " ".join(("Nguyễn", "Văn", "A"))

    def err() -> None:
        raise RuntimeError(words)

    with pytest.raises(EngineFailed) as caught:
        read(err)
    assert "RuntimeError" in str(caught.value)
    assert "test_sealed.py" in str(caught.value)
    assert words not in str(caught.value)


def test_who_stops_listening_leaves_no_child_behind() -> None:
    pages = Sealed(Doing(lambda: "x"), Caps()).read(FILE, None, range(1, 100))
    next(pages)
    assert forks()
    pages.close()  # type: ignore[attr-defined]
    assert not forks()


def test_a_child_does_not_outlive_its_parent(tmp_path: Path) -> None:
    born = tmp_path / "pid"

    def stay() -> None:
        born.write_text(str(os.getpid()))
        time.sleep(60)

    parent = os.fork()
    if parent == 0:
        list(Sealed(Doing(stay), Caps()).read(FILE, None, [1]))
        os._exit(0)
    while not (born.exists() and born.read_text()):
        time.sleep(0.01)
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    until = time.monotonic() + 10
    while alive(int(born.read_text())):
        assert time.monotonic() < until
        time.sleep(0.01)


def alive(pid: int) -> bool:
    """Whether it runs; a zombie that nobody has buried yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
