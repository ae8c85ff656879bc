"""On PostgreSQL the service works as a role that may add to the trail and look, and no more."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr
from sqlalchemy import make_url

from ocr_service.actions.keys import add_key
from ocr_service.config import Settings
from ocr_service.domain.audit import Act, Deed
from ocr_service.storage.database import Database
from ocr_service.storage.migrate import migrate
from ocr_service.storage.sealing import trail_key
from ocr_service.storage.sql_access import SqlKeys
from ocr_service.storage.sql_audit import SqlAudit
from ocr_service.wiring.stores import prepare
from tests.audit.office import SEALED_WITH, Office


@pytest.fixture
def restricted(postgres_url: str) -> Iterator[tuple[str, str]]:
    """URLs of the owner of the tables, and of the role that the service works as."""
    schema = postgres_url.rpartition("%3D")[2]
    role = f"{schema}_service"
    options = make_url(postgres_url).query
    with psycopg.connect(host=str(options["host"]), user="postgres", autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {role} LOGIN")  # type: ignore[arg-type]
        prepare(Settings(database_url=SecretStr(postgres_url), database_role=role))
        yield postgres_url, postgres_url.replace("postgres@", f"{role}@")
        owner.execute(f"DROP OWNED BY {role}")  # type: ignore[arg-type]
        owner.execute(f"DROP ROLE {role}")  # type: ignore[arg-type]


@pytest.mark.slow
def test_the_service_s_own_role_may_add_and_look_and_no_more(
    restricted: tuple[str, str], tmp_path: Path
) -> None:
    _, url = restricted
    database = Database(url, trail_key(SEALED_WITH))
    migrate(database)  # as every process does when it starts
    add_key("x", keys=SqlKeys(database))
    SqlAudit(database).append(Deed(Act.DOSSIER_READ))
    changes = [
        "UPDATE audit_entries SET act = ''",
        "DELETE FROM audit_entries",
        "TRUNCATE audit_entries",
        "DROP TRIGGER audit_entries_stay ON audit_entries",
        "ALTER TABLE audit_entries DISABLE TRIGGER ALL",
        "DROP TABLE audit_entries",
    ]
    with psycopg.connect(url.replace("+psycopg", "")) as service:
        for change in changes:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                service.execute(change)  # type: ignore[arg-type]
            service.rollback()
    assert Office(url, tmp_path).verify()[0].isalnum()
