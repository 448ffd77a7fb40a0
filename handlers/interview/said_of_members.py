"""What came of a reply about the members of a household, in words."""

from handlers.asking.sure import doubt_text
from handlers.interview.open_interview import OpenInterview
from handlers.talk.texts import Texts
from survey.interview.asks.outline import Roster
from survey.interview.display import shown
from survey.interview.lists import likely, roster
from survey.interview.lists.correcting import doubts_of
from survey.interview.path.events import LeftAsIs, MemberAdded, Recorded, Renamed
from survey.state import ItemPath


def unlikely_lines(texts: Texts, opened: OpenInterview, event: MemberAdded) -> list[str]:
    """What was left open because it can hardly be so, and a year that was only counted from an age."""
    lines = [texts("doubt.left_open", doubt=doubt_text(texts, doubt)) for doubt in event.doubts]
    members = opened.session.outline.roster_of(event.item)
    if event.age is None or members is None:
        return lines
    year = likely.value_of(opened.session, members, event.item, "birth_year")
    name = roster.name_of(opened.session, members, event.item)
    return [*lines, texts("roster.from_age", name=name, age=event.age, year=year, number=event.item[-1][1])]


def says_more(opened: OpenInterview, event: MemberAdded) -> bool:
    """Whether a line told more of the member than the list shows: what was not understood, or a căn cước number."""
    members = opened.session.outline.roster_of(event.item)
    return bool(event.leftovers) or bool(members and likely.value_of(opened.session, members, event.item, "cccd"))


def added_line(texts: Texts, opened: OpenInterview, event: MemberAdded) -> str:
    """Who was added, with what was recorded; what was not understood."""
    members = opened.session.outline.roster_of(event.item)
    assert members is not None
    spots = roster.identity_spots(opened.session, members, event.item)
    known = [shown(opened.session, s) for s in spots if opened.session.answered(s.items, s.question)]
    known += _card(texts, opened, members, event.item)
    text = texts("roster.added", number=event.item[-1][1], member=", ".join(known))
    return f"{text} {texts('roster.leftovers', words=event.leftovers)}" if event.leftovers else text


def _card(texts: Texts, opened: OpenInterview, members: Roster, item: ItemPath) -> list[str]:
    """The căn cước number that stood in the line, as far as it is shown."""
    card = opened.session.outline.role(members.repeat, "cccd")
    if card is None or not opened.session.answered(item, card):
        return []
    return [texts("roster.card", end=likely.value_of(opened.session, members, item, "cccd")[-3:])]


def renamed_line(texts: Texts, _opened: OpenInterview, event: Renamed) -> list[str]:
    """The name before and after."""
    return [texts("roster.renamed", before=event.before, after=event.after)]


def left_line(texts: Texts, _opened: OpenInterview, _event: LeftAsIs) -> list[str]:
    """Nothing changed."""
    return [texts("sure.left")]


def told_doubts(texts: Texts, opened: OpenInterview, event: Recorded) -> list[str]:
    """What can hardly be so of a member whose answers were just recorded."""
    members = opened.session.outline.roster_of(event.spots[0].items) if event.spots[0].items else None
    if event.sure or members is None:
        return []
    item, roles = event.spots[0].items, {spot.question.hint_of("member") for spot in event.spots}
    told = likely.told_of(opened.session, members, item)
    doubts = doubts_of(opened.session, members, item, told, opened.session.now.date())
    return [f"⚠ {doubt_text(texts, doubt)}" for doubt in doubts if doubt.roles & roles]
