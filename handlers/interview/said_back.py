"""What came of a reply, in words: read back, refused, or what a correction changes."""

from collections.abc import Callable
from typing import Any

from handlers.interview.answers import number_of, spot_line
from handlers.interview.open_interview import OpenInterview
from handlers.talk.texts import Texts
from handlers.talk.wording import in_words, sentence
from survey.interview.asks.outline import Roster
from survey.interview.facts.spot import whose
from survey.interview.facts.value import SKIPPED, by_answer, shown
from survey.interview.lists import likely, roster
from survey.interview.lists.correcting import doubts_of
from survey.interview.lists.doubts import identity_doubts
from survey.interview.path.events import (
    Event,
    ItemsAdded,
    LeftAsIs,
    ListConfirmed,
    MemberAdded,
    MemberRemoved,
    Narrowed,
    PassedOver,
    PointAdded,
    Recorded,
    Refusal,
    Renamed,
    Several,
)
from survey.interview.path.screens import Spot
from survey.interview.result.effects import Effect
from survey.interview.result.standing import Standing
from survey.written import MASK

MOST_NAMED = 6
MOST_LISTED = 30


def event_lines(texts: Texts, opened: OpenInterview, events: tuple[Event, ...]) -> list[str]:
    """One line an event, in order; events that need no words give none."""
    added = [event for event in events if isinstance(event, MemberAdded)]
    lines = [texts("roster.added_many", n=len(added))] if len(added) > 1 else []
    for event in events:
        if isinstance(event, MemberAdded):
            # Of many, only those of whom the list that follows does not show all are named.
            lines += _added_lines(texts, opened, event, alone=len(added) == 1)
        else:
            lines += _event(texts, opened, event)
    return lines


def _event(texts: Texts, opened: OpenInterview, event: Event) -> list[str]:
    """In words; events that need none give no line."""
    tell = _TOLD.get(type(event))
    return tell(texts, opened, event) if tell else []


def _told_recorded(texts: Texts, opened: OpenInterview, event: Recorded) -> list[str]:
    return [_recorded(texts, opened, event), *_doubts(texts, opened, event)]


def _told_renamed(texts: Texts, _opened: OpenInterview, event: Renamed) -> list[str]:
    return [texts("roster.renamed", before=event.before, after=event.after)]


def _told_left(texts: Texts, _opened: OpenInterview, _event: LeftAsIs) -> list[str]:
    return [texts("sure.left")]


def _told_refusal(texts: Texts, opened: OpenInterview, event: Refusal) -> list[str]:
    return [refusal_text(texts, opened, event)]


def _told_removed(texts: Texts, opened: OpenInterview, event: MemberRemoved) -> list[str]:
    members = opened.session.outline.roster_of(event.item)
    key = f"roster.removed_{event.reason}" if members and members.named else "items.removed"
    return [texts(key, name=in_words(texts, event.name))]


def _told_items(texts: Texts, opened: OpenInterview, event: ItemsAdded) -> list[str]:
    title = in_words(texts, roster.title_of(opened.session, event.roster, ()))
    return [texts("items.added", n=event.count, title=title)]


def _told_confirmed(texts: Texts, opened: OpenInterview, event: ListConfirmed) -> list[str]:
    return [_confirmed(texts, opened, event)]


def _told_several(texts: Texts, opened: OpenInterview, event: Several) -> list[str]:
    lines = "\n".join(spot_line(texts, opened, spot) for spot in event.spots[:MOST_LISTED])
    return [texts("interview.several", lines=lines, example=number_of(texts, event.spots[0]))]


def _told_narrowed(texts: Texts, _opened: OpenInterview, event: Narrowed) -> list[str]:
    return [texts("narrow.found", n=event.count, text=event.text[:40])]


def _told_point(texts: Texts, _opened: OpenInterview, event: PointAdded) -> list[str]:
    return [texts("narrow.point", n=event.count)]


def _told_passed(texts: Texts, opened: OpenInterview, event: PassedOver) -> list[str]:
    """Which questions were left out because this channel cannot carry their answers, and which of them the form requires."""
    session = opened.session
    needed = [spot.number for spot in event.spots if session.required(spot.items, spot.question)]
    lines = [texts(f"passed.{event.reason}", numbers=", ".join(spot.number for spot in event.spots))]
    return [*lines, texts("passed.required", numbers=", ".join(needed))] if needed else lines


