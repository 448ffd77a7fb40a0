"""What lies in an archive, in this order: its contents, the rows of all tables, the files, and what all of it adds up to."""

import hashlib
import json
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.archive.chunks import ChunkReader, ChunkWriter
from bot.archive.refused import ArchiveError, Why

_LENGTHS = struct.Struct(">II")
HEAD, BODY = 2**20, 2**30
"""Bytes that one entry may have."""

LEVEL = 1
"""Of the packing of rows: photos do not get smaller, and base64 of sealed values does at once."""


@dataclass(frozen=True, slots=True)
class Contents:
    """table -> its columns and how many rows it has; table -> the last number given there."""

    columns: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, int]
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Rows:
    table: str
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class File:
    """As it lies in the file store, sealed."""

    key: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class End:
    """`gone`: files that were deleted for good while the archive was made; `missing`: those that ought to have been there."""

    gone: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


Entry = Contents | Rows | File | End


@dataclass(slots=True)
class Sums:
    """What has gone by so far, to be compared on the other side."""

    rows: dict[str, int] = field(default_factory=dict)
    digests: dict[str, "hashlib._Hash"] = field(default_factory=dict)
    files: int = 0
    size: int = 0

    def add(self, name: str, body: bytes, rows: int = 0) -> None:
        self.rows[name] = self.rows.get(name, 0) + rows
        self.digests.setdefault(name, hashlib.sha256()).update(body)

    def told(self) -> dict[str, Any]:
        digests = {name: digest.hexdigest() for name, digest in self.digests.items()}
        return {"rows": self.rows, "digests": digests, "files": self.files, "size": self.size}


class EntryWriter:
    """`contents` first, `end` last."""

    def __init__(self, chunks: ChunkWriter) -> None:
        self._chunks = chunks
        self.sums = Sums()

    def contents(self, contents: Contents) -> None:
        told = {"columns": contents.columns, "rows": contents.rows, "numbers": contents.numbers}
        self._put({"is": "contents"} | told)

    def rows(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        body = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
        self.sums.add(f"table {table}", body, len(rows))
        self._put({"is": "rows", "table": table}, zlib.compress(body, LEVEL))

    def file(self, key: str, sealed: bytes) -> None:
        self.sums.add("files", key.encode() + sealed)
        self.sums.files += 1
        self.sums.size += len(sealed)
        self._put({"is": "file", "key": key}, sealed)

    def end(self, end: End) -> None:
        self._put({"is": "end", "gone": end.gone, "missing": end.missing, "sums": self.sums.told()})
        self._chunks.close()

    def _put(self, head: Mapping[str, Any], body: bytes = b"") -> None:
        written = json.dumps(head, separators=(",", ":")).encode()
        self._chunks.write(_LENGTHS.pack(len(written), len(body)) + written)
        self._chunks.write(body)


class EntryReader:
    """Gives the entries one after the other, the last only where all of them add up. Raises ArchiveError."""

    def __init__(self, chunks: ChunkReader) -> None:
        self._chunks = chunks
        self.sums = Sums()

    def __iter__(self) -> Iterator[Entry]:
        try:
            contents = self._contents()
            yield contents
            while True:
                head, body = self._next()
                entry = self._entry(head, body, contents)
                yield entry
                if isinstance(entry, End):
                    return
        except (KeyError, ValueError, TypeError, AttributeError, zlib.error) as error:
            raise ArchiveError(Why.UNSOUND, type(error).__name__) from error

    def _contents(self) -> Contents:
        head, _ = self._next()
        if head["is"] != "contents":
            raise ArchiveError(Why.UNSOUND, "contents")
        columns = {name: tuple(each) for name, each in head["columns"].items()}
        return Contents(columns, head["rows"], head["numbers"])

    def _next(self) -> tuple[dict[str, Any], bytes]:
        head, body = _LENGTHS.unpack(self._chunks.read(_LENGTHS.size))
        if head > HEAD or body > BODY:
            raise ArchiveError(Why.UNSOUND, "length")
        return json.loads(self._chunks.read(head)), self._chunks.read(body)

    def _entry(self, head: Mapping[str, Any], body: bytes, contents: Contents) -> Entry:
        match head["is"]:
            case "rows":
                return self._rows(head["table"], zlib.decompress(body), contents)
            case "file":
                self.sums.add("files", head["key"].encode() + body)
                self.sums.files += 1
                self.sums.size += len(body)
                return File(head["key"], body)
            case "end":
                self._add_up(head["sums"], contents)
                self._chunks.finish()
                return End(tuple(head["gone"]), tuple(head["missing"]))
        raise ArchiveError(Why.UNSOUND, "entry")

    def _rows(self, table: str, body: bytes, contents: Contents) -> Rows:
        rows = json.loads(body)
        width = len(contents.columns[table])
        if any(len(row) != width for row in rows):
            raise ArchiveError(Why.UNSOUND, table)
        self.sums.add(f"table {table}", body, len(rows))
        return Rows(table, rows)

    def _add_up(self, told: Mapping[str, Any], contents: Contents) -> None:
        seen = self.sums.told()
        rows = {f"table {name}": count for name, count in contents.rows.items() if count}
        counted = {name: count for name, count in self.sums.rows.items() if count}
        if rows != counted:
            raise ArchiveError(Why.UNSOUND, "rows")
        if told != seen:
            raise ArchiveError(Why.UNSOUND, "sums")
