"""Published form versions."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import bindparam, insert, select

from storage.errors import FrozenFormError
from storage.records import FormVersion
from storage.session import Session
from storage.tables import table

_T = table("form_version")
_SELECT = select(_T.c.id, _T.c.key, _T.c.version, _T.c.title, _T.c.sha256, _T.c.published_at, _T.c.xform)
_GET = _SELECT.where(_T.c.id == bindparam("k"))
_VERSION = _SELECT.where(_T.c.key == bindparam("k"), _T.c.version == bindparam("v"))
_LATEST = _SELECT.where(_T.c.key == bindparam("k")).order_by(_T.c.id.desc()).limit(1)


class Forms:
    """A published version never changes; every interview remembers its own."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def publish(self, key: str, version: str, title: str, xform: bytes, at: datetime) -> FormVersion:
        """Stores a version once; the same bytes again are the same version, other bytes are refused (FrozenFormError)."""
        digest = sha256(xform).hexdigest()
        row = self._s.run(_VERSION, {"k": key, "v": version}).first()
        if row is None:
            values = {
                "key": key,
                "version": version,
                "title": title,
                "xform": xform,
                "sha256": digest,
                "published_at": at,
            }
            result = self._s.run(insert(_T), values)
            assert result.inserted_primary_key is not None
            return FormVersion(result.inserted_primary_key[0], key, version, title, digest, at, xform)
        known = FormVersion(*row)
        if known.sha256 != digest:
            raise FrozenFormError(
                f"form {key}: version {version} was published on {known.published_at:%Y-%m-%d} with other content; give the changed form a new version"
            )
        return known

    def get(self, form_version_id: int) -> FormVersion | None:
        row = self._s.run(_GET, {"k": form_version_id}).first()
        return FormVersion(*row) if row else None

    def latest(self, key: str) -> FormVersion | None:
        row = self._s.run(_LATEST, {"k": key}).first()
        return FormVersion(*row) if row else None
