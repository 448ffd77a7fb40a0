"""A list of members, or of entries that are no people: what stands on it, and how it is changed."""

from dataclasses import replace

from chat import Outgoing
from handlers.asking.block import BETWEEN, known_text
from handlers.asking.view import View, rows_of
from handlers.talk.texts import Texts
from handlers.talk.wording import in_words
from survey.interview.facts.lists import LineFacts, ListFacts
from survey.interview.facts.screen import LeavingFacts, ScreenFacts
from survey.interview.facts.value import NOTHING
from survey.interview.path.picks import Numbered
from survey.read import Control, word_of


def list_line(texts: Texts, line: LineFacts) -> str:
    """One member or entry: "2. Phạm Thị Rế, nữ, 1990, vợ"."""
    return f"{line.number}. {', '.join(in_words(texts, answer) for answer in line.answers)}"


def ask_members(view: View, screen: ScreenFacts, members: ListFacts) -> Outgoing:
    """The list to be confirmed or changed; where it is empty, who the members are."""
    if not members.lines:
        return Outgoing("\n".join([*screen.notes, view.texts("roster.ask_empty")]))
    lines = [list_line(view.texts, line) for line in members.lines]
    head = view.texts("roster.head" if members.touched else "roster.head_first", n=len(lines))
    how = view.texts("roster.ask", last=members.lines[-1].number)
    known = BETWEEN.join(known_text(view.texts, one) for one in members.known)
    lines += [view.texts("roster.known", known=known)] if known else []
    return _with_enough(view, screen, [*screen.notes, head, *lines, how])


def ask_entries(view: View, screen: ScreenFacts, entries: ListFacts) -> Outgoing:
    """How many there are, then the list of them."""
    title, whose = view.words(entries.title), view.behind(entries.whose)
    if not entries.lines:
        return Outgoing("\n".join([*screen.notes, view.texts("items.ask_empty", title=title, whose=whose)]))
    head = view.texts("items.head", title=title, whose=whose, n=len(entries.lines))
    lines = [list_line(view.texts, replace(line, answers=line.answers or (NOTHING,))) for line in entries.lines]
    how = view.texts("items.ask", last=entries.lines[-1].number)
    return _with_enough(view, screen, [*screen.notes, head, *lines, how])


def _with_enough(view: View, screen: ScreenFacts, lines: list[str]) -> Outgoing:
    return Outgoing("\n".join(lines), ((view.word(screen, word_of(Control.ENOUGH), view.texts("button.enough")),),))


def ask_reason(view: View, screen: ScreenFacts, leaving: LeavingFacts) -> Outgoing:
    """Why members are no longer on the list."""
    buttons = [
        view.button(screen, None, Numbered(index), view.texts(f"roster.reason.{reason}"), str(index))
        for index, reason in enumerate(leaving.reasons, start=1)
    ]
    key = "roster.ask_reason" if len(leaving.names) == 1 else "roster.ask_reason_many"
    return Outgoing(view.texts(key, name=", ".join(map(view.words, leaving.names))), rows_of(buttons))
