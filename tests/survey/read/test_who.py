"""Whom a reply means: a table of what people type, and what can never come out of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.read import Member, Refused, Value, Who, fold, read_who

HOUSE = (
    Member("1", "Phạm Văn Dắt", "chủ hộ"),
    Member("2", "Phạm Thị Rế", "vợ"),
    Member("3", "Phạm Văn Lót", "con"),
    Member("4", "Phạm Thị Lem", "con"),
    Member("5", "Phạm Thị Nía", "mẹ"),
)
EVERYBODY = tuple(member.number for member in HOUSE)


def rows() -> Iterator[tuple[tuple[str, ...], str, str]]:
    """(question, picked answer, other answer), phrase, what it means."""
    question: tuple[str, ...] = ()
    for line in Path(__file__).with_name("who.txt").read_text("utf-8").splitlines():
        if line.startswith("== "):
            question = tuple(part.strip() for part in line[3:].split("|"))
        elif line and not line.startswith("#"):
            phrase, _, meaning = line.partition(" -> ")
            yield question, phrase.replace("\\n", "\n"), meaning


TABLE = list(rows())


def read(question: tuple[str, ...], phrase: str) -> str:
    found = read_who(phrase, HOUSE, lacking=fold(question[1]).startswith("chua"), said=question)
    if isinstance(found, Refused):
        return f"! {found.code}"
    named, unknown = found.value.named, found.value.unknown
    if unknown:
        return " ".join([*named, "?", *unknown])
    return {EVERYBODY: "all", (): "nobody"}.get(named, " ".join(named))


def test_the_table_is_large_enough_and_has_no_phrase_twice() -> None:
    assert len(TABLE) >= 150
    assert len({(question, phrase) for question, phrase, _ in TABLE}) == len(TABLE)


@pytest.mark.parametrize(("question", "phrase", "meaning"), TABLE, ids=[phrase for _, phrase, _ in TABLE])
def test_whom_a_reply_means(question: tuple[str, ...], phrase: str, meaning: str) -> None:
    assert read(question, phrase) == meaning


def test_two_of_the_same_name_are_asked_apart() -> None:
    house = (*HOUSE, Member("6", "Đinh Thị Lem", "cháu"))
    found = read_who("Lem", house)
    assert isinstance(found, Refused)
    assert (found.code, found.params["members"]) == ("who.several_called", "4. Phạm Thị Lem, 6. Đinh Thị Lem")
    assert read_who("Phạm Thị Lem", house) == Value(Who(("4",)))


def test_names_that_are_words_of_kinship_or_numbers_are_names() -> None:
    house = (Member("1", "Hồ Thị Ba", "chủ hộ"), Member("2", "Hồ Văn Cháu", "con"), Member("3", "Hồ Thị Năm", "con"))
    assert read_who("Ba", house) == Value(Who(("1",)))
    assert read_who("chị Ba", house) == Value(Who(("1",)))
    assert read_who("Cháu", house) == Value(Who(("2",)))
    assert read_who("Năm", house) == Value(Who(("3",)))


@pytest.mark.parametrize("phrase", ["1 ²", "²", "1, ²", "①"])
def test_figures_that_are_no_numbers_name_nobody(phrase: str) -> None:
    assert isinstance(read_who(phrase, HOUSE, said=("Ai chưa có thẻ?", "chưa có thẻ")), Refused)


def test_marks_that_are_typed_must_be_right() -> None:
    house = (Member("1", "Đinh Văn Tơ"), Member("2", "Đinh Văn Tô"))
    assert read_who("Tơ", house) == Value(Who(("1",)))
    found = read_who("to", house)
    assert isinstance(found, Refused)
    assert found.code == "who.several_called"


numbers = st.lists(st.sampled_from(EVERYBODY), min_size=1, max_size=4, unique=True)
separators = st.sampled_from([",", ", ", " ", " và ", " với ", "/", ";", "\n", " voi "])


@given(numbers, separators, st.booleans(), st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_list_of_people_is_these_people(wanted: list[str], separator: str, by_name: bool, plain: bool) -> None:
    """By number or by name, with or without marks, in any order: never anybody else, never fewer."""
    if by_name and separator == " ":
        separator = ", "
    names = {member.number: member.name.split()[-1] for member in HOUSE}
    text = separator.join(names[number] if by_name else number for number in wanted)
    found = read_who(fold(text) if plain else text, HOUSE)
    assert found == Value(Who(tuple(sorted(wanted))))
