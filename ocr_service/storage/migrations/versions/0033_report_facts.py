"""What reports count of each dossier, kept beside it; the reconciler fills it, in portions."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"

WHERE = sa.text("bits IS NULL")


def upgrade() -> None:
    make_facts()
    op.create_table(
        "report_mark",
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reached", sa.String(36), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("edition", name="pk_report_mark"),
    )


def make_facts() -> None:
    op.create_table(
        "report_facts",
        sa.Column("dossier_id", sa.String(36), nullable=False),
        sa.Column("agency_code", sa.String(200), nullable=False),
        sa.Column("procedure_code", sa.String(200), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bits", sa.Integer()),
        sa.Column("seconds", sa.Integer()),
        sa.PrimaryKeyConstraint("dossier_id", name="pk_report_facts"),
    )
    for columns in (["received_at"], ["agency_code", "received_at"]):
        op.create_index(f"ix_report_facts_{'_'.join(columns)}", "report_facts", columns)
    op.create_index(
        "ix_report_facts_unsure",
        "report_facts",
        ["dossier_id"],
        sqlite_where=WHERE,
        postgresql_where=WHERE,
    )


def downgrade() -> None:
    op.drop_table("report_mark")
    op.drop_table("report_facts")
