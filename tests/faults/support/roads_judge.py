"""What counts as kept on real channels: the end of the clean run, every message on the phone in its order, every reminder once or listed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text

from bot.channels.render import render
from bot.channels.telegram.capabilities import CAPABILITIES as TELEGRAM
from bot.channels.zalo_bot.capabilities import CAPABILITIES as ZALO_BOT
from bot.channels.zalo_oa.capabilities import capabilities
from bot.settings.config import ZaloOa
from chat import Address
from storage import Database
from storage.queries.messages.inbox import conversation_of
from storage.records import OutboxEntry, OutboxState
from tests.fakes.bad_days import UNTOLD
from tests.fakes.remote import Far
from tests.faults.support.crowd import kept
from tests.support.conversation import CHANNEL_WORDS

if TYPE_CHECKING:
    from tests.faults.support.roads import Found, Writer

BY_NAME = {each.name: each for each in (TELEGRAM, ZALO_BOT, capabilities(ZaloOa()))}
_ROWS = text("SELECT id FROM outbox WHERE conversation = :conversation ORDER BY id")


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the bot as it is stored, and the parts in which its channel shows it."""

    text: str
    parts: tuple[str, ...]
    state: OutboxState


def said(database: Database, address: Address) -> list[Said]:
    """All messages to somebody, oldest first."""
    with database._engine.connect() as connection:
        ids = list(connection.scalars(_ROWS, {"conversation": conversation_of(address)}))
    with database.look() as work:
        return [_said(entry) for entry in sorted(work.outbox.get(ids), key=lambda entry: entry.id)]


def _said(entry: OutboxEntry) -> Said:
    outgoing = entry.outgoing
    return Said(outgoing.text, render(outgoing, BY_NAME[entry.address.channel], CHANNEL_WORDS).parts, entry.state)


def judge(database: Database, platforms: Mapping[str, Far], writers: Iterable["Writer"], found: "Found") -> None:
    """Adds what is wrong to `found`, and what was seen."""
    for platform in platforms.values():
        found.happened.update(platform.happened())
    untold = sum(count for name, count in found.happened.items() if name.startswith(UNTOLD))
    for writer in writers:
        found.messages += writer.sent
        found.again += writer.again
        _interview(database, writer, found)
        wanted = said(database, writer.address)
        shown = platforms[writer.address.channel].texts(writer.address.user_id)
        found.twice += len(shown) - sum(len(one.parts) for one in wanted)
        problem = out_of_order([one.parts for one in wanted], shown)
        found.problems += [f"{writer.address.user_id}: {problem}"] if problem else []
    if found.twice > untold:
        found.problems.append(f"{found.twice} messages came twice, and only {untold} answers got lost")


def _interview(database: Database, writer: "Writer", found: "Found") -> None:
    end, wanted = kept(database, writer.script.number), writer.script.kept
    for name in ("state", "result", "answers", "history"):
        if getattr(end, name) != getattr(wanted, name):
            found.problems.append(
                f"{writer.script.number}: another {name}: {getattr(end, name)} instead of {getattr(wanted, name)}"
            )


def out_of_order(wanted: Sequence[tuple[str, ...]], shown: Sequence[str]) -> str:
    """Where a phone does not show these messages in their order, "" where it does; a message, or its first parts, may come again before
    the next one.
    """
    at = 0
    before: tuple[str, ...] = ()
    for number, parts in enumerate(wanted):
        while tuple(shown[at : at + len(parts)]) != parts:
            again = max(_same(shown[at:], parts), _same(shown[at:], before))
            if not again:
                return (
                    f"message {number}, {parts[0][:60]!r}: the phone shows {[one[:60] for one in shown[at : at + 2]]}"
                )
            at += again
        at, before = at + len(parts), parts
    while again := _same(shown[at:], before):
        at += again
    return "" if at == len(shown) else f"nobody sent {shown[at][:60]!r}"


def _same(shown: Sequence[str], parts: tuple[str, ...]) -> int:
    """How many of the parts are shown first."""
    count = 0
    for one, other in zip(shown, parts, strict=False):
        if one != other:
            break
        count += 1
    return count


def judge_reminders(
    database: Database, platforms: Mapping[str, Far], officials: Iterable[Address], found: "Found"
) -> None:
    """Each that was sent is on the phone once, each whose fate is not known at most once and listed; nothing else is there."""
    for official in officials:
        rows = said(database, official)
        shown = Counter(platforms[official.channel].texts(official.user_id))
        sent = Counter(part for row in rows if row.state is OutboxState.SENT for part in row.parts)
        listed = Counter(part for row in rows if row.state is OutboxState.UNCERTAIN for part in row.parts)
        found.reminders += len(rows)
        found.uncertain += sum(row.state is OutboxState.UNCERTAIN for row in rows)
        if not (sent <= shown <= sent + listed):
            found.problems.append(f"{official.user_id}: sent {sent}, listed {listed}, but the phone shows {shown}")
        found.problems += [
            f"{official.user_id}: {row.state}"
            for row in rows
            if row.state not in {OutboxState.SENT, OutboxState.UNCERTAIN}
        ]
