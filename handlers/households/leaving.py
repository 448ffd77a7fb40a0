"""An interview that its person left for something else: gone on with by a word, and never answered or replaced by a bare number."""

import re
from dataclasses import replace

from handlers.households import opening
from handlers.interview.open_interview import open_now
from handlers.talk.context import Context, Response
from handlers.talk.shown.numbers import last_of
from storage.records import NumberedKind, Role
from survey.read import Control, control_word

BARE = re.compile(r"(?:số |so )?#?\s*([0-9]{1,6})\s*[.)]?", re.IGNORECASE)
"""A number and nothing else: it may answer a question, name a household, or be a place in a list."""

_SAYS = {Role.COLLABORATOR: "left.household", Role.CHECKER: "left.check", Role.OFFICIAL: "left.task"}
"""What else a bare number means to people of a role."""

_LISTED = {NumberedKind.FORM: "left.form", NumberedKind.CARD: "left.card", NumberedKind.SUBMITTED: "left.check"}
"""… and what it means on a list that was shown last."""


def kept(ctx: Context, response: Response) -> Response:
    """The same response, remembering which interview was open before it."""
    if ctx.dialog.interview is None or response.dialog.interview is not None:
        return response
    return replace(response, dialog=replace(response.dialog, left=ctx.dialog.interview))


def typed(ctx: Context, text: str) -> Response | None:
    """Going on with what was left, or a bare number, which is asked about; None where it is something else, or nothing was left."""
    if ctx.dialog.left is None:
        return None
    opened = open_now(ctx.with_dialog(replace(ctx.dialog, interview=ctx.dialog.left)))
    if opened is None:
        return None
    word, number = control_word(text, text_question_open=False), BARE.fullmatch(text.strip())
    if word is not None and word.control is Control.CONTINUE and not word.argument:
        said = "own.resumed" if opened.assignment is None else "left.resumed"
        return opening.resume(ctx, opened.loaded.interview, [ctx.texts(said, **opened.about)])
    own = opened.assignment is not None and number is not None and int(number[1]) == opened.household.number
    if number is None or own:
        return None
    what = ctx.texts("left.of_household" if opened.assignment else "left.of_form", **opened.about)
    lines = [ctx.texts("left.which", what=what, number=number[1])]
    last = last_of(ctx)
    if last is not None and last.kind in _LISTED and int(number[1]) in last.subjects:
        return ctx.stay(" ".join([*lines, ctx.texts(_LISTED[last.kind], number=number[1])]))
    sayings = [_SAYS[role] for role in ctx.person.roles if role in _SAYS]
    if sayings:
        lines.append(ctx.texts(sayings[0], number=number[1]))
        return ctx.stay(" ".join(lines))
    return replace(ctx.stay(" ".join(lines)), dialog=replace(ctx.dialog, left=None))
