"""The tables of files that come in pieces: what has come of each, and where the pieces lie."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, String, Table

from ocr_service.storage.columns import HASH, ID, Instant, metadata

uploads = Table(
    "uploads",
    metadata,
    Column("id", ID, primary_key=True),
    Column("owner", ID, nullable=False),
    Column("filename", String(255), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("touched_at", Instant, nullable=False),
    Index(None, "touched_at"),
)

# ``begins``: the place of its first byte in the file. A file that came whole has one, its own.
upload_pieces = Table(
    "upload_pieces",
    metadata,
    Column("upload_id", ID, ForeignKey("uploads.id"), primary_key=True),
    Column("begins", BigInteger, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("sha256", HASH, nullable=False),
    Index(None, "sha256"),
)
