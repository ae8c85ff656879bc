"""Dossiers are listed by status and by procedure, newest first, along an index."""

from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.drop_index("ix_dossiers_status", table_name="dossiers")
    op.create_index("ix_dossiers_status_id", "dossiers", ["status", "id"])
    op.create_index("ix_dossiers_procedure_code_id", "dossiers", ["procedure_code", "id"])


def downgrade() -> None:
    op.drop_index("ix_dossiers_procedure_code_id", table_name="dossiers")
    op.drop_index("ix_dossiers_status_id", table_name="dossiers")
    op.create_index("ix_dossiers_status", "dossiers", ["status"])
