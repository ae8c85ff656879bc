"""What waits is counted, and the oldest of it found, from an index alone."""

from alembic import op

revision = "0021"
down_revision = "0020"

COLUMNS = ["status", "agency_code", "received_at", "id"]
NAME = "ix_dossiers_status_agency_code_received_at_id"


def upgrade() -> None:
    op.create_index(NAME, "dossiers", COLUMNS)


def downgrade() -> None:
    op.drop_index(NAME, "dossiers")
