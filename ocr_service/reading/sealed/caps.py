"""What a reading child may use; the kernel holds it to that (setrlimit(2), Linux)."""

import math
import resource
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 2**20
FILE_BYTES = 256 * MEGABYTE  # the largest that a child may write: pictures for a program, no more
DIES_FIRST = 800  # of 1000: when the machine runs out, a reader goes before the database does


@dataclass(frozen=True, slots=True)
class Caps:
    """``memory_mb`` beyond the models it was born with; the seconds are for each page."""

    memory_mb: int = 2048
    cpu_seconds: int = 90
    seconds: float = 110
    files: int = 64


def impose(caps: Caps) -> None:
    """Puts the limits on this process, for good."""
    _lower(resource.RLIMIT_DATA, _private_bytes() + caps.memory_mb * MEGABYTE)
    _lower(resource.RLIMIT_NOFILE, caps.files)
    _lower(resource.RLIMIT_FSIZE, FILE_BYTES)
    _lower(resource.RLIMIT_CORE, 0)
    renew(caps)
    with suppress(OSError):  # a read-only /proc: then the kernel chooses as it likes
        Path("/proc/self/oom_score_adj").write_text(str(DIES_FIRST))


def _lower(kind: int, most: int) -> None:
    """What the machine allows stays the limit where it is lower still."""
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(kind, (most, most))


def renew(caps: Caps) -> None:
    """The next page has its full time again."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(used.ru_utime + used.ru_stime) + caps.cpu_seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard == resource.RLIM_INFINITY or until <= hard:
        resource.setrlimit(resource.RLIMIT_CPU, (until, hard))


def _private_bytes() -> int:
    """What RLIMIT_DATA counts: private memory that can be written to (proc_pid_status(5))."""
    for line in Path("/proc/self/status").read_text().splitlines():
        name, _, amount = line.partition(":")
        if name == "VmData":
            return int(amount.split()[0]) * 1024
    raise OSError("no VmData in /proc/self/status")
