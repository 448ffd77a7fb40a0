"""reminders say what they are about by a kind, a number and a day; tasks may be retired

Revision: 0010, after: 0009
"""

from datetime import date, datetime, timedelta, timezone

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
TIME = sqlmodel.sql.sqltypes.UTCDateTime()
BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
PENDING = sa.text("state = 'pending'")
BY_DAY = sa.text('left_at IS NULL')
BY_MOMENT = sa.text('left_at IS NOT NULL')
DRAFT = sa.text("state = 'draft'")
KIND = "kind IN ('task', 'postponed', 'appointment', 'draft')"
LEFT_AT = "(kind = 'draft') = (left_at IS NOT NULL)"
LOCAL = timezone(timedelta(hours=7))

OLD = sa.table('reminder', sa.column('id', BIG), sa.column('subject', TEXT), sa.column('occasion', TEXT))
NEW = sa.table(
    'reminder',
    *(sa.column('id', BIG), sa.column('kind', TEXT), sa.column('subject_id', BIG), sa.column('day', sa.Date()), sa.column('left_at', TIME)),
)
FILL = sa.update(NEW).where(NEW.c.id == sa.bindparam('k'))


def about(subject: str, occasion: str) -> dict[str, object]:
    """What version 0.1 wrote: "task:3" with "2025-12-15" or "postponed:2025-12-01", "assignment:12" with "appointment:2025-11-06" or "draft:<instant>"."""
    of, _, number = subject.partition(':')
    kind, _, what = occasion.rpartition(':') if of == 'task' else occasion.partition(':')
    known = {('task', ''): 'task', ('task', 'postponed'): 'postponed', ('assignment', 'appointment'): 'appointment', ('assignment', 'draft'): 'draft'}
    found = known[of, kind]
    left_at = datetime.fromisoformat(what) if found == 'draft' else None
    day = left_at.astimezone(LOCAL).date() if left_at is not None else date.fromisoformat(what)
    return {'kind': found, 'subject_id': int(number), 'day': day, 'left_at': left_at}


def said(row: sa.Row) -> dict[str, object]:
    """The same backwards."""
    of = 'task' if row.kind in {'task', 'postponed'} else 'assignment'
    what = row.left_at.isoformat() if row.kind == 'draft' else row.day.isoformat()
    return {'k': row.id, 'subject': f'{of}:{row.subject_id}', 'occasion': what if row.kind == 'task' else f'{row.kind}:{what}'}


def upgrade() -> None:
    op.drop_index('ix_reminder_pending', 'reminder')
    with op.batch_alter_table('reminder') as batch_op:
        batch_op.add_column(sa.Column('kind', TEXT, nullable=True))
        batch_op.add_column(sa.Column('subject_id', BIG, nullable=True))
        batch_op.add_column(sa.Column('day', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('left_at', TIME, nullable=True))
    connection = op.get_bind()
    rows = [{'k': row.id, **about(row.subject, row.occasion)} for row in connection.execute(sa.select(OLD))]
    if rows:
        connection.execute(FILL, rows)
    with op.batch_alter_table('reminder') as batch_op:
        batch_op.alter_column('kind', existing_type=TEXT, nullable=False)
        batch_op.alter_column('subject_id', existing_type=BIG, nullable=False)
        batch_op.alter_column('day', existing_type=sa.Date(), nullable=False)
        batch_op.drop_constraint(op.f('uq_reminder_subject_person_id_occasion_stage'), type_='unique')
        batch_op.drop_column('subject')
        batch_op.drop_column('occasion')
        batch_op.drop_constraint(op.f('ck_reminder_state'), type_='check')
        batch_op.create_check_constraint(op.f('ck_reminder_state'), "state IN ('pending', 'queued', 'skipped', 'dropped')")
        batch_op.create_check_constraint(op.f('ck_reminder_kind'), KIND)
        batch_op.create_check_constraint(op.f('ck_reminder_left_at'), LEFT_AT)
    op.create_index('ix_reminder_pending', 'reminder', ['due_at', 'id'], sqlite_where=PENDING, postgresql_where=PENDING)
    op.create_index('ix_reminder_by_day', 'reminder', ['subject_id', 'kind', 'person_id', 'day', 'stage'], unique=True, sqlite_where=BY_DAY, postgresql_where=BY_DAY)
    op.create_index('ix_reminder_by_moment', 'reminder', ['subject_id', 'kind', 'person_id', 'left_at', 'stage'], unique=True, sqlite_where=BY_MOMENT, postgresql_where=BY_MOMENT)
    op.create_index('ix_interview_draft', 'interview', ['updated_at'], sqlite_where=DRAFT, postgresql_where=DRAFT)
    op.add_column('task', sa.Column('retired_at', TIME, nullable=True))
    # Until now a plan alone wrote details, and no plan wrote a task without them.
    op.add_column('task', sa.Column('from_plan', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE task SET from_plan = (details <> '')")
    with op.batch_alter_table('task') as batch_op:
        batch_op.alter_column('from_plan', existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('task') as batch_op:
        batch_op.drop_column('from_plan')
        batch_op.drop_column('retired_at')
    op.drop_index('ix_interview_draft', 'interview')
    for index in ('ix_reminder_by_moment', 'ix_reminder_by_day', 'ix_reminder_pending'):
        op.drop_index(index, 'reminder')
    with op.batch_alter_table('reminder') as batch_op:
        batch_op.add_column(sa.Column('subject', TEXT, nullable=True))
        batch_op.add_column(sa.Column('occasion', TEXT, nullable=True))
    connection = op.get_bind()
    rows = [said(row) for row in connection.execute(sa.select(NEW))]
    if rows:
        connection.execute(sa.update(OLD).where(OLD.c.id == sa.bindparam('k')), rows)
    connection.execute(sa.text("UPDATE reminder SET state = 'skipped' WHERE state = 'dropped'"))
    with op.batch_alter_table('reminder') as batch_op:
        batch_op.alter_column('subject', existing_type=TEXT, nullable=False)
        batch_op.alter_column('occasion', existing_type=TEXT, nullable=False)
        for check in ('left_at', 'kind', 'state'):
            batch_op.drop_constraint(op.f(f'ck_reminder_{check}'), type_='check')
        batch_op.create_check_constraint(op.f('ck_reminder_state'), "state IN ('pending', 'queued', 'skipped')")
        for column in ('kind', 'subject_id', 'day', 'left_at'):
            batch_op.drop_column(column)
        batch_op.create_unique_constraint(op.f('uq_reminder_subject_person_id_occasion_stage'), ['subject', 'person_id', 'occasion', 'stage'])
    op.create_index('ix_reminder_pending', 'reminder', ['due_at', 'id'], sqlite_where=PENDING, postgresql_where=PENDING)
