"""Forms, a row a version."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, text
from sqlmodel import Field

from storage.records.forms import Purpose
from storage.tables.base import Row, one_of, row_id

_PUBLISHED = text("published_at IS NOT NULL")


class FormVersionRow(Row, table=True):
    """A published version is frozen; the same key and version may be tried out in several contents before."""

    __tablename__ = "form_version"
    __table_args__ = (
        one_of("purpose", Purpose),
        Index(
            "ix_form_version_published",
            "key",
            "version",
            unique=True,
            sqlite_where=_PUBLISHED,
            postgresql_where=_PUBLISHED,
        ),
    )

    id: int | None = row_id()
    key: str
    version: str
    title: str
    xform: bytes = Field(sa_type=LargeBinary)
    sha256: str
    purpose: str = "review"
    published_at: datetime | None = None
    about: str = ""
