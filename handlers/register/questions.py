"""What a list leaves open, as questions with buttons, one by one; the last of them is whether it is brought in."""

from chat import Button
from handlers.talk import asked
from handlers.talk.buttons import Rows, Say, button
from handlers.talk.context import Context, Response
from handlers.talk.pending import Importing, ListAsk

LOAD, LOAD_GOOD, DROP = "nạp", "nạp hộ đúng", "thôi"
LOAD_LINES = "nạp dòng đúng"
NONE = "không phải"
TAG = 8
"""Letters of a file's key that a button carries: an old button answers nothing of another list."""


def ask(ctx: Context, small: Importing, above: str) -> Response:
    """The next question about the list, below what is said first."""
    there = ctx.with_dialog(ctx.dialog.asking(small))
    text, rows = _question(ctx, small)
    return there.ask(asked.importing(small.key, len(small.said)), f"{above}\n{text}" if above else text, rows)


def _question(ctx: Context, small: Importing) -> tuple[str, Rows]:
    if not small.open:
        good = ("load_good", LOAD_GOOD) if small.households else ("load_lines", LOAD_LINES)
        asks, offered = ("list.load", ("load", LOAD)) if small.whole else ("list.load_good", good)
        return ctx.texts(asks), (_buttons(ctx, small, offered, ("drop", DROP)),)
    one = small.open[0]
    rows = [(_button(small, called(ctx, one, name), str(n)),) for n, name in enumerate(choices_of(ctx, one), start=1)]
    none = ctx.texts(f"list.none_{one.about}")
    rows.append((_button(small, none, NONE),))
    return ctx.texts(f"list.ask_{one.about}", value=one.value), tuple(rows)


def called(ctx: Context, one: ListAsk, name: str) -> str:
    """A choice in words."""
    return name if one.about == "unit" else ctx.texts("list.household", number=name)


def _buttons(ctx: Context, small: Importing, *wanted: tuple[str, str]) -> tuple[Button, ...]:
    return tuple(_button(small, ctx.texts(f"list.button_{label}"), word) for label, word in wanted)


def _button(small: Importing, label: str, word: str) -> Button:
    return button(label, Say(f"danh mục {small.key[-TAG:]} {len(small.said)}: {word}"), word)


def choices_of(ctx: Context, one: ListAsk) -> tuple[str, ...]:
    """Of a name of a group all groups, in their own order: "2" means the second, and people think of group 2."""
    if one.about != "unit":
        return one.choices
    return tuple(unit.name for unit in ctx.work.units.all() if unit.parent is not None)
