"""The file of a backup: nothing in it can be changed, cut, moved or added without being noticed."""

import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.archive.chunks import ChunkReader, ChunkWriter
from bot.archive.entries import Contents, End, EntryReader, EntryWriter, File, Rows
from bot.archive.header import MAGIC, Header, key_for, new_header, read_header
from bot.archive.refused import ArchiveError, Why
from storage.crypto import Cipher
from tests.bot.support.house import KEY

AT = datetime(2025, 11, 3, tzinfo=UTC)
CIPHER = Cipher(KEY)
OTHER = Cipher("//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eA=")
SECRET = bytes(32)
SMALL = 16
"""Bytes of a chunk, so that there are several."""
WORDS = "bốn con ngựa và một cái cuốc"


def sealed(*pieces: bytes) -> bytes:
    file = io.BytesIO()
    writer = ChunkWriter(file, SECRET, SMALL)
    for piece in pieces:
        writer.write(piece)
    writer.close()
    return file.getvalue()


def opened(content: bytes, length: int) -> bytes:
    reader = ChunkReader(io.BytesIO(content), SECRET, SMALL)
    found = reader.read(length)
    reader.finish()
    return found


# --- chunks --------------------------------------------------------------------------------------------------------------------------


@given(st.lists(st.binary(max_size=40), max_size=6))
def test_what_was_written_is_read(pieces: list[bytes]) -> None:
    whole = b"".join(pieces)
    assert opened(sealed(*pieces), len(whole)) == whole


@given(st.binary(max_size=60), st.data())
def test_a_cut_is_noticed_wherever_it_is(content: bytes, data: st.DataObject) -> None:
    whole = sealed(content)
    end = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(ArchiveError) as caught:
        opened(whole[:end], len(content))
    assert caught.value.why is Why.CUT


@given(st.binary(max_size=60), st.data())
def test_one_bit_is_noticed_wherever_it_is(content: bytes, data: st.DataObject) -> None:
    whole = bytearray(sealed(content))
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(ArchiveError):
        opened(bytes(whole), len(content))


def test_chunks_cannot_change_places_or_be_left_out() -> None:
    whole, chunk = sealed(bytes(range(48))), 4 + SMALL + 16
    first, second, third = whole[:chunk], whole[chunk : 2 * chunk], whole[2 * chunk :]
    assert opened(first + second + third, 48) == bytes(range(48))
    for mixed in (second + first + third, first + third, third, first + second + third + third, whole + b"x"):
        with pytest.raises(ArchiveError):
            opened(mixed, 48 if len(mixed) > 2 * chunk else 16)


# --- the head ------------------------------------------------------------------------------------------------------------------------


def head(cipher: Cipher = CIPHER, passphrase: str = "") -> Header:
    return new_header(AT, "0014", cipher, passphrase, cost=2)


def test_the_head_says_what_is_needed_and_not_the_key() -> None:
    made = head()
    assert read_header(io.BytesIO(made.written())) == made
    assert KEY.encode() not in made.written()
    assert made.key == CIPHER.fingerprint() != OTHER.fingerprint()


def test_each_archive_has_a_key_of_its_own() -> None:
    one, two = head(), head()
    assert key_for(one, CIPHER) != key_for(two, CIPHER)
    assert key_for(one, CIPHER) == key_for(one, CIPHER)


def test_a_head_that_was_changed_opens_nothing() -> None:
    made = head()
    forged = Header(AT, "0013", made.key, made.lock, made.salt)
    assert key_for(forged, CIPHER) != key_for(made, CIPHER)


@pytest.mark.parametrize(
    ("made", "cipher", "passphrase", "why"),
    [
        (head(), OTHER, "", Why.OTHER_KEY),
        (head(), None, WORDS, Why.OTHER_KEY),
        (head(passphrase=WORDS), CIPHER, "", Why.NO_WORDS),
        (head(passphrase=WORDS), CIPHER, WORDS + ".", Why.WRONG_WORDS),
    ],
)
def test_who_cannot_open_it(made: Header, cipher: Cipher | None, passphrase: str, why: Why) -> None:
    with pytest.raises(ArchiveError) as caught:
        key_for(made, cipher, passphrase)
    assert caught.value.why is why


def test_a_passphrase_opens_it_without_the_key() -> None:
    made = head(passphrase=WORDS)
    assert key_for(made, None, WORDS) == key_for(made, CIPHER, WORDS)


