"""a household may move within the commune, and the end of a round is reminded of

Revision: 0012, after: 0011
"""

from alembic import op


revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

TABLES = ('assignment', 'visit')
OUTCOMES = "outcome IN ('absent', 'appointment', 'moved', 'relocated', 'not_found', 'refused')"
OLD_OUTCOMES = "outcome IN ('absent', 'appointment', 'moved', 'not_found', 'refused')"
KINDS = "kind IN ('task', 'postponed', 'appointment', 'draft', 'round')"
OLD_KINDS = "kind IN ('task', 'postponed', 'appointment', 'draft')"


def words(name: str, column: str, condition: str) -> None:
    with op.batch_alter_table(name) as batch_op:
        batch_op.drop_constraint(op.f(f'ck_{name}_{column}'), type_='check')
        batch_op.create_check_constraint(op.f(f'ck_{name}_{column}'), condition)


def upgrade() -> None:
    for name in TABLES:
        words(name, 'outcome', OUTCOMES)
    words('reminder', 'kind', KINDS)
    # Until now a household that moved within the commune was closed like one that left it: by the choice that was tapped, it is expected again.
    moved = "outcome = 'moved' AND id IN (SELECT assignment_id FROM visit WHERE outcome = 'moved' AND reason = 'Sang tổ, thôn khác trong xã' AND NOT EXISTS (SELECT 1 FROM visit AS later WHERE later.assignment_id = visit.assignment_id AND later.id > visit.id))"
    begun = "EXISTS (SELECT 1 FROM interview WHERE interview.assignment_id = assignment.id AND interview.state = 'draft')"
    op.execute(f"UPDATE assignment SET outcome = 'relocated', state = CASE WHEN {begun} THEN 'draft' ELSE 'not_started' END WHERE state = 'closed' AND {moved}")


def downgrade() -> None:
    op.execute("UPDATE assignment SET outcome = 'moved', state = 'closed' WHERE outcome = 'relocated'")
    op.execute("UPDATE visit SET outcome = 'moved' WHERE outcome = 'relocated'")
    op.execute("DELETE FROM reminder WHERE kind = 'round'")
    words('reminder', 'kind', OLD_KINDS)
    for name in TABLES:
        words(name, 'outcome', OLD_OUTCOMES)
