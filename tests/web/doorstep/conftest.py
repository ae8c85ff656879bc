"""Coming in, and what every answer is like: nothing here hangs on which database there is.

Accounts, sessions, keys and their locks are tried on every database in `tests/storage` and
`tests/web/test_sessions.py`.
"""

from pathlib import Path

import pytest

from tests.databases import new_sqlite


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return new_sqlite(tmp_path / "test.sqlite")
