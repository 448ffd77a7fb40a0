"""Form versions: tried out, then published."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from storage.errors import FrozenFormError
from storage.records import FormVersion, InterviewState, OwnForm, Purpose
from storage.session import DatabaseSession
from storage.tables import table
from survey.workflow.states import COUNTING

_T, _I = table("form_version"), table("interview")
_COLUMNS = (
    _T.c.id,
    _T.c.key,
    _T.c.version,
    _T.c.title,
    _T.c.sha256,
    _T.c.purpose,
    _T.c.published_at,
    _T.c.xform,
    _T.c.about,
)
_SELECT = select(*_COLUMNS)
_GET = _SELECT.where(_T.c.id == bindparam("k"))
_VERSION = _SELECT.where(_T.c.key == bindparam("k"), _T.c.version == bindparam("v"))
_PUBLISHED = _VERSION.where(_T.c.published_at.is_not(None))
_SAME = _VERSION.where(_T.c.sha256 == bindparam("digest")).order_by(_T.c.published_at.is_(None), _T.c.id).limit(1)
_LATEST = (
    _SELECT.where(_T.c.key == bindparam("k"), _T.c.published_at.is_not(None))
    .order_by(_T.c.published_at.desc(), _T.c.id.desc())
    .limit(1)
)
_PUBLISH = (
    update(_T)
    .where(_T.c.id == bindparam("k"), _T.c.published_at.is_(None))
    .values(published_at=bindparam("at"), purpose=bindparam("new"))
)
_NOTE = update(_T).where(_T.c.id == bindparam("k")).values(about=bindparam("new"))
_NEWEST = (
    select(_T.c.key, func.max(_T.c.published_at).label("at"))
    .where(_T.c.published_at.is_not(None))
    .group_by(_T.c.key)
    .subquery()
)
_OFFERED = (
    _SELECT.join(_NEWEST, (_NEWEST.c.key == _T.c.key) & (_NEWEST.c.at == _T.c.published_at))
    .where(_T.c.purpose.in_(bindparam("purposes", expanding=True)))
    .order_by(_T.c.title, _T.c.id)
)
_OWN = (
    select(_T.c.key, _I.c.id, _I.c.state)
    .join(_T, _T.c.id == _I.c.form_version_id)
    .where(_I.c.opened_by == bindparam("p"), _I.c.assignment_id.is_(None), _I.c.trial.is_(False))
    .order_by(_I.c.id)
)


def _form(row: Any) -> FormVersion:
    fields = row._asdict()
    return FormVersion(**fields | {"purpose": Purpose(fields["purpose"])})


class Forms:
    """A published version never changes; every interview remembers its own."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def publish(
        self, key: str, version: str, title: str, xform: bytes, at: datetime, purpose: Purpose = Purpose.REVIEW
    ) -> FormVersion:
        """Stores and publishes a version once; the same bytes again are the same version, other bytes are refused (FrozenFormError)."""
        known = self.published(key, version)
        if known is None:
            return self.release(self.keep(key, version, title, xform).id, purpose, at)
        if known.sha256 != sha256(xform).hexdigest():
            raise FrozenFormError(
                f"form {key}: version {version} was published on {known.published_at:%Y-%m-%d} with other content; give the changed form a new version"
            )
        return known

    def keep(self, key: str, version: str, title: str, xform: bytes, about: str = "") -> FormVersion:
        """Stores a version that may be tried out; the same bytes again are the same row, published or not.

        `about`: what was found when it was checked, noted where nothing is noted yet.
        """
        digest = sha256(xform).hexdigest()
        row = self._s.run(_SAME, {"k": key, "v": version, "digest": digest}).first()
        if row is not None:
            known = _form(row)
            if about and not known.about:
                self._s.run(_NOTE, {"k": known.id, "new": about})
            return replace(known, about=known.about or about)
        values = {"key": key, "version": version, "title": title, "xform": xform, "sha256": digest, "purpose": "review"}
        result = self._s.run(insert(_T), {**values, "about": about})
        assert result.inserted_primary_key is not None
        number = int(result.inserted_primary_key[0])
        return FormVersion(number, key, version, title, digest, Purpose.REVIEW, None, xform, about)

    def release(self, form_version_id: int, purpose: Purpose, at: datetime) -> FormVersion:
        """Publishes a stored version for a purpose. FrozenFormError where this key and version were published with other content."""
        form = self.get(form_version_id)
        assert form is not None, "a version is released by the id under which it is stored"
        known = self.published(form.key, form.version)
        if known is not None and known.id != form.id:
            raise FrozenFormError(
                f"form {form.key}: version {form.version} was published on {known.published_at:%Y-%m-%d}; give the changed form a new version"
            )
        self._s.run(_PUBLISH, {"k": form_version_id, "new": purpose, "at": at})
        released = self.get(form_version_id)
        assert released is not None
        return released

    def published(self, key: str, version: str) -> FormVersion | None:
        row = self._s.run(_PUBLISHED, {"k": key, "v": version}).first()
        return _form(row) if row else None

    def get(self, form_version_id: int) -> FormVersion | None:
        row = self._s.run(_GET, {"k": form_version_id}).first()
        return _form(row) if row else None

    def latest(self, key: str) -> FormVersion | None:
        """The version that was published last."""
        row = self._s.run(_LATEST, {"k": key}).first()
        return _form(row) if row else None

    def offered(self, purposes: Collection[Purpose]) -> tuple[FormVersion, ...]:
        """The newest versions published for these purposes."""
        return tuple(_form(row) for row in self._s.run(_OFFERED, {"purposes": [str(one) for one in purposes]}))

    def own(self, person_id: int, purposes: Collection[Purpose]) -> tuple[OwnForm, ...]:
        """The newest versions published for these purposes, each with the person's own draft (the last one) and submissions."""
        drafts: dict[str, int] = {}
        submitted: dict[str, int] = {}
        for row in self._s.run(_OWN, {"p": person_id}):
            if row.state == InterviewState.DRAFT:
                drafts[row.key] = row.id
            elif row.state in COUNTING:
                submitted[row.key] = submitted.get(row.key, 0) + 1
        return tuple(OwnForm(form, drafts.get(form.key), submitted.get(form.key, 0)) for form in self.offered(purposes))
