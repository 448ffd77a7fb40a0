"""What is still missing before a commune can begin, in the order in which it is to be done."""

from collections.abc import Callable, Iterator
from datetime import date

from bot.diagnosis import Diagnosis, bad, doubt
from storage.records import Person, Role, Unit
from storage.work import Work


def first_steps(work: Work, today: date) -> Iterator[Diagnosis]:
    """The steps that are missing; nothing of a demo, which has all of them."""
    if work.meta.is_demo():
        return
    communes = work.units.communes()
    if not communes:
        yield bad("Bắt đầu: cơ sở dữ liệu chưa có xã nào.", "Chạy: .venv/bin/rasoat init")
    for commune in communes:
        yield from _of_commune(work, commune, today)


def _of_commune(work: Work, commune: Unit, today: date) -> Iterator[Diagnosis]:
    """In the order of the first morning."""
    people = [one for one in work.people.all() if one.id in work.people.serving(commune.code) and one.active]
    admins = [one for one in people if one.has(Role.ADMIN)]
    where = f"Bắt đầu ({commune.called})"
    if not any(unit.parent == commune.code for unit in work.units.all()):
        yield bad(f"{where}: chưa có tổ, thôn nào.", "Nạp danh sách tổ, thôn: .venv/bin/rasoat import TỆP --new-units")
    if not admins:
        yield bad(
            f"{where}: chưa có quản trị nào.", "Nạp danh sách cán bộ có vai trò quản trị: .venv/bin/rasoat import TỆP"
        )
    elif not _joined(work, admins):
        advice = f"Gửi mã mời: .venv/bin/rasoat invite {admins[0].key}"
        yield doubt(f"{where}: quản trị {admins[0].name} chưa vào.", advice)
    for role, called in ((Role.COLLABORATOR, "rà soát viên"), (Role.OFFICIAL, "công chức")):
        if not any(one.has(role) for one in people):
            yield doubt(f"{where}: chưa có {called} nào.", "Quản trị gửi danh sách cán bộ (.xlsx) cho bot.")
    staff = [one for one in people if not one.has(Role.ADMIN)]
    if staff and not _joined(work, staff):
        yield doubt(f"{where}: chưa có ai được mời vào.", "Quản trị gõ: /moi và tên từng người.")
    yield from _of_register(work, commune, today, where)


def _joined(work: Work, people: list[Person]) -> bool:
    accounts: Callable[[int], object] = work.people.accounts
    return any(accounts(one.id) for one in people)


def _of_register(work: Work, commune: Unit, today: date, where: str) -> Iterator[Diagnosis]:
    if not work.lists.numbers(commune.code):
        yield doubt(
            f"{where}: chưa có hộ nào.", "Quản trị gửi danh sách hộ (.xlsx) cho bot, hoặc: .venv/bin/rasoat import TỆP"
        )
        return
    held = work.rounds.current_of(commune.code, today)
    if held is None:
        yield doubt(f"{where}: chưa có đợt rà soát nào.", "Quản trị gõ: /dotrasoat để mở đợt.")
        return
    every = work.assignments.of_round(held.id)
    free = sum(one.person_id is None for one in every)
    if not every or free:
        yield doubt(f"{where}: {free or 'mọi'} hộ chưa giao cho ai.", "Quản trị gõ: /phancong để giao hộ.")
