"""An admin sends a form: it is checked, may be tried out, and is then published for a purpose. Each step is answered by a word or a button."""

from dataclasses import replace

from chat import FileOut, Kind, Outgoing
from handlers.forms import own
from handlers.forms.publish_view import NO, PURPOSES, YES, confirmation, problem_lines, purposes
from handlers.talk.buttons import DROP, PUBLISH, TRIAL, choices
from handlers.talk.context import Context, Response
from storage.errors import FrozenFormError
from storage.records import FormVersion, Purpose, Role
from survey.interview.asks.outline import outline
from survey.read import Value, fold, read_yesno
from survey.review import choose_ruleset, lacking
from survey.sheet import Problem, SheetError, SheetFormat, check, marked, to_xform
from survey.xform import Form, FormError, load_form

PENDING = "publish"
MOST_NAMED = 3
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORDS = {
    TRIAL: {"1", "chay thu", "thu", "lam thu"},
    PUBLISH: {"2", "cong bo", "dua vao dung"},
    DROP: {"3", "thoi", "bo", "huy", "khong"},
}


def is_form(ctx: Context) -> bool:
    """Whether a message is an admin's form: any file while nothing is open, and a corrected one in the middle of a trial."""
    if ctx.incoming.kind is not Kind.FILE or ctx.person.role is not Role.ADMIN:
        return False
    named = any(file.name.lower().endswith((".xlsx", ".md")) for file in ctx.incoming.files)
    return ctx.dialog.interview is None or (ctx.dialog.trial and named)


def received(ctx: Context) -> Response:
    """A file from an admin: its mistakes come back in it, or it is asked what to do with it."""
    file = ctx.incoming.files[0] if ctx.incoming.files else None
    if file is None:
        return ctx.say("publish.not_a_form")
    name, content = file.name, ctx.services.stored(file.key)
    # Old workbooks and those with macros are read as workbooks too: the reader says why it does not take them.
    kind: SheetFormat = "md" if name.lower().endswith(".md") else "xlsx"
    problems = check(name, content, kind, _files(ctx))
    mistakes = [one for one in problems if not one.warning]
    if mistakes:
        return _sent_back(ctx, name, content, kind, mistakes)
    return _kept(ctx, name, content, kind, problems)


def _files(ctx: Context) -> dict[str, bytes]:
    """The data files that a form may name: those of the forms' folder and the thresholds."""
    ruleset = choose_ruleset(ctx.services.rulesets, ctx.today)
    return ctx.services.instances(ruleset.id if ruleset else "")


def _sent_back(ctx: Context, name: str, content: bytes, kind: SheetFormat, mistakes: list[Problem]) -> Response:
    lines = [ctx.texts("publish.mistakes", n=len(mistakes)), *problem_lines(ctx.texts, mistakes)]
    files: tuple[FileOut, ...] = ()
    if kind == "xlsx" and (book := marked(content, mistakes)) is not None:
        files = (FileOut(f"loi-{name}"[-80:], WORKBOOK, book),)
        lines.append(ctx.texts("publish.marked"))
    lines.append(ctx.texts("publish.send_again"))
    return Response((Outgoing("\n".join(lines), files=files),), replace(ctx.dialog, upload=None), ctx.dialog.asked)


def _kept(ctx: Context, name: str, content: bytes, kind: SheetFormat, warnings: list[Problem]) -> Response:
    try:
        xform = to_xform(name, content, kind)
        form = load_form(xform, _files(ctx))
    except (SheetError, FormError) as error:
        return Response((Outgoing(ctx.texts("publish.refused", why=str(error)[:500])),), ctx.dialog, ctx.dialog.asked)
    key = own.key_of(form)
    kept, other = ctx.work.forms.keep(key, form.version, form.title, xform), ctx.work.forms.published(key, form.version)
    if other is not None:
        known = "publish.known" if other.id == kept.id else "publish.frozen"
        return ctx.say(known, title=form.title, version=form.version)
    lines = [ctx.texts("publish.checked", title=form.title, version=form.version, n=len(outline(form).questions))]
    lines += [f"⚠ {line}" for line in problem_lines(ctx.texts, warnings)]
    dialog = replace(ctx.dialog.idle(), upload=kept.id)
    return Response((Outgoing("\n".join([*lines, ctx.texts("publish.what")]), choices(ctx, kept.id)),), dialog)


