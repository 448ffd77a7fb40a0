"""messages are counted by month

Revision: 0004, after: 0003
"""

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('message_count',
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('bot', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('month', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('messages', sa.Integer(), nullable=False),
    sa.CheckConstraint('messages >= 0', name=op.f('ck_message_count_messages')),
    sa.PrimaryKeyConstraint('channel', 'bot', 'month', name=op.f('pk_message_count'))
    )


def downgrade() -> None:
    op.drop_table('message_count')
