"""A page is asked for by its dossier and its place there; records of a type, the newest first."""

from alembic import op

revision = "0023"
down_revision = "0022"

PAGES, RECORDS = "ix_pages_dossier_id_place", "ix_records_document_type_number"


def upgrade() -> None:
    op.create_index(PAGES, "pages", ["dossier_id", "place"])
    op.create_index(RECORDS, "records", ["document_type", "number"])


def downgrade() -> None:
    op.drop_index(RECORDS, "records")
    op.drop_index(PAGES, "pages")
