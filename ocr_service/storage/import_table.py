"""The table of dossiers that came from another house: in which package, and their history there."""

from sqlalchemy import Column, ForeignKey, Table, Text

from ocr_service.storage.columns import HASH, ID, Instant, metadata

# ``history``: entries of the other house's trail, a line each: evidence, no part of our chain.
imports = Table(
    "imports",
    metadata,
    Column("dossier_id", ID, ForeignKey("dossiers.id"), primary_key=True),
    Column("package", HASH, nullable=False),
    Column("at", Instant, nullable=False),
    Column("history", Text, nullable=False),
)
