"""The answer to a question asked once for all members: "2,5", "không ai"."""

from collections.abc import Sequence

from survey.read.choice import match_choices
from survey.read.outcome import Read, Refused, Value
from survey.read.spelling import same_words, words
from survey.read.statement import polite_core, sized

_NOBODY = ("không ai", "không có ai", "ko ai", "ko có ai", "k ai", "k có ai", "không có người nào", "không người nào")
_EVERYBODY = ("tất cả", "tất cả mọi người")
_BARE_NO = ("không", "không có", "ko", "k", "ko có", "k có", "0")


def read_people(text: str, people: Sequence[tuple[str, str]]) -> Read[tuple[str, ...]]:
    """The ids of the members who are named, in the order of the list, () for nobody. `people`: (id, name), numbered from 1."""
    short = sized(text)
    if isinstance(short, Refused):
        return short
    said = words(polite_core(short.value))
    if any(same_words(said, phrase.split()) for phrase in _NOBODY):
        return Value(())
    if any(same_words(said, phrase.split()) for phrase in _EVERYBODY):
        return Value(tuple(person for person, _ in people))
    if any(same_words(said, phrase.split()) for phrase in _BARE_NO):
        # "không" may also say that the statement is wrong: everybody has a card.
        return Refused("people.nobody")
    return match_choices(text, people)
