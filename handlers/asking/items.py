"""How a repeat is asked whose entries are no people: how many there are, then the list of them."""

from chat import Outgoing
from handlers.asking.view import View, notes_of
from survey.interview.asks.outline import Page, Roster
from survey.interview.display import NOTHING, shown
from survey.interview.lists import roster
from survey.interview.path.screens import Screen, Spot
from survey.state import ItemPath

SHOWN_OF_ITEM = 3
"""Answers that a line of the list gives of an entry."""


def ask_items(view: View, screen: Screen) -> Outgoing:
    entries = screen.roster
    assert entries is not None
    title = roster.title_of(view.session, entries, screen.items)
    around = view.session.outline.roster_of(screen.items)
    whose = f" – {roster.name_of(view.session, around, screen.items)}" if around is not None else ""
    items = view.session.members(entries.repeat, screen.items) or ()
    notes = notes_of(view, screen)
    if not items:
        return Outgoing("\n".join([*notes, view.texts("items.ask_empty", title=title, whose=whose)]))
    head = view.texts("items.head", title=title, whose=whose, n=len(items))
    lines = [f"{item[-1][1]}. {item_text(view, entries, item) or NOTHING}" for item in items]
    how = view.texts("items.ask", last=items[-1][-1][1])
    return Outgoing("\n".join([*notes, head, *lines, how]), ((view.word(screen, "đủ", view.texts("button.enough")),),))


def item_text(view: View, entries: Roster, item: ItemPath) -> str:
    """The first answers about an entry, so that people know which one it is."""
    session = view.session
    questions = [question for block in entries.blocks if isinstance(block, Page) for question in block.questions]
    answered = [Spot(one, item) for one in questions if session.asks(item, one) and session.answered(item, one)]
    return ", ".join(shown(session, spot) for spot in answered[:SHOWN_OF_ITEM])
