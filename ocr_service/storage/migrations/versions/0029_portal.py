"""The portal is told of dossiers through the outbox that webhooks are told by."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    kind = sa.Column("kind", sa.String(32), nullable=False, server_default="webhook")
    op.add_column("webhooks", kind)
    for name, long in (("error_code", 32), ("message", 500)):
        answered = sa.Column(name, sa.String(long), nullable=False, server_default="")
        op.add_column("webhook_deliveries", answered)
    told = sa.Column("portal_told", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("dossiers", told)


def downgrade() -> None:
    op.drop_column("dossiers", "portal_told")
    op.drop_column("webhook_deliveries", "message")
    op.drop_column("webhook_deliveries", "error_code")
    op.drop_column("webhooks", "kind")
