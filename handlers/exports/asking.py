"""/xuat: which file somebody wants, made beside the turns; where that is not clear, they are asked by numbers."""

from dataclasses import replace

from handlers.exports import handing
from handlers.exports.wanted import Format, NothingToExportError, Wanted
from handlers.talk import asked, stale
from handlers.talk.buttons import Say, button
from handlers.talk.context import Context, Response
from handlers.talk.pending import Exporting
from storage.records import Purpose
from survey.read import ExportCall, fold, read_export, read_group, request_core
from survey.read.exported import KINDS
from survey.workflow.exporting import ExportKind, may_export

COMMAND = "/xuat"


def export(ctx: Context, argument: str) -> Response:
    """What is asked for, as far as it is clear."""
    ctx = ctx.with_dialog(ctx.dialog.idle())
    call = read_export(argument, asked=True)
    if call is None:
        return _choices(ctx, ExportCall(), ctx.texts("export.unclear", text=argument[:40]))
    if not call.kind:
        return _choices(ctx, call, ctx.texts("export.which"))
    if call.kind == ExportKind.ANSWERS and not call.number:
        return _forms(ctx, call)
    if call.kind == ExportKind.SHEET and not call.number:
        return ctx.stay(ctx.texts("export.which_household"))
    try:
        wanted = _wanted(ctx, call)
    except NothingToExportError as error:
        return ctx.stay(ctx.texts(error.key, **error.slots))
    return handing.begin(ctx, wanted)


def means(text: str) -> str | None:
    """What a whole message asks to be exported, in words that `export` takes; None where it means something else."""
    call = read_export(text)
    return None if call is None else call.words


def follows(text: str) -> bool:
    """What may stand behind the command's phrases."""
    return read_export(text, asked=True) is not None


def _wanted(ctx: Context, call: ExportCall) -> Wanted:
    groups = {unit.code: unit.name for unit in ctx.work.units.all() if unit.kind == "group"}
    unit = read_group(groups, call.group) if call.group else ""
    if unit is None:
        raise NothingToExportError("export.no.unit", name=call.group)
    kind = ExportKind(call.kind)
    found = Wanted(kind, unit, sensitive=call.sensitive, format=Format(call.format or Format.WORKBOOK))
    match kind:
        case ExportKind.SHEET:
            return replace(found, household=call.number, format=Format.WORD)
        case ExportKind.ANSWERS:
            form = ctx.work.forms.get(call.number)
            return replace(found, form=form.key if form is not None and form.published_at else "")
    return found


def _forms(ctx: Context, call: ExportCall) -> Response:
    """Whose answers? Those of a report, or of a form that stands by itself."""
    forms = ctx.work.forms.offered([Purpose.REPORT, Purpose.FREE])
    if not forms or not may_export(ctx.person.roles, ctx.person.duty, ExportKind.ANSWERS, sensitive=False):
        return ctx.stay(ctx.texts("export.no_forms" if not forms else "export.not_yours"))
    choices = tuple(replace(call, number=one.id).words for one in forms)
    return _ask(ctx, ctx.texts("export.which_form"), choices, [one.title for one in forms])


def _choices(ctx: Context, call: ExportCall, above: str) -> Response:
    """Every file that this person may have, with what was said of group and columns."""
    kinds = [kind for kind in KINDS if may_export(ctx.person.roles, ctx.person.duty, ExportKind(kind), sensitive=False)]
    choices = tuple(ExportCall(kind, call.group, call.format, call.sensitive).words for kind in kinds)
    more = may_export(ctx.person.roles, ctx.person.duty, ExportKind.POOR, sensitive=True)
    text = "\n".join([above, ctx.texts("export.how_full" if more else "export.how")])
    return _ask(ctx, text, choices, [ctx.texts(f"export.kind.{kind}") for kind in kinds])


def _ask(ctx: Context, text: str, choices: tuple[str, ...], labels: list[str]) -> Response:
    there = ctx.with_dialog(ctx.dialog.asking(Exporting(choices)))
    rows = tuple(
        (button(label, Say(f"{COMMAND} {words}"), str(n)),)
        for n, (label, words) in enumerate(zip(labels, choices, strict=True), start=1)
    )
    return there.ask(asked.exporting(len(choices)), text, rows)


def typed(ctx: Context, text: str) -> Response | None:
    """One of the files that were offered, by its number or in words; None where nothing was offered or something else is meant."""
    small = ctx.dialog.small
    if not isinstance(small, Exporting):
        return None
    said = request_core(text).strip(" .")
    chosen = small.choices[int(said) - 1] if said.isdecimal() and 0 < int(said) <= len(small.choices) else ""
    call = read_export(said, asked=True)
    if not chosen and (call is None or not call.kind or fold(said) in {"ca", "ho"}):
        return None
    if stale.is_stale(ctx):
        return ctx.stay(stale.stale_line(ctx, text))
    there = ctx.with_dialog(ctx.dialog.asking(None))
    return export(there, chosen or said)
