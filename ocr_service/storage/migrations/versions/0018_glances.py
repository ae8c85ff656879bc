"""Places of pages that people want read again."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "glances",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("dossier_id", sa.String(36), nullable=False),
        sa.Column("document_id", sa.String(36), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease", sa.String(36), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True)),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_glances"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name="fk_glances_dossier_id"),
    )
    for column in ("dossier_id", "state"):
        op.create_index(f"ix_glances_{column}", "glances", [column])


def downgrade() -> None:
    op.drop_table("glances")
