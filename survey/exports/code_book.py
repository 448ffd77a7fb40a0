"""What the columns of a file of answers mean: each question with its label and type, and each choice with its label."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from survey.exports.answer_tables import leaves
from survey.exports.interviews import SentForm
from survey.exports.tables import Column, Kind, Table, Value
from survey.interview.asks.outline import Question
from survey.interview.session.session import Session
from survey.state import ItemPath, Record
from survey.xform import Choice

MOST_CHOICES = 2000
"""Of one question: a longer list is a file that comes with the form."""


@dataclass(frozen=True, slots=True)
class BookWords:
    """Names of the two tables and of their columns, in words."""

    questions: str
    choices: str
    columns: dict[str, str]


QUESTION_COLUMNS = ("form", "version", "table", "number", "question", "label", "type", "required", "sensitive")
CHOICE_COLUMNS = ("form", "version", "question", "value", "label")
BOOK_COLUMNS = (*dict.fromkeys((*QUESTION_COLUMNS, *CHOICE_COLUMNS)),)


def code_book(forms: tuple[SentForm, ...], words: BookWords, now: datetime) -> list[Table]:
    """Questions, and choices, of every version."""
    questions, choices = list[tuple[Value, ...]](), list[tuple[Value, ...]]()
    for form in forms:
        session = Session(form.outline, Record({}, ()), now=now)
        places = _places(session)
        for question in form.outline.questions:
            repeat = question.repeat.name if question.repeat is not None else ""
            if (items := places.get(repeat)) is None:
                continue
            questions.append(_question(form, session, question, items, repeat))
            choices += _choices(form, session, question, items)
        session.close()
        questions += _others(form)
    return [
        Table(words.questions, _columns(QUESTION_COLUMNS, words), tuple(questions)),
        Table(words.choices, _columns(CHOICE_COLUMNS, words), tuple(choices)),
    ]


def _others(form: SentForm) -> Iterator[tuple[Value, ...]]:
    """Columns that nobody is asked for: what the form calculates or notes by itself."""
    asked = {question.control.definition for question in form.outline.questions}
    for definition, sensitive in leaves(form):
        if definition not in asked:
            repeat = definition.repeats[-1].key if definition.repeats else None
            mark = "x" if sensitive else None
            yield (form.key, form.version, repeat, None, definition.key, None, "calculate", None, mark)


def _columns(names: tuple[str, ...], words: BookWords) -> tuple[Column, ...]:
    return tuple(Column(words.columns[name], Kind.NUMBER if name == "number" else Kind.TEXT) for name in names)


def _places(session: Session) -> dict[str, ItemPath]:
    """Where the questions of each list can be looked at: an empty entry of it, "" = outside all of them."""
    found: dict[str, ItemPath] = {"": ()}
    for roster in session.outline.rosters:
        around = roster.repeat.definition.repeats[:-1]
        parent = found.get(around[-1].key if around else "")
        if parent is not None:
            there = session.instance.nodes(roster.repeat.ref)
            found[roster.repeat.name] = (
                session.instance.item_path(there[0]) if there else session.add(roster.repeat, parent)
            )
    return found


def _question(form: SentForm, session: Session, question: Question, items: ItemPath, repeat: str) -> tuple[Value, ...]:
    control = question.control
    label = session.label(control, session.node(items, question))
    kind = control.kind if control.is_select else control.type
    required = "x" if control.bind.required is not None else None
    sensitive = "x" if question.sensitive else None
    number = question.number or None
    return (form.key, form.version, repeat or None, number, control.definition.key, label, kind, required, sensitive)


def _choices(form: SentForm, session: Session, question: Question, items: ItemPath) -> Iterator[tuple[Value, ...]]:
    node = session.node(items, question)
    if not question.control.is_select or node is None:
        return
    found: tuple[Choice, ...] = session.instance.choices(question.control, node, session.language)
    for choice in found[:MOST_CHOICES]:
        yield (form.key, form.version, question.control.definition.key, choice.value, choice.label)
