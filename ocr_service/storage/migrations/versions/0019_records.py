"""Accepted records for reuse, their parties, their uses, and the index of their words.

The reconciler files what was accepted before (actions/refile.py), in portions.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

CODE, ID, HASH, WORD, DAY = (sa.String(length) for length in (200, 36, 64, 32, 10))
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)

# FTS5 keeps no words of its own: triggers tell it those of the table. The words come folded.
SQLITE = (
    "CREATE VIRTUAL TABLE records_words USING fts5(words, content='records', "
    "content_rowid='number', detail='none', columnsize=0)",
    "CREATE TRIGGER records_found AFTER INSERT ON records BEGIN "
    "INSERT INTO records_words(rowid, words) VALUES (NEW.number, NEW.words); END",
    "CREATE TRIGGER records_lost AFTER DELETE ON records BEGIN "
    "INSERT INTO records_words(records_words, rowid, words) "
    "VALUES ('delete', OLD.number, OLD.words); END",
    "CREATE TRIGGER records_changed AFTER UPDATE OF words ON records BEGIN "
    "INSERT INTO records_words(records_words, rowid, words) "
    "VALUES ('delete', OLD.number, OLD.words); "
    "INSERT INTO records_words(rowid, words) VALUES (NEW.number, NEW.words); END",
)
POSTGRES = (
    "CREATE INDEX records_words ON records USING gin "
    "(array_to_tsvector(string_to_array(words, ' ')))",
)


def upgrade() -> None:
    make_records()
    make_parties()
    make_uses()
    op.create_table(
        "record_index",
        sa.Column("edition", HASH, nullable=False),
        sa.Column("reached", ID, nullable=False),
        sa.Column("done_at", MOMENT),
        sa.PrimaryKeyConstraint("edition", name="pk_record_index"),
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRES:
        op.execute(statement)


def make_records() -> None:
    texts = {
        "document_type": CODE,
        "paper_number": sa.Text(),
        "paper_key": CODE,
        "issued_on": DAY,
        "valid_until": DAY,
        "issuer": sa.Text(),
        "called": sa.Text(),
        "words": sa.Text(),
        "content": HASH,
        "edition": WORD,
        "made_by": WORD,
    }
    op.create_table(
        "records",
        sa.Column("number", NUMBER, nullable=False, autoincrement=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("series", sa.String(500), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("dossier_id", ID, nullable=False),
        sa.Column("agency_code", CODE, nullable=False),
        sa.Column("accepted_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT),
        *(sa.Column(name, kind, nullable=False) for name, kind in texts.items()),
        sa.PrimaryKeyConstraint("number", name="pk_records"),
        sa.UniqueConstraint("id", name="uq_records_id"),
        sa.UniqueConstraint("series", "place", name="uq_records_series_place"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name="fk_records_dossier_id"),
    )
    for name in ("dossier_id", "agency_code", "paper_key"):
        op.create_index(f"ix_records_{name}", "records", [name])
    columns = ["document_type", "issued_on"]
    op.create_index("ix_records_document_type_issued_on", "records", columns)


def make_parties() -> None:
    op.create_table(
        "record_parties",
        sa.Column("record_number", NUMBER, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("dossier_id", ID, nullable=False),
        sa.Column("role", CODE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", CODE, nullable=False),
        sa.Column("holder", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("record_number", "place", name="pk_record_parties"),
        sa.ForeignKeyConstraint(
            ["record_number"], ["records.number"], name="fk_record_parties_record_number"
        ),
    )
    for name in ("number", "dossier_id"):
        op.create_index(f"ix_record_parties_{name}", "record_parties", [name])


def make_uses() -> None:
    texts = {
        "record_id": ID,
        "source_id": ID,
        "document_type": CODE,
        "user_id": CODE,
        "user_name": CODE,
        "agency_code": CODE,
        "dossier_id": ID,
        "dossier_code": CODE,
        "dossier_key": CODE,
        "purpose": sa.Text(),
        "consent": sa.Text(),
    }
    op.create_table(
        "record_uses",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        *(sa.Column(name, kind, nullable=False) for name, kind in texts.items()),
        sa.PrimaryKeyConstraint("id", name="pk_record_uses"),
        sa.UniqueConstraint(
            "record_id", "dossier_key", name="uq_record_uses_record_id_dossier_key"
        ),
    )
    for name in ("source_id", "dossier_id"):
        op.create_index(f"ix_record_uses_{name}", "record_uses", [name])
    op.create_index("ix_record_uses_agency_code_at", "record_uses", ["agency_code", "at"])


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE records_words")
    for name in ("record_index", "record_uses", "record_parties", "records"):
        op.drop_table(name)
