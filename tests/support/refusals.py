"""Whether the bot took what was typed: by the names of the sentences that it says, never by their words."""

import tomllib
from functools import cache, cached_property

from handlers.talk.texts import Texts
from tests.support.conversation import content

WHOLE = ("value", "group", "required")
"""Families of sentences that all say that nothing was recorded."""
NOT_TAKEN = frozenset(
    {
        *(f"turn.{name}" for name in ("unknown", "unknown_command", "unreadable", "too_long", "answer_first", "meant")),
        *(f"turn.{name}" for name in ("stale", "stale_number", "stale_ended", "not_allowed", "old_button")),
        *(f"interview.{name}" for name in ("required", "cannot_skip", "not_here", "first", "no_question", "no_words")),
        *(f"interview.{name}" for name in ("not_on_path", "edit_which", "several")),
        *(f"roster.{name}" for name in ("how", "how_empty", "add_how", "leftovers", "no_member", "no_name_like")),
        *(f"roster.{name}" for name in ("reason", "too_many", "which", "correct_how", "empty", "left")),
        *(f"column.{name}" for name in ("twice", "count", "no_unknown", "nobody_chosen")),
        *(f"consent.{name}" for name in ("how_consent", "how_legal_duty", "first")),
        *(f"households.{name}" for name in ("which", "no_number", "not_found", "reopen_which", "visit_first")),
        *(f"visit.{name}" for name in ("reason_first", "reason_long", "appointment_how")),
        *(f"turn.{name}" for name in ("unknown_collaborator", "meant_type", "meant_figures")),
        *(f"column.{name}" for name in ("who_only",)),
        *(f"block.{name}" for name in ("how", "which")),
        "review.word",
        "submit.not_yet",
        "narrow.found",
    }
)
"""… and single ones, those among them that ask back which of several things is meant."""


@cache
def not_taken() -> frozenset[str]:
    """The names of all sentences that say that something typed was not taken."""
    shipped = tomllib.loads(content()["texts/read.toml"].decode())
    read = {key for key in shipped if ".warn_" not in key}
    form = tomllib.loads(content()["texts/phieu.toml"].decode())
    return NOT_TAKEN | read | {key for key in form if key.split(".")[0] in WHOLE}


class Heard(Texts):
    """Sentences that remember which of them were said since `forget`."""

    def __init__(self, texts: Texts, said: list[str] | None = None) -> None:
        super().__init__(texts._sentences, mask=texts._mask)
        self._said: list[str] = [] if said is None else said

    @cached_property
    def plain(self) -> "Heard":
        """What is said so is remembered in the same place."""
        return Heard(super().plain, self._said)

    @cached_property
    def careful(self) -> "Heard":
        return Heard(super().careful, self._said)

    def __call__(self, key: str, **slots: object) -> str:
        self._said.append(key)
        return super().__call__(key, **slots)

    def forget(self) -> None:
        self._said.clear()

    def refused(self) -> list[str]:
        """What was said of something typed that was not taken."""
        return [key for key in self._said if key in not_taken()]
