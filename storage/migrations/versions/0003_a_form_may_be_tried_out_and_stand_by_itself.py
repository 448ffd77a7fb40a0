"""a form may be tried out and stand by itself

Revision: 0003, after: 0002
"""

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
TIME = sqlmodel.sql.sqltypes.UTCDateTime()
PUBLISHED = sa.text('published_at IS NOT NULL')
LIVING = sa.text("state IN ('draft', 'submitted', 'checked')")
PURPOSE = "purpose IN ('review', 'report', 'free')"
BELONGS = "(assignment_id IS NOT NULL) = (purpose = 'review' AND NOT trial)"


def upgrade() -> None:
    with op.batch_alter_table('form_version') as batch_op:
        batch_op.add_column(sa.Column('purpose', TEXT, nullable=False, server_default='review'))
    with op.batch_alter_table('form_version') as batch_op:
        batch_op.alter_column('purpose', existing_type=TEXT, server_default=None)
        batch_op.alter_column('published_at', existing_type=TIME, nullable=True)
        batch_op.drop_constraint(op.f('uq_form_version_key_version'), type_='unique')
        batch_op.create_check_constraint(op.f('ck_form_version_purpose'), PURPOSE)
    op.create_index('ix_form_version_published', 'form_version', ['key', 'version'], unique=True, sqlite_where=PUBLISHED, postgresql_where=PUBLISHED)

    op.drop_index('ix_interview_living', 'interview')
    with op.batch_alter_table('interview') as batch_op:
        batch_op.add_column(sa.Column('purpose', TEXT, nullable=False, server_default='review'))
        batch_op.add_column(sa.Column('trial', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('interview') as batch_op:
        batch_op.alter_column('purpose', existing_type=TEXT, server_default=None)
        batch_op.alter_column('trial', existing_type=sa.Boolean(), server_default=None)
        batch_op.alter_column('assignment_id', existing_type=BIG, nullable=True)
        batch_op.create_check_constraint(op.f('ck_interview_purpose'), PURPOSE)
        batch_op.create_check_constraint(op.f('ck_interview_assignment_id'), BELONGS)
    op.create_index('ix_interview_living', 'interview', ['assignment_id'], unique=True, sqlite_where=LIVING, postgresql_where=LIVING)
    op.create_index(op.f('ix_interview_opened_by_form_version_id'), 'interview', ['opened_by', 'form_version_id'])


def downgrade() -> None:
    """What stands by itself or was only tried out has no place in the older tables: it must be gone before."""
    op.drop_index(op.f('ix_interview_opened_by_form_version_id'), 'interview')
    op.drop_index('ix_interview_living', 'interview')
    with op.batch_alter_table('interview') as batch_op:
        batch_op.drop_constraint(op.f('ck_interview_assignment_id'), type_='check')
        batch_op.drop_constraint(op.f('ck_interview_purpose'), type_='check')
        batch_op.alter_column('assignment_id', existing_type=BIG, nullable=False)
        batch_op.drop_column('trial')
        batch_op.drop_column('purpose')
    op.create_index('ix_interview_living', 'interview', ['assignment_id'], unique=True, sqlite_where=LIVING, postgresql_where=LIVING)

    op.drop_index('ix_form_version_published', 'form_version')
    with op.batch_alter_table('form_version') as batch_op:
        batch_op.drop_constraint(op.f('ck_form_version_purpose'), type_='check')
        batch_op.create_unique_constraint(op.f('uq_form_version_key_version'), ['key', 'version'])
        batch_op.alter_column('published_at', existing_type=TIME, nullable=False)
        batch_op.drop_column('purpose')
