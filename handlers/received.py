"""What a file is that somebody sent: a form, the answer to an open question, or nothing that is known. Where it is not clear, they are asked."""

from dataclasses import dataclass, replace
from enum import StrEnum

from chat import FileIn, Kind
from handlers.forms import checking
from handlers.identity.pictures import not_kept, wanted_in
from handlers.interview import answering, next_question, small_question
from handlers.interview.open_interview import OpenInterview, closed, open_now
from handlers.register import sending
from handlers.talk import asked, long_work, stale
from handlers.talk.buttons import Say, button
from handlers.talk.context import Context, Response
from handlers.talk.pending import Confirming, Exporting, Sorting
from survey.interview.advance import current
from survey.interview.answers.recording import asked_spots
from survey.interview.path.events import Attached, Typed
from survey.interview.path.passing import is_free
from survey.read import fold, request_core
from survey.sheet import sheet_names, table_names
from survey.workflow.rights import Doing

SURVEY = "survey"
WORKBOOKS, TABLES, COMMAS = (".xlsx", ".xlsm", ".xls"), (".md",), (".csv", ".zip")
_MIMES = frozenset({checking.WORKBOOK, "text/markdown"})


class What(StrEnum):
    """`WHICH`: a form or an answer; `WHETHER`: a form or none."""

    FORM = "form"
    LIST = "list"
    ANSWER = "answer"
    WHICH = "which"
    WHETHER = "whether"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sent:
    """What is known of something that was sent.

    `admin`: its sender is one; `open`: an interview of theirs is open, `trial`: only to try a form out; `wanted`: what the open question asks to be sent, "" =
    words. `sheets`: the names of its tables, None where it cannot be looked into. `lists`: its sender may send lists of the commune.
    """

    kind: Kind
    admin: bool
    name: str = ""
    mime: str = ""
    open: bool = False
    trial: bool = False
    wanted: str = ""
    sheets: tuple[str, ...] | None = None
    lists: bool = False

    @property
    def is_book(self) -> bool:
        """A workbook or tables as CSV, by its name or what the channel says of it."""
        return self.name.lower().endswith((*WORKBOOKS, *COMMAS)) or self.mime == checking.WORKBOOK

    @property
    def is_list(self) -> bool:
        """For those who may send a list: a workbook that is no form, while nothing is open."""
        no_form = not self.admin or not self.may_be_form
        return self.kind is Kind.FILE and self.lists and not self.open and self.is_book and no_form

    @property
    def is_table(self) -> bool:
        """A workbook or tables in Markdown, by its name or what the channel says of it."""
        return self.name.lower().endswith((*WORKBOOKS, *TABLES)) or self.mime in _MIMES

    @property
    def may_be_form(self) -> bool:
        """What cannot be looked into is read as a form: its reader says what is wrong with it."""
        return self.is_table and (self.sheets is None or SURVEY in self.sheets)


def what_is(sent: Sent) -> What:
    """Only an admin sends forms: any table while nothing is open, and a corrected form in the middle of a trial.

    A workbook without the sheet of a form is a list of the commune, for those who may send one.
    """
    if sent.is_list:
        return What.LIST
    if sent.kind is not Kind.FILE or not sent.admin or (sent.open and not sent.trial):
        return What.ANSWER if sent.open else What.UNKNOWN
    if not sent.open:
        return (What.FORM if sent.may_be_form else What.WHETHER) if sent.is_table else What.UNKNOWN
    if not sent.may_be_form:
        return What.ANSWER
    return What.WHICH if sent.wanted == "file" else What.FORM


def take(ctx: Context) -> Response:
    """A photo, a file or a location: whatever it is, it does not get lost without a sentence."""
    sent = ctx.incoming
    if not sent.files and sent.kind is not Kind.LOCATION:
        return _unseen(ctx)
    what = what_is(_looked_at(ctx))
    if what is What.FORM:
        return checking.read(ctx, sent.files[0])
    if what is What.LIST:
        return sending.read(ctx, sent.files[0])
    if what in {What.WHICH, What.WHETHER}:
        return _ask(ctx, what, sent.files[0])
    return attached(ctx) if what is What.ANSWER else _unknown(ctx)


def _unseen(ctx: Context) -> Response:
    """Nothing of it was put away: it was too large or no picture, or a picture that nothing asked for."""
    if not ctx.incoming.looked and ctx.incoming.kind is not Kind.PHOTO:
        return _unknown(ctx)
    response, lost = not_kept(ctx), words_lost(ctx).strip()
    first, *others = response.messages
    return replace(response, messages=(replace(first, text=f"{lost}\n{first.text}"), *others)) if lost else response


def words_lost(ctx: Context) -> str:
    """That words beside something that was not taken are not kept either; "" where there were none."""
    words = ctx.incoming.text.strip()
    return ctx.texts("received.words", text=words[:60]) + " " if words else ""


def _looked_at(ctx: Context) -> Sent:
    """With a look into it only where that decides."""
    file = ctx.incoming.files[0] if ctx.incoming.files else FileIn("", "", "", 0)
    is_open, trial = ctx.dialog.interview is not None, ctx.dialog.trial
    lists = sending.may_send(ctx.person)
    admin = ctx.may(Doing.PUBLISH)
    sent = Sent(ctx.incoming.kind, admin, file.name, file.mime, is_open, trial, lists=lists)
    if what_is(sent) is not What.FORM:
        return sent
    look = table_names if file.name.lower().endswith(TABLES) else sheet_names
    return replace(sent, sheets=look(ctx.services.stored(file.key)), wanted=wanted(ctx) if is_open else "")


