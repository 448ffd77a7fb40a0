"""What becomes of a form that was found to be without mistakes: it may be tried out, and is published for a purpose. Each step is answered
by a word or a button.
"""

from dataclasses import replace

from handlers.forms import own
from handlers.forms.publish_view import PURPOSES, confirmation, purposes
from handlers.talk import asked
from handlers.talk.buttons import AboutForm, FormStep, form_choices
from handlers.talk.context import Context, Response
from handlers.talk.pending import Publishing
from handlers.talk.stale import is_stale, stale_line
from storage.errors import FrozenFormError
from storage.records import FormVersion, Purpose
from survey.acceptance import found_from_json
from survey.read import Value, fold, read_yesno
from survey.review import Offers, Ruleset, choose_ruleset, lacking, offers
from survey.workflow.rights import Doing

MOST_NAMED = 3
_WORDS = {
    FormStep.TRY: {"1", "chay thu", "thu", "lam thu"},
    FormStep.PUBLISH: {"2", "cong bo", "dua vao dung"},
    FormStep.DROP: {"3", "thoi", "bo", "huy", "khong"},
}


def decide(ctx: Context, form: FormVersion, text: str) -> Response:
    """What is to become of it?"""
    there = ctx.with_dialog(replace(ctx.dialog.idle(), upload=form.id))
    return there.ask(asked.upload(form.id, None), text, form_choices(ctx.texts, form.id))


def typed(ctx: Context, text: str) -> Response | None:
    """Words while a form waits for the admin's decision; None where they are about something else."""
    if ctx.dialog.upload is None or not ctx.may(Doing.PUBLISH):
        return None
    words, small = fold(text).strip(" .!"), ctx.dialog.small
    step = next((one for one, spellings in _WORDS.items() if words in spellings), None)
    if isinstance(small, Publishing):
        decide = _confirmed if small.purpose else _purposed
        return _late(ctx, small, text) if is_stale(ctx) else decide(ctx, words)
    if step is None:
        return None
    return _late(ctx, None, text) if is_stale(ctx) else _chosen(ctx, step)


def _late(ctx: Context, small: Publishing | None, text: str) -> Response:
    """Sent before the open step was read: a "1" that is sent twice must not answer the next question too."""
    form, late = _waiting(ctx), stale_line(ctx, text)
    if small is None:
        return decide(ctx, form, f"{late}\n{ctx.texts('publish.what')}")
    if small.purpose is None:
        return _which(ctx, form, f"{late}\n{ctx.texts('publish.which', title=form.title)}")
    return _whether(ctx, form, small.purpose, f"{late}\n")


def _purposed(ctx: Context, words: str) -> Response:
    numbered = dict(zip("123", PURPOSES, strict=True))
    wanted = numbered.get(words) or next((one for one in PURPOSES if one.value == words), None)
    return ctx.say("publish.purpose_how") if wanted is None else _purpose(ctx, wanted)


def _confirmed(ctx: Context, words: str) -> Response:
    said = {"1": True, "2": False}.get(words)
    if said is None:
        answer = read_yesno(words)
        said = answer.value if isinstance(answer, Value) else words == "cong bo" or None
    return ctx.say("publish.confirm_how") if said is None else _confirm(ctx, yes=said)


def tapped(ctx: Context, button: AboutForm) -> Response:
    """A button of a form that waits; one of another form changes nothing."""
    if not ctx.may(Doing.PUBLISH):
        return ctx.close(ctx.texts("publish.not_admin"))
    if button.version != ctx.dialog.upload:
        return ctx.stay(ctx.texts("publish.old_button"))
    if isinstance(button.step, Purpose):
        return _purpose(ctx, button.step)
    return _chosen(ctx, button.step) if button.step in _WORDS else _confirm(ctx, yes=button.step is FormStep.YES)


def _waiting(ctx: Context) -> FormVersion:
    assert ctx.dialog.upload is not None
    form = ctx.work.forms.get(ctx.dialog.upload)
    assert form is not None
    return form


def _chosen(ctx: Context, step: FormStep) -> Response:
    form = _waiting(ctx)
    if step is FormStep.TRY:
        return own.try_out(ctx, form)
    if step is FormStep.DROP:
        return ctx.close(ctx.texts("publish.dropped", title=form.title))
    return _which(ctx, form, ctx.texts("publish.which", title=form.title))


def _which(ctx: Context, form: FormVersion, text: str) -> Response:
    """What is it to be published for?"""
    there = ctx.with_dialog(ctx.dialog.asking(Publishing()))
    return there.ask(asked.upload(form.id, Publishing()), text, purposes(ctx.texts, form.id))


def _purpose(ctx: Context, wanted: Purpose) -> Response:
    form = _waiting(ctx)
    why = _unfit(ctx, form) if wanted is Purpose.REVIEW else ""
    return _which(ctx, form, why) if why else _whether(ctx, form, wanted)


def _whether(ctx: Context, form: FormVersion, purpose: Purpose, above: str = "") -> Response:
    """Is it to be published for that?"""
    current = ctx.round()
    year = current.year if current else ctx.today.year
    text = ctx.texts(f"publish.confirm.{purpose.value}", title=form.title, version=form.version, year=year)
    small = Publishing(purpose)
    there = ctx.with_dialog(ctx.dialog.asking(small))
    return there.ask(asked.upload(form.id, small), above + text, confirmation(ctx.texts, form.id))


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


def _confirm(ctx: Context, *, yes: bool) -> Response:
    purpose = ctx.dialog.small.purpose if isinstance(ctx.dialog.small, Publishing) else None
    if purpose is None:
        return ctx.stay(ctx.texts("publish.old_button"))
    form = _waiting(ctx)
    if not yes:
        return decide(ctx, form, ctx.texts("publish.not_yet", title=form.title))
    try:
        released = ctx.work.forms.release(form.id, purpose, ctx.now)
    except FrozenFormError:
        return ctx.close(ctx.texts("publish.frozen", title=form.title, version=form.version))
    for held in ctx.rounds() if purpose is Purpose.REVIEW else ():
        ctx.work.rounds.use_form(held.id, released.key)
    return ctx.close(ctx.texts(f"publish.done.{purpose.value}", title=released.title, version=released.version))
