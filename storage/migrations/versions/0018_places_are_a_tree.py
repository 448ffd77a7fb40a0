"""places are a tree of provinces, communes and groups; rounds and tasks belong to a commune; people may have several roles

Revision: 0018, after: 0017
"""

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
ROLES = "role IN ('collaborator', 'checker', 'official', 'leader', 'admin', 'observer')"
OLD_ROLES = "role IN ('collaborator', 'checker', 'official', 'leader', 'admin')"
OWN = ('controller', 'contact', 'addressing', 'plan')
COMMUNE = "(SELECT code FROM unit WHERE kind = 'commune' ORDER BY code LIMIT 1)"
OF_COMMUNE = (('review_round', ('key',)), ('task', ('key', 'year')))


def words(name: str, column: str, condition: str) -> None:
    with op.batch_alter_table(name) as batch_op:
        batch_op.drop_constraint(op.f(f'ck_{name}_{column}'), type_='check')
        batch_op.create_check_constraint(op.f(f'ck_{name}_{column}'), condition)


def upgrade() -> None:
    for name in OWN:
        op.add_column('unit', sa.Column(name, TEXT, nullable=False, server_default=''))
    with op.batch_alter_table('unit') as batch_op:
        batch_op.drop_constraint(op.f('ck_unit_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_unit_kind'), "kind IN ('province', 'commune', 'group')")
    with op.batch_alter_table('unit') as batch_op:
        for name in OWN:
            batch_op.alter_column(name, existing_type=TEXT, existing_nullable=False, server_default=None)
    op.create_table(
        'unit_within',
        sa.Column('unit_code', TEXT, nullable=False),
        sa.Column('within', TEXT, nullable=False),
        sa.ForeignKeyConstraint(['unit_code'], ['unit.code'], name=op.f('fk_unit_within_unit_code_unit')),
        sa.ForeignKeyConstraint(['within'], ['unit.code'], name=op.f('fk_unit_within_within_unit')),
        sa.PrimaryKeyConstraint('unit_code', 'within', name=op.f('pk_unit_within')),
    )
    op.create_index(op.f('ix_unit_within_within'), 'unit_within', ['within'])
    # Until now there were two levels: the commune and its groups.
    op.execute('INSERT INTO unit_within (unit_code, within) SELECT code, code FROM unit')
    op.execute('INSERT INTO unit_within (unit_code, within) SELECT code, parent FROM unit WHERE parent IS NOT NULL')
    words('person', 'role', ROLES)
    op.create_table(
        'person_role',
        sa.Column('person_id', BIG, nullable=False),
        sa.Column('role', TEXT, nullable=False),
        sa.CheckConstraint(ROLES, name=op.f('ck_person_role_role')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_person_role_person_id_person')),
        sa.PrimaryKeyConstraint('person_id', 'role', name=op.f('pk_person_role')),
    )
    # Whoever had no place saw everything.
    op.execute(
        f'INSERT INTO person_unit (person_id, unit_code) SELECT person.id, {COMMUNE} FROM person '
        f'WHERE {COMMUNE} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM person_unit WHERE person_unit.person_id = person.id)'
    )
    # Without a commune there are only the tasks that a plan wrote, for nobody: they are written again for each commune that comes.
    if op.get_bind().execute(sa.text(f'SELECT {COMMUNE}')).scalar() is None:
        op.execute("DELETE FROM reminder WHERE kind IN ('task', 'postponed')")
        for name in ('task_event', 'task_state', 'task'):
            op.execute(f'DELETE FROM {name}')
    for name, keys in OF_COMMUNE:
        op.add_column(name, sa.Column('unit_code', TEXT, nullable=True))
        op.execute(f'UPDATE {name} SET unit_code = {COMMUNE}')
        with op.batch_alter_table(name) as batch_op:
            batch_op.alter_column('unit_code', existing_type=TEXT, nullable=False)
            batch_op.create_foreign_key(op.f(f'fk_{name}_unit_code_unit'), 'unit', ['unit_code'], ['code'])
            batch_op.drop_constraint(op.f(f"uq_{name}_{'_'.join(keys)}"), type_='unique')
            batch_op.create_unique_constraint(op.f(f"uq_{name}_unit_code_{'_'.join(keys)}"), ['unit_code', *keys])
    words('review_round', 'kind', "kind IN ('periodic', 'monthly', 'special')")


def downgrade() -> None:
    # Only one commune can be told apart by what went before.
    words('review_round', 'kind', "kind IN ('periodic', 'monthly')")
    for name, keys in OF_COMMUNE:
        with op.batch_alter_table(name) as batch_op:
            batch_op.drop_constraint(op.f(f"uq_{name}_unit_code_{'_'.join(keys)}"), type_='unique')
            batch_op.create_unique_constraint(op.f(f"uq_{name}_{'_'.join(keys)}"), list(keys))
            batch_op.drop_constraint(op.f(f'fk_{name}_unit_code_unit'), type_='foreignkey')
            batch_op.drop_column('unit_code')
    op.drop_table('person_role')
    # An older program knows no observers: they are kept, and may not use it.
    op.execute("UPDATE person SET role = 'checker', active = (1 = 0) WHERE role = 'observer'")
    words('person', 'role', OLD_ROLES)
    op.drop_index(op.f('ix_unit_within_within'), 'unit_within')
    op.drop_table('unit_within')
    with op.batch_alter_table('unit') as batch_op:
        batch_op.drop_constraint(op.f('ck_unit_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_unit_kind'), "kind IN ('commune', 'group')")
        for name in OWN:
            batch_op.drop_column(name)
