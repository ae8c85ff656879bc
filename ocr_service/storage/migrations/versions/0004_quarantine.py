"""Files, by their content, that brought down what read them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "quarantine",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("kills", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(32), nullable=False),
        sa.Column("killed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_quarantine"),
    )


def downgrade() -> None:
    op.drop_table("quarantine")
