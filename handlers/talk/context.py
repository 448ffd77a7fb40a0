"""What a handler is given and what it gives back."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from chat import FileOut, Incoming, Outgoing
from handlers.talk.asked import NOTHING, Asked
from handlers.talk.buttons import Rows
from handlers.talk.dialog import Dialog
from handlers.talk.services import Services
from handlers.talk.texts import Texts
from handlers.talk.wording import local
from storage.records import Numbered, Person, Round
from storage.work import Work
from survey.interview.path.passing import FILE, PHOTO
from survey.interview.session.session import Session
from survey.workflow.rights import may

_USUAL_ROOM = 2000
_MOST_NAMED, _NAMED = 12, 40


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
    in_full: bool = False
    """What is said is about questions that say themselves what is masked: no other number is."""

    @property
    def texts(self) -> Texts:
        return self.services.texts.plain if self.in_full else self.services.texts

    def plainly(self) -> "Context":
        """To say numbers as they were understood; what a question marks is masked where its value is shown."""
        return replace(self, in_full=True)

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

    @property
    def room(self) -> int:
        """Characters that one message takes on this person's channel."""
        able = self.services.channels.get(self.incoming.address.channel)
        return able.max_text if able is not None else _USUAL_ROOM

    @property
    def account(self) -> str:
        """As the log of accesses and the history of a household name it."""
        here = self.incoming.address
        return f"{here.channel}/{here.bot}/{here.user_id}"

    def may(self, doing: str) -> bool:
        """Whether the table of rights lets this person do so, with their own things at least."""
        return may(doing, self.person.roles, self.person.duty, own=True)

    def rounds(self) -> tuple[Round, ...]:
        """All that are going on in the person's communes, the periodic ones first: a household is in one of them at a time."""
        return self.work.rounds.running(self.today)

    def round(self) -> Round | None:
        """The first of them: the periodic one, where there is one."""
        return next(iter(self.work.rounds.current(self.today)), None)

    def no_group(self, said: str) -> str:
        """That no group is called so, and which ones this person has."""
        names = [unit.name for unit in self.work.units.all() if unit.kind == "group"]
        groups = ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
        return self.texts("summary.no_group", name=said.strip()[:_NAMED], groups=groups)

    def say(self, key: str, **slots: object) -> "Response":
        """One sentence about the open question: it stays, and the sentence counts as having asked it again."""
        return Response((Outgoing(self.texts(key, **slots)),), self.dialog, self.dialog.asked)

    def stay(
        self,
        text: str,
        rows: Rows = (),
        *,
        listed: bool = False,
        files: tuple[FileOut, ...] = (),
        numbers: Numbered | None = None,
    ) -> "Response":
        """Something beside the open question, which stays as it was asked; where nothing is open, nothing is afterwards."""
        return Response((Outgoing(text, rows, listed, files=files),), self.dialog, asks=None, numbers=numbers)

    def stay_for(self, half: str, text: str) -> "Response":
        """As `stay`: the rest of what was typed is asked for, which may be typed alone ("bỏ đạt 12: " and then why)."""
        return Response((Outgoing(text),), replace(self.dialog, half=half), asks=None)

    def close(
        self,
        text: str,
        rows: Rows = (),
        *,
        listed: bool = False,
        files: tuple[FileOut, ...] = (),
        found: tuple[int, ...] = (),
        numbers: Numbered | None = None,
    ) -> "Response":
        """What was open is left, and nothing is asked any more. `rows` are buttons that lead on."""
        said = (Outgoing(text, rows, listed, files=files),)
        return Response(said, replace(self.dialog.idle(), found=found), numbers=numbers)

    def ask(self, asked: Asked, text: str, rows: Rows = ()) -> "Response":
        """The question that is open now, under its name: what was typed before it was read does not answer it."""
        return Response((Outgoing(text, rows),), self.dialog, asked)

    def with_dialog(self, dialog: Dialog) -> "Context":
        return replace(self, dialog=dialog)


@dataclass(frozen=True, slots=True)
class Missed:
    """Words that were not understood: which question they were typed to, whether they may be counted there, the names that they may hold, and whether a
    household is talked about.
    """

    question: str
    counted: bool = True
    names: tuple[str, ...] = ()
    of_household: bool = True
    area: bool = False
    """An area was asked for."""


@dataclass(frozen=True, slots=True)
class Response:
    """What comes of a message. Made by the methods of `Context` above; of the conversation about an interview also directly."""

    messages: tuple[Outgoing, ...]
    """In order."""
    dialog: Dialog
    """Where the conversation is now."""
    asks: Asked | None = NOTHING
    """The question that the last message asks, `NOTHING` where none is open now; None = the open one stays as it was asked before."""
    edits: bool = False
    """The last message takes the place of the one that asked, where the channel can."""
    follows: bool = False
    """What is said here is not the last of the answer: a job says the rest."""
    missed: Missed | None = None
    """What was typed was not understood."""
    numbers: Numbered | None = None
    """What the numbers in the messages stand for, kept for when one of them is typed."""
