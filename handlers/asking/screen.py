"""How a screen of an interview is asked: one message, the question last, answerable by typing; buttons are an extra."""

from chat import Ask, Button, Outgoing
from handlers.asking.choices import choice_rows, picked_line
from handlers.asking.column import ask_column
from handlers.asking.how import how_lines, part_how
from handlers.asking.items import ask_items
from handlers.asking.sure import ask_sure
from handlers.asking.view import Rows, View, hint_of, is_optional, label_of, notes_of, rows_of, skip_row, unfit
from survey.interview.answers.group import example, example_of_part, letters_of
from survey.interview.answers.recording import asked_spots
from survey.interview.answers.taps import KEEP
from survey.interview.answers.values import choices_of
from survey.interview.asks.hints import is_listed
from survey.interview.display import shown, value_text
from survey.interview.lists import correcting, member_list, roster, sure
from survey.interview.path.passing import wanted_by
from survey.interview.path.screens import Screen, ScreenKind, Spot

PLACED = frozenset({"geopoint", "geotrace", "geoshape"})


def ask(view: View, screen: Screen) -> Outgoing:
    """The message that asks this screen."""
    if view.position.pending[0] == "remove":
        return _ask_reason(view, screen)
    if view.position.pending[0] == sure.PENDING:
        return ask_sure(view, screen)
    if screen.kind is ScreenKind.ROSTER:
        return _ask_roster(view, screen)
    spots = asked_spots(view.session, screen)
    if screen.kind is ScreenKind.COLUMN:
        return ask_column(view, screen, spots)
    return _ask_group(view, screen, spots) if len(spots) > 1 else _ask_one(view, screen, spots[0])


def _whose(view: View, spot: Spot) -> str:
    """The member's name before a question that is asked of one member."""
    members = view.session.outline.roster_of(spot.items)
    return f" – {roster.name_of(view.session, members, spot.items)}" if members and spot.items else ""


def _now(view: View, screen: Screen, spot: Spot) -> str:
    """What is recorded so far, when an earlier answer is opened again."""
    if not screen.chosen or not view.session.answered(spot.items, spot.question):
        return ""
    return " " + view.texts("ask.now", value=shown(view.session, spot))


def _given(view: View, spot: Spot) -> str:
    """What the form itself has put there, for the person to keep or to replace."""
    value = view.session.given(spot.items, spot.question)
    return view.texts("ask.given", value=value_text(view.session, spot, value)) if value else ""


def _ask_one(view: View, screen: Screen, spot: Spot) -> Outgoing:
    control = spot.question.control
    head = f"Câu {spot.number}{_whose(view, spot)}. {label_of(view, spot)}{_now(view, screen, spot)}"
    hint, given = hint_of(view, spot), _given(view, spot)
    lines = [*notes_of(view, screen), *unfit(view, (spot,)), head, *([hint] if hint else [])]
    lines += [*how_lines(view, spot), *picked_line(view, spot), *([given] if given else [])]
    rows: Rows = choice_rows(view, screen, spot) if control.is_select else ()
    if control.kind == "trigger":
        rows = ((view.button(screen, spot.number, "ok", view.texts("button.seen")),),)
    if given:
        rows = (*rows, (view.button(screen, spot.number, KEEP, view.texts("button.keep")),))
    if is_optional(view, (spot,)) and "bỏ qua" not in hint:
        lines.append(view.texts("ask.optional"))
    return Outgoing("\n".join(lines), (*rows, *skip_row(view, screen, (spot,))), ask=_wanted(spot))


def _wanted(spot: Spot) -> Ask:
    if spot.question.control.type in PLACED:
        return Ask.LOCATION
    pictured = spot.question.control.kind == "upload" and spot.question.control.mediatype.startswith("image")
    return Ask.PHOTO if pictured else Ask.NOTHING


def _ask_group(view: View, screen: Screen, spots: tuple[Spot, ...]) -> Outgoing:
    group = next((page.group for page in view.session.outline.pages if spots[0].question in page.questions), None)
    title = view.session.group_label(group, screen.items) if group else ""
    lines = [*notes_of(view, screen), *unfit(view, spots)]
    lines.append(_group_head(view, screen, spots, title + _whose(view, spots[0])))
    buttons: list[tuple[Button, ...]] = []
    for letter, spot in letters_of(screen.spots, spots).items():
        lines.append(
            f"{letter}) {label_of(view, spot)}{_now(view, screen, spot)}{_inline(view, spot, alone=_sent(spots))}".replace(
                "?:", "?"
            )
        )
        buttons += _part_rows(view, screen, letter, spot)
    if is_optional(view, spots) and not _sent(spots):
        lines.append(view.texts("ask.optional"))
    wanted = Ask.LOCATION if any(spot.question.control.type == "geopoint" for spot in spots) else Ask.NOTHING
    return Outgoing("\n".join(lines), (*buttons, *skip_row(view, screen, spots)), listed=True, ask=wanted)


