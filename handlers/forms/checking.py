"""A form that an admin has sent, read once, as a job: its mistakes come back in it, or it is kept and asked what to do with it."""

from collections.abc import Mapping
from dataclasses import replace

from chat import FileIn, FileOut
from handlers.forms.own import key_of
from handlers.forms.publish_view import problem_lines
from handlers.forms.publishing import decide
from handlers.talk import long_work
from handlers.talk.context import Context, Response
from handlers.talk.long_work import JobKind
from survey.acceptance import Accepted, SentBack, examine, found_to_json, outcome, task
from survey.review import choose_ruleset
from survey.sheet import SheetFormat
from survey.workflow.rights import Doing

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def read(ctx: Context, file: FileIn) -> Response:
    """Have the form read; the person hears what came of it as soon as it is done."""
    return long_work.begin(ctx, FORM.name, {"name": file.name, "file": file.key})


def _gather(ctx: Context, about: Mapping[str, str]) -> bytes:
    ruleset = choose_ruleset(ctx.services.rulesets, ctx.today)
    files = ctx.services.instances(ruleset.id if ruleset else "")
    return task(about["name"], ctx.services.stored(about["file"]), _format(about["name"]), files)


def _format(name: str) -> SheetFormat:
    """Old workbooks and those with macros are read as workbooks too: the reader says why it does not take them."""
    return "md" if name.lower().endswith(".md") else "xlsx"


def _write(ctx: Context, result: bytes, _batch: int) -> Response:
    if not ctx.may(Doing.PUBLISH):
        return ctx.stay(ctx.texts("publish.not_admin"))
    made = outcome(result)
    return _sent_back(ctx, made) if isinstance(made, SentBack) else _kept(ctx, made)


def _sent_back(ctx: Context, made: SentBack) -> Response:
    mistakes = made.mistakes
    lines = [ctx.texts("publish.mistakes", n=len(mistakes)), *problem_lines(ctx.texts, mistakes)]
    files: tuple[FileOut, ...] = ()
    if made.workbook is not None:
        files = (FileOut(f"loi-{made.name}"[-80:], WORKBOOK, made.workbook),)
        lines.append(ctx.texts("publish.marked"))
    lines.append(ctx.texts("publish.send_again"))
    say = ctx.close if ctx.dialog.interview is None else ctx.stay
    return say("\n".join(lines), files=files)


def _kept(ctx: Context, made: Accepted) -> Response:
    key = key_of(made.id)
    kept = ctx.work.forms.keep(key, made.version, made.title, made.xform, found_to_json(made.found))
    other = ctx.work.forms.published(key, made.version)
    if other is not None:
        known = "publish.known" if other.id == kept.id else "publish.frozen"
        return ctx.stay(ctx.texts(known, title=made.title, version=made.version))
    found = made.found
    lines = [ctx.texts("publish.checked", title=made.title, version=made.version, n=found.questions)]
    lines += [f"⚠ {line}" for line in problem_lines(ctx.texts, found.warnings)]
    if ctx.dialog.interview is not None and not ctx.dialog.trial:
        # The form that is being filled in stays open: this one waits until it is closed.
        lines.append(ctx.texts("publish.later"))
        return ctx.with_dialog(replace(ctx.dialog, checked=kept.id)).stay("\n".join(lines))
    return decide(ctx, kept, "\n".join([*lines, ctx.texts("publish.what")]))


FORM = JobKind("form", _gather, examine, _write)