def refusal_text(texts: Texts, opened: OpenInterview, refusal: Refusal) -> str:
    """The form author's sentence, or ours for the code; with the question's name where a reply answered several."""
    text = refusal.message or sentence(texts, refusal.code, refusal.params)
    if refusal.spot is None:
        return text
    label, number = _short_label(texts, opened, refusal.spot), refusal.spot.number
    if not number:
        return texts("interview.about_part", label=label, text=text)
    return texts("interview.about", number=number, label=label, text=text)


def _short_label(texts: Texts, opened: OpenInterview, spot: Spot) -> str:
    name = in_words(texts, whose(opened.session, spot))
    return name or in_words(texts, opened.session.label_at(spot.items, spot.question)).rstrip("?: ")


def _recorded(texts: Texts, opened: OpenInterview, event: Recorded) -> str:
    if event.skipped:
        return texts("interview.skipped")
    spots = event.spots
    column = spots[0].question.column
    if column is not None and len(spots) > 1:
        return _column_line(texts, opened, spots)
    values = [in_words(texts, shown(opened.session, spot)) for spot in spots]
    if len(spots) == 1 and not _in_group(opened, spots[0]):
        by_name = spots[0].question.hint_of("member") != "name"
        name = in_words(texts, whose(opened.session, spots[0])) if by_name else ""
        who = f"{name}: " if name else ""
        values += opened.session.outline.trace.worked_out(opened.session.instance, spots[0].question.control.definition)
        return texts(
            "interview.recorded", value=who + (_hidden(texts, who) if values[0] == MASK else ", ".join(values))
        )
    if spots[0].items:
        says_who = any(spot.question.hint_of("member") == "name" for spot in spots)
        name = "" if says_who else in_words(texts, whose(opened.session, spots[0]))
        return texts("interview.recorded", value=(f"{name}: " if name else "") + ", ".join(values))
    named = [f"{_short_label(texts, opened, spot)}: {value}" for spot, value in zip(spots, values, strict=True)]
    return texts("interview.recorded", value="; ".join(named))


def _doubts(texts: Texts, opened: OpenInterview, event: Recorded) -> list[str]:
    """What in answers that were just recorded does not fit the member: said at once, a căn cước number without the number."""
    cards = [f"{in_words(texts, name)}: {texts(code)}" for name, code in identity_doubts(opened.session, event.spots)]
    return [*cards, *_told_doubts(texts, opened, event)]


def _in_group(opened: OpenInterview, spot: Spot) -> bool:
    """Whether a household's question is one of several on a screen: its answer alone would not say which."""
    return not spot.items and any(
        page.group and spot.question in page.questions for page in opened.session.outline.pages
    )


def _hidden(texts: Texts, who: str) -> str:
    """A sensitive answer is not read back, not even as dots alone."""
    return texts("interview.hidden_of" if who else "interview.hidden")


def _column_line(texts: Texts, opened: OpenInterview, spots: tuple[Spot, ...]) -> str:
    """Members by answer: "Phạm Văn Lót: chưa; bốn người còn lại: có". Sensitive answers are only counted."""
    members = opened.session.outline.roster_of(spots[0].items)
    assert members is not None
    if spots[0].question.sensitive:
        known = sum(shown(opened.session, spot) != SKIPPED for spot in spots)
        return texts("column.recorded_count", n=known)
    answers = by_answer(opened.session, members, spots)
    by_value = {in_words(texts, value): [in_words(texts, name) for name in names] for names, value in answers}
    if len(by_value) == 1:
        return texts("column.recorded_all", n=len(spots), value=next(iter(by_value)))
    skipped = in_words(texts, SKIPPED)
    if skipped in by_value:
        left_out = len(by_value.pop(skipped))
        given = "; ".join(f"{', '.join(names)}: {value}" for value, names in by_value.items())
        return texts("interview.recorded", value=given) + texts("column.left_out", n=left_out)
    largest = max(by_value, key=lambda value: (len(by_value[value]), value))
    parts = [f"{', '.join(names)}: {value}" for value, names in by_value.items() if value != largest]
    rest = len(by_value[largest])
    tail = f"{by_value[largest][0]}: {largest}" if rest == 1 else texts("column.rest", n=rest, value=largest)
    return texts("interview.recorded", value="; ".join([*parts, tail]))


