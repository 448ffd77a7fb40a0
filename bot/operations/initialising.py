"""`rasoat init`: the first start of a real installation – commune, groups, first admin, key – asked for at the terminal or given as options."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.app import foundation, telegram_name
from bot.process import StartError
from bot.settings.config import Settings
from bot.settings.encryption_key import make_own_key
from handlers.people.inviting import create_invite
from handlers.register.founding import AREAS, BadGroupsError, Founding, code_of, found_commune, read_groups
from handlers.register.importing import look
from handlers.register.loading import Wanted, bring_in
from handlers.talk.services import Services
from storage.records import Person, Unit
from storage.work import Work
from survey.register.found import Kind

AREA_WORDS = {"nông thôn": "rural", "thành thị": "urban", "1": "rural", "2": "urban"} | {one: one for one in AREAS}


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of the command; "" = not given. `units`: a workbook with the groups instead of `groups`."""

    commune: str = ""
    code: str = ""
    area: str = ""
    controller: str = ""
    contact: str = ""
    groups: str = ""
    units: Path | None = None
    admin: str = ""
    source: str = ""


OPTIONS = tuple(one.name for one in fields(Asked))

NEEDED = {
    "commune": "Tên xã, phường (ví dụ: xã Ba Tơ)",
    "area": "Địa bàn: 1. nông thôn  2. thành thị",
    "groups": "Các tổ, thôn với tổng số hộ (ví dụ: tổ dân phố 1: 268; tổ dân phố 2: 251)",
    "admin": "Họ tên người quản trị đầu tiên",
}
"""What has to be known, as it is asked for; everything else has a sensible default."""


def run(settings: Settings, asked: Asked, ask: Callable[[str], str] | None) -> str:
    """What to print. `ask` puts one question at the terminal, None where nobody is there. Raises StartError; then nothing was written."""
    real = replace(settings, database=replace(settings.database, demo=False))
    key = make_own_key(real)
    with foundation(real, telegram_name(real)) as base, base.database.work() as work:
        work.meta.alone("start")
        if not work.meta.is_empty() and (there := work.units.root()) is not None:
            return "\n".join([_what_is_there(work, there), *key])
        now = base.clock.now()
        wanted = _wanted(_complete(asked, ask))
        admin = found_commune(work, wanted, now)
        if asked.units is not None:
            _bring_groups(work, base.services, asked.units, base.clock.now())
        invited = _invited(work, base.services, admin, now)
        work.commit()
    return "\n".join([_founded(wanted), *key, "", invited, "", *_next_steps()])


def _complete(asked: Asked, ask: Callable[[str], str] | None) -> Asked:
    """With the answers to what is missing; all that is missing at once where nobody can be asked."""
    missing = [name for name in NEEDED if not getattr(asked, name) and not (name == "groups" and asked.units)]
    if missing and ask is None:
        listed = "\n".join(f"  --{name} – {NEEDED[name]}" for name in missing)
        raise StartError(f"chưa đủ để bắt đầu, thêm:\n{listed}")
    for name in missing:
        given: dict[str, Any] = {name: _answer(name, ask)}
        asked = replace(asked, **given)
    return asked


def _answer(name: str, ask: Callable[[str], str] | None) -> str:
    """Asked until the answer can be used."""
    assert ask is not None, "nobody is there to be asked"
    while True:
        said = ask(f"{NEEDED[name]}: ").strip()
        complaint = _complaint(name, said)
        if not complaint:
            return said
        ask(f"{complaint} (Enter để gõ lại) ")


def _complaint(name: str, said: str) -> str:
    if not said:
        return "Cần có câu trả lời."
    if name == "area" and said.lower() not in AREA_WORDS:
        return "Gõ 1 (nông thôn) hoặc 2 (thành thị)."
    if name == "groups":
        try:
            read_groups(said)
        except BadGroupsError as error:
            return f'Chưa hiểu "{error}". Mỗi tổ một phần, ví dụ: tổ dân phố 1: 268; tổ dân phố 2: 251'
    return ""


def _wanted(asked: Asked) -> Founding:
    for name in NEEDED:
        said = getattr(asked, name)
        if said and (complaint := _complaint(name, said)):
            raise StartError(f"--{name}: {complaint}")
    return Founding(
        commune=asked.commune,
        code=asked.code or code_of(asked.commune),
        area=AREA_WORDS[asked.area.lower()],
        controller=asked.controller,
        contact=asked.contact,
        groups=read_groups(asked.groups) if asked.groups else (),
        admin=asked.admin,
        source=asked.source or "khai lúc cài đặt",
    )


def _bring_groups(work: Work, services: Services, file: Path, now: datetime) -> None:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise StartError(f"không đọc được tệp {file}: {error.strerror}") from error
    found = look(work, services, content, now, {})
    if found.kind is not Kind.UNITS:
        raise StartError(f"{file}: {found.why or 'không phải danh sách tổ, thôn'}. Chưa ghi gì.")
    bring_in(work, found, now, Wanted(new_units=True))
    for commune in work.units.communes():
        total = sum(one.households_total for one in work.units.all() if one.parent == commune.code)
        work.units.put(replace(commune, households_total=total))


def _invited(work: Work, services: Services, admin: Person, now: datetime) -> str:
    return create_invite(work, services, admin, None, now, secrets.choice)


def _what_is_there(work: Work, there: Unit) -> str:
    groups = sum(one.kind == "group" for one in work.units.all())
    people = sum(one.active for one in work.people.all())
    return (
        f"Đã có {there.name}: {groups} tổ, thôn, {people} người dùng. Không đổi gì. Xem việc còn thiếu: rasoat doctor"
    )


def _founded(wanted: Founding) -> str:
    total = sum(one.households_total for one in wanted.groups)
    return f"Đã lập {wanted.commune} (mã {wanted.code}): {len(wanted.groups)} tổ, thôn, {total} hộ. Quản trị: {wanted.admin}."


def _next_steps() -> Iterator[str]:
    yield "Việc tiếp theo: đặt mã của Telegram hoặc Zalo, chạy rasoat run, gửi mã mời trên cho người quản trị;"
    yield "rồi người quản trị gửi danh sách cán bộ và danh sách hộ (.xlsx) cho bot. Lúc nào cũng xem được: rasoat doctor"
