"""Children of the process that runs the tests, less the servers that other tests started."""

import os
from pathlib import Path


def children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def forks() -> list[int]:
    """Those that run our own program, or did and were not waited for."""
    own = os.getpid()
    return [one for one in children(own) if _is_fork(one, own)]


def _is_fork(child: int, own: int) -> bool:
    try:
        told, ours = (Path(f"/proc/{pid}/cmdline").read_bytes() for pid in (child, own))
        name, our_name = (Path(f"/proc/{pid}/comm").read_text() for pid in (child, own))
    except FileNotFoundError:
        return False  # it ended meanwhile
    return told == ours or (not told and name == our_name)
