"""The tables of people: accounts, their second factors, their sessions."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text

from ocr_service.storage.columns import CODE, HASH, ID, WORD, Instant, metadata

accounts = Table(
    "accounts",
    metadata,
    Column("id", ID, primary_key=True),
    Column("name", CODE, nullable=False),
    Column("name_key", CODE, nullable=False, unique=True),
    Column("role", WORD, nullable=False),
    Column("agency_code", CODE, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("password", Text, nullable=False),  # argon2's own words, salt and all
    Column("must_change", Boolean, nullable=False),
    Column("totp", Text, nullable=False),  # sealed with OCR_SECRET_KEY where there is one
    Column("totp_since", Instant),
    Column("totp_step", BigInteger, nullable=False),  # the last one used
    Column("subject", Text, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until", Instant),
    Column("disabled_at", Instant),
    Column("signed_in_at", Instant),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("account_id", ID, ForeignKey("accounts.id"), primary_key=True),
    Column("sha256", HASH, primary_key=True),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", ID, primary_key=True),
    Column("account_id", ID, ForeignKey("accounts.id"), nullable=False),
    Column("sha256", HASH, nullable=False, unique=True),
    # The token before, for requests that were under way when it changed.
    Column("before_sha256", HASH),
    Column("before_until", Instant),
    Column("opened_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("rotated_at", Instant, nullable=False),
    Column("means", WORD, nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("form_token", HASH, nullable=False),
    Index(None, "account_id"),
    Index(None, "before_sha256"),
    Index(None, "opened_at"),
)
