"""reasons of visits, names of files and what a household lacks are sealed; nobody can prove that they know a picture

Revision: 0013, after: 0012
"""

from collections.abc import Callable

from alembic import context, op
import sqlalchemy as sa
import sqlmodel

from storage.crypto import Cipher
from storage.errors import MigrationError


revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# table, its key, the column, its place for the cipher, what stands for "nothing"
SEALED = (
    ("visit", sa.column("id", BIG), "reason", "visit.reason", ""),
    ("stored_file", sa.column("key", TEXT), "name", "stored_file.name", ""),
    ("interview", sa.column("id", BIG), "deprived", "interview.deprived", "[]"),
)


def cipher() -> Cipher:
    """Tables without such rows are changed without a key."""
    found = context.config.attributes.get("cipher")
    if found is None:
        raise MigrationError(
            "this migration seals what people wrote, so it needs the key of the database; start the bot with it"
        )
    return found


def moved(table: str, key: sa.ColumnClause, column: str, turn: Callable[[object], object], empty: object) -> None:
    """Each value of the old column, turned, into the new one."""
    rows = sa.table(table, key, sa.column(column), sa.column(f"{column}_new"))
    connection = op.get_bind()
    found = connection.execute(
        sa.select(rows.c[key.name], rows.c[column]).where(rows.c[column].is_not(None), rows.c[column] != empty)
    ).all()
    if found:
        fill = sa.update(rows).where(rows.c[key.name] == sa.bindparam("k")).values({f"{column}_new": sa.bindparam("v")})
        connection.execute(fill, [{"k": row[0], "v": turn(row[1])} for row in found])


def upgrade() -> None:
    for table, key, column, place, empty in SEALED:
        op.add_column(table, sa.Column(f"{column}_new", sa.LargeBinary(), nullable=True))
        moved(table, key, column, lambda value, place=place: cipher().seal(str(value), place), empty)
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column(column)
            batch_op.alter_column(
                f"{column}_new", new_column_name=column, existing_type=sa.LargeBinary(), existing_nullable=True
            )
    with op.batch_alter_table("stored_file") as batch_op:
        batch_op.drop_column("sha256")
    write_anew()


def write_anew() -> None:
    """PostgreSQL leaves a dropped column where it was, row by row: the open words would lie in the tables' files, and in every copy of them."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    for table, *_ in SEALED:
        connection.execute(sa.text(f"CLUSTER {table} USING pk_{table}"))
        connection.execute(sa.text(f"ALTER TABLE {table} SET WITHOUT CLUSTER"))


def downgrade() -> None:
    for table, key, column, place, empty in SEALED:
        op.add_column(table, sa.Column(f"{column}_new", TEXT, nullable=False, server_default=empty))
        moved(table, key, column, lambda value, place=place: cipher().open(bytes(value), place), b"")
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column(column)
            batch_op.alter_column(
                f"{column}_new",
                new_column_name=column,
                existing_type=sa.String(),
                existing_nullable=False,
                server_default=None,
            )
    op.add_column("stored_file", sa.Column("sha256", TEXT, nullable=False, server_default=""))
    with op.batch_alter_table("stored_file") as batch_op:
        batch_op.alter_column("sha256", existing_type=sa.String(), server_default=None)
