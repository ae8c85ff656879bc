"""Files that come in pieces."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("owner", sa.String(36), nullable=False),
        sa.Column("filename", sa.String(255), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_uploads"),
    )
    op.create_index("ix_uploads_touched_at", "uploads", ["touched_at"])
    op.create_table(
        "upload_pieces",
        sa.Column("upload_id", sa.String(36), nullable=False),
        sa.Column("begins", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("upload_id", "begins", name="pk_upload_pieces"),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name="fk_upload_pieces_upload_id"),
    )
    op.create_index("ix_upload_pieces_sha256", "upload_pieces", ["sha256"])


def downgrade() -> None:
    op.drop_table("upload_pieces")
    op.drop_table("uploads")
