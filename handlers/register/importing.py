"""A list that somebody sent, held against the commune's groups and the review form's choices."""

from collections.abc import Mapping
from datetime import datetime

from handlers.talk.services import FORMS, Services
from handlers.talk.wording import VIETNAM
from storage.records import Purpose, Unit
from storage.work import Work
from survey.interview.answers.values import names_of
from survey.interview.asks.outline import Outline
from survey.interview.path.screens import Spot
from survey.interview.session.session import Session
from survey.register.found import Found
from survey.register.lexicon import words_of
from survey.register.reading import Commune, folded, read_list
from survey.state import Record

Answers = Mapping[str, Mapping[str, str | None]]
"""What somebody said to the questions of a list: by what was asked ("unit"), what each name stands for."""


def look(work: Work, services: Services, content: bytes, now: datetime, answers: Answers) -> Found:
    """What is in the list and what is wrong with it; nothing is changed. Names of groups that were asked once are not asked again."""
    today, commune = now.astimezone(VIETNAM).date(), commune_of(work, services, now)
    return read_list(content, commune, services.lexicon, today, known_answers(work, answers))


def known_answers(work: Work, answers: Answers) -> Answers:
    """With what was answered for earlier lists; what is said now comes before it."""
    here = commune_here(work)
    remembered = {} if here is None else work.lists.unit_names(here.code)
    said = {words_of(name): unit for name, unit in answers.get("unit", {}).items()}
    ours = {words_of(unit.name): unit.name for unit in groups_of(work, here)}
    # An answer that names no group of ours is none: the name is asked again.
    valid = {
        name: ours[words_of(unit)] if unit else None
        for name, unit in said.items()
        if not unit or words_of(unit) in ours
    }
    return {**answers, "unit": {**remembered, **valid}}


def commune_here(work: Work) -> Unit | None:
    """The one commune of whoever brings a list; None where there is none yet, or several and nobody could say of which it is."""
    communes = work.units.communes()
    return communes[0] if len(communes) == 1 else None


def groups_of(work: Work, commune: Unit | None) -> tuple[Unit, ...]:
    """The groups of one commune."""
    every = work.units.all() if commune is not None else ()
    return tuple(unit for unit in every if commune is not None and unit.parent == commune.code)


def commune_of(work: Work, services: Services, now: datetime) -> Commune:
    """The commune as its lists name it, with the relations and ethnicities that the newest review form knows."""
    here = commune_here(work)
    named = review_choices(work, services, now)
    return Commune(
        here.name if here is not None else "",
        tuple(unit.name for unit in groups_of(work, here)),
        folded(named.get("relation", {}).items()),
        folded(named.get("ethnicity", {}).items()),
    )


def review_choices(work: Work, services: Services, now: datetime) -> dict[str, Mapping[str, list[str]]]:
    """Of the newest review form, by what a member's question holds ("relation"): value -> all that people call it. Empty where no review form is published."""
    keys = [name.rpartition(".")[0] for name in sorted(services.files) if name.endswith(FORMS)]
    latest = [form for key in keys if (form := work.forms.latest(key)) and form.purpose is Purpose.REVIEW]
    if not latest or not services.rulesets:
        return {}
    version = latest[-1]
    return choices_of_members(services.outline(work, version.id, services.rulesets[-1].id), now)


def choices_of_members(outline: Outline, now: datetime) -> dict[str, Mapping[str, list[str]]]:
    """The lists of the roster's questions, read from a form in which one member stands."""
    roster = next((one for one in outline.rosters if one.listed and one.named), None)
    if roster is None:
        return {}
    session = Session(outline, Record({}, ()), now=now.astimezone(VIETNAM), seed=0)
    item = session.add(roster.repeat, ())
    found: dict[str, Mapping[str, list[str]]] = {}
    for question in outline.questions:
        if question.repeat is roster.repeat and question.hint_of("member") and question.control.kind == "select1":
            found[question.hint_of("member")] = names_of(session, Spot(question, item))
    session.close()
    return found
