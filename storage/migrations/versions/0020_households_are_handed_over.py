"""that households were given to somebody is told, and they say that they have heard it

Revision: 0020, after: 0019
"""

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None

TIME = sqlmodel.sql.sqltypes.UTCDateTime()
BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table(
        'handover',
        sa.Column('id', BIG, nullable=False),
        sa.Column('person_id', BIG, nullable=False),
        sa.Column('given_by', BIG, nullable=False),
        sa.Column('households', sa.Integer(), nullable=False),
        sa.Column('given_at', TIME, nullable=False),
        sa.Column('received_at', TIME, nullable=True),
        sa.CheckConstraint('households >= 1', name=op.f('ck_handover_households')),
        sa.ForeignKeyConstraint(['given_by'], ['person.id'], name=op.f('fk_handover_given_by_person')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_handover_person_id_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_handover')),
    )
    op.create_index(op.f('ix_handover_person_id'), 'handover', ['person_id'])


def downgrade() -> None:
    op.drop_index(op.f('ix_handover_person_id'), table_name='handover')
    op.drop_table('handover')
