"""Keys of files that lie encrypted, files to be taken away, what is left of erased dossiers.

Nobody has noted when the dossiers of before have settled: it counts from now.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

WORD, CODE, ID, HASH = sa.String(32), sa.String(200), sa.String(36), sa.String(64)
INSTANT = sa.DateTime(timezone=True)

SETTLED = ("needs_review", "accepted", "failed", "rejected")
DOSSIERS = sa.table("dossiers", sa.column("status"), sa.column("settled_at", INSTANT))


def upgrade() -> None:
    make_keys()
    make_doomed()
    make_tombstones()
    op.add_column("dossiers", sa.Column("settled_at", INSTANT))
    settled = DOSSIERS.c.status.in_(SETTLED)
    op.execute(sa.update(DOSSIERS).where(settled).values(settled_at=datetime.now(UTC)))
    op.create_index("ix_dossiers_settled_at", "dossiers", ["settled_at"])
    op.create_index("ix_dossiers_split_from", "dossiers", ["split_from"])
    op.create_index("ix_scans_sha256", "scans", ["sha256"])
    op.create_index("ix_pages_picture", "pages", ["picture"])


def make_keys() -> None:
    op.create_table(
        "file_keys",
        sa.Column("sha256", HASH, nullable=False),
        sa.Column("stored_as", HASH, nullable=False),
        sa.Column("key_id", WORD, nullable=False),
        sa.Column("wrapped", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_file_keys"),
        sa.UniqueConstraint("stored_as", name="uq_file_keys_stored_as"),
    )
    op.create_index("ix_file_keys_key_id", "file_keys", ["key_id"])


def make_doomed() -> None:
    op.create_table(
        "doomed_files",
        sa.Column("stored_as", HASH, nullable=False),
        sa.Column("sha256", HASH, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("gone_at", INSTANT),
        sa.PrimaryKeyConstraint("stored_as", name="pk_doomed_files"),
    )
    op.create_index("ix_doomed_files_sha256", "doomed_files", ["sha256"])
    op.create_index("ix_doomed_files_gone_at_due_at", "doomed_files", ["gone_at", "due_at"])


def make_tombstones() -> None:
    op.create_table(
        "tombstones",
        sa.Column("dossier_id", ID, nullable=False),
        sa.Column("agency_code", CODE, nullable=False),
        sa.Column("erased_at", INSTANT, nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("actor_kind", WORD, nullable=False),
        sa.Column("actor_id", CODE, nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", name="pk_tombstones"),
    )


def downgrade() -> None:
    op.drop_index("ix_pages_picture", "pages")
    op.drop_index("ix_scans_sha256", "scans")
    op.drop_index("ix_dossiers_split_from", "dossiers")
    op.drop_index("ix_dossiers_settled_at", "dossiers")
    op.drop_column("dossiers", "settled_at")
    for table in ("tombstones", "doomed_files", "file_keys"):
        op.drop_table(table)
