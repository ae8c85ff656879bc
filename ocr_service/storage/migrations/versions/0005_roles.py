"""Programs have the role that says so."""

from alembic import op
from sqlalchemy import column, table, update

revision = "0005"
down_revision = "0004"

KEYS = table("api_keys", column("role"))


def upgrade() -> None:
    op.execute(update(KEYS).where(KEYS.c.role == "integration").values(role="system"))


def downgrade() -> None:
    op.execute(update(KEYS).where(KEYS.c.role == "system").values(role="integration"))
