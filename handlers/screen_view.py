"""How a screen of an interview is asked: one message, the question last, answerable by typing; buttons are an extra."""

from dataclasses import dataclass

from chat import Ask, Button, Outgoing
from handlers.texts import Texts
from survey.interview import group_reply, member_list, roster
from survey.interview.display import column_text, shown
from survey.interview.place import Place
from survey.interview.recording import asked_spots
from survey.interview.screens import Screen, ScreenKind, Spot
from survey.interview.session import Session
from survey.interview.taps import DONE, NOBODY, SKIP_WORD
from survey.interview.values import LISTED_AT_MOST, choices_of
from survey.xform import Choice

SHORT_LABEL = 18


@dataclass(frozen=True, slots=True)
class View:
    """What is needed to word a screen of one open interview."""

    texts: Texts
    session: Session
    place: Place
    interview: int
    version: int
    progress: str = ""

    def button(self, screen: Screen, spot: str, choice: str, label: str, key: str = "") -> Button:
        """A button that knows its question: an old one is recognised (design §4)."""
        return Button(label, f"q|{self.interview}|{self.version}|{screen.id}|{spot}|{choice}", key)

    def word(self, screen: Screen, word: str, label: str, key: str = "") -> Button:
        return Button(label, f"w|{self.interview}|{self.version}|{screen.id}|{word}", key)


def ask(view: View, screen: Screen) -> Outgoing:
    """The message that asks this screen."""
    if view.place.pending[0] == "remove":
        return _ask_reason(view, screen)
    if screen.kind is ScreenKind.ROSTER:
        return _ask_roster(view, screen)
    spots = asked_spots(view.session, screen)
    if screen.kind is ScreenKind.COLUMN:
        return _ask_column(view, screen, spots)
    return _ask_group(view, screen, spots) if len(spots) > 1 else _ask_one(view, screen, spots[0])


def label_of(view: View, spot: Spot) -> str:
    node = view.session.node(spot.items, spot.question)
    return view.session.instance.label(spot.question.control, node) if node is not None else spot.question.name


def _hint(view: View, spot: Spot) -> str:
    node = view.session.node(spot.items, spot.question)
    return view.session.instance.hint(spot.question.control, node) if node is not None else ""


def _notes(view: View, screen: Screen) -> list[str]:
    lines = []
    for control, items in screen.notes:
        node = view.session.instance.find(view.session.control_key(items, control))
        if node is not None:
            lines.append(view.session.instance.label(control, node))
    return lines


def _whose(view: View, spot: Spot) -> str:
    """The member's name before a question that is asked of one member."""
    members = next((one for one in view.session.outline.rosters if one.repeat is spot.question.repeat), None)
    return f" – {roster.name_of(view.session, members, spot.items)}" if members and spot.items else ""


def _now(view: View, screen: Screen, spot: Spot) -> str:
    """What is recorded so far, when an earlier answer is opened again."""
    if not screen.chosen or not view.session.answered(spot.items, spot.question):
        return ""
    return " " + view.texts("ask.now", value=shown(view.session, spot))


def _optional(view: View, spots: tuple[Spot, ...]) -> bool:
    return not any(view.session.required(spot.items, spot.question) for spot in spots)


def _skip_row(view: View, screen: Screen, spots: tuple[Spot, ...]) -> tuple[tuple[Button, ...], ...]:
    return ((view.button(screen, "-", SKIP_WORD, "Bỏ qua"),),) if _optional(view, spots) else ()


def _ask_one(view: View, screen: Screen, spot: Spot) -> Outgoing:
    control = spot.question.control
    head = f"Câu {spot.number}{_whose(view, spot)}. {label_of(view, spot)}{_now(view, screen, spot)}"
    lines = [*_notes(view, screen), head]
    hint = _hint(view, spot)
    lines += [hint] if hint else []
    rows: tuple[tuple[Button, ...], ...] = ()
    if control.kind in {"select1", "select", "rank"}:
        choices = choices_of(view.session, spot)
        rows = _choice_rows(view, screen, spot, choices)
        lines += [] if len(choices) <= LISTED_AT_MOST else [view.texts("ask.type_name")]
        lines += [view.texts("ask.many")] if control.kind == "select" and not hint else []
    if _optional(view, (spot,)) and "bỏ qua" not in hint:
        lines.append(view.texts("ask.optional"))
    wanted = Ask.PHOTO if control.kind == "upload" else Ask.LOCATION if control.type == "geopoint" else Ask.NOTHING
    return Outgoing("\n".join(lines), (*rows, *_skip_row(view, screen, (spot,))), ask=wanted)


def _choice_rows(view: View, screen: Screen, spot: Spot, choices: tuple[Choice, ...]) -> tuple[tuple[Button, ...], ...]:
    if len(choices) > LISTED_AT_MOST:
        return ()
    many = spot.question.control.kind in {"select", "rank"}
    buttons = []
    for place, choice in enumerate(choices, start=1):
        mark = "✓ " if many and choice.value in view.place.draft else ""
        buttons.append(view.button(screen, spot.number, str(place), mark + choice.label, str(place)))
    rows = _rows(buttons)
    return (*rows, (view.button(screen, spot.number, DONE, "Xong"),)) if many else rows


def _rows(buttons: list[Button]) -> tuple[tuple[Button, ...], ...]:
    """Two short labels side by side, long ones alone."""
    if all(len(button.label) <= SHORT_LABEL for button in buttons):
        return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    return tuple((button,) for button in buttons)


