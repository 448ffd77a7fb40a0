"""The end of an interview: all answers, the result with its grounds, why, and submitting."""

from collections.abc import Mapping
from dataclasses import replace

from chat import Button, Outgoing
from handlers.context import Context, Response, buttons_to, local, tap
from handlers.event_view import category_text
from handlers.opened import PASSED, Opened, save
from handlers.publish_view import choices
from handlers.result_view import deprived_lines, unclear_lines, what_if_lines
from handlers.screen_view import member_lines
from handlers.texts import Texts
from handlers.view import View
from storage.records import Category, Result
from survey.interview import roster
from survey.interview.advance import current
from survey.interview.display import column_text, shown
from survey.interview.screens import REVIEW, Screen, ScreenKind, Spot, end_notes, is_open, path
from survey.interview.standing import Standing, cautions
from survey.read import Command
from survey.review.evidence import Caution
from survey.state import AnswerKey

LONGEST = 1900


def review_message(ctx: Context, opened: Opened) -> Outgoing:
    """The summary before submitting: progress, result and grounds, warnings, and what can be typed."""
    texts, session = ctx.texts, opened.session
    lines = [texts("review.head" if opened.assignment else "own.review", **opened.about)]
    lines += [text for control, items in end_notes(session) if (text := session.note_text(control, items))]
    standing = opened.standing(session)
    if standing is not None:
        lines += _result_lines(ctx, opened, standing)
    warned = cautions(session)
    if warned:
        lines.append(texts("review.warnings"))
        lines += [f"⚠ {_caution(texts, opened, one)}" for one in warned]
    how = "review.how_warned" if warned else "review.how"
    lines.append(texts(how if standing is not None else "own.how"))
    view = View(texts, session, opened.place, opened.id, opened.version)
    words = [("nộp", "Nộp"), ("vì sao", "Vì sao"), ("xem lại", "Xem lại"), ("để sau", "Để sau")]
    if standing is None:
        words.pop(1)
    buttons = [view.word(REVIEW, word, label) for word, label in words]
    return Outgoing("\n".join(lines), (tuple(buttons[:2]), tuple(buttons[2:])))


def _result_lines(ctx: Context, opened: Opened, standing: Standing) -> list[str]:
    texts, result = ctx.texts, standing.result
    last = opened.household.last_category if opened.assignment else None
    before = texts("review.last_year", category=texts(f"category.{last.value}")) if last else ""
    score_b = str(result.score_b_min) if result.score_b is not None else f"{result.score_b_min}–{result.score_b_max}"
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
        lines.append(texts("review.deprived") + " " + "; ".join(deprived_lines(texts, opened, standing)))
    if result.category is None:
        lines += unclear_lines(texts, opened, standing)
    return lines


def _caution(texts: Texts, opened: Opened, one: Caution) -> str:
    """Whom it is about, what is in doubt, and under which numbers it can be corrected."""
    text = f"{one.member}: {one.text}" if one.member else one.text
    known = opened.session.outline.by_name
    questions = [known[name] for name in one.because if name in known]
    numbers = [Spot(question, one.item if question.repeat else ()).number for question in questions]
    return texts("review.caution", text=text.rstrip("."), numbers=", ".join(numbers)) if numbers else text


def why(ctx: Context, opened: Opened, _command: Command) -> Response:
    """The derivation: where điểm A comes from, which answers make each indicator, and what would change the class."""
    standing = opened.standing(opened.session)
    if opened.awaits_consent or standing is None:
        return _say_and_stay(ctx, ctx.texts("review.nothing_yet"))
    lines = [ctx.texts("why.head", legal=standing.ruleset.legal), _score_a_line(ctx, opened, standing)]
    points = standing.ruleset.score_b.points_per_indicator
    lines.append(
        ctx.texts("why.score_b", points=points, n=len(standing.result.deprived), score=standing.result.score_b_min)
    )
    lines += deprived_lines(ctx.texts, opened, standing, legal=True)
    if standing.result.category is None:
        lines += unclear_lines(ctx.texts, opened, standing)
    lines += what_if_lines(ctx.texts, opened, standing)
    return _say_and_stay(ctx, "\n".join(lines))


def _score_a_line(ctx: Context, opened: Opened, standing: Standing) -> str:
    if standing.result.score_a is None:
        return ctx.texts("why.no_score_a")
    events = [event for event in ctx.work.interviews.events(opened.id) if event.key.name == "diem_a"]
    at = f"{local(events[-1].at):%H:%M %d/%m}" if events else "?"
    return ctx.texts("why.score_a", a=standing.result.score_a, at=at, limit=standing.result.limit_a)


def list_answers(ctx: Context, opened: Opened, _command: Command) -> Response:
    """All answers with their numbers, so that "sửa 9" can follow; several messages where they are many."""
    if opened.awaits_consent:
        return _say_and_stay(ctx, ctx.texts("consent.first"))
    lines = [ctx.texts("list.head" if opened.assignment else "own.list", **opened.about)]
    passed = _passed(ctx, opened)
    for screen in path(opened.session):
        lines += _screen_lines(ctx.texts, opened, screen, passed)
    lines.append(ctx.texts("list.how"))
    messages = tuple(Outgoing(text) for text in _pages(lines))
    return Response(messages, ctx.dialog, ctx.dialog.asked)


def _passed(ctx: Context, opened: Opened) -> dict[AnswerKey, str]:
    """Why the bot itself left a question out, for the answers of which that is the last that happened."""
    last = {event.key: event.kind for event in ctx.work.interviews.events(opened.id)}
    return {key: kind.removeprefix(PASSED) for key, kind in last.items() if kind.startswith(PASSED)}


