"""Reports ask of each dossier whether a paper of it is accepted, and of which type."""

from alembic import op

revision = "0017"
down_revision = "0016"

COLUMNS = ["dossier_id", "status", "document_type"]
NAME = "ix_documents_dossier_id_status_document_type"


def upgrade() -> None:
    op.create_index(NAME, "documents", COLUMNS)


def downgrade() -> None:
    op.drop_index(NAME, "documents")
