"""Every agency that has ever handed in a dossier."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "agencies",
        sa.Column("code", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_agencies"),
    )
    op.execute("INSERT INTO agencies (code) SELECT DISTINCT agency_code FROM dossiers")


def downgrade() -> None:
    op.drop_table("agencies")
