"""links hand over a file once, where a channel cannot send files

Revision: 0017, after: 0016
"""

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
TIME = sqlmodel.sql.sqltypes.UTCDateTime()
BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
FULL = sa.text('content IS NOT NULL')


def upgrade() -> None:
    op.create_table(
        'link',
        sa.Column('id', BIG, nullable=False),
        sa.Column('token_hash', sa.LargeBinary(), nullable=False),
        sa.Column('person_id', BIG, nullable=False),
        sa.Column('purpose', TEXT, nullable=False),
        sa.Column('name', sa.LargeBinary(), nullable=True),
        sa.Column('mime', TEXT, nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=True),
        sa.Column('created_at', TIME, nullable=False),
        sa.Column('expires_at', TIME, nullable=False),
        sa.Column('spent_at', TIME, nullable=True),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_link_person_id_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_link')),
        sa.UniqueConstraint('token_hash', name=op.f('uq_link_token_hash')),
    )
    op.create_index('ix_link_unwiped', 'link', ['expires_at'], sqlite_where=FULL, postgresql_where=FULL)


def downgrade() -> None:
    op.drop_table('link')
