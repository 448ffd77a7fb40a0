"""a checker may give a household back, with what is to be asked again

Revision: 0021, after: 0020
"""

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
TIME = sqlmodel.sql.sqltypes.UTCDateTime()
BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
STATES = "state IN ('not_started', 'draft', 'submitted', 'returned', 'checked', 'closed')"
OLD_STATES = "state IN ('not_started', 'draft', 'submitted', 'checked', 'closed')"
KINDS = "kind IN ('task', 'form', 'household', 'submitted', 'call', 'request', 'message')"
OLD_KINDS = "kind IN ('task', 'form', 'household', 'call', 'request', 'message')"


def words(name: str, column: str, condition: str) -> None:
    with op.batch_alter_table(name) as batch_op:
        batch_op.drop_constraint(op.f(f'ck_{name}_{column}'), type_='check')
        batch_op.create_check_constraint(op.f(f'ck_{name}_{column}'), condition)


def states(condition: str) -> None:
    """SQLite makes the table anew: it still gives no number twice."""
    connection = op.get_bind()
    if connection.dialect.name != 'sqlite':
        words('assignment', 'state', condition)
        return
    last = connection.execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'assignment'")).scalar()
    with op.batch_alter_table('assignment', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.drop_constraint(op.f('ck_assignment_state'), type_='check')
        batch_op.create_check_constraint(op.f('ck_assignment_state'), condition)
    if last is not None:
        connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = 'assignment'"))
        connection.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('assignment', :seq)"), {'seq': last})


def upgrade() -> None:
    states(STATES)
    words('shown_list', 'kind', KINDS)
    op.create_table(
        'comment',
        sa.Column('id', BIG, nullable=False),
        sa.Column('interview_id', BIG, nullable=False),
        sa.Column('kind', TEXT, nullable=False),
        sa.Column('screen', TEXT, nullable=False),
        sa.Column('number', TEXT, nullable=False),
        sa.Column('text', sa.LargeBinary(), nullable=False),
        sa.Column('by', BIG, nullable=False),
        sa.Column('at', TIME, nullable=False),
        sa.Column('seen_by', BIG, nullable=True),
        sa.Column('seen_at', TIME, nullable=True),
        sa.Column('told', TEXT, nullable=False),
        sa.Column('settled_at', TIME, nullable=True),
        sa.Column('answer', sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("kind IN ('return', 'ask')", name=op.f('ck_comment_kind')),
        sa.CheckConstraint("(screen = '') = (number = '')", name=op.f('ck_comment_number')),
        sa.CheckConstraint('(seen_at IS NULL) = (seen_by IS NULL)', name=op.f('ck_comment_seen_by')),
        sa.CheckConstraint('answer IS NULL OR settled_at IS NOT NULL', name=op.f('ck_comment_answer')),
        sa.ForeignKeyConstraint(['interview_id'], ['interview.id'], name=op.f('fk_comment_interview_id_interview')),
        sa.ForeignKeyConstraint(['by'], ['person.id'], name=op.f('fk_comment_by_person')),
        sa.ForeignKeyConstraint(['seen_by'], ['person.id'], name=op.f('fk_comment_seen_by_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_comment')),
    )
    op.create_index(op.f('ix_comment_interview_id'), 'comment', ['interview_id'])


def downgrade() -> None:
    op.drop_index(op.f('ix_comment_interview_id'), table_name='comment')
    op.drop_table('comment')
    op.execute("DELETE FROM shown_list WHERE kind = 'submitted'")
    words('shown_list', 'kind', OLD_KINDS)
    # What went back is open: so it is called until it is handed in.
    op.execute("UPDATE assignment SET state = 'draft' WHERE state = 'returned'")
    states(OLD_STATES)