def typed(ctx: Context, text: str) -> Response | None:
    """Words while a form waits for the admin's decision; None where they are about something else."""
    if ctx.dialog.upload is None:
        return None
    step = ctx.dialog.pending[1] if ctx.dialog.pending[0] == PENDING else ""
    words = fold(text).strip(" .!")
    if not step:
        word = next((word for word, spellings in _WORDS.items() if words in spellings), None)
        return None if word is None else _chosen(ctx, word)
    if step == "purpose":
        return _purpose(ctx, PURPOSES[int(words) - 1] if words in {"1", "2", "3"} else words)
    said = {"1": True, "2": False}.get(words)
    if said is None:
        answer = read_yesno(text)
        said = answer.value if isinstance(answer, Value) else words == "cong bo" or None
    return _confirm(ctx, YES if said else NO) if said is not None else ctx.say("publish.confirm_how")


def tapped(ctx: Context, rest: str) -> Response:
    """A button of a form that waits; one of another form changes nothing."""
    version, _, word = rest.partition("|")
    if ctx.dialog.upload is None or version != str(ctx.dialog.upload):
        return ctx.say("publish.old_button")
    if word in _WORDS:
        return _chosen(ctx, word)
    if word in PURPOSES:
        return _purpose(ctx, word)
    return _confirm(ctx, word)


def _waiting(ctx: Context) -> FormVersion:
    assert ctx.dialog.upload is not None
    form = ctx.work.forms.get(ctx.dialog.upload)
    assert form is not None
    return form


def _chosen(ctx: Context, word: str) -> Response:
    form = _waiting(ctx)
    if word == TRIAL:
        return own.try_out(ctx, form)
    if word == DROP:
        return Response((Outgoing(ctx.texts("publish.dropped", title=form.title)),), ctx.dialog.idle())
    dialog = replace(ctx.dialog, pending=(PENDING, "purpose"))
    return Response((Outgoing(ctx.texts("publish.which", title=form.title), purposes(ctx, form.id)),), dialog)


def _purpose(ctx: Context, word: str) -> Response:
    if word not in PURPOSES:
        return ctx.say("publish.purpose_how")
    form = _waiting(ctx)
    why = _unfit(ctx, form) if word == Purpose.REVIEW else ""
    if why:
        return Response((Outgoing(why, purposes(ctx, form.id)),), replace(ctx.dialog, pending=(PENDING, "purpose")))
    current = ctx.round()
    text = ctx.texts(
        f"publish.confirm.{word}",
        title=form.title,
        version=form.version,
        year=current.year if current else ctx.today.year,
    )
    dialog = replace(ctx.dialog, pending=(PENDING, f"confirm:{word}"))
    return Response((Outgoing(text, confirmation(ctx, form.id)),), dialog)


def _unfit(ctx: Context, form: FormVersion) -> str:
    """Why a form cannot classify households; "" where it can."""
    ruleset = choose_ruleset(ctx.services.rulesets, ctx.today)
    if ruleset is None or ctx.round() is None:
        return ctx.texts("publish.no_round")
    parts = lacking(_loaded(ctx, form), ruleset)
    if not parts:
        return ""
    named = "; ".join(parts[:MOST_NAMED])
    more = len(parts) - MOST_NAMED
    return ctx.texts("publish.unfit", parts=f"{named} {ctx.texts('publish.more', n=more)}" if more > 0 else named)


def _loaded(ctx: Context, form: FormVersion) -> Form:
    return load_form(form.xform, _files(ctx))


def _confirm(ctx: Context, word: str) -> Response:
    step = ctx.dialog.pending[1] if ctx.dialog.pending[0] == PENDING else ""
    if not step.startswith("confirm:"):
        return ctx.say("publish.old_button")
    form = _waiting(ctx)
    if word != YES:
        dialog = replace(ctx.dialog, pending=("", ""))
        return Response((Outgoing(ctx.texts("publish.not_yet", title=form.title), choices(ctx, form.id)),), dialog)
    purpose = Purpose(step.removeprefix("confirm:"))
    try:
        released = ctx.work.forms.release(form.id, purpose, ctx.now)
    except FrozenFormError:
        text = ctx.texts("publish.frozen", title=form.title, version=form.version)
        return Response((Outgoing(text),), ctx.dialog.idle())
    current = ctx.round()
    if purpose is Purpose.REVIEW and current is not None:
        ctx.work.rounds.use_form(current.id, released.key)
    text = ctx.texts(f"publish.done.{purpose.value}", title=released.title, version=released.version)
    return Response((Outgoing(text),), ctx.dialog.idle())
