"""Where a person is in the conversation: small, kept between turns, never the truth about answers."""

import json
from dataclasses import dataclass, replace
from typing import Any

from handlers.talk.asked import NOTHING, Asked
from handlers.talk.pending import SmallQuestion, small_of, small_text
from survey.interview.path.pending import Pending, pending_of, pending_text
from survey.interview.path.position import Position


@dataclass(frozen=True, slots=True)
class Dialog:
    """What the bot must remember to understand the next message."""

    interview: int | None = None
    """The open interview."""
    focus: str = ""
    """The screen of it that the person asked for ("sửa 9")."""
    pending: Pending | None = None
    """What the interview asks in between: why a member is removed, which of some names is meant, which place is next."""
    draft: tuple[str, ...] = ()
    """What was tapped or sent so far of the open question (`Position.draft`)."""
    small: SmallQuestion | None = None
    """What the conversation asks before anything else; the interview waits behind it where it was."""
    asked: Asked = NOTHING
    """The question that was asked last."""
    asked_rows: tuple[int, ...] = ()
    """The outbox rows that carried it, oldest first."""
    found: tuple[int, ...] = ()
    """Household numbers that "mở lại" and "nộp" mean where they name none."""
    trial: bool = False
    """The open interview is only a trial."""
    upload: int | None = None
    """The form version that an admin has sent and not yet decided about."""
    checked: int | None = None
    """The form version that was found to be without mistakes while something else was open: decided about once that is closed."""
    language: str = ""
    """The one of a form's languages that the person chose."""
    ended: int | None = None
    """The outbox row that said that an interview was over or left: what was typed before it came is an answer that came too late."""
    left: int | None = None
    """The interview that was open when the person turned to something else: a bare number may still be an answer to its question."""
    beside: bool = False
    """Something else that was said stands below the open question: a bare number may be meant for it."""
    card: int | None = None
    """The household whose card was shown last: words without a number are about it."""
    page: int = 0
    """… and the page of the card."""
    desk: int = 0
    """The place among the households that wait for their check at which a checker goes on."""
    half: str = ""
    """What the rest was asked of ("bỏ đạt 12: "): words that mean nothing else may be that rest."""
    cut: str = ""
    """When the beginning of a message too long for the messenger was sent, as ISO time: what comes with it is its rest."""

    @property
    def position(self) -> Position:
        """Where the open interview stands."""
        return Position(self.focus, self.pending, self.draft)

    def at(self, position: Position) -> "Dialog":
        """The same dialogue with the interview at this place."""
        return replace(self, focus=position.focus, pending=position.pending, draft=position.draft)

    def idle(self) -> "Dialog":
        """The same person with nothing open."""
        return Dialog(language=self.language, ended=self.ended, upload=self.checked, left=self.left)

    def speaking(self, language: str) -> "Dialog":
        """From now on in this language of the form."""
        return replace(self, language=language)

    def asking(self, small: SmallQuestion | None) -> "Dialog":
        """With this small question before anything else, or none."""
        return replace(self, small=small)

    def with_asked(self, asked: Asked, row: int | None) -> "Dialog":
        """Remember which outbox row asked; the same question asked again keeps its first row, for that one may already have been read."""
        if not asked or row is None:
            return replace(self, asked=asked, asked_rows=(), beside=False)
        rows = self.asked_rows if asked == self.asked else ()
        return replace(self, asked=asked, asked_rows=(*rows[:1], *rows[1:][-3:], row), beside=False)


_PLAIN = (
    "interview",
    "focus",
    "draft",
    "asked",
    "asked_rows",
    "found",
    "trial",
    "upload",
    "checked",
    "language",
    "ended",
    "left",
    "beside",
    "card",
    "page",
    "desk",
    "half",
    "cut",
)
_LISTS = frozenset({"draft", "asked_rows", "found"})


def dialog_to_json(dialog: Dialog) -> str:
    """One line of JSON; what is empty is left out."""
    fields: dict[str, Any] = {
        name: value for name in _PLAIN if (value := getattr(dialog, name)) not in (None, "", (), False)
    }
    if dialog.pending is not None:
        fields["pending"] = pending_text(dialog.pending)
    if dialog.small is not None:
        fields["small"] = small_text(dialog.small)
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def read_dialog(text: str) -> Dialog:
    """As `dialog_from_json`; what cannot be read is a dialogue that begins anew: nobody may be locked out by it for ever."""
    try:
        return dialog_from_json(text)
    except (ValueError, TypeError, KeyError, AttributeError):
        return Dialog()


def dialog_from_json(text: str) -> Dialog:
    """The reverse of `dialog_to_json`; names it does not know are left out, so that an upgrade never traps a person.

    Version 0.1 kept a small question under "pending".
    """
    fields = json.loads(text) if text else {}
    known: dict[str, Any] = {
        name: tuple(fields[name]) if name in _LISTS else fields[name] for name in _PLAIN if name in fields
    }
    pending, small = fields.get("pending", ("", "")), fields.get("small", ("", ""))
    return Dialog(**known, pending=pending_of(*pending), small=small_of(*small) or small_of(*pending))
