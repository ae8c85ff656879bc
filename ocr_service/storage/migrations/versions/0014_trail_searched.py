"""The audit trail is looked through newest first, whatever is asked for; failed files are found."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

BEFORE = ("agency_code", "actor_id", "at")
NOW = (
    ("agency_code", "at", "number"),
    ("actor_id", "at", "number"),
    ("act", "at", "number"),
    ("subject", "at", "number"),
    ("at", "number"),
)


def upgrade() -> None:
    for name in BEFORE:
        op.drop_index(f"ix_audit_entries_{name}", "audit_entries")
    for names in NOW:
        op.create_index(f"ix_audit_entries_{'_'.join(names)}", "audit_entries", list(names))
    failed = sa.text("state = 'failed'")
    op.create_index(
        "ix_scans_failed", "scans", ["dossier_id"], sqlite_where=failed, postgresql_where=failed
    )


def downgrade() -> None:
    op.drop_index("ix_scans_failed", "scans")
    for names in NOW:
        op.drop_index(f"ix_audit_entries_{'_'.join(names)}", "audit_entries")
    for name in BEFORE:
        op.create_index(f"ix_audit_entries_{name}", "audit_entries", [name])
