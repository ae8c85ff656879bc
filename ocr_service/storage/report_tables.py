"""The tables of what reports count: made from all else, and made anew whenever that is needed."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, text

from ocr_service.storage.columns import CODE, HASH, ID, WORD, Instant, metadata

# Of each dossier, what figures ask of it. ``bits``: its flags; none where a use was erased since,
# so that it is asked anew. No foreign key: whoever fills this must not wait for who erases.
report_facts = Table(
    "report_facts",
    metadata,
    Column("dossier_id", ID, primary_key=True),
    Column("agency_code", CODE, nullable=False),
    Column("procedure_code", CODE, nullable=False),
    Column("status", WORD, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("bits", Integer),
    Column("seconds", Integer),  # from received to accepted
    Index(None, "received_at"),
    Index(None, "agency_code", "received_at"),
    Index(
        "ix_report_facts_unsure",
        "dossier_id",
        sqlite_where=text("bits IS NULL"),
        postgresql_where=text("bits IS NULL"),
    ),
)

# One row: up to which entry of the trail the facts tell, by what edition of the question, and how
# far all dossiers have been gone through for it.
report_mark = Table(
    "report_mark",
    metadata,
    Column("edition", HASH, primary_key=True),
    Column("number", BigInteger().with_variant(Integer(), "sqlite"), nullable=False),
    Column("reached", ID, nullable=False),
    Column("done_at", Instant),
)
