"""keys that change and requests about data

Revision: 0007, after: 0006
"""

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
TIME = sqlmodel.sql.sqltypes.UTCDateTime()
BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
OPEN = sa.text('done_at IS NULL')


def upgrade() -> None:
    op.create_table('channel_token',
    sa.Column('channel', TEXT, nullable=False),
    sa.Column('bot', TEXT, nullable=False),
    sa.Column('access', sa.LargeBinary(), nullable=True),
    sa.Column('refresh', sa.LargeBinary(), nullable=False),
    sa.Column('seed_hash', sa.LargeBinary(), nullable=False),
    sa.Column('valid_until', TIME, nullable=True),
    sa.Column('at', TIME, nullable=False),
    sa.Column('asked_at', TIME, nullable=True),
    sa.Column('lease_until', TIME, nullable=True),
    sa.Column('error', TEXT, nullable=False),
    sa.PrimaryKeyConstraint('channel', 'bot', name=op.f('pk_channel_token'))
    )
    op.create_table('data_request',
    sa.Column('id', BIG, nullable=False),
    sa.Column('channel', TEXT, nullable=False),
    sa.Column('bot', TEXT, nullable=False),
    sa.Column('request_key', TEXT, nullable=False),
    sa.Column('user_ref', TEXT, nullable=False),
    sa.Column('person_id', BIG, nullable=True),
    sa.Column('at', TIME, nullable=False),
    sa.Column('answer_by', sa.Date(), nullable=False),
    sa.Column('done_at', TIME, nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_data_request_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_data_request')),
    sa.UniqueConstraint('channel', 'bot', 'request_key', name=op.f('uq_data_request_channel_bot_request_key'))
    )
    op.create_index('ix_data_request_open', 'data_request', ['id'], unique=False, sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    op.drop_index('ix_data_request_open', 'data_request')
    op.drop_table('data_request')
    op.drop_table('channel_token')
