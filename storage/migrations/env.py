"""What alembic runs: the connection comes from `storage.migrations.run`."""

from alembic import context
from sqlalchemy import Connection

from storage.tables import Row

connection: Connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Row.metadata, render_as_batch=True, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
