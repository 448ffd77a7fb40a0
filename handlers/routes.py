"""The table: command, button or typed word -> handler."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from chat import Kind, Outgoing
from handlers import received
from handlers.admin import calling, data_requests, undelivered
from handlers.figures import summary
from handlers.forms import own, publishing
from handlers.households import mine, opening
from handlers.interview import answering, visits
from handlers.people import inviting, own_phone, remind_on, start
from handlers.talk import long_work, stale
from handlers.talk.context import Context, Response
from handlers.talk.replying import marked
from handlers.tasks import tasks
from storage.records import Role
from survey.read import Control, command_word, fold, normalise

LONGEST_TEXT = 4000

Handler = Callable[[Context, str], Response]
EVERYONE = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Route:
    """A command: with the slash, or as one of its phrases (folded: small letters, no diacritics)."""

    name: str
    phrases: tuple[str, ...]
    roles: frozenset[Role]
    handler: Handler
    words: frozenset[str] = frozenset()
    """What may follow a phrase beside a number."""

    stays: bool = False
    """An interview that is open stays open."""

    phone: bool = False
    """A telephone number may follow, with its spaces and dots."""


ROUTES = (
    Route("start", ("bat dau", "xin chao", "chao"), EVERYONE, start.start),
    Route("trogiup", ("tro giup", "huong dan"), EVERYONE, start.help_text, stays=True),
    Route("danhsach", ("danh sach",), frozenset({Role.COLLABORATOR}), mine.listing),
    Route("rasoat", ("ra soat",), frozenset({Role.COLLABORATOR}), mine.review),
    Route("phieu", ("phieu",), EVERYONE, own.listing),
    Route("nhiemvu", ("nhiem vu",), frozenset({Role.OFFICIAL}), tasks.listing),
    Route("tonghop", ("tong hop",), frozenset({Role.LEADER}), summary.summary),
    Route("moi", ("moi nguoi dung",), frozenset({Role.ADMIN}), inviting.invite),
    Route("tinchuagui", ("tin chua gui",), frozenset({Role.ADMIN}), undelivered.listing),
    Route("goidien", ("goi dien",), frozenset({Role.ADMIN}), calling.listing),
    Route("xoadulieu", ("yeu cau xoa du lieu",), frozenset({Role.ADMIN}), data_requests.listing),
    Route("socuatoi", ("so cua toi", "so dien thoai cua toi"), EVERYONE, own_phone.typed, stays=True, phone=True),
    Route("nhacqua", ("nhac qua", "nhac em qua", "nhac toi qua"), EVERYONE, remind_on.choose, remind_on.WORDS),
)


def answer(ctx: Context) -> Response:
    """The response to one message of a known person; everything about a trial is marked as such."""
    return marked(ctx, _answer(ctx))


def _answer(ctx: Context) -> Response:
    kind = ctx.incoming.kind
    if kind is Kind.BUTTON:
        return _button(ctx, ctx.incoming.payload)
    if kind is Kind.TEXT:
        return _text(ctx, ctx.incoming.text)
    if kind is Kind.CONTACT:
        return answering.ask_again(ctx, own_phone.contact_note(ctx))
    if kind in {Kind.PHOTO, Kind.LOCATION, Kind.FILE}:
        return received.take(ctx)
    return answering.ask_again(ctx, ctx.texts(f"turn.{kind.value}"))


def _button(ctx: Context, payload: str) -> Response:
    kind, _, rest = payload.partition("|")
    if kind == "c":
        return _text(ctx, rest)
    ctx = received.let_go(ctx)
    if kind == "f":
        return publishing.tapped(ctx, rest)
    if kind in {"q", "w"}:
        return answering.tapped(ctx, kind, rest)
    return answering.ask_again(ctx, ctx.texts("turn.old_button"))


def _text(ctx: Context, raw: str) -> Response:
    # Lines stay: a list of members is typed one member a line.
    text = "\n".join(line for line in map(normalise, raw.splitlines()) if line)
    if len(text) > LONGEST_TEXT:
        return answering.ask_again(ctx, ctx.texts("turn.too_long", n=len(text), most=LONGEST_TEXT))
    if not any(letter.isalnum() or letter in "-?" for letter in text):
        return answering.ask_again(ctx, ctx.texts("turn.unreadable"))
    route, argument = find_route(text)
    if route is not None:
        return _call(ctx, route, argument)
    if text.startswith("/"):
        return answering.ask_again(ctx, ctx.texts("turn.unknown_command", command=text.split()[0][:30]))
    decided = received.typed(ctx, text) or long_work.typed(ctx, text)
    if decided is not None:
        return decided
    ctx = received.let_go(ctx)
    return answering.typed(ctx, text) if ctx.dialog.interview is not None else _idle(ctx, text)


def find_route(text: str) -> tuple[Route | None, str]:
    """The command that a text is, and the rest of the text. A phrase is one only alone or before a number or a name."""
    first, _, rest = text.partition(" ")
    if first.startswith("/"):
        name = fold(first[1:].partition("@")[0])
        return next((route for route in ROUTES if route.name == name), None), rest.strip()
    words = fold(text)
    for route in ROUTES:
        for phrase in route.phrases:
            tail = words.removeprefix(phrase)
            known = tail.strip(" #").isdigit() or tail.strip() in route.words or (route.phone and _is_phone(tail))
            if tail != words and (not tail or (tail[0] == " " and known)):
                return route, tail.strip()
    return None, ""


def _is_phone(text: str) -> bool:
    return text.translate(str.maketrans("", "", " .-+")).isdigit()


def _call(ctx: Context, route: Route, argument: str) -> Response:
    if ctx.person.role not in route.roles:
        return answering.ask_again(ctx, ctx.texts("turn.not_allowed", command="/" + route.name))
    if route.stays:
        return route.handler(ctx, argument)
    done = answering.leave(ctx)
    response = route.handler(ctx.with_dialog(ctx.dialog.idle()) if done else ctx, argument)
    return above(done, response) if done else response


def above(line: str, response: Response) -> Response:
    """A sentence above the first message of a response."""
    first, *others = response.messages
    return replace(response, messages=(replace(first, text=f"{line}\n{first.text}"), *others))


def _idle_collaborator(ctx: Context, text: str) -> Response:
    """Control words without an open interview: "mở lại 12" opens a submission again; "vắng nhà" needs a household first; else it is a number or a name."""
    command = command_word(text, text_question_open=False)
    if command is None:
        return mine.typed(ctx, text)
    if command.control is Control.REOPEN:
        number = command.argument or "".join(str(one) for one in ctx.dialog.found[:1])
        if number.isdigit():
            return opening.reopen(ctx, int(number))
        return Response((Outgoing(ctx.texts("households.reopen_which")),), ctx.dialog)
    if command.control is Control.SUBMIT and ctx.dialog.found:
        # Sent again because the signal was bad: the household is in already.
        return mine.review(ctx, str(ctx.dialog.found[0]))
    if command.control in visits.WORDS:
        return Response((Outgoing(ctx.texts("households.visit_first")),), ctx.dialog)
    return Response((Outgoing(ctx.texts("turn.unknown")),), ctx.dialog, ctx.dialog.asked)


def _idle(ctx: Context, text: str) -> Response:
    """Nothing is open: what a person of this role most likely means."""
    if stale.ended_unseen(ctx) and command_word(text, text_question_open=False) is None:
        return Response((Outgoing(stale.ended_line(ctx, text)),), ctx.dialog, ctx.dialog.asked)
    if ctx.person.role is Role.COLLABORATOR:
        return _idle_collaborator(ctx, text)
    if ctx.person.role is Role.OFFICIAL:
        return tasks.typed(ctx, text)
    if ctx.person.role is Role.LEADER:
        return summary.typed(ctx, text)
    return _idle_admin(ctx, text) if ctx.person.role is Role.ADMIN else _unknown(ctx)


def _idle_admin(ctx: Context, text: str) -> Response:
    for typed in (publishing.typed, undelivered.typed, calling.typed, data_requests.typed):
        decided = typed(ctx, text)
        if decided is not None:
            return decided
    return _unknown(ctx)


def _unknown(ctx: Context) -> Response:
    return Response((Outgoing(ctx.texts("turn.unknown")),), ctx.dialog, ctx.dialog.asked)
