"""Agencies once for themselves and once for each above them, so that one can look below one."""

import sqlalchemy as sa
from alembic import op

from ocr_service.domain.access import lineage

revision = "0012"
down_revision = "0011"

OWNERS = ("dossiers", "webhooks", "api_keys", "accounts", "audit_entries")


def upgrade() -> None:
    op.drop_table("agencies")
    agencies = op.create_table(
        "agencies",
        sa.Column("code", sa.String(200), nullable=False),
        sa.Column("above", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("code", "above", name="pk_agencies"),
    )
    op.create_index("ix_agencies_above", "agencies", ["above"])
    found: set[str] = set()
    for owner in OWNERS:
        of = sa.table(owner, sa.column("agency_code"))
        found |= set(op.get_bind().scalars(sa.select(of.c.agency_code).distinct()))
    rows = [{"code": code, "above": above} for code in sorted(found) for above in lineage(code)]
    if rows:
        op.bulk_insert(agencies, rows)


def downgrade() -> None:
    op.drop_table("agencies")
    op.create_table(
        "agencies",
        sa.Column("code", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_agencies"),
    )
    op.execute("INSERT INTO agencies (code) SELECT DISTINCT agency_code FROM dossiers")
