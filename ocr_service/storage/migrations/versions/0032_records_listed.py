"""Records are listed by the agency that took them in, or is competent, the last accepted first."""

from alembic import op

revision = "0032"
down_revision = "0031"

WHOSE = ("agency_code", "competent_agency_code")


def upgrade() -> None:
    op.drop_index("ix_records_agency_code", table_name="records")
    for column in WHOSE:
        op.create_index(f"ix_records_{column}_number", "records", [column, "number"])


def downgrade() -> None:
    for column in WHOSE:
        op.drop_index(f"ix_records_{column}_number", table_name="records")
    op.create_index("ix_records_agency_code", "records", ["agency_code"])
