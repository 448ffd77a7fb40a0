"""Who may use the bot: a code for somebody, and everything that takes the use away again, at once and also while the bot runs."""

import secrets
from collections.abc import Iterable

from bot.app import Foundation, foundation, telegram_name
from bot.clock.local_time import local
from bot.process import StartError
from bot.settings.config import Settings
from handlers.people.inviting import called, create_invite
from storage.records import Person, Role
from storage.work import Work


def invite(settings: Settings, wanted: str) -> str:
    """Make a code for one person, given by key or name; the message with code and link to pass on."""
    with foundation(settings, telegram_name(settings)) as base, base.database.work() as work:
        person = one_of((each for each in work.people.all() if each.active), wanted)
        text = create_invite(work, base.services, person, None, base.clock.now(), secrets.choice)
        work.commit()
    return text


def deactivate(settings: Settings, wanted: str) -> str:
    """From now on this person is a stranger to the bot: nothing waiting goes out to them, and no code of theirs works."""
    with foundation(settings) as base, base.database.work() as work:
        person = one_of(work.people.all(), wanted)
        _keep_an_admin(work, person)
        work.people.set_active(person.id, active=False)
        codes = work.invites.withdraw(person.id)
        left = _households(base, work, person)
        work.commit()
    more = f" Còn {left} hộ đang giao cho người này, cần giao cho người khác." if left else ""
    return f"{person.name} không dùng bot được nữa; thu hồi {codes} mã mời; tin đang chờ sẽ không gửi đi.{more}"


def activate(settings: Settings, wanted: str) -> str:
    """The person may use the bot again, on the accounts that they still have."""
    with foundation(settings) as base, base.database.work() as work:
        person = one_of(work.people.all(), wanted)
        work.people.set_active(person.id, active=True)
        accounts = len(work.people.accounts(person.id, only_active=False))
        work.commit()
    return f"{person.name} dùng bot lại được, trên {accounts} tài khoản đã nối."


def unlink(settings: Settings, wanted: str, channel: str = "") -> str:
    """Take a person's accounts away (on one channel): a lost phone is a stranger's from now on."""
    with foundation(settings) as base, base.database.work() as work:
        person = one_of(work.people.all(), wanted)
        accounts = work.people.unlink(person.id, channel)
        codes = work.invites.withdraw(person.id)
        work.commit()
    where = f" trên {channel}" if channel else ""
    return f"{person.name}: đã gỡ {accounts} tài khoản{where}, thu hồi {codes} mã mời. Mời lại bằng: rasoat invite {person.key}"


def withdraw(settings: Settings, wanted: str) -> str:
    """No code that waits for this person, or that they made, works any more."""
    with foundation(settings) as base, base.database.work() as work:
        person = one_of(work.people.all(), wanted)
        codes = work.invites.withdraw(person.id)
        work.commit()
    return f"{person.name}: đã thu hồi {codes} mã mời chưa dùng."


def one_of(people: Iterable[Person], wanted: str) -> Person:
    """The one person of this key or name; StartError with those to choose from where it is not one."""
    known = tuple(people)
    found = called(known, wanted)
    if len(found) == 1:
        return found[0]
    listed = "\n".join(f"  {each.key} – {each.name}" for each in found or known) or "  (chưa có ai)"
    why = f"có {len(found)} người tên như vậy" if found else "chưa có người này"
    raise StartError(f"{wanted}: {why}. Gõ tên hoặc mã của một trong những người sau:\n{listed}")


def _keep_an_admin(work: Work, person: Person) -> None:
    """Without any admin nobody would be told what does not arrive, and nobody could invite in the chat."""
    admins = work.people.with_role(Role.ADMIN)
    if [one.id for one in admins] == [person.id]:
        raise StartError(f"{person.name} là quản trị duy nhất. Thêm một quản trị khác trước đã.")


def _households(base: Foundation, work: Work, person: Person) -> int:
    held = work.rounds.current(local(base.clock.now()).date())
    return sum(len(work.assignments.of_person(one.id, person.id)) for one in held)
