"""Ties the life of a process to that of its parent (Linux)."""

import ctypes
import signal

PR_SET_PDEATHSIG = 1  # linux/prctl.h
LIBC = ctypes.CDLL(None, use_errno=True)


def die_with_parent(sign: signal.Signals = signal.SIGKILL) -> None:
    """The kernel sends ``sign`` to this process when its parent dies, however it dies."""
    LIBC.prctl(PR_SET_PDEATHSIG, sign)


def stop_with_parent() -> None:
    die_with_parent(signal.SIGTERM)
