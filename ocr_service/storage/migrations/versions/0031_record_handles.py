"""Records are found by handles, in a table of their own that no withdrawn record stands in.

Words and agencies come along; the reconciler adds the others (actions/refile.py), in portions.
"""

from collections.abc import Callable
from importlib import import_module

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOVED = "called", "words"
INDEX = {
    "sqlite": (
        "CREATE VIRTUAL TABLE records_words USING fts5(handles, content='record_handles', "
        "content_rowid='number', detail='none', columnsize=0, "
        "tokenize=\"ascii tokenchars '=+*~#$@^_'\")",
        "INSERT INTO records_words(records_words) VALUES ('rebuild')",
        "CREATE TRIGGER record_handles_found AFTER INSERT ON record_handles BEGIN "
        "INSERT INTO records_words(rowid, handles) VALUES (NEW.number, NEW.handles); END",
        "CREATE TRIGGER record_handles_lost AFTER DELETE ON record_handles BEGIN "
        "INSERT INTO records_words(records_words, rowid, handles) "
        "VALUES ('delete', OLD.number, OLD.handles); END",
        "CREATE TRIGGER record_handles_changed AFTER UPDATE OF handles ON record_handles BEGIN "
        "INSERT INTO records_words(records_words, rowid, handles) "
        "VALUES ('delete', OLD.number, OLD.handles); "
        "INSERT INTO records_words(rowid, handles) VALUES (NEW.number, NEW.handles); END",
    ),
    # Without a list of what is not sorted in yet: whoever searches would read it through.
    "postgresql": (
        "CREATE INDEX records_words ON record_handles USING gin "
        "(array_to_tsvector(string_to_array(handles, ' '))) WITH (fastupdate = off)",
    ),
}
BEFORE = {
    "sqlite": (
        *(f"DROP TRIGGER records_{it}" for it in ("found", "lost", "changed")),
        "DROP TABLE records_words",
    ),
    "postgresql": ("DROP INDEX records_words",),
}
CODED = {"sqlite": "lower(hex({}))", "postgresql": "encode(convert_to({}, 'UTF8'), 'hex')"}
JOINED = {"sqlite": "group_concat({}, ' ')", "postgresql": "string_agg({}, ' ')"}


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    for statement in BEFORE[dialect]:
        op.execute(statement)
    op.create_table(
        "record_handles",
        sa.Column("number", NUMBER, nullable=False, autoincrement=False),
        sa.Column("issued_on", sa.String(10), nullable=False),
        sa.Column("valid_until", sa.String(10), nullable=False),
        sa.Column("replaced", sa.Boolean(), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.Column("handles", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_record_handles"),
        sa.ForeignKeyConstraint(["number"], ["records.number"], name="fk_record_handles_number"),
    )
    fill(CODED[dialect].format, JOINED[dialect].format)
    for statement in INDEX[dialect]:
        op.execute(statement)
    for name in MOVED:
        op.drop_column("records", name)


def fill(coded: Callable[[str], str], joined: Callable[[str], str]) -> None:
    """Signs and codes as domain/handles.py had them at this step."""
    above = joined("'@' || " + coded("above"))
    codes = f"'#' || {coded('document_type')} || ' $' || {coded('agency_code')}"
    op.execute(
        "INSERT INTO record_handles "  # noqa: S608 - words of ours
        "(number, issued_on, valid_until, replaced, revoked, handles) "
        "SELECT number, issued_on, valid_until, false, "
        "EXISTS (SELECT 1 FROM record_revocations WHERE record_id = records.id), "
        f"words || ' ' || {codes} || ' ' || "
        f"coalesce((SELECT {above} FROM agencies WHERE above <> '' "
        f"AND code IN (agency_code, competent_agency_code)), '') "
        "FROM records WHERE withdrawn_at IS NULL"
    )


def downgrade() -> None:
    """The words are empty until the older program's reconciler has filed all anew."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(f"DROP {'TABLE' if sqlite else 'INDEX'} records_words")
    op.drop_table("record_handles")
    for name in MOVED:
        op.add_column("records", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    before = import_module("ocr_service.storage.migrations.versions.0019_records")
    for statement in before.SQLITE if sqlite else before.POSTGRES:
        op.execute(statement)
