"""What came of a reply, in words: read back, refused, or what a correction changes."""

from collections.abc import Callable
from typing import Any

from handlers.asking.whom import whom_text
from handlers.interview.answers import number_of, spot_line
from handlers.interview.open_interview import OpenInterview
from handlers.talk.texts import Public, Texts
from handlers.talk.wording import in_words, sentence
from survey.interview.asks.outline import Roster
from survey.interview.facts.spot import whose
from survey.interview.facts.value import shown
from survey.interview.facts.whom import who_says
from survey.interview.lists import likely, roster
from survey.interview.lists.correcting import doubts_of
from survey.interview.lists.doubts import identity_doubts
from survey.interview.path.events import (
    CardPutAside,
    Completed,
    Confirmed,
    Event,
    ItemsAdded,
    Kept,
    LeftAsIs,
    ListConfirmed,
    MemberAdded,
    MemberRemoved,
    Narrowed,
    NoResult,
    PassedOver,
    PointAdded,
    Recorded,
    Refusal,
    Renamed,
    Several,
)
from survey.interview.path.screens import Spot
from survey.written import MASK

MOST_LISTED = 30


def event_lines(texts: Texts, opened: OpenInterview, events: tuple[Event, ...]) -> list[str]:
    """One line an event, in order; events that need no words give none."""
    added = [event for event in events if isinstance(event, MemberAdded)]
    lines = [texts("roster.added_many", n=len(added))] if len(added) > 1 else []
    for event in events:
        if isinstance(event, Recorded | Completed | Kept):
            # A value is masked where its question marks it, and only there.
            lines += _event(texts.plain, opened, event)
        elif isinstance(event, MemberAdded):
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


def _told_completed(texts: Texts, opened: OpenInterview, event: Completed) -> list[str]:
    roles = [role for spot in event.spots if (role := spot.question.hint_of("member"))]
    told = ", ".join(
        texts(f"identity_card.role.{role}") for role in roles if role != "birth_year" or "birth_date" not in roles
    )
    who = in_words(texts, whose(opened.session, event.spots[0]))
    return [texts("identity_card.written", name=who, what=told), *_cards(texts, opened, event.spots)]


def _told_still(texts: Texts, _opened: OpenInterview, event: Confirmed) -> list[str]:
    return [texts("block.confirmed", n=len({number_of(texts, spot) for spot in event.spots}))]


def _told_kept(texts: Texts, opened: OpenInterview, event: Kept) -> list[str]:
    """What stays as it was; and how it is taken away, where it may be."""
    session, spots = opened.session, event.spots
    free = not any(session.required(spot.items, spot.question) for spot in spots)
    number = number_of(texts, spots[0])
    key = "interview.kept_free" if free and number else "interview.kept"
    return [texts(key, value=_holding(texts, opened, spots), number=number)]


def _holding(texts: Texts, opened: OpenInterview, spots: tuple[Spot, ...]) -> str:
    members = opened.session.outline.roster_of(spots[0].items) if spots[0].items else None
    if members is not None and spots[0].question.column is not None:
        return whom_text(texts, who_says(opened.session, members, spots))
    values = [in_words(texts, shown(opened.session, spot)) for spot in spots]
    if len(spots) == 1:
        return values[0]
    return "; ".join(f"{_short_label(texts, opened, spot)}: {value}" for spot, value in zip(spots, values, strict=True))


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
    said = sentence(texts, refusal.code, refusal.params)
    if refusal.spot is None:
        return refusal.message or said
    text: str | Public = refusal.message or Public(said)
    label, number = _short_label(texts, opened, refusal.spot), refusal.spot.number
    if not number:
        return texts("interview.about_part", label=label, text=text)
    return texts("interview.about", number=number, label=label, text=text)


def _short_label(texts: Texts, opened: OpenInterview, spot: Spot) -> str:
    name = in_words(texts, whose(opened.session, spot))
    return name or in_words(texts, opened.session.label_at(spot.items, spot.question)).rstrip("?: ")


def _recorded(texts: Texts, opened: OpenInterview, event: Recorded) -> str:
    if event.skipped:
        return texts("interview.dropped" if event.dropped else "interview.skipped")
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
    return [*_cards(texts, opened, event.spots), *_told_doubts(texts, opened, event)]


def _cards(texts: Texts, opened: OpenInterview, spots: tuple[Spot, ...]) -> list[str]:
    return [f"{in_words(texts, name)}: {texts(code)}" for name, code in identity_doubts(opened.session, spots)]


def _in_group(opened: OpenInterview, spot: Spot) -> bool:
    """Whether a household's question is one of several on a screen: its answer alone would not say which."""
    return not spot.items and any(
        page.group and spot.question in page.questions for page in opened.session.outline.pages
    )


def _hidden(texts: Texts, who: str) -> str:
    """A sensitive answer is not read back, not even as dots alone."""
    return texts("interview.hidden_of" if who else "interview.hidden")


def _column_line(texts: Texts, opened: OpenInterview, spots: tuple[Spot, ...]) -> str:
    """Who has which answer; of a sensitive one only who."""
    members = opened.session.outline.roster_of(spots[0].items)
    assert members is not None
    text = whom_text(texts, who_says(opened.session, members, spots))
    return texts("interview.recorded", value=text[:1].upper() + text[1:])


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


_TOLD: dict[type, Callable[[Texts, OpenInterview, Any], list[str]]] = {
    Recorded: _told_recorded,
    Completed: _told_completed,
    CardPutAside: lambda texts, _opened, event: [texts("identity_card.put_aside", name=event.name)],
    Confirmed: _told_still,
    Kept: _told_kept,
    Refusal: _told_refusal,
    NoResult: lambda texts, _opened, event: [texts("value.no_result", **one) for one in event.told],
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
