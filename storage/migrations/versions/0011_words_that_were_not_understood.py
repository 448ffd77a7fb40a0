"""words that were not understood are counted

Revision: 0011, after: 0010
"""

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
TIME = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    op.create_table('missed_words',
    sa.Column('question', TEXT, nullable=False),
    sa.Column('words', TEXT, nullable=False),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.Column('first_at', TIME, nullable=False),
    sa.Column('last_at', TIME, nullable=False),
    sa.CheckConstraint('times >= 1', name=op.f('ck_missed_words_times')),
    sa.PrimaryKeyConstraint('question', 'words', name=op.f('pk_missed_words'))
    )


def downgrade() -> None:
    op.drop_table('missed_words')