def _unknown(ctx: Context) -> Response:
    kind = ctx.incoming.kind
    if kind is Kind.FILE and ctx.may(Doing.PUBLISH) and ctx.dialog.interview is None:
        return ctx.stay(ctx.texts("publish.not_a_form"))
    return answering.ask_again(ctx, words_lost(ctx) + ctx.texts(f"turn.{kind.value}"))


# --- where it is not clear: the person says what it is ----------------------------------------------------------------------------------

_IS_FORM, _IS_ANSWER, _IS_NONE = "tệp này là phiếu", "tệp này là câu trả lời", "bỏ tệp này"
_WORDS = {
    _IS_FORM: frozenset({"1", "phieu", "la phieu"}),
    _IS_ANSWER: frozenset({"2", "tra loi", "cau tra loi"}),
    _IS_NONE: frozenset({"2", "khong", "khong phai", "bo", "thoi"}),
}


def typed(ctx: Context, text: str) -> Response | None:
    """Words that say what a file is; None where they are about something else."""
    words, small = fold(request_core(text)), ctx.dialog.small
    if not isinstance(small, Sorting):
        # A button of a file that is dealt with: never an answer to whatever is asked now.
        return answering.ask_again(ctx, ctx.texts("turn.old_button")) if words in map(fold, _WORDS) else None
    said = next((one for one in _offered(small) if words == fold(one) or words in _WORDS[one]), None)
    if said is None:
        return None
    if stale.is_stale(ctx):
        return ctx.stay(stale.stale_line(ctx, text))
    return _told(let_go(ctx), said, FileIn(small.key, small.name, small.mime, 0))


_LET_GO = Sorting | Exporting | Confirming


def let_go(ctx: Context) -> Context:
    """Whoever says something else does not speak any more of the file that was sent or is wanted, or of what was to be done."""
    return ctx.with_dialog(ctx.dialog.asking(None)) if isinstance(ctx.dialog.small, _LET_GO) else ctx


def _offered(small: Sorting) -> tuple[str, str]:
    return _IS_FORM, _IS_ANSWER if small.either else _IS_NONE


def _ask(ctx: Context, what: What, file: FileIn) -> Response:
    small = Sorting(file.key, file.name, file.mime, either=what is What.WHICH)
    labels = (ctx.texts(f"received.{what.value}.{number}") for number in (1, 2))
    rows = tuple(
        (button(label, Say(words), str(number)),)
        for number, (label, words) in enumerate(zip(labels, _offered(small), strict=True), start=1)
    )
    text = ctx.texts(f"received.{what.value}", name=file.name[-long_work.LONGEST_NAME :])
    return ctx.with_dialog(ctx.dialog.asking(small)).ask(asked.file(file.key), text, rows)


def _told(ctx: Context, said: str, file: FileIn) -> Response:
    if said == _IS_ANSWER:
        # What was typed says what the file is: it is no word beside it.
        return attached(replace(ctx, incoming=replace(ctx.incoming, kind=Kind.FILE, files=(file,), text="")))
    if said == _IS_NONE:
        return replace(ctx.stay(ctx.texts("received.dropped")), asks=asked.NOTHING)
    begun = checking.read(ctx, file)
    if ctx.dialog.interview is None:
        return replace(begun, asks=asked.NOTHING)
    # The question that stood there before is asked once more, so that an answer belongs to it.
    return replace(answering.ask_again(ctx, begun.messages[0].text), follows=begun.follows)


# --- to the open interview -----------------------------------------------------------------------------------------------------------------


def attached(ctx: Context) -> Response:
    """A photo, a file or a location for the open question."""
    opened = open_now(ctx)
    if opened is None:
        return closed(ctx)
    if opened.awaits_consent or small_question.open_in(ctx.dialog):
        return next_question.question(ctx, opened, opened.position, [ctx.texts("turn.answer_first")])
    if stale.is_stale(ctx):
        return answering.late(ctx, opened, ctx.texts(f"turn.the_{ctx.incoming.kind.value}"))
    if ctx.incoming.files:
        sent = ctx.incoming.files[0]
        key = sent.key
        response = _with_words(
            ctx, opened, answering.apply(ctx, opened, Attached(_KINDS[ctx.incoming.kind], key, sent.mime))
        )
        if any(answer.value == key for answer in opened.session.answers.values()):
            ctx.work.files.attach(key, opened.id)
        return response
    there = ctx.incoming.location
    assert there is not None
    return answering.apply(
        ctx, opened, Attached("location", f"{there.lat} {there.lon} 0.0 {float(there.accuracy or 0)}")
    )


def _with_words(ctx: Context, opened: OpenInterview, response: Response) -> Response:
    """The words beside a picture answer the one text question of the same screen; where there is none, it is told that they are not kept."""
    words, first = ctx.incoming.text.strip(), response.messages[0]
    if not words:
        return response
    here = current(opened.session, opened.position)
    there = replace(opened, position=response.dialog.position)
    screen = current(opened.session, there.position)
    spots = asked_spots(opened.session, screen)
    if screen.id == here.id and len(spots) == 1 and is_free(spots[0].question):
        after = answering.apply(ctx.with_dialog(response.dialog), there, Typed(words))
        said = f"{first.text.splitlines()[0]}\n{after.messages[0].text}"
        return replace(after, messages=(replace(after.messages[0], text=said), *after.messages[1:]))
    line = ctx.texts("received.words", text=words[:60])
    return replace(response, messages=(replace(first, text=f"{line}\n{first.text}"), *response.messages[1:]))


def wanted(ctx: Context) -> str:
    """What the open question asks to be sent ("photo", "file", …); "" where words answer it."""
    opened = open_now(ctx)
    return wanted_in(opened) if opened is not None and not small_question.open_in(ctx.dialog) else ""


_KINDS = {Kind.PHOTO: "photo", Kind.FILE: "file"}
