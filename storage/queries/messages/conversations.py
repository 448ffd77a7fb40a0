"""Where each dialogue stands."""

import json
import logging
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select

from storage.records import Conversation, ConversationKey
from storage.session import DatabaseSession, Upsert
from storage.tables import table

LOG = logging.getLogger(__name__)
_T = table("conversation")
_PLACE = "conversation.dialog"
_LOAD = select(_T.c.dialog, _T.c.asked, _T.c.updated_at).where(_T.c.key == bindparam("k"))
_SAVE = Upsert(_T, ["key"], ["dialog", "asked", "updated_at"])


class Conversations:
    """One dialogue a person (not a channel); groups and people whose words are withheld have one too."""

    def __init__(self, session: DatabaseSession) -> None:
        self._s = session

    def load(self, key: ConversationKey) -> Conversation | None:
        """In a write unit nobody else gets this dialogue until the unit ends. One that is damaged is none: it begins anew."""
        self._s.lock(f"conversation:{key}")
        try:
            row = self._s.run(_LOAD, {"k": key}).first()
            if row is None:
                return None
            return Conversation(
                key=key,
                dialog=self._s.cipher.open_if_sound(row.dialog, _PLACE),
                asked=tuple(map(int, json.loads(row.asked))),
                updated_at=row.updated_at,
            )
        except (ValueError, TypeError) as error:
            # Where somebody stood is less than that they may go on: answers lie elsewhere.
            LOG.warning("%s: where the dialogue stood cannot be read (%s); it begins anew", key, type(error).__name__)
            return None

    def save(self, key: ConversationKey, dialog: str, asked: Sequence[int], at: datetime) -> None:
        sealed = self._s.cipher.seal(dialog, _PLACE)
        self._s.run(_SAVE, {"key": key, "dialog": sealed, "asked": json.dumps(list(asked)), "updated_at": at})
