"""The tables. Importing this module makes them all known to the metadata."""

from storage.tables import interviews, messages, people, platforms, review, tasks
from storage.tables.base import Row, table

__all__ = ["Row", "interviews", "messages", "people", "platforms", "review", "table", "tasks"]
