"""chats show the commands of a role

Revision: 0008, after: 0007
"""

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
TIME = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    op.create_table('chat_menu',
    sa.Column('channel', TEXT, nullable=False),
    sa.Column('bot', TEXT, nullable=False),
    sa.Column('chat_ref', TEXT, nullable=False),
    sa.Column('menu', TEXT, nullable=False),
    sa.Column('at', TIME, nullable=False),
    sa.PrimaryKeyConstraint('channel', 'bot', 'chat_ref', name=op.f('pk_chat_menu'))
    )


def downgrade() -> None:
    op.drop_table('chat_menu')
