"""The tables. Importing this module makes them all known to the metadata."""

from storage.tables import forms, interviews, jobs, messages, people, platforms, programme, register, review
from storage.tables.base import Row, table

__all__ = [
    "Row",
    "forms",
    "interviews",
    "jobs",
    "messages",
    "people",
    "platforms",
    "programme",
    "register",
    "review",
    "table",
]