def _ask_group(view: View, screen: Screen, spots: tuple[Spot, ...]) -> Outgoing:
    group = next((page.group for page in view.session.outline.pages if spots[0].question in page.questions), None)
    title = view.session.group_label(group, screen.items) if group else ""
    lines = [*_notes(view, screen)]
    lines.append(_group_head(view, screen, spots, title + _whose(view, spots[0])))
    buttons: list[tuple[Button, ...]] = []
    for letter, spot in group_reply.letters_of(screen.spots, spots).items():
        lines.append(
            f"{letter}) {label_of(view, spot)}{_now(view, screen, spot)}{_inline(view, spot)}".replace("?:", "?")
        )
        buttons += _part_rows(view, screen, letter, spot)
    if _optional(view, spots) and not _sent(spots):
        lines.append(view.texts("ask.optional"))
    wanted = Ask.LOCATION if any(spot.question.control.type == "geopoint" for spot in spots) else Ask.NOTHING
    return Outgoing("\n".join(lines), (*buttons, *_skip_row(view, screen, spots)), listed=True, ask=wanted)


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
    hint = _hint(view, spot)
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
        _rows(
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
        return Outgoing("\n".join([*_notes(view, screen), view.texts("roster.ask_empty")]))
    assert screen.roster is not None
    touched = view.session.touched(screen.roster.repeat)
    head = view.texts("roster.head" if touched else "roster.head_first", n=len(lines))
    text = "\n".join([*_notes(view, screen), head, *lines, view.texts("roster.ask", last=lines[-1].split(".")[0])])
    return Outgoing(text, ((view.word(screen, "đủ", "Đủ rồi"),),))


def _ask_reason(view: View, screen: Screen) -> Outgoing:
    items = member_list.leaving(view.place.pending[1])
    members = next(one for one in view.session.outline.rosters if one.repeat.name == items[0][-1][0])
    buttons = [
        view.button(screen, "-", str(place), label, str(place))
        for place, label in enumerate(roster.REASONS.values(), start=1)
    ]
    names = ", ".join(roster.name_of(view.session, members, item) for item in items)
    key = "roster.ask_reason" if len(items) == 1 else "roster.ask_reason_many"
    return Outgoing(view.texts(key, name=names), _rows(buttons))


def _ask_column(view: View, screen: Screen, spots: tuple[Spot, ...]) -> Outgoing:
    question = spots[0].question
    column = question.column
    assert column is not None
    assert screen.roster is not None
    label = column.label or label_of(view, spots[0])
    hint = _hint(view, spots[0])
    names = [f"{spot.items[-1][1]}. {roster.name_of(view.session, screen.roster, spot.items)}" for spot in spots]
    lines = [*_notes(view, screen), f"Câu {question.number}. {label}", *([hint] if hint else [])]
    known = [spot for spot in spots if view.session.answered(spot.items, spot.question)]
    if screen.chosen and known and not question.sensitive:
        lines.append(view.texts("ask.now", value=column_text(view.session, screen.roster, known)))
    if column.pick:
        numbers = [spot.items[-1][1] for spot in spots]
        example = ",".join(numbers[1:3]) or numbers[0]
        lines += [*names, view.texts("column.ask_pick", example=example)]
        rows = _pick_rows(view, screen, spots)
    else:
        lines += _each_lines(view, spots, names)
        rows = _each_rows(view, screen, spots)
    if _optional(view, spots):
        lines.append(view.texts("ask.optional"))
        rows = (*rows, *_skip_row(view, screen, spots))
    return Outgoing("\n".join(lines), rows, listed=True)


def _pick_rows(view: View, screen: Screen, spots: tuple[Spot, ...]) -> tuple[tuple[Button, ...], ...]:
    assert screen.roster is not None
    buttons = []
    for spot in spots:
        number = spot.items[-1][1]
        mark = "✓ " if number in view.place.draft else ""
        name = roster.name_of(view.session, screen.roster, spot.items)
        buttons.append(view.button(screen, "-", number, f"{mark}{number}. {name}"))
    ends = (view.button(screen, "-", NOBODY, "Không ai"), view.button(screen, "-", DONE, "Xong"))
    return (*_rows(buttons), ends)


def _each_lines(view: View, spots: tuple[Spot, ...], names: list[str]) -> list[str]:
    lines = []
    control = spots[0].question.control
    if control.kind in {"select1", "select"}:
        choices = choices_of(view.session, spots[0])
        if len(choices) > LISTED_AT_MOST:
            lines.append(view.texts("ask.type_name"))
        else:
            lines += [f"{place} = {choice.label}" for place, choice in enumerate(choices, start=1)]
    lines += names
    if len(spots) == 1:
        return lines
    last = spots[-1].items[-1][1]
    if control.kind in {"select1", "select"} and len(choices_of(view.session, spots[0])) <= LISTED_AT_MOST:
        example = " ".join("12"[place % 2] for place in range(len(spots)))
        lines.append(view.texts("column.ask_each", example=example, last=last))
    elif not spots[0].question.hint_of("column_label"):
        lines.append(view.texts("column.ask_lines", last=last))
    return lines


def _each_rows(view: View, screen: Screen, spots: tuple[Spot, ...]) -> tuple[tuple[Button, ...], ...]:
    """Buttons for the first member who has no answer yet, so that a person can also tap through the list."""
    spot = next((one for one in spots if not view.session.answered(one.items, one.question)), spots[0])
    if spot.question.control.kind != "select1":
        return ()
    choices = choices_of(view.session, spot)
    if len(choices) > LISTED_AT_MOST:
        return ()
    number = spot.items[-1][1]
    return _rows(
        [
            view.button(screen, spot.number, str(place), f"{number} → {choice.label}")
            for place, choice in enumerate(choices, start=1)
        ]
    )
