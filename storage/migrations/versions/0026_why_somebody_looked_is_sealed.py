"""why somebody looked at a household or changed something of it is sealed: it may say what ails a family

Revision: 0026, after: 0025
"""

from alembic import context, op
import sqlalchemy as sa
import sqlmodel

from storage.crypto import Cipher
from storage.errors import MigrationError


revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
LOG = sa.table('access_log', sa.column('id', BIG), sa.column('reason'), sa.column('reason_new'))
PLACE = 'access_log.reason'


def cipher() -> Cipher:
    found = context.config.attributes.get('cipher')
    if found is None:
        raise MigrationError('this migration seals what people wrote, so it needs the key of the database; start the bot with it')
    return found


def moved(turn, empty) -> None:
    """Each reason, turned, into the new column."""
    connection = op.get_bind()
    rows = connection.execute(sa.select(LOG.c.id, LOG.c.reason).where(LOG.c.reason.is_not(None), LOG.c.reason != empty)).all()
    if rows:
        fill = sa.update(LOG).where(LOG.c.id == sa.bindparam('k')).values(reason_new=sa.bindparam('v'))
        connection.execute(fill, [{'k': row.id, 'v': turn(row.reason)} for row in rows])


def renamed(kind, nullable: bool) -> None:
    with op.batch_alter_table('access_log') as batch_op:
        batch_op.drop_column('reason')
        batch_op.alter_column('reason_new', new_column_name='reason', existing_type=kind, existing_nullable=nullable, server_default=None)


def upgrade() -> None:
    op.add_column('access_log', sa.Column('reason_new', sa.LargeBinary(), nullable=True))
    moved(lambda reason: cipher().seal(str(reason), PLACE), '')
    renamed(sa.LargeBinary(), True)
    if op.get_bind().dialect.name == 'postgresql':
        # A dropped column stays where it was, row by row, until the table is written anew.
        op.execute('CLUSTER access_log USING pk_access_log')
        op.execute('ALTER TABLE access_log SET WITHOUT CLUSTER')


def downgrade() -> None:
    op.add_column('access_log', sa.Column('reason_new', TEXT, nullable=False, server_default=''))
    moved(lambda reason: cipher().open(bytes(reason), PLACE), b'')
    renamed(sa.String(), False)
