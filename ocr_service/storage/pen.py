"""SQLite's one pen: threads of a process queue for it here, in the order in which they came.

Left to SQLite, each asks again and again, ever more seldom; under load some wait for seconds.
"""

import os
import threading
import weakref
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from ocr_service.domain.errors import Unavailable


class Pen:
    """Held by one thread at a time. Other processes are waited for in SQLite itself."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._begin_anew()
        known = weakref.ref(self)

        def in_child() -> None:
            if (still := known()) is not None:
                still._begin_anew()  # who held it, or waits, is the parent's alone

        os.register_at_fork(after_in_child=in_child)

    def _begin_anew(self) -> None:
        self._guard = threading.Lock()
        self._line: deque[threading.Event] = deque()  # the first of it holds the pen

    @contextmanager
    def held(self) -> Iterator[None]:
        """Raises Unavailable when others hold it too long."""
        turn = threading.Event()
        with self._guard:
            self._line.append(turn)
            self._line[0].set()
        turn.wait(self._seconds)
        try:
            if not turn.is_set():
                raise Unavailable("the database: others write for too long")
            yield
        finally:
            with self._guard:
                self._line.remove(turn)
                if self._line:
                    self._line[0].set()
