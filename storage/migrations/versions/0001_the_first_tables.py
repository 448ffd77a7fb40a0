"""The first tables

Revision: 0001, after: 
"""

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('conversation',
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('dialog', sa.LargeBinary(), nullable=False),
    sa.Column('asked', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('updated_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_conversation'))
    )
    op.create_table('form_version',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('xform', sa.LargeBinary(), nullable=False),
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('published_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_form_version')),
    sa.UniqueConstraint('key', 'version', name=op.f('uq_form_version_key_version'))
    )
    op.create_table('inbox',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('bot', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('update_key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('platform_id', sa.BigInteger(), nullable=True),
    sa.Column('conversation', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('seq', sa.BigInteger(), nullable=True),
    sa.Column('sent_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('received_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=True),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('error', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('done_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('wiped_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint("(state = 'pending') = (done_at IS NULL)", name=op.f('ck_inbox_done_at')),
    sa.CheckConstraint("state IN ('pending', 'done', 'parked')", name=op.f('ck_inbox_state')),
    sa.CheckConstraint('body IS NOT NULL OR wiped_at IS NOT NULL', name=op.f('ck_inbox_body')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inbox')),
    sa.UniqueConstraint('channel', 'bot', 'update_key', name=op.f('uq_inbox_channel_bot_update_key'))
    )
    with op.batch_alter_table('inbox', schema=None) as batch_op:
        batch_op.create_index('ix_inbox_pending', ['id', 'conversation'], unique=False, sqlite_where=sa.text("state = 'pending'"), postgresql_where=sa.text("state = 'pending'"))
        batch_op.create_index('ix_inbox_unwiped', ['done_at'], unique=False, sqlite_where=sa.text('wiped_at IS NULL'), postgresql_where=sa.text('wiped_at IS NULL'))

    op.create_table('invite_failure',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('account_ref', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invite_failure'))
    )
    with op.batch_alter_table('invite_failure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invite_failure_account_ref_at'), ['account_ref', 'at'], unique=False)

    op.create_table('meta',
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('value', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_meta'))
    )
    op.create_table('person',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('role', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('duty', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.CheckConstraint("key <> ''", name=op.f('ck_person_key')),
    sa.CheckConstraint("role IN ('collaborator', 'checker', 'official', 'leader', 'admin')", name=op.f('ck_person_role')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('key', name=op.f('uq_person_key'))
    )
    op.create_table('review_round',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('starts', sa.Date(), nullable=False),
    sa.Column('ends', sa.Date(), nullable=False),
    sa.Column('form_key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.CheckConstraint("kind IN ('periodic', 'monthly')", name=op.f('ck_review_round_kind')),
    sa.CheckConstraint("state IN ('open', 'closed')", name=op.f('ck_review_round_state')),
    sa.CheckConstraint('ends >= starts', name=op.f('ck_review_round_ends')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_round')),
    sa.UniqueConstraint('key', name=op.f('uq_review_round_key'))
    )
    op.create_table('task',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reference', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('duty', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('details', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task')),
    sa.UniqueConstraint('key', 'year', name=op.f('uq_task_key_year'))
    )
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_task_duty'), ['duty'], unique=False)

    op.create_table('unit',
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('parent', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('area', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('households_total', sa.Integer(), nullable=False),
    sa.Column('source', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.CheckConstraint("area IN ('rural', 'urban')", name=op.f('ck_unit_area')),
    sa.CheckConstraint("kind IN ('commune', 'group')", name=op.f('ck_unit_kind')),
    sa.CheckConstraint('households_total >= 0', name=op.f('ck_unit_households_total')),
    sa.ForeignKeyConstraint(['parent'], ['unit.code'], name=op.f('fk_unit_parent_unit')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_unit'))
    )
    op.create_table('account',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('bot', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('user_ref', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('chat_ref', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('platform_id', sa.BigInteger(), nullable=True),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('linked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("state IN ('active', 'inactive')", name=op.f('ck_account_state')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_account_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('channel', 'bot', 'user_ref', name=op.f('uq_account_channel_bot_user_ref'))
    )
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_account_person_id'), ['person_id'], unique=False)

    op.create_table('household',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('commune', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('unit_code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('head_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('head_search', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('head_fold', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('address', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('last_category', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('last_score_a', sa.Integer(), nullable=True),
    sa.Column('last_score_b', sa.Integer(), nullable=True),
    sa.Column('last_year', sa.Integer(), nullable=True),
    sa.CheckConstraint("last_category IN ('poor', 'near_poor', 'not_poor')", name=op.f('ck_household_last_category')),
    sa.CheckConstraint('number >= 1', name=op.f('ck_household_number')),
    sa.ForeignKeyConstraint(['commune'], ['unit.code'], name=op.f('fk_household_commune_unit')),
    sa.ForeignKeyConstraint(['unit_code'], ['unit.code'], name=op.f('fk_household_unit_code_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_household')),
    sa.UniqueConstraint('commune', 'number', name=op.f('uq_household_commune_number'))
    )
    with op.batch_alter_table('household', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_household_unit_code'), ['unit_code'], unique=False)

    op.create_table('invite',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code_hash', sa.LargeBinary(), nullable=False),
    sa.Column('created_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('expires_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('used_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('used_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.CheckConstraint('(used_at IS NULL) = (used_by IS NULL)', name=op.f('ck_invite_used')),
    sa.CheckConstraint('expires_at > created_at', name=op.f('ck_invite_expires_at')),
    sa.ForeignKeyConstraint(['created_by'], ['person.id'], name=op.f('fk_invite_created_by_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_invite_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invite')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_invite_code_hash'))
    )
    op.create_table('outbox',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('conversation', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('bot', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('chat_ref', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('user_ref', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('is_group', sa.Boolean(), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('cause', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=True),
    sa.Column('last', sa.Boolean(), nullable=False),
    sa.Column('edit_of', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('next_attempt_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('lease_until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('platform_ref', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('seq', sa.BigInteger(), nullable=True),
    sa.Column('sent_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('seen_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('error', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('wiped_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint("(state = 'sending') = (lease_until IS NOT NULL)", name=op.f('ck_outbox_lease_until')),
    sa.CheckConstraint("kind IN ('interactive', 'reminder', 'bulk')", name=op.f('ck_outbox_kind')),
    sa.CheckConstraint("state <> 'sent' OR sent_at IS NOT NULL", name=op.f('ck_outbox_sent_at')),
    sa.CheckConstraint("state IN ('queued', 'sending', 'sent', 'failed', 'uncertain')", name=op.f('ck_outbox_state')),
    sa.CheckConstraint('attempts >= 0', name=op.f('ck_outbox_attempts')),
    sa.CheckConstraint('body IS NOT NULL OR wiped_at IS NOT NULL', name=op.f('ck_outbox_body')),
    sa.CheckConstraint('n >= 1', name=op.f('ck_outbox_n')),
    sa.ForeignKeyConstraint(['edit_of'], ['outbox.id'], name=op.f('fk_outbox_edit_of_outbox')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_outbox_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox')),
    sa.UniqueConstraint('cause', 'n', name=op.f('uq_outbox_cause_n'))
    )
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.create_index('ix_outbox_unsent', ['conversation', 'id'], unique=False, sqlite_where=sa.text("state IN ('queued', 'sending')"), postgresql_where=sa.text("state IN ('queued', 'sending')"))
        batch_op.create_index('ix_outbox_unwiped', ['created_at'], unique=False, sqlite_where=sa.text('wiped_at IS NULL'), postgresql_where=sa.text('wiped_at IS NULL'))

    op.create_table('person_unit',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('unit_code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_person_unit_person_id_person')),
    sa.ForeignKeyConstraint(['unit_code'], ['unit.code'], name=op.f('fk_person_unit_unit_code_unit')),
    sa.PrimaryKeyConstraint('person_id', 'unit_code', name=op.f('pk_person_unit'))
    )
    op.create_table('task_event',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('task_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("state IN ('open', 'received', 'done', 'postponed')", name=op.f('ck_task_event_state')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_task_event_person_id_person')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_task_event_task_id_task')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task_event'))
    )
    with op.batch_alter_table('task_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_task_event_task_id'), ['task_id'], unique=False)

    op.create_table('task_state',
    sa.Column('task_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("state IN ('open', 'received', 'done', 'postponed')", name=op.f('ck_task_state_state')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_task_state_person_id_person')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_task_state_task_id_task')),
    sa.PrimaryKeyConstraint('task_id', 'person_id', name=op.f('pk_task_state'))
    )
    op.create_table('assignment',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('round_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('household_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('outcome', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('appointment_on', sa.Date(), nullable=True),
    sa.Column('updated_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("outcome IN ('absent', 'appointment', 'moved', 'not_found', 'refused')", name=op.f('ck_assignment_outcome')),
    sa.CheckConstraint("state IN ('not_started', 'draft', 'submitted', 'checked', 'closed')", name=op.f('ck_assignment_state')),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_assignment_household_id_household')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_assignment_person_id_person')),
    sa.ForeignKeyConstraint(['round_id'], ['review_round.id'], name=op.f('fk_assignment_round_id_review_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment')),
    sa.UniqueConstraint('round_id', 'household_id', name=op.f('uq_assignment_round_id_household_id'))
    )
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assignment_round_id_appointment_on'), ['round_id', 'appointment_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_assignment_round_id_person_id'), ['round_id', 'person_id'], unique=False)

    op.create_table('member',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('household_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('sex', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('birth_year', sa.Integer(), nullable=True),
    sa.Column('birth_date', sa.Date(), nullable=True),
    sa.Column('relation', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('ethnicity', sa.LargeBinary(), nullable=True),
    sa.Column('cccd', sa.LargeBinary(), nullable=True),
    sa.Column('cccd_hash', sa.LargeBinary(), nullable=True),
    sa.Column('left_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('left_reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.CheckConstraint("sex IN ('nam', 'nu')", name=op.f('ck_member_sex')),
    sa.CheckConstraint('(cccd IS NULL) = (cccd_hash IS NULL)', name=op.f('ck_member_cccd')),
    sa.CheckConstraint('birth_year BETWEEN 1880 AND 2200', name=op.f('ck_member_birth_year')),
    sa.CheckConstraint('ordinal >= 1', name=op.f('ck_member_ordinal')),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_member_household_id_household')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_member')),
    sa.UniqueConstraint('household_id', 'ordinal', name=op.f('uq_member_household_id_ordinal'))
    )
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_member_cccd_hash'), ['cccd_hash'], unique=False)

    op.create_table('reminder',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('subject', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('occasion', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('stage', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('due_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('outbox_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint("state IN ('pending', 'queued', 'skipped')", name=op.f('ck_reminder_state')),
    sa.ForeignKeyConstraint(['outbox_id'], ['outbox.id'], name=op.f('fk_reminder_outbox_id_outbox')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_reminder_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder')),
    sa.UniqueConstraint('subject', 'person_id', 'occasion', 'stage', name=op.f('uq_reminder_subject_person_id_occasion_stage'))
    )
    with op.batch_alter_table('reminder', schema=None) as batch_op:
        batch_op.create_index('ix_reminder_pending', ['due_at'], unique=False, sqlite_where=sa.text("state = 'pending'"), postgresql_where=sa.text("state = 'pending'"))

    op.create_table('web_message',
    sa.Column('persona', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('direction', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('client_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('re', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('last', sa.Boolean(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=True),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('outbox_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('edits', sa.Integer(), nullable=True),
    sa.Column('seen_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('wiped_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint("(direction = 'person') = (client_id IS NOT NULL)", name=op.f('ck_web_message_client_id')),
    sa.CheckConstraint("direction IN ('bot', 'person')", name=op.f('ck_web_message_direction')),
    sa.CheckConstraint('body IS NOT NULL OR wiped_at IS NOT NULL', name=op.f('ck_web_message_body')),
    sa.CheckConstraint('n >= 1', name=op.f('ck_web_message_n')),
    sa.ForeignKeyConstraint(['outbox_id'], ['outbox.id'], name=op.f('fk_web_message_outbox_id_outbox')),
    sa.PrimaryKeyConstraint('persona', 'n', name=op.f('pk_web_message')),
    sa.UniqueConstraint('outbox_id', name=op.f('uq_web_message_outbox_id')),
    sa.UniqueConstraint('persona', 'client_id', name=op.f('uq_web_message_persona_client_id'))
    )
    with op.batch_alter_table('web_message', schema=None) as batch_op:
        batch_op.create_index('ix_web_message_unwiped', ['at'], unique=False, sqlite_where=sa.text('wiped_at IS NULL'), postgresql_where=sa.text('wiped_at IS NULL'))

    op.create_table('interview',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('assignment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('form_version_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('ruleset', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('opened_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('focus', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('started_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('updated_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('submitted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('category', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('score_a', sa.Integer(), nullable=True),
    sa.Column('score_b_min', sa.Integer(), nullable=True),
    sa.Column('score_b_max', sa.Integer(), nullable=True),
    sa.Column('deprived', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.CheckConstraint("category IN ('poor', 'near_poor', 'not_poor')", name=op.f('ck_interview_category')),
    sa.CheckConstraint("state IN ('draft', 'submitted', 'checked', 'refused', 'cancelled')", name=op.f('ck_interview_state')),
    sa.CheckConstraint("state NOT IN ('submitted', 'checked') OR submitted_at IS NOT NULL", name=op.f('ck_interview_submitted_at')),
    sa.CheckConstraint('attempt >= 1', name=op.f('ck_interview_attempt')),
    sa.CheckConstraint('score_b_min <= score_b_max', name=op.f('ck_interview_score_b')),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_interview_assignment_id_assignment')),
    sa.ForeignKeyConstraint(['form_version_id'], ['form_version.id'], name=op.f('fk_interview_form_version_id_form_version')),
    sa.ForeignKeyConstraint(['opened_by'], ['person.id'], name=op.f('fk_interview_opened_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interview')),
    sa.UniqueConstraint('assignment_id', 'attempt', name=op.f('uq_interview_assignment_id_attempt'))
    )
    with op.batch_alter_table('interview', schema=None) as batch_op:
        batch_op.create_index('ix_interview_living', ['assignment_id'], unique=True, sqlite_where=sa.text("state IN ('draft', 'submitted', 'checked')"), postgresql_where=sa.text("state IN ('draft', 'submitted', 'checked')"))

    op.create_table('visit',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('assignment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('outcome', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('appointment_on', sa.Date(), nullable=True),
    sa.Column('by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("outcome <> 'appointment' OR appointment_on IS NOT NULL", name=op.f('ck_visit_appointment_on')),
    sa.CheckConstraint("outcome IN ('absent', 'appointment', 'moved', 'not_found', 'refused')", name=op.f('ck_visit_outcome')),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_visit_assignment_id_assignment')),
    sa.ForeignKeyConstraint(['by'], ['person.id'], name=op.f('fk_visit_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit'))
    )
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_assignment_id'), ['assignment_id'], unique=False)

    op.create_table('answer',
    sa.Column('interview_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('path', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('value', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('value_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('value_hash', sa.LargeBinary(), nullable=True),
    sa.Column('skipped', sa.Boolean(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint('(value IS NULL) <> (value_sealed IS NULL)', name=op.f('ck_answer_value')),
    sa.CheckConstraint('(value_sealed IS NULL) = (value_hash IS NULL)', name=op.f('ck_answer_value_hash')),
    sa.ForeignKeyConstraint(['by'], ['person.id'], name=op.f('fk_answer_by_person')),
    sa.ForeignKeyConstraint(['interview_id'], ['interview.id'], name=op.f('fk_answer_interview_id_interview')),
    sa.PrimaryKeyConstraint('interview_id', 'path', 'name', name=op.f('pk_answer'))
    )
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_name_value_hash'), ['name', 'value_hash'], unique=False)

    op.create_table('answer_event',
    sa.Column('interview_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('path', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('value', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('value_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('skipped', sa.Boolean(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('cause', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint('seq >= 1', name=op.f('ck_answer_event_seq')),
    sa.CheckConstraint('value IS NULL OR value_sealed IS NULL', name=op.f('ck_answer_event_value')),
    sa.ForeignKeyConstraint(['by'], ['person.id'], name=op.f('fk_answer_event_by_person')),
    sa.ForeignKeyConstraint(['interview_id'], ['interview.id'], name=op.f('fk_answer_event_interview_id_interview')),
    sa.PrimaryKeyConstraint('interview_id', 'seq', name=op.f('pk_answer_event'))
    )
    op.create_table('consent',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('interview_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('basis', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('given', sa.Boolean(), nullable=False),
    sa.Column('by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('text_version', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.CheckConstraint("basis IN ('consent', 'legal_duty')", name=op.f('ck_consent_basis')),
    sa.ForeignKeyConstraint(['by'], ['person.id'], name=op.f('fk_consent_by_person')),
    sa.ForeignKeyConstraint(['interview_id'], ['interview.id'], name=op.f('fk_consent_interview_id_interview')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent'))
    )
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consent_interview_id'), ['interview_id'], unique=False)

    op.create_table('roster_item',
    sa.Column('interview_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('path', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('ord', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('added', sa.Boolean(), nullable=False),
    sa.Column('removed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('removed_reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.CheckConstraint("removed_at IS NOT NULL OR removed_reason = ''", name=op.f('ck_roster_item_removed_reason')),
    sa.ForeignKeyConstraint(['interview_id'], ['interview.id'], name=op.f('fk_roster_item_interview_id_interview')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_roster_item_member_id_member')),
    sa.PrimaryKeyConstraint('interview_id', 'path', name=op.f('pk_roster_item'))
    )
    op.create_table('stored_file',
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('mime', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('interview_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint('size >= 0', name=op.f('ck_stored_file_size')),
    sa.ForeignKeyConstraint(['interview_id'], ['interview.id'], name=op.f('fk_stored_file_interview_id_interview')),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_stored_file'))
    )
    with op.batch_alter_table('stored_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stored_file_interview_id'), ['interview_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('stored_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stored_file_interview_id'))

    op.drop_table('stored_file')
    op.drop_table('roster_item')
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consent_interview_id'))

    op.drop_table('consent')
    op.drop_table('answer_event')
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_answer_name_value_hash'))

    op.drop_table('answer')
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_assignment_id'))

    op.drop_table('visit')
    with op.batch_alter_table('interview', schema=None) as batch_op:
        batch_op.drop_index('ix_interview_living', sqlite_where=sa.text("state IN ('draft', 'submitted', 'checked')"), postgresql_where=sa.text("state IN ('draft', 'submitted', 'checked')"))

    op.drop_table('interview')
    with op.batch_alter_table('web_message', schema=None) as batch_op:
        batch_op.drop_index('ix_web_message_unwiped', sqlite_where=sa.text('wiped_at IS NULL'), postgresql_where=sa.text('wiped_at IS NULL'))

    op.drop_table('web_message')
    with op.batch_alter_table('reminder', schema=None) as batch_op:
        batch_op.drop_index('ix_reminder_pending', sqlite_where=sa.text("state = 'pending'"), postgresql_where=sa.text("state = 'pending'"))

    op.drop_table('reminder')
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_member_cccd_hash'))

    op.drop_table('member')
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assignment_round_id_person_id'))
        batch_op.drop_index(batch_op.f('ix_assignment_round_id_appointment_on'))

    op.drop_table('assignment')
    op.drop_table('task_state')
    with op.batch_alter_table('task_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_task_event_task_id'))

    op.drop_table('task_event')
    op.drop_table('person_unit')
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index('ix_outbox_unwiped', sqlite_where=sa.text('wiped_at IS NULL'), postgresql_where=sa.text('wiped_at IS NULL'))
        batch_op.drop_index('ix_outbox_unsent', sqlite_where=sa.text("state IN ('queued', 'sending')"), postgresql_where=sa.text("state IN ('queued', 'sending')"))

    op.drop_table('outbox')
    op.drop_table('invite')
    with op.batch_alter_table('household', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_household_unit_code'))

    op.drop_table('household')
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_account_person_id'))

    op.drop_table('account')
    op.drop_table('unit')
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_task_duty'))

    op.drop_table('task')
    op.drop_table('review_round')
    op.drop_table('person')
    op.drop_table('meta')
    with op.batch_alter_table('invite_failure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invite_failure_account_ref_at'))

    op.drop_table('invite_failure')
    with op.batch_alter_table('inbox', schema=None) as batch_op:
        batch_op.drop_index('ix_inbox_unwiped', sqlite_where=sa.text('wiped_at IS NULL'), postgresql_where=sa.text('wiped_at IS NULL'))
        batch_op.drop_index('ix_inbox_pending', sqlite_where=sa.text("state = 'pending'"), postgresql_where=sa.text("state = 'pending'"))

    op.drop_table('inbox')
    op.drop_table('form_version')
    op.drop_table('conversation')
