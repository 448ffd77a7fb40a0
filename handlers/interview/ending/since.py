"""What is not as it was last time, in one list: members, answers, class."""

from handlers.interview.open_interview import OpenInterview
from handlers.talk.context import Context
from handlers.talk.texts import Texts
from handlers.talk.wording import in_words
from storage.records import Category
from survey.coded import Words
from survey.interview.facts.spot import whose
from survey.interview.facts.value import SKIPPED, shown, value_text
from survey.interview.lists.roster import name_of
from survey.interview.path.screens import Spot
from survey.interview.result.changed import changed
from survey.state import ItemPath, Record

MOST = 12
"""Answers that are named; of more it is said how many there are."""


def since_lines(ctx: Context, opened: OpenInterview, category: Category | None) -> list[str]:
    """Against the household's last review; nothing where there was none here."""
    if opened.assignment is None:
        return []
    last = ctx.work.interviews.last_time(opened.household.id, opened.assignment.round_id)
    if last is None:
        return []
    lines = different(ctx, opened, last.record)
    before = opened.household.last_category
    if before is not None and category is not None and before is not category:
        lines.append(_class(ctx.texts, before, category))
    key = "since.head" if lines else "since.nothing"
    return [ctx.texts(key, year=last.year), *(f"• {line}" for line in lines)]


def different(ctx: Context, opened: OpenInterview, before: Record) -> list[str]:
    """Members and answers that are not as they were."""
    texts, found = ctx.texts, changed(opened.session, before)
    reasons = {one.key.items: one.value for one in ctx.work.interviews.events(opened.id) if one.kind == "remove_item"}
    lines = [texts("since.came", name=in_words(texts, _name(opened, item))) for item in found.came]
    lines += [_left(texts, name, reasons.get(item, "")) for item, name in found.left]
    lines += [_answer(texts, opened, spot, value) for spot, value in found.answers[:MOST]]
    if len(found.answers) > MOST:
        lines.append(texts("since.more", n=len(found.answers) - MOST))
    return lines


def _name(opened: OpenInterview, item: ItemPath) -> Words:
    roster = opened.session.outline.roster_of(item)
    assert roster is not None
    return name_of(opened.session, roster, item)


def _left(texts: Texts, name: str, reason: str) -> str:
    why = texts(f"roster.reason.{reason}").lower() if f"roster.reason.{reason}" in texts else ""
    return texts("since.left_why", name=name, why=why) if why else texts("since.left", name=name)


def _answer(texts: Texts, opened: OpenInterview, spot: Spot, before: str) -> str:
    """Of what is sensitive only that it is another now."""
    session, name = opened.session, in_words(texts, whose(opened.session, spot))
    title = spot.question.hint_of("title") or in_words(texts, session.label_at(spot.items, spot.question)).rstrip("?: ")
    what = f"{title} – {name}" if name else title
    if spot.question.sensitive:
        return texts("since.hidden", what=what)
    was = in_words(texts, value_text(session, spot, before) if before else SKIPPED)
    return texts("since.answer", what=what, was=was, now=in_words(texts, shown(session, spot)))


def _class(texts: Texts, before: Category, now: Category) -> str:
    return texts("since.class", was=texts(f"category.{before.value}"), now=texts(f"category.{now.value}"))
