"""How a screen of an interview is asked: one message, the question last, answerable by typing; buttons are an extra."""

from chat import Ask, Button, Outgoing
from handlers.asking.block import ask_block
from handlers.asking.choices import choice_rows, picked_line
from handlers.asking.column import ask_column
from handlers.asking.how import how_lines, part_how
from handlers.asking.lists import ask_entries, ask_members, ask_reason
from handlers.asking.sure import ask_whether
from handlers.asking.view import View, rows_of, skip_row, unfit_lines
from handlers.talk.buttons import Rows
from handlers.talk.texts import Public
from survey.interview.facts.identity_card import IdentityCardFacts
from survey.interview.facts.lists import ColumnFacts, ListFacts
from survey.interview.facts.screen import (
    BlockFacts,
    ClearFacts,
    GroupFacts,
    LeavingFacts,
    ScreenFacts,
    SharedFacts,
    SureFacts,
)
from survey.interview.facts.spot import SpotFacts, Way
from survey.interview.path.passing import PICTURES
from survey.interview.path.picks import Numbered, PickWord

WHOLE = 100_000
"""Room for all of last time's answers."""

_POINTS = frozenset({"geopoint", "geotrace", "geoshape"})


def ask(view: View, screen: ScreenFacts) -> Outgoing:
    """The message that asks this screen."""
    match screen.asked:
        case SpotFacts() as spot:
            return _ask_one(view, screen, spot)
        case GroupFacts() as group:
            return _ask_group(view, screen, group)
        case ColumnFacts() as column:
            return ask_column(view, screen, column)
        case ListFacts() as listed:
            return (ask_members if listed.named else ask_entries)(view, screen, listed)
        case LeavingFacts() as leaving:
            return ask_reason(view, screen, leaving)
        case BlockFacts() as block:
            return ask_block(view, screen, block, WHOLE)[0]
        case IdentityCardFacts() | SureFacts() | ClearFacts() | SharedFacts() as whether:
            return ask_whether(view, screen, whether)


def _now(view: View, spot: SpotFacts) -> str:
    """What is recorded so far, when an earlier answer is opened again."""
    return " " + view.texts("ask.now", value=view.words(spot.answer)) if spot.answer else ""


def _given(view: View, spot: SpotFacts) -> str:
    """What the form itself has put there, for the person to keep or to replace."""
    return view.texts("ask.given", value=view.words(spot.given)) if spot.given else ""


def _ask_one(view: View, screen: ScreenFacts, spot: SpotFacts) -> Outgoing:
    label = view.words(spot.label)
    whose = "" if spot.whose and view.words(spot.whose) in label else view.behind(spot.whose)
    number = view.texts("ask.number", number=spot.number, whose=whose) + " " if spot.number else ""
    head = f"{number}{label}{_now(view, spot)}"
    given = _given(view, spot)
    lines = [*screen.notes, *unfit_lines(view, screen), head, *([spot.hint] if spot.hint else [])]
    lines += [*how_lines(view, spot), *picked_line(view, spot), *([given] if given else [])]
    rows: Rows = choice_rows(view, screen, spot)
    if spot.way is Way.SEEN:
        rows = ((view.button(screen, spot.id, PickWord.SEEN, view.texts("button.seen")),),)
    if given:
        rows = (*rows, (view.button(screen, spot.id, PickWord.KEEP, view.texts("button.keep")),))
    if screen.optional and not spot.skip_told:
        lines.append(view.texts("ask.optional"))
    return Outgoing("\n".join(lines), (*rows, *skip_row(view, screen)), ask=_wanted(spot))


def _wanted(spot: SpotFacts) -> Ask:
    if spot.way is Way.TYPED and spot.kind in _POINTS:
        return Ask.LOCATION
    return Ask.PHOTO if spot.way is Way.SENT and spot.kind in PICTURES else Ask.NOTHING


def _ask_group(view: View, screen: ScreenFacts, group: GroupFacts) -> Outgoing:
    sent = _only_sent(screen)
    lines = [*screen.notes, *unfit_lines(view, screen), _group_head(view, screen, group, only_sent=sent)]
    buttons: list[tuple[Button, ...]] = []
    for letter, spot in group.spots:
        line = f"{letter}) {view.words(spot.label)}{_now(view, spot)}{_inline(view, spot, alone=sent)}"
        lines.append(line.replace("?:", "?"))
        buttons += _part_rows(view, screen, letter, spot)
    if screen.optional and not sent:
        lines.append(view.texts("ask.optional"))
    wanted = Ask.LOCATION if any(spot.kind == "geopoint" for spot in screen.spots) else Ask.NOTHING
    return Outgoing("\n".join(lines), (*buttons, *skip_row(view, screen)), listed=True, ask=wanted)


def _group_head(view: View, screen: ScreenFacts, group: GroupFacts, *, only_sent: bool) -> str:
    """How to answer the screen: in one reply, by sending what cannot be typed, or both."""
    title = (group.title + view.behind(group.whose)).removeprefix(" – ") or view.texts("ask.these")
    if only_sent:
        return view.texts("ask.send", title=title)
    shown, n = Public(view.words(group.example)), len(group.spots)
    typed = sum(spot.way is not Way.SENT for spot in screen.spots)
    if typed < n:
        return view.texts("ask.group_and_send", title=title, n=typed, example=shown)
    if not screen.again:
        return view.texts("ask.group", title=title, n=n, example=shown)
    if group.member:
        return view.texts("ask.member_again", title=title)
    letter, answer = group.part
    return view.texts("ask.group_again", title=title, n=n, example=shown, part=Public(f"{letter} {view.words(answer)}"))


def _only_sent(screen: ScreenFacts) -> bool:
    """Whether the screen is answered by sending things only; its head then says how to leave it out."""
    sent = [spot.way is Way.SENT for spot in screen.spots]
    return any(sent) and all(one or spot.kind == "geopoint" for one, spot in zip(sent, screen.spots, strict=True))


def _inline(view: View, spot: SpotFacts, *, alone: bool) -> str:
    hint = spot.hint or ("" if alone else part_how(view, spot))
    given = _given(view, spot)
    tail = (f" ({hint})" if hint else "") + (f" {given}" if given else "")
    if spot.way not in {Way.ONE, Way.MANY, Way.RANKED} or not spot.choices.listed:
        return tail
    if spot.choices.by_label:
        return f"{tail}: " + " · ".join(choice.label for choice in spot.choices.offered)
    return f"{tail}: " + "  ".join(f"{choice.number}. {choice.short}" for choice in spot.choices.offered)


def _part_rows(view: View, screen: ScreenFacts, letter: str, spot: SpotFacts) -> Rows:
    if spot.way is not Way.ONE or not spot.choices.listed:
        return ()
    return rows_of(
        [
            view.button(screen, spot.id, Numbered(choice.number), f"{letter}{choice.number}")
            for choice in spot.choices.offered
        ],
        8,
    )
