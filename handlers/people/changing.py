"""What an admin changes of people in words: somebody new, another place, a further role, another number or name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from chat import Outgoing
from handlers.people.inviting import called
from handlers.register.importing import commune_here, groups_of
from handlers.talk.context import Context, Response
from handlers.unclear import meaning
from storage.records import Person, Role, Unit
from survey.read import Value, fold, normalise, read_group, read_phone
from survey.register.against.service import KnownPerson, people
from survey.register.found import COMMUNE, ListedPerson

_ADD = re.compile(r"(?:thêm|them)(?: người| nguoi)?(?: mới| moi)?[ :]+(.+)", re.IGNORECASE)
_WRITE = "ghi danh bạ: "
_MOVE = re.compile(r"(?:chuyển|chuyen|đổi|doi) (.+?) (?:sang|về|ve|qua|xuống|xuong) (.+)", re.IGNORECASE)
_ROLE = re.compile(r"(thêm|them|bỏ|bo) vai (?:trò|tro) (.+?) (?:cho|của|cua) (.+)", re.IGNORECASE)
_PHONE = re.compile(
    r"(?:đổi số|doi so|số của|so cua|số điện thoại của|so dien thoai cua) (.+?)[ :]+([+\d][\d .-]{7,})", re.IGNORECASE
)
_NAME = re.compile(r"(?:đổi tên|doi ten|sửa tên|sua ten) (.+?)(?: thành | thanh |: ?)(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    """Somebody as one line says it, or why it cannot be taken."""

    person: ListedPerson | None
    why: str = ""
    about: str = ""


def with_more(response: Response, texts: Sequence[str]) -> Response:
    """Further messages behind the first."""
    return replace(response, messages=(*response.messages, *(Outgoing(text) for text in texts)))


def typed(ctx: Context, text: str) -> Response | None:
    """One change; None where the words are none."""
    said = normalise(text)
    if said.startswith(_WRITE):
        return _add(ctx, said.removeprefix(_WRITE), sure=True)
    if found := _ROLE.fullmatch(said):
        return _role(ctx, add=fold(found[1]) == "them", role=found[2], who=found[3])
    if (found := _ADD.fullmatch(said)) and "," in found[1]:
        return _add(ctx, found[1], sure=False)
    if found := _PHONE.fullmatch(said):
        return _phone(ctx, found[1], found[2])
    if found := _NAME.fullmatch(said):
        return _name(ctx, found[1], found[2])
    if found := _MOVE.fullmatch(said):
        return _move(ctx, found[1], found[2])
    return None


def one_called(ctx: Context, wanted: str) -> Person | Response:
    """The one active person who is called so, or what to say where it is not one."""
    known = [one for one in ctx.work.people.all() if one.active]
    found = called(known, wanted)
    if len(found) == 1:
        return found[0]
    if not found:
        return ctx.stay(ctx.texts("people.nobody", wanted=wanted[:40]))
    return ctx.stay(ctx.texts("people.several", people="\n".join(f"{one.key} – {one.name}" for one in found[:10])))


# --- somebody new ------------------------------------------------------------------------------------------------------------------------


def _add(ctx: Context, line: str, *, sure: bool) -> Response:
    """Read back first: who it would be, and whether they are there already."""
    commune = commune_here(ctx.work)
    if commune is None:
        return ctx.stay(ctx.texts("list.no_commune"))
    groups = {one.code: one.name for one in groups_of(ctx.work, commune)}
    read = _read(ctx, line, groups)
    if read.person is None:
        return ctx.stay(ctx.texts(f"people.line_{read.why}", about=read.about))
    codes = {name: code for code, name in groups.items()}
    every = ctx.work.people.all()
    known = [_known(ctx, one) for one in every if one.active]
    made = people([read.person], known, commune.code, codes, {one.key for one in every})
    if not (made.new or made.changed):
        return ctx.close(ctx.texts("people.known", name=read.person.name))
    if not sure:
        key = "people.new_sure" if made.new else "people.changed_sure"
        twice = f" {ctx.texts('people.namesake')}" if made.namesakes else ""
        question = ctx.texts(key, person=_told(ctx, read.person, commune), twice=twice)
        return meaning.ask(ctx, f"{_WRITE}{line}", question, ())
    (one,) = (*made.new, *made.changed)
    kept = next((person for person in every if person.key == one.key), None)
    written = ctx.work.people.put(
        one.key, one.name, Role(one.role), one.duty, one.units, also=kept.also if kept is not None else ()
    )
    if one.phone is not None:
        ctx.work.people.set_phone(written.id, one.phone)
    return ctx.close(ctx.texts("people.written", name=one.name, code=one.key))


def _read(ctx: Context, line: str, groups: Mapping[str, str]) -> _Line:
    """The name stands first; what each further part is, it says itself."""
    name, *parts = (part.strip() for part in line.split(",") if part.strip())
    said: dict[str, str] = {}
    for part in parts:
        told = _part(ctx, part, groups)
        if not told:
            return _Line(None, "part", part[:40])
        said |= told
    role = said.get("role") or ("official" if "duty" in said else "")
    if not role:
        return _Line(None, "no_role", name[:40])
    if "unit" not in said and role == Role.COLLABORATOR:
        return _Line(None, "no_unit", name[:40])
    duty = said.get("duty", "") if role == Role.OFFICIAL else ""
    return _Line(ListedPerson(name, role, duty, said.get("unit", COMMUNE), said.get("phone"), 0))


def _part(ctx: Context, part: str, groups: Mapping[str, str]) -> dict[str, str]:
    """A telephone number, a place, a duty or a role; {} where it is none of them."""
    lexicon, number, group = ctx.services.lexicon, read_phone(part), read_group(groups, part)
    if isinstance(number, Value):
        return {"phone": number.value}
    if group is not None:
        return {"unit": groups[group]}
    if lexicon.says("commune", part):
        return {"unit": COMMUNE}
    if duty := lexicon.duties.within(part):
        return {"duty": duty}
    role = lexicon.roles.within(part)
    return {"role": role} if role else {}


def _known(ctx: Context, one: Person) -> KnownPerson:
    return KnownPerson(one.key, one.name, one.role.value, one.duty, one.units, ctx.work.people.phone(one.id))


def _told(ctx: Context, one: ListedPerson, commune: Unit) -> str:
    place = commune.called if one.unit == COMMUNE else one.unit
    parts = [one.name, ctx.texts.roles([Role(one.role)]), place]
    return ", ".join([*parts, *([ctx.texts("people.phone", tail=one.phone[-3:])] if one.phone else [])])


# --- somebody who is there ---------------------------------------------------------------------------------------------------------------


def _move(ctx: Context, who: str, where: str) -> Response | None:
    """To another group, or to the whole commune; said back with the words that undo it. None where no place is meant."""
    commune = commune_here(ctx.work)
    groups = {one.code: one.name for one in groups_of(ctx.work, commune)}
    code = read_group(groups, where)
    if code is None and commune is not None and ctx.services.lexicon.says("commune", where):
        code = commune.code
    if code is None:
        return None
    person = one_called(ctx, who)
    if isinstance(person, Response):
        return person
    before = ", ".join(unit.name for one in person.units if (unit := ctx.work.units.get(one)) is not None)
    _put(ctx, person, units=(code,))
    after = ctx.work.units.get(code)
    assert after is not None, "it was read from the list"
    return ctx.close(ctx.texts("people.moved", name=person.name, code=person.key, before=before, after=after.name))


def _role(ctx: Context, *, add: bool, role: str, who: str) -> Response:
    """A further role, or one less; the first one stays until another takes its place."""
    lexicon = ctx.services.lexicon
    duty = lexicon.duties.within(role) or ""
    found = lexicon.roles.within(role) or ("official" if duty else None)
    if found is None:
        return ctx.stay(ctx.texts("people.line_part", about=role[:40]))
    person = one_called(ctx, who)
    if isinstance(person, Response):
        return person
    wanted = Role(found)
    roles = [one for one in person.roles if one is not wanted] + ([wanted] if add else [])
    if not roles:
        return ctx.stay(ctx.texts("people.last_role", name=person.name))
    if not add and wanted is Role.ADMIN and person.id == ctx.person.id:
        return ctx.stay(ctx.texts("people.not_yourself"))
    _put(ctx, person, roles=tuple(roles), duty=duty or person.duty)
    return ctx.close(ctx.texts("people.roles", name=person.name, roles=ctx.texts.roles(roles)))


def _phone(ctx: Context, who: str, number: str) -> Response:
    person = one_called(ctx, who)
    if isinstance(person, Response):
        return person
    read = read_phone(number)
    if not isinstance(read, Value):
        return ctx.stay(ctx.texts(read.code, **read.params))
    ctx.work.people.set_phone(person.id, read.value)
    return ctx.close(ctx.texts("people.phone_kept", name=person.name, tail=read.value[-3:]))


def _name(ctx: Context, who: str, name: str) -> Response:
    person = one_called(ctx, who)
    if isinstance(person, Response):
        return person
    _put(ctx, person, name=name.strip()[:80])
    return ctx.close(ctx.texts("people.renamed", before=person.name, after=name.strip()[:80]))


def _put(
    ctx: Context,
    person: Person,
    *,
    name: str = "",
    units: tuple[str, ...] = (),
    roles: tuple[Role, ...] = (),
    duty: str = "",
) -> None:
    """The person with what is new; everything else as it was."""
    first, *also = roles or person.roles
    ctx.work.people.put(person.key, name or person.name, first, duty or person.duty, units or person.units, also=also)
