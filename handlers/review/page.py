"""One household on one page of chat: class, what is lacking with the answers behind it, what is not as it was, warnings, pictures."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from handlers.exports.handing import can_hand_over, hand_over
from handlers.interview.answers import all_answers, number_of
from handlers.interview.ending.handing_in import result_lines
from handlers.interview.ending.since import different, since_lines
from handlers.interview.open_interview import OpenInterview
from handlers.talk.context import Context, Response
from handlers.talk.wording import VIETNAM, in_words, short_clock_text
from storage.records import AnswerEvent, Assignment, Comment, CommentKind, HandedIn, LinkedFile
from survey.interview.facts.value import shown
from survey.interview.path.navigate import screen_of
from survey.interview.path.position import Position
from survey.interview.path.screens import Spot, path
from survey.interview.result.standing import Standing, cautions
from survey.interview.session.session import Session
from survey.state import AnswerKey, Item, ItemPath, Record, Stored
from survey.workflow.states import AssignmentState

MOST_PHOTOS = 5


def looked_at(ctx: Context, one: HandedIn) -> OpenInterview:
    """The interview as it was handed in: by the day of then, and by no answers of last time."""
    loaded = ctx.work.interviews.load(one.interview_id)
    interview = loaded.interview
    outline = ctx.services.outline(ctx.work, interview.form_version_id, interview.ruleset)
    session = Session(outline, loaded.record, now=one.submitted_at.astimezone(VIETNAM), seed=interview.id)
    ctx.sessions.append(session)
    ruleset = ctx.services.ruleset(interview.ruleset) if interview.ruleset else None
    area = one.assignment.household.area
    return OpenInterview(loaded, one.assignment, outline.form.title, ruleset, area, session, Position())


def lines(ctx: Context, one: HandedIn, opened: OpenInterview) -> list[str]:
    """Everything but what can be typed."""
    texts, standing = ctx.texts, opened.standing(opened.session)
    events, comments = ctx.work.interviews.events(opened.id), ctx.work.comments.of(opened.id)
    said = [_head(ctx, one, events), *_since_it_went_back(ctx, opened, events, comments)]
    if standing is not None:
        said += [*result_lines(ctx, opened, standing, numbered=True), *_met(ctx, standing)]
    said += since_lines(ctx, opened, standing.result.category if standing is not None else None)
    warned = [f"⚠ {_caution(ctx, opened, place)}" for place in range(len(cautions(opened.session)))]
    said += [texts("review.warnings"), *warned] if warned else []
    said += [_asked(ctx, each) for each in comments if each.kind is CommentKind.ASK]
    found = len(list(_pictures(opened.session)))
    return [*said, *([texts("check.photos", n=found)] if found else [])]


def _head(ctx: Context, one: HandedIn, events: tuple[AnswerEvent, ...]) -> str:
    household = one.assignment.household
    by = next((event.by for event in reversed(events) if event.kind == AssignmentState.SUBMITTED.value), None)
    person = ctx.work.people.get(by) if by is not None else None
    key = "check.head_passed" if one.assignment.state is AssignmentState.CHECKED else "check.head"
    at = short_clock_text(one.submitted_at)
    about = {"number": household.number, "name": household.head_name, "unit": household.unit_name}
    return ctx.texts(key, **about, by=person.name if person is not None else "?", at=at)


def _met(ctx: Context, standing: Standing) -> list[str]:
    """What is not lacking, by name."""
    others = {*standing.result.deprived, *standing.result.unknown}
    names = [one.name for one in standing.ruleset.indicators if one.key not in others]
    return [ctx.texts("check.met", names=" · ".join(names))] if names else []


def _caution(ctx: Context, opened: OpenInterview, place: int) -> str:
    """Whom it is about, what is in doubt, and the questions of which answers it is."""
    one = cautions(opened.session)[place]
    text = f"{one.member}: {one.text}" if one.member else one.text
    known = opened.session.outline.by_name
    spots = [Spot(known[name], one.item if known[name].repeat else ()) for name in one.because if name in known]
    numbers = ", ".join(dict.fromkeys(number for spot in spots if (number := number_of(ctx.texts, spot))))
    return text.rstrip(".") + (ctx.texts("check.of_questions", numbers=numbers) if numbers else "")


def _asked(ctx: Context, one: Comment) -> str:
    return ctx.texts("check.asked_line" if one.answer else "check.asked_open", text=one.text, answer=one.answer)


# --- since it went back ------------------------------------------------------------------------------------------------------------------


def _since_it_went_back(
    ctx: Context, opened: OpenInterview, events: tuple[AnswerEvent, ...], comments: tuple[Comment, ...]
) -> list[str]:
    """What was asked again, what was said to it, and what is not as it was then."""
    back = next((event for event in reversed(events) if event.kind == AssignmentState.RETURNED.value), None)
    if back is None:
        return []
    of_then = [one for one in comments if one.kind is CommentKind.RETURN and one.at == back.at]
    changes = different(ctx, opened, _record_before(opened, events, back.seq))
    said = [ctx.texts("check.back_head", at=short_clock_text(back.at))]
    said += [_seen_to(ctx, opened, one) for one in of_then]
    return [*said, *([ctx.texts("check.back_changed")] if changes else []), *(f"• {line}" for line in changes)]


def _seen_to(ctx: Context, opened: OpenInterview, one: Comment) -> str:
    """Question and answer as they are now, with the words that were said to it."""
    screen = screen_of(opened.session, one.screen) if one.screen else None
    now = "; ".join(in_words(ctx.texts, shown(opened.session, spot)) for spot in screen.spots) if screen else ""
    parts = [part for part in (now, one.answer and ctx.texts("check.answered_with", answer=one.answer)) if part]
    return " – ".join([_line(ctx, one), *parts])


def _record_before(opened: OpenInterview, events: Iterable[AnswerEvent], seq: int) -> Record:
    """All that was answered before that line of the history."""
    answers: dict[AnswerKey, Stored] = dict(opened.loaded.record.answers)
    items: dict[ItemPath, Item] = {item.path: item for item in opened.loaded.record.items}
    before: dict[AnswerKey, str] = {}
    for event in events:
        if event.seq < seq and event.key.name:
            before[event.key] = event.value
        elif event.seq > seq and event.key.name:
            answers[event.key] = Stored(before.get(event.key, ""))
        elif event.seq > seq:
            _item_before(event, items)
    return Record(answers, tuple(items.values()))


def _item_before(event: AnswerEvent, items: dict[ItemPath, Item]) -> None:
    path = event.key.items
    if event.kind == "remove_item":
        items.setdefault(path, Item(path, len(items) + 1, added=True))
    elif event.kind == "item":
        items.pop(path, None)


def being_asked(ctx: Context, one: Assignment) -> list[str]:
    """What a household that went back is being asked now, and whether its person has seen it; nothing of one that did not."""
    latest = ctx.work.interviews.latest_of(one.id) if one.state is AssignmentState.RETURNED else None
    left = ctx.work.comments.open_of(latest.id) if latest is not None else ()
    if not left:
        return []
    key = "check.seen" if all(comment.seen for comment in left) else "check.not_seen"
    return [*(_line(ctx, comment) for comment in left), ctx.texts(key, at=short_clock_text(left[0].at))]


def _line(ctx: Context, one: Comment) -> str:
    return ctx.texts("check.told_line", number=one.number, text=one.text) if one.number else f"• {one.text}"


# --- more of it --------------------------------------------------------------------------------------------------------------------------


def every_answer(ctx: Context, one: HandedIn) -> Response:
    """All answers with their numbers; the household stays open before the checker."""
    messages = all_answers(ctx, looked_at(ctx, one), ctx.texts("check.how_short"), mends=False)
    return replace(ctx.stay(""), messages=messages)


def photos(ctx: Context, one: HandedIn) -> Response:
    """Its pictures, by the channel or as links that open once."""
    session = looked_at(ctx, one).session
    found = dict(_pictures(session))
    if not found:
        return ctx.stay(ctx.texts("check.no_photos"))
    if not can_hand_over(ctx):
        return ctx.stay(ctx.texts("check.photos_no_way"))
    handed = [_handed(ctx, session, spot, key) for spot, key in list(found.items())[:MOST_PHOTOS]]
    return replace(handed[0], messages=tuple(message for one in handed for message in one.messages))


def _handed(ctx: Context, session: Session, spot: Spot, key: str) -> Response:
    label = in_words(ctx.texts, session.label_at(spot.items, spot.question)).rstrip("?: ")
    known = ctx.work.files.get(key)
    if known is None:
        return ctx.stay(ctx.texts("check.photo_gone", label=label))
    file = LinkedFile(known.name, known.mime, ctx.services.stored(key))
    return hand_over(ctx, file, "check.photo", "check.photo_link", label=label)


def _pictures(session: Session) -> Iterator[tuple[Spot, str]]:
    """The questions that a picture answers, with the key of its file."""
    for screen in path(session):
        for spot in screen.spots:
            stored = session.stored(spot.items, spot.question)
            if spot.question.control.kind == "upload" and stored is not None and stored.value:
                yield spot, stored.value
