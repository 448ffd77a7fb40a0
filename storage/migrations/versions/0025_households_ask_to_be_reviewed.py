"""households ask to be reviewed, or to leave the list

Revision: 0025, after: 0024
"""

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
TIME = sqlmodel.sql.sqltypes.UTCDateTime()
BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
CHECKS = {
    'kind': "kind IN ('review', 'leave')",
    'state': "state IN ('draft', 'open', 'due', 'joined', 'answered')",
    'number': "(number IS NULL) = (state = 'draft')",
    'year': '(number IS NULL) = (year IS NULL)',
    'round_id': "state <> 'joined' OR round_id IS NOT NULL",
    'reason': "state <> 'answered' OR reason IS NOT NULL",
}
KEYS = {
    'commune': 'unit.code',
    'unit_code': 'unit.code',
    'household_id': 'household.id',
    'interview_id': 'interview.id',
    'round_id': 'review_round.id',
    'by': 'person.id',
    'decided_by': 'person.id',
}

PUBLISHED = sa.text('published_at IS NOT NULL')


def purposes(condition: str) -> None:
    """SQLite makes the table anew, and knows a partial index only by its name."""
    op.drop_index('ix_form_version_published', 'form_version')
    with op.batch_alter_table('form_version') as batch_op:
        batch_op.drop_constraint(op.f('ck_form_version_purpose'), type_='check')
        batch_op.create_check_constraint(op.f('ck_form_version_purpose'), condition)
    where = {'sqlite_where': PUBLISHED, 'postgresql_where': PUBLISHED}
    op.create_index('ix_form_version_published', 'form_version', ['key', 'version'], unique=True, **where)


def upgrade() -> None:
    purposes("purpose IN ('review', 'report', 'free', 'request')")
    op.create_table(
        'review_request',
        sa.Column('id', BIG, nullable=False),
        sa.Column('kind', TEXT, nullable=False),
        sa.Column('state', TEXT, nullable=False),
        sa.Column('commune', TEXT, nullable=False),
        sa.Column('unit_code', TEXT, nullable=False),
        sa.Column('household_id', BIG, nullable=True),
        sa.Column('interview_id', BIG, nullable=False),
        sa.Column('name', sa.LargeBinary(), nullable=True),
        sa.Column('year', sa.Integer(), nullable=True),
        sa.Column('number', sa.Integer(), nullable=True),
        sa.Column('marks', sa.Integer(), nullable=True),
        sa.Column('round_id', BIG, nullable=True),
        sa.Column('by', BIG, nullable=False),
        sa.Column('at', TIME, nullable=False),
        sa.Column('decided_by', BIG, nullable=True),
        sa.Column('decided_at', TIME, nullable=True),
        sa.Column('reason', sa.LargeBinary(), nullable=True),
        *(sa.CheckConstraint(condition, name=op.f(f'ck_review_request_{name}')) for name, condition in CHECKS.items()),
        *(
            sa.ForeignKeyConstraint([name], [to], name=op.f(f'fk_review_request_{name}_{to.partition(".")[0]}'))
            for name, to in KEYS.items()
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_review_request')),
        sa.UniqueConstraint('commune', 'year', 'number', name=op.f('uq_review_request_commune_year_number')),
        sa.UniqueConstraint('interview_id', name=op.f('uq_review_request_interview_id')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_review_request_household_id'), 'review_request', ['household_id'])
    op.create_index(op.f('ix_review_request_unit_code_state'), 'review_request', ['unit_code', 'state'])


def downgrade() -> None:
    op.drop_index(op.f('ix_review_request_unit_code_state'), table_name='review_request')
    op.drop_index(op.f('ix_review_request_household_id'), table_name='review_request')
    op.drop_table('review_request')
    op.execute("UPDATE form_version SET purpose = 'free' WHERE purpose = 'request'")
    purposes("purpose IN ('review', 'report', 'free')")
