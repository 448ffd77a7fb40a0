"""What becomes of a form that was found to be without mistakes: it may be tried out, and is published for a purpose. Each step is answered
by a word or a button.
"""

from dataclasses import replace

from chat import Outgoing
from handlers.forms import own
from handlers.forms.publish_view import NO, PURPOSES, YES, confirmation, purposes
from handlers.talk.buttons import DROP, PUBLISH, TRIAL, choices
from handlers.talk.context import Context, Response
from storage.errors import FrozenFormError
from storage.records import FormVersion, Purpose
from survey.acceptance import found_from_json
from survey.read import Value, fold, read_yesno
from survey.review import Offers, Ruleset, choose_ruleset, lacking, offers

PENDING = "publish"
MOST_NAMED = 3
_WORDS = {
    TRIAL: {"1", "chay thu", "thu", "lam thu"},
    PUBLISH: {"2", "cong bo", "dua vao dung"},
    DROP: {"3", "thoi", "bo", "huy", "khong"},
}


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
    parts = lacking(_offers(ctx, form, ruleset), ruleset)
    if not parts:
        return ""
    named = "; ".join(parts[:MOST_NAMED])
    more = len(parts) - MOST_NAMED
    return ctx.texts("publish.unfit", parts=f"{named} {ctx.texts('publish.more', n=more)}" if more > 0 else named)


def _offers(ctx: Context, form: FormVersion, ruleset: Ruleset) -> Offers:
    """As it was found when the form was read; a form that version 0.1 has kept is looked at now."""
    if form.about:
        return found_from_json(form.about).offers
    return offers(ctx.services.outline(ctx.work, form.id, ruleset.id).form)


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
