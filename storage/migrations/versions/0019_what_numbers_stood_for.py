"""what the numbers in a message stood for is kept

Revision: 0019, after: 0018
"""

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
TIME = sqlmodel.sql.sqltypes.UTCDateTime()
BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table(
        'shown_list',
        sa.Column('id', BIG, nullable=False),
        sa.Column('cause', TEXT, nullable=False),
        sa.Column('kind', TEXT, nullable=False),
        sa.Column('person_id', BIG, nullable=False),
        sa.Column('numbers', TEXT, nullable=False),
        sa.Column('at', TIME, nullable=False),
        sa.CheckConstraint(
            "kind IN ('task', 'form', 'household', 'call', 'request', 'message')", name=op.f('ck_shown_list_kind')
        ),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_shown_list_person_id_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_shown_list')),
        sa.UniqueConstraint('cause', 'kind', name=op.f('uq_shown_list_cause_kind')),
    )
    op.create_index(op.f('ix_shown_list_person_id_id'), 'shown_list', ['person_id', 'id'], unique=False)


def downgrade() -> None:
    op.drop_table('shown_list')
