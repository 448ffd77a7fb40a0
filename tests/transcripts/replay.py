r"""Golden conversations: a text file is played through the real inbox, turn and outbox, and written down again with what the bot said.

# a comment                   @ra-soat-1        from here on this person types (a name that nobody has is a stranger)
> rà soát 12                  typed; \n breaks the line       @ra-soat-1 group   … in a group chat
> [Đồng ý]                    a button is tapped
! restart                     the process ends and starts again: database closed and reopened, nothing kept in memory
! wait 2d 3h                  time passes; reminders fire when they are due
! basis legal_duty            the setting privacy.basis
! check 12                    somebody checked household 12
! new 248 ra-soat-1 Tên       a household that nobody knows yet, for this collaborator
! last-year 11 khong-doi      household 11 was reviewed a year ago; the answers are tests/transcripts/last_year/khong-doi.txt
! location 14.76 108.73       a place is sent
! card 051…|…|Đinh Văn Rin|…  a photo is sent in which a căn cước with this QR code was seen; without one, a photo in which none was
! file so-gieng.xlsx          a file of tests/transcripts/forms is sent, a form in Markdown as the workbook of that name
! list ho-ngheo.xlsx          rows of tests/transcripts/lists (.csv) are sent as a workbook of that name
bot: …                        one whole message as a text-only phone shows it; further lines are indented
bot → admin: …                … to somebody else;  bot (07:30 06/11): … while time passed
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.channels.render import render
from chat import Address, Capabilities, Incoming, Kind, Location, Outgoing, Receipt
from handlers.talk.services import Settings
from handlers.talk.wording import local
from handlers.tasks.reminders import next_due, tick
from storage import Database, open_database
from survey.identity_card import card_to_text, read_code
from survey.sheet import convert
from tests.support.conversation import (
    CHANNEL_WORDS,
    SETTINGS,
    TEXT_ONLY,
    Office,
    Phone,
    bare,
    make_services,
)
from tests.support.databases import TEST_KEY
from tests.support.last_year import read_answers, review_last_year
from tests.survey.register.lists import workbook

FORMS = Path(__file__).parent / "forms"
LISTS = Path(__file__).parent / "lists"
LAST_YEAR = Path(__file__).parent / "last_year"
INDENT = "     "
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


@dataclass
class Replay:
    """One commune on one database file, and everybody's phone in it."""

    url: str
    every_turn: bool = False
    """Close and reopen the database before every turn, not only at a restart."""
    able: Capabilities = TEXT_ONLY
    """The phone as which the messages are written down."""
    phones: dict[str, Phone] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Forms and chance of its own: another conversation may give the same number to another form, and takes other codes.
        self.office = Office(self._open(), make_services())
        self.office.services = replace(self.office.services, stored=self.office.files.__getitem__)
        self.me = self._phone("ra-soat-1")

    def _open(self) -> Database:
        # Power cuts are not what conversations are about: the disk is not waited for.
        return open_database(self.url, key=TEST_KEY, synchronous="OFF")

    def close(self) -> None:
        self.office.database.close()

    def _phone(self, name: str) -> Phone:
        return self.phones.setdefault(name, Phone(self.office, name))

    def play(self, script: str) -> str:
        """The script again, with the bot's messages as they are now."""
        lines: list[str] = []
        for line in script.splitlines():
            if not line.startswith(("bot", INDENT)):
                lines += [line, *self._step(line)]
        return "\n".join(lines) + "\n"

    def _step(self, line: str) -> list[str]:
        kind, _, rest = line.partition(" ")
        if line.startswith("@"):
            self.me = self._phone(line[1:])
        elif kind == ">":
            self.office.wait(seconds=5)
            if self.every_turn:
                self._reopen()
            self._say(rest)
        elif kind == "!":
            word, _, argument = rest.partition(" ")
            return _DO[word](self, argument)
        else:
            assert not line or kind == "#", f"not a line of a conversation: {line!r}"
        return [text for to, message in self.deliver() for text in self._written(to, message)]

    def _say(self, words: str) -> None:
        if words.startswith("["):
            self.me.press(self._payload(words.strip("[]")))
        elif self.me.person.endswith(" group"):
            name = self.me.person.removesuffix(" group")
            address = Address("web", "demo", "nhóm", name, is_group=True)
            key = f"group-{next(self.office.ids)}"
            self.me.give(Incoming(address, key, Kind.TEXT, self.office.now, text=words))
        else:
            self.me.send(words.replace("\\n", "\n"))
        self.office.work_off()

    def _payload(self, label: str) -> str:
        buttons = [b for message in reversed(self.me.seen) for row in message.rows for b in row]
        found = next((b.payload for b in buttons if label in {b.label, bare(b)} or b.label == f"✓ {label}"), None)
        assert found is not None, f"no button {label!r} among {[b.label for b in buttons][:20]}"
        return found

    def deliver(self) -> list[tuple[Address, Outgoing]]:
        """Everything that waits in the outbox is sent and seen by whom it is for."""
        found: list[tuple[Address, Outgoing]] = []
        self.office.now += timedelta(milliseconds=50)
        now = self.office.now
        with self.office.database.work() as work:
            while rows := work.due.claim(now):
                for row in rows:
                    work.outbox.sent(row.id, Receipt(f"m{row.id}", at=now), now)
                    work.outbox.seen([row.id], now)
                    message = row.outgoing
                    found.append((row.address, message))
                    self._phone(row.address.user_id).seen.append(message)
            work.commit()
        return found

    def _written(self, to: Address, message: Outgoing, at: str = "") -> Iterator[str]:
        mine = to.user_id == self.me.person.removesuffix(" group")
        whom = at if mine else f" → {to.user_id}{at}"
        files = "".join(f"\n[{file.name}]" for file in message.files)
        for part in render(replace(message, text=message.text + files), self.able, CHANNEL_WORDS).parts:
            assert "\n\n" not in part, f"an empty line within a message: {part}"
            first, *others = part.split("\n")
            yield f"bot{whom}: {first}"
            yield from (INDENT + line for line in others)

    # --- what happens around the conversation ---------------------------------------------------------------------------------------

    def _reopen(self) -> None:
        self.office.database.close()
        self.office.database = self._open()

    def _restart(self, _argument: str) -> list[str]:
        self._reopen()
        self._serve(self.office.services.settings)
        return []

    def _serve(self, settings: Settings) -> None:
        self.office.services = replace(make_services(settings), stored=self.office.files.__getitem__)

    def _wait(self, argument: str) -> list[str]:
        spans = re.findall(r"(\d+)([dhm])", argument)
        until = self.office.now + sum((timedelta(**{_UNITS[u]: int(n)}) for n, u in spans), timedelta())
        lines: list[str] = []
        tick(self.office.database, self.office.services, self.office.now)
        while (due := self._next_due()) is not None and due <= until:
            self.office.now = max(self.office.now, due)
            tick(self.office.database, self.office.services, self.office.now)
            at = f" ({local(self.office.now):%H:%M %d/%m})"
            lines += [text for to, message in self.deliver() for text in self._written(to, message, at)]
        self.office.now = until
        return lines

    def _next_due(self) -> datetime | None:
        return next_due(self.office.database, self.office.services, self.office.now)

    def _basis(self, argument: str) -> list[str]:
        self._serve(replace(SETTINGS, privacy_basis=argument))
        return []

    def _check(self, argument: str) -> list[str]:
        with self.office.database.work() as work:
            current = work.rounds.current(local(self.office.now).date())[0]
            checker = work.people.by_key("kiem-tra")
            assert current is not None
            assert checker is not None
            one = work.assignments.of_number(current.id, int(argument))
            assert one is not None
            latest = work.interviews.latest_of(one.id)
            assert latest is not None
            work.interviews.check(latest.id, checker.id, self.office.now)
            work.commit()
        return []

    def _new(self, argument: str) -> list[str]:
        number, owner, name = argument.split(" ", 2)
        with self.office.database.work() as work:
            current = work.rounds.current(local(self.office.now).date())[0]
            person = work.people.by_key(owner)
            assert current is not None
            assert person is not None
            household = work.households.put("xa-ba-to", int(number), person.units[0], name)
            work.assignments.put(current.id, household, person.id, self.office.now)
            work.commit()
        return []

    def _last_year(self, argument: str) -> list[str]:
        number, _, name = argument.partition(" ")
        answers = read_answers((LAST_YEAR / name).with_suffix(".txt").read_text("utf-8"))
        review_last_year(self.office, int(number), answers)
        return []

    def _file(self, name: str) -> list[str]:
        """The file lies in the file store before its message comes, as channels put it there."""
        self.office.wait(seconds=5)
        self.me.give(self.office.with_file(self.me.address, name, form_file(name)))
        self.office.work_off()
        return [text for to, message in self.deliver() for text in self._written(to, message)]

    def _list(self, name: str) -> list[str]:
        rows = (LISTS / name).with_suffix(".csv").read_text("utf-8").splitlines()
        cells = [
            [int(cell) if cell.isdecimal() and cell[0] != "0" else cell or None for cell in row.split(";")]
            for row in rows
        ]
        self.office.wait(seconds=5)
        self.me.give(self.office.with_file(self.me.address, name, workbook(cells)))
        self.office.work_off()
        return [text for to, message in self.deliver() for text in self._written(to, message)]

    def _location(self, argument: str) -> list[str]:
        lat, lon = map(float, argument.split())
        key = f"place-{next(self.office.ids)}"
        place = Location(lat, lon)
        self.office.wait(seconds=5)
        self.me.give(Incoming(self.me.address, key, Kind.LOCATION, self.office.now, location=place))
        self.office.work_off()
        return [text for to, message in self.deliver() for text in self._written(to, message)]

    def _card(self, argument: str) -> list[str]:
        card = read_code(argument)
        assert card is not None or not argument, f"no card says {argument!r}"
        key = f"card-{next(self.office.ids)}"
        seen = "" if card is None else card_to_text(card)
        self.office.wait(seconds=5)
        self.me.give(Incoming(self.me.address, key, Kind.PHOTO, self.office.now, looked=True, card=seen))
        self.office.work_off()
        return [text for to, message in self.deliver() for text in self._written(to, message)]


_DO: dict[str, Callable[[Replay, str], list[str]]] = {
    "restart": Replay._restart,
    "wait": Replay._wait,
    "basis": Replay._basis,
    "check": Replay._check,
    "new": Replay._new,
    "last-year": Replay._last_year,
    "location": Replay._location,
    "card": Replay._card,
    "file": Replay._file,
    "list": Replay._list,
}


def bot_messages(transcript: str) -> list[str]:
    """The bot's messages in a transcript."""
    return [part.split("\n>")[0] for part in re.split(r"^(?=bot)", transcript, flags=re.MULTILINE)[1:]]


def form_file(name: str) -> bytes:
    """A file as an admin would send it."""
    path = FORMS / name
    if path.exists():
        return path.read_bytes()
    return convert(path.with_suffix(".md").read_bytes(), "md", "xlsx")


def scripts() -> list[Path]:
    return sorted(Path(__file__).parent.glob("*.txt"))
