"""What a role of PostgreSQL may do that the service works as: all but change the audit trail.

`ocr-service migrate` runs as the owner of the tables; web, workers and the rest as this role. It
cannot take the triggers off the trail either, for it does not own them.
"""

import re

from sqlalchemy import text

from ocr_service.storage.database import Database

ROLE = re.compile(r"[a-z_][a-z0-9_]{0,62}")
GRANTS = """\
GRANT USAGE ON SCHEMA {schema} TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA {schema}
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role};
REVOKE UPDATE, DELETE, TRUNCATE ON {schema}.audit_entries FROM {role};
REVOKE INSERT, UPDATE, DELETE ON {schema}.alembic_version FROM {role};
"""


def grant(database: Database, role: str) -> None:
    """Lets the role do its work, in the schema that the tables lie in; does nothing on SQLite."""
    if not database.sqlite:
        with database.write() as connection:
            schema = connection.scalar(text("select current_schema()"))
            connection.exec_driver_sql(grants(role, str(schema)))


def grants(role: str, schema: str = "public") -> str:
    """The SQL, to be run by the owner after `migrate`; raises ValueError for no plain name."""
    if not (ROLE.fullmatch(role) and ROLE.fullmatch(schema)):
        raise ValueError("a role is named by small letters, digits and _")
    return GRANTS.format(role=role, schema=schema)
