"""Changing the key: everything that is sealed is sealed anew, a batch at a time; until the end both keys open the database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    LargeBinary,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    delete,
    func,
    literal,
    or_,
    select,
    tuple_,
    update,
)

from storage.crypto import Cipher
from storage.errors import KeyChangeUnfinishedError, WrongKeyError
from storage.session import DatabaseSession
from storage.tables import Row, table

PROOF, NEXT_PROOF = "key_proof", "key_proof_next"
"""What shows that a key is the one of this database; the second one is there while the key is being changed."""

NOT_SEALED = frozenset(
    {
        "form_version.xform",
        "invite.code_hash",
        "link.token_hash",
        "channel_token.seed_hash",
        "member.cccd_hash",
        "answer.value_hash",
    }
)
"""Bytes that lie open: a published form, and hashes."""

PLACES = {"answer.value_sealed": "answer.value", "answer_event.value_sealed": "answer.value"}
"""Columns that are not sealed under their own name."""

LOOKED_UP = {"answer": ("value_hash", "value_sealed"), "member": ("cccd_hash", "cccd")}
"""Hashes that are made anew with what they are of. Those of invitations, links and a platform's first key have nothing to be made of."""

_PROOF_TEXT, _SEED = "rasoat", "channel_token.seed"
_META, _INVITE, _TOKEN = table("meta"), table("invite"), table("channel_token")
_UNUSED = _INVITE.c.used_at.is_(None)


def sealed_columns() -> Iterator[tuple[Table, Column[Any], str]]:
    """Each column that only the key opens, with its place for the cipher."""
    for one in Row.metadata.sorted_tables:
        for column in one.columns:
            name = f"{one.name}.{column.name}"
            if isinstance(column.type, LargeBinary) and name not in NOT_SEALED:
                yield one, column, PLACES.get(name, name)


def _by_table() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for one, column, place in sealed_columns():
        found.setdefault(one.name, {})[column.name] = place
    return found


SEALED = _by_table()
"""Table -> column -> place."""


@dataclass(frozen=True, slots=True)
class Batch:
    """`last`: the key after which the next batch begins, None = that was all of the table; `lost`: values that no key opens, left as they are."""

    last: tuple[Any, ...] | None
    changed: int
    lost: int


def proof_of(cipher: Cipher) -> str:
    """What is kept of a key."""
    return cipher.seal(_PROOF_TEXT, PROOF).hex()


def check(cipher: Cipher, proof: str, following: str | None) -> None:
    """Whether these keys are the database's. Raises WrongKeyError with what is to be done."""
    own, before = opens(cipher, proof), cipher.before is not None and opens(cipher.before, proof)
    if following is None and before and not own:
        raise WrongKeyError(
            "security key: nothing is sealed with this new key yet; stop the bot everywhere and run: rasoat rotate-key"
        )
    if following is None and not own:
        raise WrongKeyError(
            "security key: this database was made with another key; start with that key, or with another database"
        )
    if following is not None and not (before and opens(cipher, following)):
        raise KeyChangeUnfinishedError(
            "security key: the change of the key of this database is not finished; set RASOAT_SECURITY__KEY to the new key "
            "and RASOAT_SECURITY__OLD_KEY to the one of before, then run: rasoat rotate-key"
        )


def opens(cipher: Cipher, proof: str) -> bool:
    """By the key itself, not by the one of before."""
    return cipher.is_own(bytes.fromhex(proof), PROOF)


