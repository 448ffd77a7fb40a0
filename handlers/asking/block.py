"""Last time's answers on one message, as many as there is room for: confirmed by one word, or corrected by number."""

from chat import Outgoing
from handlers.asking.view import View
from handlers.asking.whom import whom_text
from handlers.talk.texts import Texts
from handlers.talk.wording import in_words
from survey.interview.facts.lists import KnownFacts
from survey.interview.facts.screen import BlockFacts, ScreenFacts
from survey.interview.path.picks import PickWord

BETWEEN = " · "


def ask_block(view: View, screen: ScreenFacts, block: BlockFacts, room: int) -> tuple[Outgoing, tuple[str, ...]]:
    """The message, and the ids of the questions in it; what is beyond `room` characters waits for the next one."""
    how = view.texts("block.ask", number=block.parts[0][1][0].number)
    lines = [view.texts("block.head")]
    left = room - len(lines[0]) - len(how) - 1
    shown: list[str] = []
    for title, rows, spots in block.parts:
        line = part_line(view.texts, title, rows)
        left -= len(line) + 1
        if shown and left < 0:
            break
        lines.append(line)
        shown += spots
    return _with_button(view, screen, "\n".join([*lines, how])), tuple(shown)


def ask_others(view: View, screen: ScreenFacts, number: str) -> Outgoing:
    """The same after a correction: those that stand just above are not said again."""
    return _with_button(view, screen, view.texts("block.ask_others", number=number))


def _with_button(view: View, screen: ScreenFacts, text: str) -> Outgoing:
    right = view.button(screen, None, PickWord.RIGHT, view.texts("button.still"))
    return Outgoing(text, ((right,),), listed=True)


def part_line(texts: Texts, title: str, rows: tuple[KnownFacts, ...]) -> str:
    """What belongs to one screen of the form, on one line: "Nhà ở: 13. tường: bền chắc · 14. cột: bền chắc"."""
    said = BETWEEN.join(known_text(texts, row) for row in rows)
    return texts("block.part", title=title, said=said) if title else said


def known_text(texts: Texts, row: KnownFacts) -> str:
    """One question with its number and what was answered."""
    if row.hidden:
        return texts("block.all", number=row.number, title=in_words(texts, row.title))
    answer = _of_members(texts, row) if row.whom else in_words(texts, row.answer)
    whose = f" – {in_words(texts, row.whose)}" if row.whose else ""
    return texts("block.row", number=row.number, title=f"{in_words(texts, row.title)}{whose}", answer=answer)


def _of_members(texts: Texts, row: KnownFacts) -> str:
    """Who has which answer; of numbers that are masked, each member's by the number on the list."""
    if len(row.whom) > 1 and all(len(one.numbers) == 1 and not one.names for one in row.whom):
        return ", ".join(
            texts("block.each", number=one.numbers[0], value=in_words(texts, one.value)) for one in row.whom
        )
    return whom_text(texts, row.whom)
