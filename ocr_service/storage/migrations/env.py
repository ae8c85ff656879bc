"""Alembic's entry: it works in the transaction that storage.migrate has opened."""

from alembic import context

from ocr_service.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
