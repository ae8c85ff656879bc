"""The table of people's changes to pages: rows are added, and erased with their dossier."""

from sqlalchemy import Column, ForeignKey, Index, Table, Text

from ocr_service.storage.columns import ID, WORD, Instant, metadata

edits = Table(
    "edits",
    metadata,
    Column("id", ID, primary_key=True),  # in the order of time
    Column("dossier_id", ID, ForeignKey("dossiers.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("editor_id", ID, nullable=False),
    Column("kind", WORD, nullable=False),
    Column("content", Text, nullable=False),
    Index(None, "dossier_id"),
)
