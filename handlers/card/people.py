"""Who of a household is meant, and what a person types of one of them."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from handlers.talk.context import Context
from storage.records import Household, Member
from survey.read import Value, called_so, read_correction, read_phone
from survey.register.history.heads import HEAD

_PARTS = re.compile(r"\s*(?:[,;]|\s(?:và|va)\s)\s*", re.IGNORECASE)
_FACTS = ("name", "sex", "birth_year", "birth_date", "relation", "cccd")


class CannotError(Exception):
    """Why something of the register is not changed: the sentence."""


def head_of(household: Household, members: Sequence[Member]) -> Member | None:
    """Whoever is said to be it; else who is called as the household is."""
    said = next((one for one in members if one.relation == HEAD), None)
    return said or next((one for one in members if one.name == household.head_name), None)


def named(ctx: Context, household: Household, said: str) -> list[Member]:
    """Each by name or by number on the card. Raises CannotError where one is nobody, or several."""
    here = ctx.work.households.members(household.id)
    found = [_one(ctx, household, here, part) for part in _PARTS.split(said) if part.strip()]
    return list({one.id: one for one in found}.values())


def _one(ctx: Context, household: Household, here: Sequence[Member], said: str) -> Member:
    if said.strip().isdecimal():
        fitting = [here[int(said) - 1]] if 0 < int(said) <= len(here) else []
    else:
        fitting = [here[place] for place in called_so(said, [one.name for one in here])]
    if len(fitting) == 1:
        return fitting[0]
    numbered = ", ".join(f"{place}. {one.name}" for place, one in enumerate(here, start=1))
    key = "register.several" if fitting else "register.nobody"
    raise CannotError(ctx.texts(key, said=said[:40], number=household.number, people=numbered))


def facts_of(member: Member, said: str, today: date) -> dict[str, Any]:
    """What is told of them that is not so in the register, by the names of `Member`; {} where nothing is clear."""
    phone = read_phone(said)
    if isinstance(phone, Value):
        told: dict[str, Any] = {"phone": phone.value}
    else:
        draft = read_correction(said, today, sex_open=True)
        told = {name: getattr(draft, name) for name in _FACTS} if draft is not None else {}
    facts = {name: value for name, value in told.items() if value is not None and value != getattr(member, name)}
    # Another year makes the day of birth that was known wrong.
    if "birth_year" in facts and told.get("birth_date") is None and member.birth_date is not None:
        facts["birth_date"] = None
    return facts