def _added_lines(texts: Texts, opened: OpenInterview, event: MemberAdded, *, alone: bool) -> list[str]:
    """Who was added, unless the list that follows shows all of it; what was left open because it can hardly be so."""
    members = opened.session.outline.roster_of(event.item)
    assert members is not None
    card = likely.value_of(opened.session, members, event.item, "cccd")
    said = [_added(texts, opened, event, members, card)] if alone or event.leftovers or card else []
    doubts = [sentence(texts, doubt.code, doubt.params) for doubt in event.doubts]
    said += [texts("doubt.left_open", doubt=doubt) for doubt in doubts]
    if event.age is None:
        return said
    year = likely.value_of(opened.session, members, event.item, "birth_year")
    name = in_words(texts, roster.name_of(opened.session, members, event.item))
    return [*said, texts("roster.from_age", name=name, age=event.age, year=year, number=event.item[-1][1])]


def _added(texts: Texts, opened: OpenInterview, event: MemberAdded, members: Roster, card: str) -> str:
    spots = roster.identity_spots(opened.session, members, event.item)
    known = [in_words(texts, shown(opened.session, s)) for s in spots if opened.session.answered(s.items, s.question)]
    known += [texts("roster.card", end=card[-3:])] if card else []
    text = texts("roster.added", number=event.item[-1][1], member=", ".join(known))
    return f"{text} {texts('roster.leftovers', words=event.leftovers)}" if event.leftovers else text


def _told_doubts(texts: Texts, opened: OpenInterview, event: Recorded) -> list[str]:
    """What can hardly be so of a member whose answers were just recorded by a tap."""
    members = opened.session.outline.roster_of(event.spots[0].items) if event.spots[0].items else None
    if event.sure or members is None:
        return []
    item, roles = event.spots[0].items, {spot.question.hint_of("member") for spot in event.spots}
    told = likely.told_of(opened.session, members, item)
    doubts = doubts_of(opened.session, members, item, told, opened.session.now.date())
    return [texts("doubt.said", doubt=sentence(texts, one.code, one.params)) for one in doubts if one.roles & roles]


def _confirmed(texts: Texts, opened: OpenInterview, event: ListConfirmed) -> str:
    assert event.screen.roster is not None
    n = len(opened.session.members(event.screen.roster.repeat, event.screen.items) or ())
    if not event.screen.roster.named:
        title = roster.title_of(opened.session, event.screen.roster, event.screen.items)
        return texts("items.confirmed", n=n, title=in_words(texts, title))
    return texts("roster.confirmed", n=n)


def effect_lines(texts: Texts, effect: Effect) -> list[str]:
    """What a correction changes besides itself."""
    lines: list[str] = []
    if effect.asked:
        lines.append(texts("effect.asked", n=len(effect.asked)))
    if effect.back:
        lines.append(texts("effect.back", n=len(effect.back)))
    if effect.gone:
        names = ", ".join(_gone(texts, spot) for spot in effect.gone[:MOST_NAMED])
        lines.append(texts("effect.gone", n=len(effect.gone), names=names))
    if effect.before and effect.after:
        lines += _standing_lines(texts, effect.before, effect.after)
    return lines


def _gone(texts: Texts, spot: Spot) -> str:
    return texts("effect.question", number=spot.number) if spot.number else spot.question.hint_of("title")


def _standing_lines(texts: Texts, before: Standing, after: Standing) -> list[str]:
    lines = []
    if before.result.score_b_min != after.result.score_b_min:
        came = [after.ruleset.indicator(k).name for k in after.result.deprived if k not in before.result.deprived]
        left = [after.ruleset.indicator(k).name for k in before.result.deprived if k not in after.result.deprived]
        what = [texts("effect.came", names=", ".join(came))] if came else []
        what += [texts("effect.left", names=", ".join(left))] if left else []
        lines.append(
            texts(
                "effect.score",
                what="; ".join(what),
                before=before.result.score_b_min,
                after=after.result.score_b_min,
            )
        )
    if before.result.category != after.result.category:
        lines.append(texts("effect.category", category=category_text(texts, after)))
    return lines


def category_text(texts: Texts, standing: Standing) -> str:
    category = standing.result.category
    return texts(f"category.{category.value}" if category else "category.unclear")


_TOLD: dict[type, Callable[[Texts, OpenInterview, Any], list[str]]] = {
    Recorded: _told_recorded,
    Refusal: _told_refusal,
    MemberRemoved: _told_removed,
    Renamed: _told_renamed,
    LeftAsIs: _told_left,
    ItemsAdded: _told_items,
    ListConfirmed: _told_confirmed,
    Several: _told_several,
    Narrowed: _told_narrowed,
    PointAdded: _told_point,
    PassedOver: _told_passed,
}