def _group_head(view: View, screen: Screen, spots: tuple[Spot, ...], title: str) -> str:
    """How to answer the screen: in one reply, by sending what cannot be typed, or both."""
    title = title.removeprefix(" – ") or view.texts("ask.these")
    if _sent(spots):
        return view.texts("ask.send", title=title)
    typed = tuple(spot for spot in spots if not wanted_by(spot.question))
    shown = example(typed)
    if len(typed) < len(spots):
        return view.texts("ask.group_and_send", title=title, n=len(typed), example=shown)
    if not screen.chosen:
        return view.texts("ask.group", title=title, n=len(spots), example=shown)
    if correcting.member_of(view.session, screen):
        return view.texts("ask.member_again", title=title)
    part = example_of_part(letters_of(screen.spots, spots))
    return view.texts("ask.group_again", title=title, n=len(spots), example=shown, part=part)


def _sent(spots: tuple[Spot, ...]) -> bool:
    """Whether the screen is answered by sending things only; its head then says how to leave it out."""
    wanted = [bool(wanted_by(spot.question)) for spot in spots]
    return any(wanted) and all(
        sent or spot.question.control.type == "geopoint" for sent, spot in zip(wanted, spots, strict=True)
    )


def _inline(view: View, spot: Spot, *, alone: bool) -> str:
    said = hint_of(view, spot) or ("" if alone else part_how(view, spot))
    given = _given(view, spot)
    tail = (f" ({said})" if said else "") + (f" {given}" if given else "")
    if not spot.question.control.is_select:
        return tail
    choices = choices_of(view.session, spot)
    if not is_listed(spot.question.control, choices):
        return tail
    return f"{tail}: " + "  ".join(f"{index}. {choice.label}" for index, choice in enumerate(choices, start=1))


def _part_rows(view: View, screen: Screen, letter: str, spot: Spot) -> list[tuple[Button, ...]]:
    if spot.question.control.kind != "select1":
        return []
    choices = choices_of(view.session, spot)
    if not is_listed(spot.question.control, choices):
        return []
    return list(
        rows_of(
            [
                view.button(screen, spot.number, str(index), f"{letter}{index}. {choice.label}")
                for index, choice in enumerate(choices, start=1)
            ]
        )
    )


def member_lines(view: View, screen: Screen) -> list[str]:
    """The members with what one line says of each."""
    assert screen.roster is not None
    lines = []
    for item in view.session.members(screen.roster.repeat, screen.items) or ():
        spots = roster.identity_spots(view.session, screen.roster, item)
        parts = [shown(view.session, spot) for spot in spots if view.session.answered(spot.items, spot.question)]
        lines.append(f"{item[-1][1]}. {', '.join(parts)}")
    return lines


def _ask_roster(view: View, screen: Screen) -> Outgoing:
    assert screen.roster is not None
    if not screen.roster.named:
        return ask_items(view, screen)
    lines = member_lines(view, screen)
    if not lines:
        return Outgoing("\n".join([*notes_of(view, screen), view.texts("roster.ask_empty")]))
    touched = view.session.touched(screen.roster.repeat)
    head = view.texts("roster.head" if touched else "roster.head_first", n=len(lines))
    text = "\n".join([*notes_of(view, screen), head, *lines, view.texts("roster.ask", last=lines[-1].split(".")[0])])
    return Outgoing(text, ((view.word(screen, "đủ", view.texts("button.enough")),),))


def _ask_reason(view: View, screen: Screen) -> Outgoing:
    items = member_list.leaving(view.position.pending[1])
    members = view.session.outline.roster_of(items[0])
    assert members is not None
    buttons = [
        view.button(screen, "-", str(index), label, str(index))
        for index, label in enumerate(roster.REASONS.values(), start=1)
    ]
    names = ", ".join(roster.name_of(view.session, members, item) for item in items)
    key = "roster.ask_reason" if len(items) == 1 else "roster.ask_reason_many"
    return Outgoing(view.texts(key, name=names), rows_of(buttons))
