"""The file store: photos and files, encrypted, under random names."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from storage.crypto import Cipher

KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class FileStore:
    """Encrypted files in one folder. Keys are 32 hexadecimal digits: see `key_of`."""

    folder: Path
    cipher: Cipher
    flush: Callable[[int], None] = os.fsync

    def key_of(self, *whence: object) -> str:
        """The key of what came from there: the same place, the same key, and without the cipher nobody can work it out."""
        return self.cipher.digest("\0".join(map(str, whence)), "file.key").hex()[:32]

    def put(self, key: str, content: bytes) -> None:
        """Write whole or not at all: a crash leaves no half file under the key."""
        self.put_sealed(key, self.cipher.seal_bytes(content, f"file:{key}"))

    def put_sealed(self, key: str, sealed: bytes) -> None:
        """As `put`, for what was sealed under this key before."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._path(key)
        fresh = path.with_suffix(".new")
        try:
            with fresh.open("wb") as file:
                os.fchmod(file.fileno(), 0o600)
                file.write(sealed)
                file.flush()
                # Villages lose power: what the platform is told of must lie on the disk, under its name.
                self.flush(file.fileno())
            fresh.replace(path)
            self._flush_folder()
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise

    def _flush_folder(self) -> None:
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            self.flush(handle)
        finally:
            os.close(handle)

    def seal_anew(self, key: str) -> bool:
        """With the key itself instead of the one of before; False where it was so already. WrongKeyError where no key opens it."""
        place = f"file:{key}"
        if self.cipher.is_own(self.sealed(key), place):
            return False
        self.put(key, self.get(key))
        return True

    def remove(self, key: str) -> None:
        """Gone, also where it was gone before."""
        self._path(key).unlink(missing_ok=True)

    def get(self, key: str) -> bytes:
        """The content; KeyError where there is no such file."""
        return self.cipher.open_bytes(self.sealed(key), f"file:{key}")

    def sealed(self, key: str) -> bytes:
        """As it lies there; KeyError where there is no such file."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            raise KeyError(key) from None

    def names(self) -> tuple[str, ...]:
        """All that lies there: keys, and what a crash has left."""
        found = self.folder.iterdir() if self.folder.is_dir() else ()
        return tuple(sorted(path.name for path in found))

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise KeyError(key)
        return self.folder / key
