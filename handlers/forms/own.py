"""Forms that a person fills in by themself: which there are, opening one, going on with one, and an admin's trial."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.households import opening
from handlers.interview import prefill
from handlers.talk.buttons import tap
from handlers.talk.context import Context, Response
from handlers.talk.shown.numbers import meant
from storage.records import FormVersion, Numbered, NumberedKind, OwnForm, Purpose
from survey.read import fold
from survey.review import choose_ruleset
from survey.workflow.rights import Doing

_DOING = {Purpose.REPORT: Doing.REPORT, Purpose.FREE: Doing.FILL, Purpose.REQUEST: Doing.FILL}
"""What filling in a form of this purpose is called in the table of rights."""

MOST_BUTTONS = 10
MOST_FIGURES = 18


def key_of(form_id: str) -> str:
    """What all versions of a form have in common: its id, as a file of that name would be called."""
    return form_id.replace("_", "-").lower()


def listing(ctx: Context, argument: str) -> Response:
    """`/phieu` lists what this person may fill in, drafts first; `/phieu 2` or a part of a title opens one."""
    offered = _offered(ctx)
    wanted = argument.strip()
    if not offered:
        return ctx.close(ctx.texts("own.none"))
    if not wanted:
        return _listed(ctx, offered, ctx.texts("own.head"))
    if wanted.lstrip("#").isdecimal():
        return _of_number(ctx, offered, wanted)
    found = [one for one in offered if fold(wanted) in fold(one.form.title)]
    if len(found) == 1:
        return _open(ctx, found[0])
    key = "own.several" if found else "own.unknown"
    return _listed(ctx, offered, ctx.texts(key, wanted=wanted[:40]))


def _of_number(ctx: Context, offered: list[OwnForm], wanted: str) -> Response:
    """What stood under the number on the list that was shown, or the form of a button ("#3"), in its newest version; never another one."""
    now = numbered(offered).subjects
    version = ctx.work.forms.get(int(wanted[1:])) if wanted.startswith("#") and len(wanted) < MOST_FIGURES else None
    key = version.key if version is not None else None
    if not wanted.startswith("#"):
        key = meant(ctx, NumberedKind.FORM, int(wanted), now)
    one = next((one for one in offered if one.form.key == key), None)
    if one is not None:
        return _open(ctx, one)
    gone = ctx.work.forms.latest(key) if key is not None else None
    if gone is not None:
        return _listed(ctx, offered, ctx.texts("own.gone", title=gone.title))
    there = next((one for one in offered if one.form.key == now.get(int(wanted))), None) if wanted.isdecimal() else None
    if there is not None:
        return _listed(ctx, offered, ctx.texts("own.unread", number=wanted, title=there.form.title))
    return _listed(ctx, offered, ctx.texts("own.unknown", wanted=wanted[:40]))


def _offered(ctx: Context) -> list[OwnForm]:
    """Drafts first. The form of a request is begun for a household, by `/denghi`; only what is begun stands here."""
    purposes = [one for one, doing in _DOING.items() if ctx.may(doing)]
    mine = ctx.work.forms.own(ctx.person.id, tuple(one for one in Purpose if one in purposes))
    offered = (one for one in mine if one.draft is not None or one.form.purpose is not Purpose.REQUEST)
    return sorted(offered, key=lambda one: one.draft is None)


def numbered(offered: Sequence[OwnForm]) -> Numbered:
    """The list as it stands today."""
    return Numbered(NumberedKind.FORM, {number: one.form.key for number, one in enumerate(offered, start=1)})


def lines(ctx: Context) -> list[str]:
    """For the greeting: the forms that are begun, by what opens them."""
    return [ctx.texts("start.form", title=one.form.title, number=number) for number, one in _begun(ctx)]


def numbers(ctx: Context) -> Numbered | None:
    """What the numbers of these lines stand for."""
    begun = {number: one.form.key for number, one in _begun(ctx)}
    return Numbered(NumberedKind.FORM, begun) if begun else None


def _begun(ctx: Context) -> list[tuple[int, OwnForm]]:
    return [(number, one) for number, one in enumerate(_offered(ctx), start=1) if one.draft is not None][:3]


def _listed(ctx: Context, offered: list[OwnForm], head: str) -> Response:
    lines = [head, *(f"{index}. {one.form.title}{_state(ctx, one)}" for index, one in enumerate(offered, start=1))]
    rows = tuple(
        (tap(f"{index}. {one.form.title}"[:60], f"/phieu #{one.form.id}"),)
        for index, one in enumerate(offered[:MOST_BUTTONS], start=1)
    )
    return ctx.close("\n".join([*lines, ctx.texts("own.choose")]), rows, listed=True, numbers=numbered(offered))


def _state(ctx: Context, one: OwnForm) -> str:
    parts = [ctx.texts("own.draft")] if one.draft is not None else []
    parts += [ctx.texts("own.count", n=one.submitted)] if one.submitted else []
    return f" – {', '.join(parts)}" if parts else ""


def _open(ctx: Context, one: OwnForm) -> Response:
    draft = ctx.work.interviews.get(one.draft) if one.draft is not None else None
    if draft is not None:
        return opening.resume(ctx, draft, [ctx.texts("own.resumed", title=one.form.title)])
    return _begin(ctx, one.form, one.form.purpose, trial=False)


def try_out(ctx: Context, form: FormVersion) -> Response:
    """A trial by the admin who sent the form: everything as in earnest, but marked, and counted nowhere."""
    return _begin(ctx, form, form.purpose, trial=True)


def _begin(ctx: Context, form: FormVersion, purpose: Purpose, *, trial: bool) -> Response:
    ruleset = choose_ruleset(ctx.services.rulesets, ctx.today)
    draft = ctx.work.interviews.create_own(
        form.id, ruleset.id if ruleset else "", ctx.person.id, ctx.now, purpose=purpose, trial=trial
    )
    prefill.start(ctx, None, draft)
    there = ctx.with_dialog(replace(ctx.dialog, upload=None))
    return opening.resume(there, draft, [ctx.texts("own.begun", title=form.title)])
