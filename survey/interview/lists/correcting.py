"""A member's own screen: only what is said changes ("2017", "con 2017", "tên Phạm A Ngoa"), and never the name by a word that is none."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from survey.interview.asks.hints import IDENTITY
from survey.interview.asks.outline import Roster
from survey.interview.lists import likely, roster
from survey.interview.lists.adding import household
from survey.interview.lists.sure import put_all
from survey.interview.path import navigate
from survey.interview.path.events import Doubt, Recorded, Refusal, Renamed, SureWanted
from survey.interview.path.pending import Claim, Doubting
from survey.interview.path.position import Facts, Position
from survey.interview.path.screens import Screen, ScreenKind, Spot, open_spots
from survey.interview.session.session import Session
from survey.read import read_correction
from survey.state import ItemPath


def member_of(session: Session, screen: Screen) -> Roster | None:
    """The list of the member whose screen of name, sex, year and relation this is; None for any other screen."""
    if not screen.items or screen.kind is not ScreenKind.PAGE or len(screen.spots) < 2:
        return None
    members = session.outline.roster_of(screen.items)
    if members is None or not members.named:
        return None
    return members if any(spot.question.hint_of("member") == "name" for spot in screen.spots) else None


def typed(session: Session, position: Position, screen: Screen, text: str, today: date) -> Facts | None:
    """What was said of the member; None where the text is no such thing, but an answer by numbers."""
    members = member_of(session, screen)
    if members is None:
        return None
    asked = {spot.question.hint_of("member") for spot in open_spots(session, screen)}
    draft = read_correction(text, today, sex_open="sex" in asked)
    if draft is None:
        return None
    told = dict(roster.fields_of(draft))
    if "name" not in told and not _may_change(session, screen, set(told) & IDENTITY):
        return None
    return take(session, position, members, screen.items, told, today)


def _may_change(session: Session, screen: Screen, roles: set[str]) -> bool:
    """Whether words without a name speak of what is asked: of anything on a screen that was opened to be corrected, else of what is open."""
    waiting = {spot.question.hint_of("member") for spot in open_spots(session, screen)}
    return bool(roles) and "name" not in waiting and (screen.chosen or roles <= waiting)


def how(session: Session, screen: Screen, text: str, refusal: Refusal) -> Refusal:
    """What to type for a member who is known, where the answers do not come out even."""
    members = member_of(session, screen)
    if refusal.code != "group.count" or members is None or not likely.value_of(session, members, screen.items, "name"):
        return refusal
    name = likely.value_of(session, members, screen.items, "name")
    return Refusal("roster.correct_how", {"text": text[:40], "name": name})


def take(
    session: Session, position: Position, members: Roster, item: ItemPath, told: Mapping[str, str], today: date
) -> Facts:
    """Record answers about a member, unless they can hardly be so: then that is asked first."""
    waits = _held(session, position, members, item, told, today)
    if waits is not None:
        return waits
    before = likely.value_of(session, members, item, "name")
    spots = put_all(session, members, item, told)
    if not spots:
        return Facts(position, (Refusal("value.constraint"),))
    after = likely.value_of(session, members, item, "name")
    renamed = (Renamed(item, before, after),) if before and before != after else ()
    said = tuple(spot for spot in spots if spot.question.hint_of("member") != "birth_month" or "birth_date" not in told)
    return Facts(navigate.answered(session, position), (*renamed, Recorded(said)))


def held(
    session: Session, position: Position, screen: Screen, found: Mapping[Spot, str | None], today: date
) -> Facts | None:
    """Answers by number or letter wait too where they can hardly be so; None where nothing speaks against them."""
    members = member_of(session, screen)
    told = {spot.question.hint_of("member"): value for spot, value in found.items() if value}
    if members is None or not all(told):
        return None
    return _held(session, position, members, screen.items, told, today)


def _held(
    session: Session, position: Position, members: Roster, item: ItemPath, told: Mapping[str, str], today: date
) -> Facts | None:
    known = likely.told_of(session, members, item)
    doubts = doubts_of(session, members, item, {**known, **told}, today)
    new = {role for role, value in told.items() if known.get(role) != value}
    if not any(doubt.roles & new for doubt in doubts):
        return None
    claims = (Claim(dict(told), item),)
    return Facts(replace(position, pending=Doubting(claims)), (SureWanted(claims),))


def doubts_of(session: Session, members: Roster, item: ItemPath, told: likely.Told, today: date) -> tuple[Doubt, ...]:
    """What can hardly be so of this member, beside the others of the household."""
    return likely.unlikely(told, household(session, members, item[:-1], without=item), today)


def doubts_of_claim(session: Session, claim: Claim) -> tuple[Doubt, ...]:
    """What can hardly be so of the member for whom something waits for a yes; () where the member is gone."""
    members = session.outline.roster_of(claim.item)
    if members is None:
        return ()
    told = {**likely.told_of(session, members, claim.item), **claim.told}
    return doubts_of(session, members, claim.item, told, session.now.date())
