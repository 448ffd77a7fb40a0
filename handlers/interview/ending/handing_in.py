"""The end of an interview: all answers, the result with its grounds, why, and submitting."""

from dataclasses import replace

from chat import Button, Outgoing
from handlers.asking.view import View
from handlers.interview import remarks
from handlers.interview.answers import how_to_edit, number_of
from handlers.interview.ending.grounds import category_text, deprived_lines, points_text, unclear_lines, what_if_lines
from handlers.interview.ending.since import since_lines
from handlers.interview.open_interview import OpenInterview, save
from handlers.rounds import finding, requested
from handlers.talk import asked
from handlers.talk.buttons import buttons_to, form_choices, tap
from handlers.talk.context import Context, Response
from handlers.talk.texts import Texts
from handlers.talk.wording import short_clock_text
from storage.records import Result
from survey.interview.advance import current
from survey.interview.path.screens import REVIEW, ScreenKind, Spot, end_notes, is_open, path, unconfirmed
from survey.interview.result.standing import Standing, cautions
from survey.read import Control, ControlWord, word_of
from survey.review.evidence import Caution
from survey.workflow.states import DONE, WAITING


def review_message(ctx: Context, opened: OpenInterview) -> Outgoing:
    """The summary before submitting: progress, result and grounds, warnings, and what can be typed."""
    texts, session = ctx.texts, opened.session
    lines = [texts("review.head" if opened.assignment else "own.review", **opened.about)]
    lines += [text for control, items in end_notes(session) if (text := session.note_text(control, items))]
    standing = opened.standing(session)
    if standing is not None:
        lines += result_lines(ctx, opened, standing)
    lines += since_lines(ctx, opened, standing.result.category if standing is not None else None)
    warned = cautions(session)
    if warned:
        lines.append(texts("review.warnings"))
        lines += [f"⚠ {_caution(texts, opened, one)}" for one in warned]
    how = "review.how_warned" if warned else "review.how"
    lines.append(texts(how if standing is not None else "own.how"))
    view = View(texts, opened.id, opened.version)
    words = [Control.SUBMIT, Control.WHY, Control.REVIEW, Control.LATER]
    if standing is None:
        words.remove(Control.WHY)
    buttons = [view.word(REVIEW, word_of(word), texts(f"button.{word.value}")) for word in words]
    return Outgoing("\n".join(lines), (tuple(buttons[:2]), tuple(buttons[2:])))


def result_lines(ctx: Context, opened: OpenInterview, standing: Standing, *, numbered: bool = False) -> list[str]:
    """The class with its points, and what is lacking; with the numbers of the questions behind it where asked for."""
    texts, result = ctx.texts, standing.result
    last = opened.household.last_category if opened.assignment else None
    before = texts("review.last_year", category=texts(f"category.{last.value}")) if last else ""
    score_b = points_text(result.score_b_min, result.score_b_max)
    area = texts(f"area.{standing.area}")
    score_a = texts("review.no_score_a")
    if result.score_a is not None and result.limit_a is not None:
        sign = "≤" if result.score_a <= result.limit_a else ">"
        score_a = texts("review.score_a", a=result.score_a, sign=sign, limit=result.limit_a, area=area)
    category = category_text(texts, standing).upper()
    lines = [
        texts("review.ruleset", legal=standing.ruleset.legal),
        texts("review.result", score_a=score_a, score_b=score_b, category=category, before=before),
    ]
    if result.deprived:
        lines += [texts("review.deprived"), *deprived_lines(texts, opened, standing, numbered=numbered)]
    return lines + unclear_lines(texts, opened, standing, numbered=numbered)


def _caution(texts: Texts, opened: OpenInterview, one: Caution) -> str:
    """Whom it is about, what is in doubt, and what to type where it is wrong."""
    text = f"{one.member}: {one.text}" if one.member else one.text
    known = opened.session.outline.by_name
    questions = [known[name] for name in one.because if name in known]
    spots = [Spot(question, one.item if question.repeat else ()) for question in questions]
    how = " · ".join(dict.fromkeys(how_to_edit(texts, spot) for spot in spots))
    return texts("review.caution", text=text.rstrip("."), how=how) if how else text


