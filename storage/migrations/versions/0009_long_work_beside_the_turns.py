"""long work beside the turns

Revision: 0009, after: 0008
"""

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
TIME = sqlmodel.sql.sqltypes.UTCDateTime()
BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
OPEN = sa.text("state IN ('waiting', 'running')")
UNWIPED = sa.text('wiped_at IS NULL')


def upgrade() -> None:
    op.create_table('job',
    sa.Column('id', BIG, nullable=False),
    sa.Column('kind', TEXT, nullable=False),
    sa.Column('person_id', BIG, nullable=False),
    sa.Column('input', sa.LargeBinary(), nullable=True),
    sa.Column('state', TEXT, nullable=False),
    sa.Column('holder', TEXT, nullable=False),
    sa.Column('lease_until', TIME, nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('result', sa.LargeBinary(), nullable=True),
    sa.Column('written', sa.Integer(), nullable=False),
    sa.Column('error', TEXT, nullable=False),
    sa.Column('created_at', TIME, nullable=False),
    sa.Column('told_at', TIME, nullable=True),
    sa.Column('ended_at', TIME, nullable=True),
    sa.Column('wiped_at', TIME, nullable=True),
    sa.CheckConstraint("state IN ('waiting', 'running', 'done', 'failed', 'cancelled')", name=op.f('ck_job_state')),
    sa.CheckConstraint("(state = 'running') = (lease_until IS NOT NULL)", name=op.f('ck_job_lease_until')),
    sa.CheckConstraint("(state IN ('waiting', 'running')) = (ended_at IS NULL)", name=op.f('ck_job_ended_at')),
    sa.CheckConstraint('done >= 0 AND done <= total', name=op.f('ck_job_done')),
    sa.CheckConstraint('written = 0 OR result IS NOT NULL OR ended_at IS NOT NULL', name=op.f('ck_job_written')),
    sa.CheckConstraint('input IS NOT NULL OR wiped_at IS NOT NULL', name=op.f('ck_job_input')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_job_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job'))
    )
    op.create_index('ix_job_open', 'job', ['person_id'], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index('ix_job_unwiped', 'job', ['ended_at'], unique=False, sqlite_where=UNWIPED, postgresql_where=UNWIPED)
    op.add_column('form_version', sa.Column('about', TEXT, nullable=False, server_default=''))


def downgrade() -> None:
    op.drop_column('form_version', 'about')
    op.drop_index('ix_job_unwiped', 'job')
    op.drop_index('ix_job_open', 'job')
    op.drop_table('job')
