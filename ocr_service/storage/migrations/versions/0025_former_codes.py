"""A dossier keeps the codes that a person has corrected: its separator sheets still carry them."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    column = sa.Column("former_codes", sa.Text, nullable=False, server_default="[]")
    op.add_column("dossiers", column)


def downgrade() -> None:
    op.drop_column("dossiers", "former_codes")
