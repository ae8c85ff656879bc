"""A provider of an office, and a house that knows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ocr_service.actions.accounts import add_account
from ocr_service.domain.access import Role
from tests.fakes import House
from tests.web.doorstep.office.coming import house_of
from tests.web.provider import OpenProvider


@pytest.fixture
def provider() -> Iterator[OpenProvider]:
    with OpenProvider().listening() as provider:
        yield provider


@pytest.fixture
def house(tmp_path: Path, provider: OpenProvider, database_url: str) -> House:
    """With one account that has no password of ours."""
    house = house_of(tmp_path, provider, database_url)
    accounts = house.services.people.accounts
    add_account("Lan", Role.CLERK, with_password=False, accounts=accounts)
    return house
