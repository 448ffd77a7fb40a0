"""households are kept year by year, with what lists said beside; names of groups that were asked once are remembered

Revision: 0014, after: 0013
"""

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
TIME = sqlmodel.sql.sqltypes.UTCDateTime()
BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table(
        'household_year',
        sa.Column('household_id', BIG, nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('category', TEXT, nullable=False),
        sa.Column('score_a', sa.Integer(), nullable=True),
        sa.Column('score_b', sa.Integer(), nullable=True),
        sa.Column('findings', TEXT, nullable=True),
        sa.Column('decision_number', TEXT, nullable=True),
        sa.Column('decided_on', sa.Date(), nullable=True),
        sa.Column('came_in', TEXT, nullable=True),
        sa.Column('went_out', TEXT, nullable=True),
        sa.Column('source', TEXT, nullable=False),
        sa.Column('recorded_at', TIME, nullable=True),
        sa.CheckConstraint("category IN ('poor', 'near_poor', 'not_poor')", name=op.f('ck_household_year_category')),
        sa.CheckConstraint("source IN ('import', 'review')", name=op.f('ck_household_year_source')),
        sa.CheckConstraint('year BETWEEN 1990 AND 2200', name=op.f('ck_household_year_year')),
        sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_household_year_household_id_household')),
        sa.PrimaryKeyConstraint('household_id', 'year', name=op.f('pk_household_year')),
    )
    op.create_table(
        'unit_name',
        sa.Column('commune', TEXT, nullable=False),
        sa.Column('said', TEXT, nullable=False),
        sa.Column('unit_code', TEXT, nullable=False),
        sa.ForeignKeyConstraint(['commune'], ['unit.code'], name=op.f('fk_unit_name_commune_unit')),
        sa.ForeignKeyConstraint(['unit_code'], ['unit.code'], name=op.f('fk_unit_name_unit_code_unit')),
        sa.PrimaryKeyConstraint('commune', 'said', name=op.f('pk_unit_name')),
    )
    # What was known until now came from a list.
    op.execute(
        'INSERT INTO household_year (household_id, year, category, score_a, score_b, source) '
        "SELECT id, last_year, last_category, last_score_a, last_score_b, 'import' FROM household "
        'WHERE last_category IS NOT NULL AND last_year BETWEEN 1990 AND 2200'
    )
    op.add_column('household', sa.Column('extra', sa.LargeBinary(), nullable=True))
    with op.batch_alter_table('member') as batch_op:
        batch_op.alter_column('sex', existing_type=TEXT, nullable=True)
        batch_op.alter_column('relation', existing_type=TEXT, nullable=True)


def downgrade() -> None:
    # Members of whom sex or relation are not known stay so: to give them one would be invented, and an older program reads them as blank.
    with op.batch_alter_table('household') as batch_op:
        batch_op.drop_column('extra')
    op.drop_table('unit_name')
    op.drop_table('household_year')