def _screen_lines(texts: Texts, opened: Opened, screen: Screen, passed: Mapping[AnswerKey, str]) -> list[str]:
    session = opened.session
    if screen.kind is ScreenKind.ROSTER:
        return _member_lines(texts, opened, screen)
    if screen.kind is ScreenKind.COLUMN:
        return _column_lines(opened, screen)
    lines = []
    for spot in screen.spots:
        if session.answered(spot.items, spot.question) and not (spot.items and spot.question.hint_of("member")):
            label = session.label_at(spot.items, spot.question)
            lines.append(f"{spot.number}. {label.rstrip('?: ')}: {_answer(texts, opened, spot, passed)}")
    return lines


def _answer(texts: Texts, opened: Opened, spot: Spot, passed: Mapping[AnswerKey, str]) -> str:
    reason = passed.get(opened.session.key(spot.items, spot.question))
    return texts(f"skipped.{reason}") if reason else shown(opened.session, spot)


def _member_lines(texts: Texts, opened: Opened, screen: Screen) -> list[str]:
    """The members one a line, and under which numbers their names, birth years and so on are corrected."""
    assert screen.roster is not None
    members = opened.session.members(screen.roster.repeat, screen.items)
    if not members:
        return []
    if not screen.roster.named:
        title = roster.title_of(opened.session, screen.roster, screen.items)
        return [texts("list.item", number=screen.roster.number, name=title, text=len(members))]
    view = View(texts, opened.session, opened.place, opened.id, opened.version)
    spots = roster.identity_spots(opened.session, screen.roster, members[0])
    titles = [(spot.number, spot.question.hint_of("title") or spot.question.name) for spot in spots]
    parts = " · ".join(texts("list.member_part", number=number, title=title) for number, title in titles)
    lines = [texts("list.members", number=screen.roster.number, n=len(members))]
    lines += [f"• {line}" for line in member_lines(view, screen)]
    return [*lines, texts("list.members_how", parts=parts)] if parts else lines


def _column_lines(opened: Opened, screen: Screen) -> list[str]:
    session = opened.session
    assert screen.roster is not None
    answered = [spot for spot in screen.spots if session.answered(spot.items, spot.question)]
    if not answered:
        return []
    question = screen.spots[0].question
    title = (question.column.label if question.column and question.column.label else question.name).split("?")[0]
    return [f"{question.number}. {title}? {column_text(session, screen.roster, answered)}"]


def _pages(lines: list[str]) -> list[str]:
    pages, page = [], ""
    for line in lines:
        if page and len(page) + len(line) > LONGEST:
            pages.append(page)
            page = ""
        page = f"{page}\n{line}" if page else line
    return [*pages, page]


def submit(ctx: Context, opened: Opened, _command: Command) -> Response:
    """Hand the interview in. What is required and missing is named; a class is given only where nothing can change it any more."""
    if opened.awaits_consent:
        return _say_and_stay(ctx, ctx.texts("consent.first"))
    screen = current(opened.session, replace(opened.place, focus=""))
    if screen.kind is not ScreenKind.REVIEW:
        missing = sum(is_open(opened.session, one) for one in path(opened.session))
        return _say_and_stay(ctx, ctx.texts("submit.not_yet", n=max(missing, 1)))
    opened.session.finish()
    save(ctx, opened)
    standing = opened.standing(opened.session)
    result = Result(None, None, 0, 0, ())
    category = ""
    if standing is not None:
        found = standing.result
        wanted = Category(found.category.value) if found.category else None
        result = Result(wanted, found.score_a, found.score_b_min, found.score_b_max, found.deprived)
        category = category_text(ctx.texts, standing)
    ctx.work.interviews.submit(opened.id, result, ctx.person.id, ctx.now)
    if opened.assignment is None:
        return _own_submitted(ctx, opened)
    return _submitted(ctx, opened, category, settled=result.category is not None or standing is None)


def _own_submitted(ctx: Context, opened: Opened) -> Response:
    if opened.loaded.interview.trial:
        dialog = replace(ctx.dialog.idle(), upload=opened.version)
        return Response(
            (Outgoing(ctx.texts("publish.tried", title=opened.title), choices(ctx, opened.version)),), dialog
        )
    text = ctx.texts("own.submitted", title=opened.title)
    return Response((Outgoing(text, buttons_to(ctx.texts, "forms")),), ctx.dialog.idle())


def _submitted(ctx: Context, opened: Opened, category: str, *, settled: bool) -> Response:
    current_round = ctx.round()
    mine = ctx.work.assignments.of_person(current_round.id, ctx.person.id) if current_round else ()
    number = opened.household.number
    todo = [one for one in mine if one.state.value in {"not_started", "draft"}]
    text = ctx.texts("submit.done" if settled else "submit.done_unclear", number=number, category=category)
    text += "\n" + ctx.texts("submit.left", done=len(mine) - len(todo), total=len(mine))
    rows: list[tuple[Button, ...]] = list(buttons_to(ctx.texts, "list"))
    if todo:
        following = todo[0].household
        label = f"Hộ tiếp theo: {following.number}. {following.head_name}"
        rows.insert(0, (tap(label, f"/rasoat {following.number}"),))
    return Response((Outgoing(text, tuple(rows)),), replace(ctx.dialog.idle(), found=(number,)))


def _say_and_stay(ctx: Context, text: str) -> Response:
    """A message that leaves the open question as it is."""
    return Response((Outgoing(text),), ctx.dialog, ctx.dialog.asked)
