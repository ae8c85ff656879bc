"""Reports ask of each dossier whether a record was used in it, known by its id or its code."""

from alembic import op

revision = "0020"
down_revision = "0019"

NAME = "ix_record_uses_dossier_code"


def upgrade() -> None:
    op.create_index(NAME, "record_uses", ["dossier_code"])


def downgrade() -> None:
    op.drop_index(NAME, "record_uses")
