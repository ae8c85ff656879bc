"""What people change in the pages of a dossier."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "edits",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("dossier_id", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("editor_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_edits"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name="fk_edits_dossier_id"),
    )
    op.create_index("ix_edits_dossier_id", "edits", ["dossier_id"])
    op.add_column(
        "scans", sa.Column("aside", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    more: tuple[sa.Column[Any], ...] = (
        sa.Column("given_place", sa.Integer()),
        sa.Column("told_rotation", sa.Integer()),
        sa.Column("told_blank", sa.Boolean()),
        sa.Column("stale", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("problems", sa.String(200), nullable=False, server_default=""),
    )
    for column in more:
        op.add_column("pages", column)
    # What a batch has given away lies where the batch had put it.
    op.execute(
        "UPDATE pages SET given_place = place WHERE dossier_id <> '' AND scan_id NOT IN "
        "(SELECT id FROM scans WHERE scans.dossier_id = pages.dossier_id)"
    )


def downgrade() -> None:
    for column in ("given_place", "told_rotation", "told_blank", "stale", "problems"):
        op.drop_column("pages", column)
    op.drop_column("scans", "aside")
    op.drop_table("edits")
