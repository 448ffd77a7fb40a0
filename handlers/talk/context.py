"""What a handler is given and what it gives back."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from chat import Incoming, Outgoing
from handlers.talk.dialog import Dialog
from handlers.talk.services import Services
from handlers.talk.texts import Texts
from handlers.talk.wording import local
from storage.records import Person, Round
from storage.work import Work
from survey.interview.path.passing import FILE, PHOTO
from survey.interview.path.position import Position
from survey.interview.session.session import Session


@dataclass(frozen=True, slots=True)
class Context:
    """One message of one known person, inside the transaction of its turn. `now` is the turn's time (aware UTC).

    `sessions` collects the interviews that were opened, so that the turn can let go of them.
    """

    work: Work
    services: Services
    incoming: Incoming
    person: Person
    dialog: Dialog
    now: datetime
    sessions: list[Session] = field(default_factory=list)

    @property
    def texts(self) -> Texts:
        return self.services.texts

    @property
    def today(self) -> date:
        return local(self.now).date()

    @property
    def cause(self) -> str:
        """What the history of an answer names as its cause."""
        return f"{self.incoming.address.channel}:{self.incoming.update_key}"

    @property
    def carries(self) -> frozenset[str]:
        """What this person may send beside words; a channel that nobody described carries photos."""
        able = self.services.channels.get(self.incoming.address.channel)
        if able is None:
            return frozenset({PHOTO})
        return frozenset({PHOTO} if able.photo_in else ()) | frozenset({FILE} if able.file_in else ())

    def round(self) -> Round | None:
        return self.work.rounds.current(self.today)

    def say(self, key: str, **places: object) -> "Response":
        """One sentence; the open question stays as it was."""
        return Response((Outgoing(self.texts(key, **places)),), self.dialog, self.dialog.asked)

    def dialog_at(self, position: Position) -> Dialog:
        """The dialogue with the interview at this position."""
        return replace(self.dialog, focus=position.focus, pending=position.pending, draft=position.draft)

    def with_dialog(self, dialog: Dialog) -> "Context":
        return replace(self, dialog=dialog)


@dataclass(frozen=True, slots=True)
class Response:
    """The bot's messages in order, where the conversation is now, and the name of the question that the last message asks ("" = none).

    `edits`: the last message takes the place of the one that asked, where the channel can.
    """

    messages: tuple[Outgoing, ...]
    dialog: Dialog
    asks: str = ""
    edits: bool = False
