"""the register is put right outside reviews: households end, their history says what became of them, members have a telephone

Revision: 0024, after: 0023
"""

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
TIME = sqlmodel.sql.sqltypes.UTCDateTime()
BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
KINDS = "kind IN ('regrouped', 'head', 'split', 'merged', 'died', 'left', 'came', 'corrected')"


def upgrade() -> None:
    op.add_column('household', sa.Column('ended_at', TIME, nullable=True))
    op.add_column('member', sa.Column('phone', sa.LargeBinary(), nullable=True))
    op.create_table(
        'household_event',
        sa.Column('id', BIG, nullable=False),
        sa.Column('household_id', BIG, nullable=False),
        sa.Column('kind', TEXT, nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('at', TIME, nullable=False),
        sa.Column('person_id', BIG, nullable=False),
        sa.Column('account', TEXT, nullable=False),
        sa.Column('reason', sa.LargeBinary(), nullable=False),
        sa.Column('details', sa.LargeBinary(), nullable=False),
        sa.Column('member_id', BIG, nullable=True),
        sa.Column('other_id', BIG, nullable=True),
        sa.CheckConstraint(KINDS, name=op.f('ck_household_event_kind')),
        sa.ForeignKeyConstraint(
            ['household_id'], ['household.id'], name=op.f('fk_household_event_household_id_household')
        ),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_household_event_person_id_person')),
        sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_household_event_member_id_member')),
        sa.ForeignKeyConstraint(['other_id'], ['household.id'], name=op.f('fk_household_event_other_id_household')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_household_event')),
    )
    op.create_index(op.f('ix_household_event_household_id'), 'household_event', ['household_id'])


def downgrade() -> None:
    op.drop_index(op.f('ix_household_event_household_id'), table_name='household_event')
    op.drop_table('household_event')
    op.drop_column('member', 'phone')
    op.drop_column('household', 'ended_at')
