"""Copies that the agency has signed."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.create_table(
        "signed_copies",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("document_id", sa.String(36), nullable=False),
        sa.Column("dossier_id", sa.String(36), nullable=False),
        sa.Column("agency_code", sa.String(200), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("signer", sa.String(200), nullable=False),
        sa.Column("level", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_signed_copies"),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name="fk_signed_copies_dossier_id"
        ),
    )
    for column in ("document_id", "dossier_id", "sha256"):
        op.create_index(f"ix_signed_copies_{column}", "signed_copies", [column])


def downgrade() -> None:
    op.drop_table("signed_copies")
