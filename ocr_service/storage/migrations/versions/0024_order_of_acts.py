"""What people did to a dossier counts in the order in which its lock was theirs.

Ids are made before that, by clocks that may differ: an undo told before its act was no history.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

TABLES = "edits", "reviews"


def upgrade() -> None:
    for name in TABLES:
        place = sa.Column("place", sa.Integer, nullable=False, server_default="0")
        op.add_column(name, place)
        acts = sa.table(name, *map(sa.column, ("id", "dossier_id", "place")))
        older = acts.alias("older").c
        before = older.dossier_id == acts.c.dossier_id, older.id <= acts.c.id
        op.execute(
            sa.update(acts).values(
                place=sa.select(sa.func.count()).where(*before).scalar_subquery()
            )
        )


def downgrade() -> None:
    for name in TABLES:
        op.drop_column(name, "place")
