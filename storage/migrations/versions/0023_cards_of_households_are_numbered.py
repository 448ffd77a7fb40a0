"""numbers of a list may stand for households whose card is shown

Revision: 0023, after: 0021
"""

from alembic import op


revision = '0023'
down_revision = '0021'
branch_labels = None
depends_on = None

KINDS = "kind IN ('task', 'form', 'household', 'submitted', 'call', 'request', 'message', 'card')"
OLD_KINDS = "kind IN ('task', 'form', 'household', 'submitted', 'call', 'request', 'message')"


def words(condition: str) -> None:
    with op.batch_alter_table('shown_list') as batch_op:
        batch_op.drop_constraint(op.f('ck_shown_list_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_shown_list_kind'), condition)


def upgrade() -> None:
    words(KINDS)


def downgrade() -> None:
    op.execute("DELETE FROM shown_list WHERE kind = 'card'")
    words(OLD_KINDS)
