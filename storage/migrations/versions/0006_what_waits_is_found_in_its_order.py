"""what waits is found in its order

Revision: 0006, after: 0005
"""

from alembic import op
import sqlalchemy as sa


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

PENDING = sa.text("state = 'pending'")
UNSENT = sa.text("state IN ('queued', 'sending')")


def _pending(*columns: str) -> None:
    op.drop_index('ix_reminder_pending', 'reminder')
    op.create_index('ix_reminder_pending', 'reminder', columns, unique=False, sqlite_where=PENDING, postgresql_where=PENDING)


def upgrade() -> None:
    _pending('due_at', 'id')
    op.create_index('ix_outbox_kind', 'outbox', ['kind', 'id'], unique=False, sqlite_where=UNSENT, postgresql_where=UNSENT)


def downgrade() -> None:
    op.drop_index('ix_outbox_kind', 'outbox')
    _pending('due_at')
