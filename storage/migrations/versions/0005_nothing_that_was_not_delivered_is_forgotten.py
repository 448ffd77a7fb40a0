"""nothing that was not delivered is forgotten

Revision: 0005, after: 0004
"""

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
TIME = sqlmodel.sql.sqltypes.UTCDateTime()
BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
LEFT = sa.text("state IN ('failed', 'uncertain') AND given_up_at IS NULL")
OPEN = sa.text('done_at IS NULL')


def upgrade() -> None:
    op.create_table('bot_pause',
    sa.Column('channel', TEXT, nullable=False),
    sa.Column('bot', TEXT, nullable=False),
    sa.Column('until', TIME, nullable=False),
    sa.PrimaryKeyConstraint('channel', 'bot', name=op.f('pk_bot_pause'))
    )
    op.create_table('phone_call',
    sa.Column('id', BIG, nullable=False),
    sa.Column('person_id', BIG, nullable=False),
    sa.Column('cause', TEXT, nullable=False),
    sa.Column('reason', TEXT, nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', TIME, nullable=False),
    sa.Column('done_at', TIME, nullable=True),
    sa.Column('wiped_at', TIME, nullable=True),
    sa.CheckConstraint("reason IN ('no_account', 'not_reached')", name=op.f('ck_phone_call_reason')),
    sa.CheckConstraint('body IS NOT NULL OR wiped_at IS NOT NULL', name=op.f('ck_phone_call_body')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_phone_call_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phone_call')),
    sa.UniqueConstraint('cause', name=op.f('uq_phone_call_cause'))
    )
    op.create_index('ix_phone_call_open', 'phone_call', ['id'], unique=False, sqlite_where=OPEN, postgresql_where=OPEN)
    op.add_column('outbox', sa.Column('given_up_at', TIME, nullable=True))
    op.create_index('ix_outbox_left', 'outbox', ['id'], unique=False, sqlite_where=LEFT, postgresql_where=LEFT)
    op.add_column('account', sa.Column('last_seen_at', TIME, nullable=True))
    op.add_column('person', sa.Column('remind_on', TEXT, nullable=True))


def downgrade() -> None:
    op.drop_column('person', 'remind_on')
    op.drop_column('account', 'last_seen_at')
    op.drop_index('ix_outbox_left', 'outbox')
    op.drop_column('outbox', 'given_up_at')
    op.drop_index('ix_phone_call_open', 'phone_call')
    op.drop_table('phone_call')
    op.drop_table('bot_pause')
