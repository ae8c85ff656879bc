"""In which order tests run, and which stay with one tester of pytest-xdist.

Its own groups (``--dist=loadgroup``) have no effect with pytest 9.2: xdist 3.8 writes their names
into an attribute of each test that is no longer read.
"""

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/workers/", "tests/screens/")  # a module shares a service or a browser
LONG = (*TOGETHER, "tests/hostile/", "tests/audit/test_whole", "tests/web/test_as_described")


class Scheduling(LoadScopeScheduling):
    """Modules that share what takes seconds to start are one piece of work, the others are many.

    The largest piece comes first.
    """

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0] if nodeid.startswith(TOGETHER) else nodeid


def long_ones_first(items: list[pytest.Item]) -> None:
    """So that no tester is left alone with one at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
