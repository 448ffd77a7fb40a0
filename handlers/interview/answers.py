"""All answers of an interview with their numbers, so that each can be corrected."""

from collections.abc import Mapping
from dataclasses import replace

from chat import Outgoing
from handlers.asking.block import known_text
from handlers.asking.lists import list_line
from handlers.asking.whom import whom_text
from handlers.interview.open_interview import PASSED, OpenInterview
from handlers.talk.context import Context, Response
from handlers.talk.texts import Texts
from handlers.talk.wording import in_words
from survey.interview.facts.lists import known_facts, list_lines
from survey.interview.facts.value import shown
from survey.interview.facts.whom import who_says
from survey.interview.lists import roster
from survey.interview.path.screens import Screen, ScreenKind, Spot, path, unconfirmed
from survey.read import ControlWord
from survey.state import AnswerKey

LONGEST = 1900


def list_answers(ctx: Context, opened: OpenInterview, _word: ControlWord) -> Response:
    """All answers with their numbers, so that "sửa 9" can follow; several messages where they are many."""
    if opened.awaits_consent:
        return ctx.stay(ctx.texts("consent.first"))
    messages = all_answers(ctx, opened, ctx.texts("list.how"), mends=True)
    return Response(messages, replace(ctx.dialog, beside=True), asks=None)


def all_answers(ctx: Context, opened: OpenInterview, how: str, *, mends: bool) -> tuple[Outgoing, ...]:
    """All that was answered, by number, and last what can be typed now. `mends`: whoever looks may correct it."""
    lines = [ctx.texts("list.head" if opened.assignment else "own.list", **opened.about)]
    passed = _passed(ctx, opened)
    for screen in path(opened.session):
        if screen.kind is ScreenKind.ROSTER:
            lines += _member_lines(ctx.texts, opened, screen, mends=mends)
        else:
            lines += _screen_lines(ctx.texts, opened, screen, passed)
    return tuple(Outgoing(text) for text in _pages([*lines, *_unconfirmed_lines(ctx.texts, opened), how]))


def _unconfirmed_lines(texts: Texts, opened: OpenInterview) -> list[str]:
    """What was so last time and is not confirmed: told apart from what was answered now."""
    known = known_facts(opened.session, unconfirmed(opened.session))
    return [texts("list.last_time"), *(known_text(texts, one) for one in known)] if known else []


def _passed(ctx: Context, opened: OpenInterview) -> dict[AnswerKey, str]:
    """Why the bot itself left a question out, for the answers of which that is the last that happened."""
    last = {event.key: event.kind for event in ctx.work.interviews.events(opened.id)}
    return {key: kind.removeprefix(PASSED) for key, kind in last.items() if kind.startswith(PASSED)}


def _screen_lines(texts: Texts, opened: OpenInterview, screen: Screen, passed: Mapping[AnswerKey, str]) -> list[str]:
    session = opened.session
    if screen.kind is ScreenKind.COLUMN:
        return _column_lines(texts, opened, screen)
    lines = []
    for spot in screen.spots:
        if session.answered(spot.items, spot.question) and not (spot.items and spot.question.hint_of("member")):
            label = in_words(texts, session.label_at(spot.items, spot.question))
            number = f"{spot.number}. " if spot.number else ""
            lines.append(f"{number}{label.rstrip('?: ')}: {_answer(texts, opened, spot, passed)}")
    return lines


def _answer(texts: Texts, opened: OpenInterview, spot: Spot, passed: Mapping[AnswerKey, str]) -> str:
    reason = passed.get(opened.session.key(spot.items, spot.question))
    return texts(f"skipped.{reason}") if reason else in_words(texts, shown(opened.session, spot))


def _member_lines(texts: Texts, opened: OpenInterview, screen: Screen, *, mends: bool) -> list[str]:
    """The members one a line, and how one of them is corrected by whoever may."""
    assert screen.roster is not None
    members = opened.session.members(screen.roster.repeat, screen.items)
    if not members:
        return []
    if not screen.roster.named:
        title = in_words(texts, roster.title_of(opened.session, screen.roster, screen.items))
        return [texts("list.item", number=screen.roster.number, name=title, text=len(members))]
    lines = [texts("list.members", number=screen.roster.number, n=len(members))]
    listed = list_lines(opened.session, screen.roster, screen.items)
    lines += [f"• {list_line(texts, line)}" for line in listed]
    return [*lines, *([texts("list.members_how", number=members[-1][-1][1])] if mends else [])]


def _column_lines(texts: Texts, opened: OpenInterview, screen: Screen) -> list[str]:
    session = opened.session
    assert screen.roster is not None
    answered = [spot for spot in screen.spots if session.answered(spot.items, spot.question)]
    if not answered:
        return []
    question = screen.spots[0].question
    title = (question.column.label if question.column and question.column.label else question.name).split("?")[0]
    return [f"{question.number}. {title}? {whom_text(texts, who_says(session, screen.roster, answered))}"]


def _pages(lines: list[str]) -> list[str]:
    pages, page = [], ""
    for line in lines:
        if page and len(page) + len(line) > LONGEST:
            pages.append(page)
            page = ""
        page = f"{page}\n{line}" if page else line
    return [*pages, page]


def how_to_edit(texts: Texts, spot: Spot) -> str:
    """What is typed to correct an answer: "sửa 9", "sửa 9.2" of one member, "sửa người 2" of what the member's line tells."""
    if spot.number or not spot.items:
        return texts("edit.question", number=spot.number)
    return texts("edit.person", number=spot.items[-1][1])


def question_to_edit(texts: Texts, spot: Spot) -> str:
    """What is typed to correct an answer of several members at once."""
    return texts("edit.question", number=spot.question.number) if spot.question.number else how_to_edit(texts, spot)


def number_of(texts: Texts, spot: Spot) -> str:
    """What "sửa" opens it by: a question asked for all members at once by its own number, what a member's line tells by the member."""
    if not spot.number and spot.items:
        return texts("edit.who", number=spot.items[-1][1])
    return str(spot.question.number) if spot.question.column else spot.number


def spot_line(texts: Texts, opened: OpenInterview, spot: Spot) -> str:
    """A question by the number that opens it, and its label."""
    column = spot.question.column
    if column and column.label:
        return f"{number_of(texts, spot)}. {column.label.split('?')[0]}?"
    return f"{number_of(texts, spot)}. {in_words(texts, opened.session.label_at(spot.items, spot.question))}"
