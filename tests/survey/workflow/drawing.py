"""The states, drawn from the table of moves: `python -m tests.survey.workflow.drawing` writes docs/design-states.md."""

from collections.abc import Callable, Iterable
from pathlib import Path

from survey.workflow.moves import MOVES, Move, MoveName
from survey.workflow.roles import Permission, Role
from survey.workflow.states import Case

DOCUMENT = Path(__file__).parents[3] / "docs/design-states.md"
HEAD = """# The states of a household in a round

Drawn from `survey/workflow/moves.py` by `python -m tests.survey.workflow.drawing`; a test compares. Change the table, not this page.

A household has a state of its own, and so has each interview of it; the household's is the master. Storage locks both rows, asks the table and writes
what it says (`storage/queries/interviews/moving.py`); nothing else writes a state. A move that is not in the table is refused with a code, and the
sentence for it stands in `content/texts/ho.toml` under `refused`.

- Looking moves nothing. A household that is opened keeps its state, its appointment and its last outcome until the household answers the notice.
  Going on with one that was closed with answers in it is a move of its own, `reopen_closed`; where a checker still wants something asked again, `reopen_returned`.
- An appointment stays until another outcome or a submission takes its place, and is called to mind as long as the household is waited for.
- A notice that was only read is given up with the visit; answers are kept, also where the household is closed.
- Nobody checks what they asked themselves: a household that is theirs, or an interview in which something is from them.
- A household that was returned stays so, whatever a visit comes to, until it is handed in again; it cannot be given up.
- Who takes over a household takes over its draft and its appointment.
"""
MORE = """## More states

The legal procedure brings more (at the meeting, posted, complained of, decided). Each is a word in `survey/workflow/states.py`, its rows in the
table with the key of the term that begins with them, a migration of the column that holds the words, and its names in `content/texts`.
"""


def page() -> str:
    """The whole document."""
    households = _diagram(lambda one: one.household)
    attempts = _diagram(lambda one: one.attempt if one.household is not None else None)
    return "\n".join(
        [
            *(HEAD, "## The household", "", *households, ""),
            *(
                "## Its last interview",
                "",
                "A draft is two things: `notice` before the household's consent, `answers` after it.",
                "",
            ),
            *(*attempts, "", "## The table", "", *_table(), "", MORE),
        ]
    )


def _diagram(of: Callable[[Case], str | None]) -> list[str]:
    arrows: dict[tuple[str, str], list[str]] = {}
    for row in MOVES:
        for before in sorted(row.from_, key=str):
            one, other = of(before), of(row.after(before))
            known = arrows.setdefault((one or "[*]", other), []) if other is not None else []
            if row.name is not MoveName.REASSIGN and row.name.value not in known:
                known.append(row.name.value)
    lines = [f"    {one} --> {other}: {', '.join(names)}" for (one, other), names in arrows.items() if names]
    return ["```mermaid", "stateDiagram-v2", *lines, "```"]


def _table() -> list[str]:
    head = [
        "| move | from (household / interview) | to | who | needs | clears | term |",
        "|---|---|---|---|---|---|---|",
    ]
    return head + [f"| {' | '.join(_cells(row))} |" for row in MOVES]


def _cells(row: Move) -> list[str]:
    return [
        row.name.value,
        "<br>".join(sorted(map(_case, row.from_))),
        f"{row.household or 'as it is'} / {row.attempt or 'as it is'}",
        _who(row.who),
        _words(row.needs),
        _words(row.clears),
        row.deadline or "–",
    ]


def _case(one: Case) -> str:
    return f"{one.household or '–'} / {one.attempt}"


def _who(who: frozenset[Permission]) -> str:
    if {permission.role for permission in who} == set(Role):
        return "the person who opened it"
    return ", ".join(sorted(f"{_whose(one)}{one.role or 'the program'}{_duty(one)}" for one in who))


def _duty(permission: Permission) -> str:
    return f" ({permission.duty})" if permission.duty else ""


def _whose(permission: Permission) -> str:
    return "own " if permission.own else "another " if permission.apart else ""


def _words(some: Iterable[str]) -> str:
    return ", ".join(sorted(some)) or "–"


if __name__ == "__main__":
    DOCUMENT.write_text(page(), encoding="utf-8")
