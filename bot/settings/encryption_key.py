"""Where the encryption key comes from: the environment, or for a demo a file that only its owner may read."""

import errno
import logging
import os
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bot.settings.checks import optional_key
from bot.settings.config import ConfigError, Settings
from storage.crypto import new_key

LOG = logging.getLogger(__name__)
NAME = "rasoat.key"
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS})
"""What folders of another system say that know no links (FAT on a stick, a folder shared with a virtual machine)."""


def known_key(settings: Settings) -> str | None:
    """The key in base64 where there is one."""
    if settings.security.key:
        return settings.security.key
    own = Path(settings.security.key_file)
    if own.exists() and not _is_beside(own, settings):
        return _read(own)
    path = settings.database.folder / NAME
    if not path.exists():
        return None
    if not settings.database.demo:
        # A trial that became real: key and data would lie in one folder, and in one backup.
        raise ConfigError(
            [
                (
                    f"RASOAT_SECURITY__KEY is not set, and real work does not take the key from {path}, beside the data: "
                    f"set it to what stands in that file (cat {path}), keep a copy elsewhere, and remove the file."
                )
            ]
        )
    return _read(path)


def _is_beside(path: Path, settings: Settings) -> bool:
    """Whether the file lies in the folder of the data: whoever took that folder, or a backup of it, would have the key too."""
    return path.resolve().parent == settings.database.folder.resolve()


def make_own_key(settings: Settings) -> tuple[str, ...]:
    """For the first start of real work: where there is no key a new one is written, mode 0600, and one sentence says where; else nothing is said."""
    if known_key(settings) is not None:
        return ()
    path = Path(settings.security.key_file)
    if _is_beside(path, settings):
        why = f"security.key_file ({path}) lies in the folder of the data; choose another folder, for instance /etc/rasoat/{NAME}."
        raise ConfigError([why])
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, new_key())
    return (
        f"Khoá mã hoá nằm ở {path.resolve()}: chép một bản cất nơi khác, không để chung với dữ liệu; mất khoá thì không mở lại được dữ liệu.",
    )


def _read(path: Path) -> str:
    """The key of a demo; a file that others may read is closed to them first."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        LOG.warning("%s could be read by others (mode %o); now only by its owner", path, mode)
        try:
            path.chmod(0o600)
        except OSError as error:
            raise ConfigError([f"{path}: others may read the key ({error.strerror}); chmod 600 {path}"]) from None
    found = path.read_bytes().decode("ascii", "replace").strip()
    if optional_key(found) is not None or not found:
        raise ConfigError(
            [
                (
                    f"{path}: there is no whole key in this file; put back the one that the database was made with, "
                    "or, where nothing was kept yet, remove the file: a new one is made at the next start."
                )
            ]
        )
    return found


def find_key(settings: Settings) -> str:
    """As `known_key`. A demo without one makes it, mode 0600, beside the database; anything else without one is refused."""
    known = known_key(settings)
    if known is not None:
        return known
    if not settings.database.demo:
        raise ConfigError(
            ["RASOAT_SECURITY__KEY is not set; make a key with: openssl rand -base64 32, keep it safe, and set it."]
        )
    path = settings.database.folder / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, new_key())
    return _read(path)


def _write(
    path: Path, key: str, link: Callable[[Path, Path], None] = os.link, flush: Callable[[int], None] = os.fsync
) -> None:
    """Whole and on the disk, or not at all: data that was sealed with half a key could never be opened again. Where two begin at once, the first one's key stays."""
    handle, name = tempfile.mkstemp(prefix=f"{NAME}.", suffix=".half", dir=path.parent)
    half = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(key + "\n")
            file.flush()
            flush(file.fileno())
        with suppress(FileExistsError):
            link(half, path)
    except OSError as error:
        if error.errno not in _NO_LINKS or path.exists():
            raise
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        flush(folder)
    finally:
        os.close(folder)
