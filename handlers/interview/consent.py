"""The notice before the first question: read out to the household, then consent or acknowledgement, recorded with its text version."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

from chat import Outgoing
from handlers.interview import visits
from handlers.interview.open_interview import OpenInterview, missed_at
from handlers.talk import asked
from handlers.talk.asked import CONSENT
from handlers.talk.buttons import Word, button, buttons_to
from handlers.talk.context import Context, Response
from handlers.talk.wording import local
from storage.records import Assignment, Consent, Household
from survey.read import Control, ControlWord, fold, read_absence, read_consent, says_read
from survey.written import day_text

FULL = frozenset({"thong bao", "thong bao day du", "doc thong bao", "xem thong bao", "day du", "nghe day du"})
"""Folded words that ask for the notice in all its words."""


def ask(ctx: Context, opened: OpenInterview, *, full: bool = False) -> Outgoing:
    """Who the household is, then the notice with purpose, data, controller and rights, then the question without a default. `full`: the notice in all its words."""
    household = opened.household
    basis = ctx.services.settings.privacy_basis
    head = [ctx.texts("consent.household", number=household.number, name=household.head_name, unit=household.unit_name)]
    if household.last_category is not None:
        category = ctx.texts(f"category.{household.last_category.value}")
        scores = ctx.texts("consent.scores", a=household.last_score_a, b=household.last_score_b)
        known = household.last_score_a is not None and household.last_score_b is not None
        head.append(
            ctx.texts("consent.last_year", year=household.last_year, category=category, scores=scores if known else "")
        )
    words = ("read",) if basis == "legal_duty" else ("agree", "disagree")
    buttons = tuple(
        button(ctx.texts(f"button.{word}"), Word(opened.id, opened.version, CONSENT, str(n)), str(n))
        for n, word in enumerate(words, start=1)
    )
    words_of = "consent.full" if full else "consent.notice"
    lines = [" ".join(head), _notice(ctx, household, words_of)]
    if not full:
        lines.append(ctx.texts("consent.full_how"))
    return Outgoing("\n".join([*lines, ctx.texts(f"consent.ask_{basis}")]), (buttons,))


def _notice(ctx: Context, household: Household, key: str) -> str:
    commune = ctx.work.units.commune_of(household.unit)
    return ctx.texts(key, controller=commune.controller if commune is not None else "")


def text_version(ctx: Context, household: Household) -> str:
    """Which notice was read: a short fingerprint of its words, the short and the full ones."""
    words = _notice(ctx, household, "consent.notice") + _notice(ctx, household, "consent.full")
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def heard_before(ctx: Context, assignment: Assignment) -> Consent | None:
    """What this household said to the very same notice in an earlier attempt of the round, where it agreed: it is not read twice."""
    said = ctx.work.interviews.last_consent(assignment.id)
    same = said is not None and (said.basis, said.text_version) == (
        ctx.services.settings.privacy_basis,
        text_version(ctx, assignment.household),
    )
    return said if said is not None and same and said.given else None


def said_before(ctx: Context, said: Consent, household: Household) -> str:
    """The sentence that tells why the notice does not come again."""
    key = "consent.again" if said.basis == "consent" else "consent.again_legal_duty"
    return ctx.texts(key, number=household.number, name=household.head_name, day=day_text(local(said.at).date()))


def answered(ctx: Context, opened: OpenInterview, text: str, question: Callable[..., Response]) -> Response:
    """A clear yes opens the form, a clear no ends the interview properly; anything else is asked again."""
    basis = ctx.services.settings.privacy_basis
    assert opened.assignment is not None, "nobody is asked for consent to a form of one's own"
    if fold(text).strip(" .!?") in FULL:
        return Response((ask(ctx, opened, full=True),), ctx.dialog, asked.consent(opened.id))
    said = _said(text, basis)
    away = read_absence(text, ctx.today) if said is None else None
    if away is not None:
        return visits.absent(ctx, opened, away, text)
    if said is None and visits.leaves(text):
        return visits.begin(ctx, opened, ControlWord(Control.MOVED))
    if said is None or (basis == "legal_duty" and not said):
        return replace(ctx.say(f"consent.how_{basis}"), missed=missed_at(opened, None))
    consent = Consent(basis, said, ctx.person.id, ctx.now, text_version(ctx, opened.household))
    if not said:
        return _declined(ctx, opened, consent)
    ctx.work.interviews.give_consent(opened.id, consent)
    agreed = replace(opened, loaded=replace(opened.loaded, consent=consent))
    return question(ctx, agreed, agreed.position, [ctx.texts(f"consent.given_{basis}")])


def _said(text: str, basis: str) -> bool | None:
    """True, False or neither; "1" and "2" are the numbers of the choices. That the notice was read is no consent to it."""
    words = fold(text).strip(" .!")
    if words in {"1", "2"}:
        return words == "1"
    return True if basis == "legal_duty" and says_read(text) else read_consent(text)


def _declined(ctx: Context, opened: OpenInterview, consent: Consent) -> Response:
    ctx.work.interviews.decline(opened.id, consent, ctx.texts("consent.reason"))
    text = ctx.texts("consent.declined", number=opened.household.number)
    return ctx.close(text, buttons_to(ctx.texts, "list"))