def _changed(old: bytes, new: bytes) -> bytes:
    """The head with other words of the same length."""
    assert len(old) == len(new)
    return head(passphrase=WORDS).written().replace(old, new)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Why.NO_ARCHIVE),
        (b"PK\3\4 a workbook of somebody", Why.NO_ARCHIVE),
        (b"rasoat", Why.CUT),
        (MAGIC, Why.CUT),
        (head().written()[:-1], Why.CUT),
        (_changed(b'"format":1', b'"format":2'), Why.NEWER),
        (_changed(b'"format":1', b'"fermat":1'), Why.ALTERED),
        (_changed(b"2025-11-03", b"2025-13-03"), Why.ALTERED),
        (MAGIC + b"\xff" * 400, Why.ALTERED),
    ],
)
def test_what_is_no_archive_of_ours(content: bytes, why: Why) -> None:
    with pytest.raises(ArchiveError) as caught:
        read_header(io.BytesIO(content))
    assert caught.value.why is why


def test_a_stick_that_cannot_be_read_is_told() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    for attempt in (read_header, lambda file: ChunkReader(file, SECRET).read(1)):
        with pytest.raises(ArchiveError, match="unreadable"):
            attempt(Broken())


@pytest.mark.parametrize("cost", [0, 3, 2**31])
def test_a_forged_cost_does_not_take_the_memory_of_the_machine(cost: int) -> None:
    made = head(passphrase=WORDS)
    with pytest.raises(ArchiveError, match="altered"):
        key_for(Header(AT, made.version, made.key, made.lock, made.salt, cost, made.check), CIPHER, WORDS)


# --- entries -------------------------------------------------------------------------------------------------------------------------

CONTENTS = Contents({"unit": ("code", "name"), "meta": ("key", "value")}, {"unit": 2, "meta": 0}, {"unit": 7})
ROWS: list[list[str | None]] = [["xa", "Xã Ba Tơ"], ["to-1", None]]


def archive(write: Callable[[EntryWriter], None]) -> EntryReader:
    file = io.BytesIO()
    write(EntryWriter(ChunkWriter(file, SECRET)))
    return EntryReader(ChunkReader(io.BytesIO(file.getvalue()), SECRET))


def test_entries_come_back_in_their_order() -> None:
    def write(entries: EntryWriter) -> None:
        entries.contents(CONTENTS)
        entries.rows("unit", ROWS)
        entries.file("a" * 32, b"photo")
        entries.end(End(("b" * 32,), ("c" * 32,)))

    assert list(archive(write)) == [
        CONTENTS,
        Rows("unit", ROWS),
        File("a" * 32, b"photo"),
        End(("b" * 32,), ("c" * 32,)),
    ]


def _too_few(entries: EntryWriter) -> None:
    entries.contents(CONTENTS)
    entries.rows("unit", ROWS[:1])
    entries.end(End())


def _strange_table(entries: EntryWriter) -> None:
    entries.contents(CONTENTS)
    entries.rows("kho", ROWS)
    entries.end(End())


def _too_wide(entries: EntryWriter) -> None:
    entries.contents(CONTENTS)
    entries.rows("unit", [["xa"], ["to-1"]])
    entries.end(End())


def _other_sums(entries: EntryWriter) -> None:
    entries.contents(CONTENTS)
    entries.rows("unit", ROWS)
    entries.sums.files += 1
    entries.end(End())


def _no_contents(entries: EntryWriter) -> None:
    entries.rows("unit", ROWS)
    entries.end(End())


def _no_end(entries: EntryWriter) -> None:
    entries.contents(CONTENTS)
    entries.rows("unit", ROWS)
    entries._chunks.close()


def _more_behind(entries: EntryWriter) -> None:
    entries.contents(CONTENTS)
    entries.rows("unit", ROWS)
    told = {"is": "end", "gone": [], "missing": [], "sums": entries.sums.told()}
    entries._put(told)
    entries._put(told)
    entries._chunks.close()


@pytest.mark.parametrize(
    "write", [_too_few, _strange_table, _too_wide, _other_sums, _no_contents, _no_end, _more_behind]
)
def test_what_does_not_add_up_is_not_taken(write: Callable[[EntryWriter], None]) -> None:
    """A fault of the program that made it; the seals are right."""
    with pytest.raises(ArchiveError) as caught:
        list(archive(write))
    assert caught.value.why is Why.UNSOUND
