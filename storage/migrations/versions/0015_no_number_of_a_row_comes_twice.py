"""SQLite gives no number of a row that was deleted to another one: messages and buttons still name it

Revision: 0015, after: 0014
"""

from alembic import op
import sqlalchemy as sa


revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

TABLES = ('household', 'member', 'assignment', 'interview', 'invite', 'reminder')
# What was told already, by the numbers in "reminder:7" and "invite:7:1".
TOLD = "SELECT cause FROM outbox UNION SELECT cause FROM phone_call"
# A reminder whose number had been another's before could not be queued, and all others waited behind it.
RENUMBER = f"UPDATE reminder SET id = id + :beyond WHERE state = 'pending' AND 'reminder:' || id IN ({TOLD})"


def told_of(connection: sa.Connection, table: str) -> int:
    """The highest number of this table that a message names."""
    causes = connection.execute(sa.text(f"SELECT cause FROM ({TOLD}) WHERE cause LIKE '{table}:%'")).scalars()
    return max((int(cause.split(':')[1]) for cause in causes), default=0)


def highest_of(connection: sa.Connection, table: str) -> int:
    return connection.execute(sa.text(f'SELECT coalesce(max(id), 0) FROM {table}')).scalar_one()


def begin_after(connection: sa.Connection, table: str, last: int) -> None:
    if table == 'reminder':
        connection.execute(sa.text(RENUMBER), {'beyond': last})
    number = {'name': table, 'seq': max(last, highest_of(connection, table))}
    connection.execute(sa.text('DELETE FROM sqlite_sequence WHERE name = :name'), number)
    connection.execute(sa.text('INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)'), number)


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != 'sqlite':
        return
    for table in TABLES:
        with op.batch_alter_table(table, recreate='always', table_kwargs={'sqlite_autoincrement': True}):
            pass
        told = told_of(connection, table)
        if told:
            begin_after(connection, table, max(told, highest_of(connection, table)))


def downgrade() -> None:
    if op.get_bind().dialect.name != 'sqlite':
        return
    for table in TABLES:
        with op.batch_alter_table(table, recreate='always'):
            pass