def why(ctx: Context, opened: OpenInterview, _word: ControlWord) -> Response:
    """The derivation: where điểm A comes from, which answers make each indicator, and what would change the class."""
    standing = opened.standing(opened.session)
    if opened.awaits_consent or standing is None:
        return ctx.stay(ctx.texts("review.nothing_yet"))
    lines = [ctx.texts("why.head", legal=standing.ruleset.legal), _score_a_line(ctx, opened, standing)]
    lines.append(_score_b_line(ctx, standing))
    lines += deprived_lines(ctx.texts, opened, standing, legal=True)
    waiting = len({number_of(ctx.texts, spot) for spot in unconfirmed(opened.session)})
    if waiting:
        lines.append(ctx.texts("why.last_time", n=waiting))
    else:
        lines += unclear_lines(ctx.texts, opened, standing)
    lines += what_if_lines(ctx.texts, opened, standing)
    return ctx.with_dialog(replace(ctx.dialog, beside=True)).stay("\n".join(lines))


def _score_b_line(ctx: Context, standing: Standing) -> str:
    result, points = standing.result, standing.ruleset.score_b.points_per_indicator
    n, unknown = len(result.deprived), len(result.unknown)
    if not unknown:
        return ctx.texts("why.score_b", points=points, n=n, score=result.score_b_min)
    return ctx.texts(
        "why.score_b_range",
        points=points,
        n=n,
        unknown=unknown,
        score=points_text(result.score_b_min, result.score_b_max),
    )


def _score_a_line(ctx: Context, opened: OpenInterview, standing: Standing) -> str:
    if standing.result.score_a is None:
        return ctx.texts("why.no_score_a")
    events = [event for event in ctx.work.interviews.events(opened.id) if event.key.name == "diem_a"]
    at = short_clock_text(events[-1].at) if events else "?"
    return ctx.texts("why.score_a", a=standing.result.score_a, at=at, limit=standing.result.limit_a)


def submit(ctx: Context, opened: OpenInterview, _word: ControlWord) -> Response:
    """Hand the interview in. What is required and missing is named; a class is given only where nothing can change it any more."""
    if opened.awaits_consent:
        return ctx.stay(ctx.texts("consent.first"))
    held = finding.round_of(ctx, opened.assignment) if opened.assignment is not None else None
    if held is not None and held.state == "closed":
        return ctx.stay(ctx.texts("submit.round_closed", round=finding.name_of(ctx, held)))
    left = remarks.left(ctx, opened)
    if left:
        return ctx.stay(ctx.texts("comment.first", numbers=left))
    screen = current(opened.session, replace(opened.position, focus=""))
    if screen.kind is not ScreenKind.REVIEW:
        missing = sum(is_open(opened.session, one) for one in path(opened.session))
        return ctx.stay(ctx.texts("submit.not_yet", n=max(missing, 1)))
    opened.session.finish()
    save(ctx, opened)
    standing = opened.standing(opened.session)
    result = Result(None, None, 0, 0, ())
    category = ""
    if standing is not None:
        found = standing.result
        result = Result(found.category, found.score_a, found.score_b_min, found.score_b_max, found.deprived)
        category = category_text(ctx.texts, standing)
    ctx.work.interviews.submit(opened.id, result, ctx.person.id, ctx.now)
    remarks.settle_rest(ctx, opened)
    if opened.assignment is None:
        return _own_submitted(ctx, opened)
    return _submitted(ctx, opened, category, settled=result.category is not None or standing is None)


def _own_submitted(ctx: Context, opened: OpenInterview) -> Response:
    if opened.loaded.interview.trial:
        there = ctx.with_dialog(replace(ctx.dialog.idle(), upload=opened.version))
        text = ctx.texts("publish.tried", title=opened.title)
        return there.ask(asked.upload(opened.version, None), text, form_choices(ctx.texts, opened.version))
    request = ctx.work.requests.of_interview(opened.id)
    if request is not None:
        said = {key.name: one.value for key, one in opened.session.answers.items() if not key.items}
        return requested.submitted(ctx, request, said)
    return ctx.close(ctx.texts("own.submitted", title=opened.title), buttons_to(ctx.texts, "forms"))


def _submitted(ctx: Context, opened: OpenInterview, category: str, *, settled: bool) -> Response:
    mine = finding.of_me(ctx)
    number = opened.household.number
    todo = [one for one in mine if one.state in WAITING]
    text = ctx.texts("submit.done" if settled else "submit.done_unclear", number=number, category=category)
    text += "\n" + ctx.texts("submit.left", done=sum(one.state in DONE for one in mine), total=len(mine))
    rows: list[tuple[Button, ...]] = list(buttons_to(ctx.texts, "list"))
    if todo:
        following = todo[0].household
        label = ctx.texts("button.next_household", number=following.number, name=following.head_name)
        rows.insert(0, (tap(label, f"/rasoat {following.number}"),))
    return ctx.close(text, tuple(rows), found=(number,))