class Resealing:
    """From the key of before to the key, in as many transactions as one likes: what is sealed with the key already is passed over."""

    tables = tuple(SEALED)
    """All that hold anything sealed."""
    # Not VACUUM FULL: it takes along what any other session might still see, and rows of before are what must go.
    written_anew = tuple(
        f"ALTER TABLE {name} ALTER COLUMN {column} TYPE bytea USING {column} || ''::bytea"
        for name, columns in SEALED.items()
        for column in tuple(columns)[:1]
    )
    """Statements of PostgreSQL by which a table is copied into a new file, without what its rows were before."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def is_unfinished(self) -> bool:
        return self._s.run(select(_META.c.key).where(_META.c.key == NEXT_PROOF)).first() is not None

    def begin(self) -> None:
        """From now on the database opens with both keys only."""
        if not self.is_unfinished():
            row = {"key": NEXT_PROOF, "value": proof_of(self._s.cipher)}
            self._s.run(_META.insert(), row)

    def batch(self, name: str, after: tuple[Any, ...] | None, most: int) -> Batch:
        """So many rows of a table, after the row with that key; None = from its beginning."""
        rows = self._s.run(self._rows(name, after, most)).all()
        made = [(row, self._sealed_anew(name, row)) for row in rows]
        changed = [self._new_row(name, row, new) for row, (new, _) in made if new]
        if changed:
            self._s.run(_writing(name), changed)
        keys = [column.name for column in table(name).primary_key]
        last = tuple(getattr(rows[-1], key) for key in keys) if len(rows) == most else None
        return Batch(last, len(changed), sum(lost for _, (_, lost) in made))

    def _rows(self, name: str, after: tuple[Any, ...] | None, most: int) -> Select[Any]:
        found = table(name)
        statement = select(found).where(or_(*[found.c[one].is_not(None) for one in SEALED[name]]))
        if after is not None:
            statement = statement.where(tuple_(*found.primary_key) > tuple_(*map(literal, after)))
        statement = statement.order_by(*found.primary_key).limit(most)
        return statement.with_for_update() if self._s.several_writers else statement

    def _sealed_anew(self, name: str, row: Any) -> tuple[dict[str, bytes], int]:
        """The columns that change, and how many of the row cannot be opened."""
        new: dict[str, bytes] = {}
        lost = 0
        for column, place in SEALED[name].items():
            sealed = getattr(row, column)
            if sealed is None or self._s.cipher.is_own(sealed, place):
                continue
            try:
                content = self._s.cipher.open_bytes(sealed, place)
            except (WrongKeyError, ValueError):
                lost += 1
                continue
            new[column] = self._s.cipher.seal_bytes(content, place)
            hashed, of = LOOKED_UP.get(name, ("", ""))
            if of == column:
                within = f"{place}/{row.name}" if name == "answer" else place
                new[hashed] = self._s.cipher.digest(content.decode(), within)
        return new, lost

    @staticmethod
    def _new_row(name: str, row: Any, new: Mapping[str, bytes]) -> dict[str, Any]:
        keys = {f"k_{column.name}": getattr(row, column.name) for column in table(name).primary_key}
        return keys | {f"new_{one}": new.get(one, getattr(row, one)) for one in _written(name)}

    def end(self, seeds: Iterable[str]) -> int:
        """The key alone opens the database. Codes that nobody has used can be known by no new key: how many do not work any more.

        `seeds`: first keys of platforms as they are set now, which must not begin a new chain.
        """
        for seed in filter(None, seeds):
            known = _TOKEN.c.seed_hash.in_(self._s.cipher.digests(seed, _SEED))
            self._s.run(update(_TOKEN).where(known).values(seed_hash=self._s.cipher.digest(seed, _SEED)))
        codes = int(self._s.run(select(func.count()).select_from(_INVITE).where(_UNUSED)).scalar_one())
        self._s.run(delete(_INVITE).where(_UNUSED))
        self._s.run(update(_META).where(_META.c.key == PROOF).values(value=proof_of(self._s.cipher)))
        self._s.run(delete(_META).where(_META.c.key == NEXT_PROOF))
        return codes


def _written(name: str) -> tuple[str, ...]:
    return (*SEALED[name], *LOOKED_UP.get(name, ())[:1])


def _writing(name: str) -> Update:
    found = table(name)
    own = and_(*[column == bindparam(f"k_{column.name}") for column in found.primary_key])
    return update(found).where(own).values({one: bindparam(f"new_{one}") for one in _written(name)})
