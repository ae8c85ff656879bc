"""Batches: uploads and duplex passes of scans, whose dossier a page is, doubts of a dossier."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    add("dossiers", sa.Column("doubts", sa.Text(), nullable=False, server_default="[]"))
    add("dossiers", sa.Column("split_from", sa.String(36), nullable=False, server_default=""))
    add("dossiers", sa.Column("split_into", sa.Text(), nullable=False, server_default="[]"))
    add("scans", sa.Column("upload", sa.Integer(), nullable=False, server_default="1"))
    add("scans", sa.Column("duplex", sa.String(32), nullable=False, server_default=""))
    add("pages", sa.Column("dossier_id", sa.String(36), nullable=False, server_default=""))
    add("pages", sa.Column("place", sa.Integer(), nullable=True))


def downgrade() -> None:
    for table, names in (
        ("pages", ("place", "dossier_id")),
        ("scans", ("duplex", "upload")),
        ("dossiers", ("split_into", "split_from", "doubts")),
    ):
        for name in names:
            op.drop_column(table, name)


def add(table: str, column: "sa.Column[object]") -> None:
    op.add_column(table, column)
