"""looks at households, changes of them and files about them are kept: who, when, from which account, why

Revision: 0016, after: 0015
"""

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
TIME = sqlmodel.sql.sqltypes.UTCDateTime()
BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table(
        'access_log',
        sa.Column('id', BIG, nullable=False),
        sa.Column('act', TEXT, nullable=False),
        sa.Column('at', TIME, nullable=False),
        sa.Column('person_id', BIG, nullable=True),
        sa.Column('account', TEXT, nullable=False),
        sa.Column('subject', TEXT, nullable=False),
        sa.Column('reason', TEXT, nullable=False),
        sa.Column('household_id', BIG, nullable=True),
        sa.Column('households', sa.Integer(), nullable=False),
        sa.Column('sensitive', sa.Boolean(), nullable=False),
        sa.CheckConstraint("act IN ('export', 'look', 'change')", name=op.f('ck_access_log_act')),
        sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_access_log_household_id_household')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_access_log_person_id_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_access_log')),
    )
    op.create_index('ix_access_log_household_id', 'access_log', ['household_id'])
    op.create_index('ix_access_log_person_id', 'access_log', ['person_id'])


def downgrade() -> None:
    op.drop_table('access_log')
