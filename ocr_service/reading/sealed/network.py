"""Takes the network from a process for good, by a filter of system calls (seccomp(2))."""

import errno
import os

try:  # here, since a child that imports it pays 15 ms
    import pyseccomp
except (ImportError, RuntimeError):  # RuntimeError: libseccomp is not on this machine
    pyseccomp = None

# No new connection of any kind, also none to sockets in folders; no hand in another process.
FORBIDDEN = (
    "socket",
    "connect",
    "io_uring_setup",
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "pidfd_getfd",
)


def forbid_network() -> None:
    """From now on FORBIDDEN answers EACCES, here and in all children; raises OSError."""
    if pyseccomp is None:
        raise OSError(errno.ENOSYS, "no libseccomp")
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for call in FORBIDDEN:
        rules.add_rule(pyseccomp.ERRNO(errno.EACCES), call)
    rules.load()


def network_complaint() -> str:
    """Why this machine cannot take the network from a process; "" when it can."""
    child = os.fork()
    if child == 0:
        try:
            forbid_network()
        except OSError as why:
            os._exit(why.errno or errno.EIO)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return os.strerror(code) if code else ""
