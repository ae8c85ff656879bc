"""Dossiers that came from another house: in which package, and their history there."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("dossier_id", sa.String(36), nullable=False),
        sa.Column("package", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("history", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", name="pk_imports"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name="fk_imports_dossier_id"),
    )


def downgrade() -> None:
    op.drop_table("imports")
