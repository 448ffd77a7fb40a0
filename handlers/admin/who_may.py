"""`/quyen`: who may do what, by role, as the table of rights says it."""

from collections.abc import Iterator
from itertools import groupby

from handlers.talk.buttons import tap
from handlers.talk.context import Context, Response
from handlers.talk.texts import Texts
from storage.records import Role
from survey.read import fold, request_core
from survey.workflow.rights import RIGHTS
from survey.workflow.roles import Permission

COMMAND = "/quyen"
_COMMANDS = "command"


def listing(ctx: Context, argument: str) -> Response:
    """All roles, with what their people see; one of them in full."""
    role = _role(ctx, argument)
    if role is not None:
        return ctx.close("\n".join(lines(ctx.texts, role)))
    if argument.strip():
        return ctx.stay(ctx.texts("rights.unknown", text=argument.strip()[:40]))
    shown = [ctx.texts("rights.role", role=ctx.texts.roles([one]), reach=_reach(ctx, one)) for one in Role]
    rows = tuple((tap(ctx.texts.roles([one]), f"{COMMAND} {one.value}"),) for one in Role)
    return ctx.close("\n".join([ctx.texts("rights.list"), *shown, ctx.texts("rights.how")]), rows, listed=True)


def typed(ctx: Context, text: str) -> Response | None:
    """A role that is asked about as such ("quyền lãnh đạo"); None where it is something else."""
    words = request_core(text).strip(" .?!")
    beginning = next((one for one in _ASKED if fold(words).startswith(one)), None)
    return listing(ctx, words if _role(ctx, words) else words[len(beginning) :]) if beginning else None


_ASKED = ("quyen cua ", "quyen ")


def _role(ctx: Context, said: str) -> Role | None:
    """By its key, or by the name that people have for it, alone or with a duty behind it ("công chức địa chính")."""
    words = fold(said).strip(" .?!")
    for beginning in _ASKED:
        words = words.removeprefix(beginning)
    called = {one: {one.value, *_names(fold(ctx.texts.roles([one])))} for one in Role}
    found = next((one for one, names in called.items() if words in names), None)
    return found or (Role.OFFICIAL if words.startswith(f"{fold(ctx.texts.roles([Role.OFFICIAL]))} ") else None)


def _names(name: str) -> tuple[str, str]:
    """A role is called with "người" and without."""
    return name, name.removeprefix("nguoi ")


def _reach(ctx: Context, role: Role) -> str:
    return ctx.texts("rights.reach_own" if _owns_only(role) else "rights.reach_places")


def _owns_only(role: Role) -> bool:
    """Whether people of this role see their own households only."""
    return all(one.own for one in RIGHTS["card.see"] if one.role is role)


def lines(texts: Texts, role: Role) -> Iterator[str]:
    """What people of this role may, a line for each kind of things: what is bound to a condition stands behind the rest."""
    reach = texts("rights.reach_own" if _owns_only(role) else "rights.reach_places")
    yield texts("rights.head", role=texts.roles([role]), reach=reach)
    theirs = [(doing, one) for doing, who in RIGHTS.items() for one in who if one.role is role]
    for kind, rows in groupby(theirs, key=lambda row: row[0].partition(".")[0]):
        by_limit: dict[str, list[str]] = {}
        for doing, one in rows:
            by_limit.setdefault(limit(texts, one), []).append(word(texts, doing))
        parts = [
            f"{said}: {', '.join(words)}" if said else ", ".join(words) for said, words in sorted(by_limit.items())
        ]
        yield texts(f"rights.kind.{kind}", listed="; ".join(parts))


def word(texts: Texts, doing: str) -> str:
    """What is done, in short; a command as it is typed."""
    kind, _, name = str(doing).partition(".")
    return f"/{name}" if kind == _COMMANDS else texts(f"rights.{kind}.{name}")


def limit(texts: Texts, one: Permission) -> str:
    """What stands behind it where a role alone is not enough."""
    keys = {"own": one.own, "apart": one.apart, "duty": bool(one.duty)}
    return ", ".join(texts(f"rights.only.{key}") for key, holds in keys.items() if holds)
