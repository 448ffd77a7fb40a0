"""How a screen of an interview is asked: one message, the question last, answerable by typing; buttons are an extra."""

from chat import Ask, Button, Outgoing
from handlers.column_view import ask_column
from handlers.view import View, hint_of, is_optional, label_of, notes_of, rows_of, skip_row, unfit
from survey.interview import group_reply, member_list, roster
from survey.interview.display import shown
from survey.interview.recording import asked_spots
from survey.interview.screens import Screen, ScreenKind, Spot
from survey.interview.taps import DONE
from survey.interview.values import LISTED_AT_MOST, choices_of
from survey.xform import Choice


def ask(view: View, screen: Screen) -> Outgoing:
    """The message that asks this screen."""
    if view.place.pending[0] == "remove":
        return _ask_reason(view, screen)
    if screen.kind is ScreenKind.ROSTER:
        return _ask_roster(view, screen)
    spots = asked_spots(view.session, screen)
    if screen.kind is ScreenKind.COLUMN:
        return ask_column(view, screen, spots)
    return _ask_group(view, screen, spots) if len(spots) > 1 else _ask_one(view, screen, spots[0])


def _whose(view: View, spot: Spot) -> str:
    """The member's name before a question that is asked of one member."""
    members = next((one for one in view.session.outline.rosters if one.repeat is spot.question.repeat), None)
    return f" – {roster.name_of(view.session, members, spot.items)}" if members and spot.items else ""


def _now(view: View, screen: Screen, spot: Spot) -> str:
    """What is recorded so far, when an earlier answer is opened again."""
    if not screen.chosen or not view.session.answered(spot.items, spot.question):
        return ""
    return " " + view.texts("ask.now", value=shown(view.session, spot))


def _ask_one(view: View, screen: Screen, spot: Spot) -> Outgoing:
    control = spot.question.control
    head = f"Câu {spot.number}{_whose(view, spot)}. {label_of(view, spot)}{_now(view, screen, spot)}"
    lines = [*notes_of(view, screen), *unfit(view, (spot,)), head]
    hint = hint_of(view, spot)
    lines += [hint] if hint else []
    rows: tuple[tuple[Button, ...], ...] = ()
    if control.kind in {"select1", "select", "rank"}:
        choices = choices_of(view.session, spot)
        rows = _choice_rows(view, screen, spot, choices)
        lines += [] if len(choices) <= LISTED_AT_MOST else [view.texts("ask.type_name")]
        lines += [view.texts("ask.many")] if control.kind == "select" and not hint else []
    if is_optional(view, (spot,)) and "bỏ qua" not in hint:
        lines.append(view.texts("ask.optional"))
    wanted = Ask.PHOTO if control.kind == "upload" else Ask.LOCATION if control.type == "geopoint" else Ask.NOTHING
    return Outgoing("\n".join(lines), (*rows, *skip_row(view, screen, (spot,))), ask=wanted)


def _choice_rows(view: View, screen: Screen, spot: Spot, choices: tuple[Choice, ...]) -> tuple[tuple[Button, ...], ...]:
    if len(choices) > LISTED_AT_MOST:
        return ()
    many = spot.question.control.kind in {"select", "rank"}
    buttons = []
    for place, choice in enumerate(choices, start=1):
        mark = "✓ " if many and choice.value in view.place.draft else ""
        buttons.append(view.button(screen, spot.number, str(place), mark + choice.label, str(place)))
    rows = rows_of(buttons)
    return (*rows, (view.button(screen, spot.number, DONE, view.texts("button.done")),)) if many else rows


def _ask_group(view: View, screen: Screen, spots: tuple[Spot, ...]) -> Outgoing:
    group = next((page.group for page in view.session.outline.pages if spots[0].question in page.questions), None)
    title = view.session.group_label(group, screen.items) if group else ""
    lines = [*notes_of(view, screen), *unfit(view, spots)]
    lines.append(_group_head(view, screen, spots, title + _whose(view, spots[0])))
    buttons: list[tuple[Button, ...]] = []
    for letter, spot in group_reply.letters_of(screen.spots, spots).items():
        lines.append(
            f"{letter}) {label_of(view, spot)}{_now(view, screen, spot)}{_inline(view, spot)}".replace("?:", "?")
        )
        buttons += _part_rows(view, screen, letter, spot)
    if is_optional(view, spots) and not _sent(spots):
        lines.append(view.texts("ask.optional"))
    wanted = Ask.LOCATION if any(spot.question.control.type == "geopoint" for spot in spots) else Ask.NOTHING
    return Outgoing("\n".join(lines), (*buttons, *skip_row(view, screen, spots)), listed=True, ask=wanted)


def _group_head(view: View, screen: Screen, spots: tuple[Spot, ...], title: str) -> str:
    """How to answer the screen: in one reply, or by sending what cannot be typed."""
    if _sent(spots):
        return view.texts("ask.send", title=title)
    example = group_reply.example(spots)
    if not screen.chosen:
        return view.texts("ask.group", title=title, n=len(spots), example=example)
    part = group_reply.example_of_part(group_reply.letters_of(screen.spots, spots))
    return view.texts("ask.group_again", title=title, n=len(spots), example=example, part=part)


def _sent(spots: tuple[Spot, ...]) -> bool:
    """Whether the screen is answered by sending things; its head then says how to leave it out."""
    return any(spot.question.control.kind == "upload" for spot in spots)


def _inline(view: View, spot: Spot) -> str:
    hint = hint_of(view, spot)
    tail = f" ({hint})" if hint else ""
    if spot.question.control.kind not in {"select1", "select", "rank"}:
        return tail
    choices = choices_of(view.session, spot)
    if len(choices) > LISTED_AT_MOST:
        return tail
    return f"{tail}: " + "  ".join(f"{place}. {choice.label}" for place, choice in enumerate(choices, start=1))


def _part_rows(view: View, screen: Screen, letter: str, spot: Spot) -> list[tuple[Button, ...]]:
    if spot.question.control.kind != "select1":
        return []
    choices = choices_of(view.session, spot)
    if len(choices) > LISTED_AT_MOST:
        return []
    return list(
        rows_of(
            [
                view.button(screen, spot.number, str(place), f"{letter}{place}. {choice.label}")
                for place, choice in enumerate(choices, start=1)
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
    lines = member_lines(view, screen)
    if not lines:
        return Outgoing("\n".join([*notes_of(view, screen), view.texts("roster.ask_empty")]))
    assert screen.roster is not None
    touched = view.session.touched(screen.roster.repeat)
    head = view.texts("roster.head" if touched else "roster.head_first", n=len(lines))
    text = "\n".join([*notes_of(view, screen), head, *lines, view.texts("roster.ask", last=lines[-1].split(".")[0])])
    return Outgoing(text, ((view.word(screen, "đủ", view.texts("button.enough")),),))


def _ask_reason(view: View, screen: Screen) -> Outgoing:
    items = member_list.leaving(view.place.pending[1])
    members = next(one for one in view.session.outline.rosters if one.repeat.name == items[0][-1][0])
    buttons = [
        view.button(screen, "-", str(place), label, str(place))
        for place, label in enumerate(roster.REASONS.values(), start=1)
    ]
    names = ", ".join(roster.name_of(view.session, members, item) for item in items)
    key = "roster.ask_reason" if len(items) == 1 else "roster.ask_reason_many"
    return Outgoing(view.texts(key, name=names), rows_of(buttons))
