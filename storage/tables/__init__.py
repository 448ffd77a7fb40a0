"""The tables. Importing this module makes them all known to the metadata."""

from storage.tables import interviews, messages, people, review, tasks
from storage.tables.base import Row, table

__all__ = ["Row", "interviews", "messages", "people", "review", "table", "tasks"]
