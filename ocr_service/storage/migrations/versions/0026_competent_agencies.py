"""A dossier and its records name the agency that decides on it, where that is another."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

WHOSE = ("agency_code", "competent_agency_code")  # dossiers of each are walked newest first


def upgrade() -> None:
    for table in ("dossiers", "records"):
        its = sa.Column("competent_agency_code", sa.String(200), nullable=False, server_default="")
        op.add_column(table, its)
    for column in WHOSE:
        op.create_index(f"ix_dossiers_{column}_id", "dossiers", [column, "id"])


def downgrade() -> None:
    for column in WHOSE:
        op.drop_index(f"ix_dossiers_{column}_id", table_name="dossiers")
    for table in ("records", "dossiers"):
        op.drop_column(table, "competent_agency_code")
