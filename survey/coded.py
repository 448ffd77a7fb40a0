"""What the engine says to a person, without its words: a code that names the sentence in `content/texts`, and what fills it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coded:
    """`code` names the sentence; `params` are (name, value) pairs that fill it."""

    code: str
    params: tuple[tuple[str, "Words"], ...] = ()


@dataclass(frozen=True, slots=True)
class OneReply:
    """Several answers as they are typed in one reply: "1 2 40"; with commas where one of them holds a blank."""

    parts: tuple["Words", ...]


Words = str | Coded | OneReply
"""A piece of text: a person's or a form author's own words as they are, or something of ours, by code."""


def coded(code: str, **params: Words) -> Coded:
    """The sentence `code` and what fills it, for instance "roster.person" with the number "3"."""
    return Coded(code, tuple(params.items()))
