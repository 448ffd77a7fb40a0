"""What is stored of a commune, and where a person stands in the conversation, as facts to compare."""

from collections.abc import Iterator

from chat import Address, Incoming, Kind
from handlers.interview.open_interview import OpenInterview, open_now
from handlers.talk.context import Context
from handlers.talk.dialog import Dialog, dialog_from_json
from handlers.talk.pending import small_text
from handlers.talk.wording import local
from storage.records import About, Assignment, Person, ReminderKind, Visit, with_person
from storage.work import Work
from survey.interview.advance import current
from survey.interview.answers.recording import asked_spots
from survey.interview.path.pending import pending_text
from survey.state import path_text
from tests.stored.support.kept import Facts, Kept

OF_TASKS = (ReminderKind.TASK, ReminderKind.POSTPONED)
MOST = 80
"""Interviews and forms: fewer than that."""


def stands(kept: Kept, person_key: str) -> Facts:
    """The dialogue with its open screen; what is empty is left out."""
    with kept.database.look() as work:
        person = work.people.by_key(person_key)
        if person is None:
            return {}
        dialog = dialog_of(work, person)
        found = _small(dialog) | _open(kept, work, person, dialog)
    return {name: value for name, value in found.items() if value not in (None, "", [], False)}


def dialog_of(work: Work, person: Person) -> Dialog:
    stored = work.conversations.load(with_person(person.id))
    return dialog_from_json(stored.dialog) if stored else Dialog()


def _small(dialog: Dialog) -> Facts:
    return {
        "pending": [part for part in _asked_first(dialog) if part],
        "focus": dialog.focus,
        "draft": list(dialog.draft),
        "found": list(dialog.found),
        "trial": dialog.trial,
        "upload": dialog.upload,
        "language": dialog.language,
    }


def _asked_first(dialog: Dialog) -> tuple[str, str]:
    """What stands before the interview's own question, as version 0.1 wrote it down."""
    if dialog.small is not None:
        return small_text(dialog.small)
    return pending_text(dialog.pending) if dialog.pending is not None else ("", "")


def _open(kept: Kept, work: Work, person: Person, dialog: Dialog) -> Facts:
    address = next((one.address for one in work.people.accounts(person.id)), Address("web", "demo", "", ""))
    ctx = Context(
        work.seen_by(person.id), kept.services, Incoming(address, "look", Kind.TEXT, kept.now), person, dialog, kept.now
    )
    opened = open_now(ctx)
    try:
        return {} if opened is None else {"interview": opened.id} | _screen(opened)
    finally:
        for session in ctx.sessions:
            session.close()


def _screen(opened: OpenInterview) -> Facts:
    if opened.awaits_consent:
        return {"screen": "consent"}
    screen = current(opened.session, opened.position)
    return {"screen": screen.id, "open": [spot.id for spot in asked_spots(opened.session, screen)]}


def answers(kept: Kept, interview: int | None) -> dict[str, str]:
    """Of one interview: members under their path, answers under path and name."""
    if interview is None:
        return {}
    with kept.database.look() as work:
        record = work.interviews.load(interview).record
    values = {path_text(item.path): "member" for item in record.items}
    for key, one in record.answers.items():
        values["/".join(filter(None, [path_text(key.items), key.name]))] = "(skipped)" if one.skipped else one.value
    return values


def commune(kept: Kept, person_key: str = "") -> dict[str, str]:
    """Everything but dialogues and answers, one line each. Visits and reminders: of this person's households and tasks only, where one is named."""
    with kept.database.look() as work:
        held = work.rounds.current(local(kept.now).date())[0]
        person = work.people.by_key(person_key) if person_key else None
        assert held is not None
        households = work.assignments.of_round(held.id)
        own = [one for one in households if person is None or one.person_id == person.id]
        return dict(
            [
                *_interviews(work),
                *_households(households),
                *_visits(work, own),
                *_people(work),
                *_lists(work),
                *_reminders(work, own),
            ]
        )


def _text(*parts: object) -> str:
    return " ".join(str(part) for part in parts if part not in (None, ""))


def _interviews(work: Work) -> Iterator[tuple[str, str]]:
    for number in range(1, MOST):
        interview = work.interviews.get(number)
        if interview is not None:
            category = interview.result.category if interview.result else None
            yield f"interview {number}", _text(interview.state, "trial" if interview.trial else "", category)
        form = work.forms.get(number) if number < MOST / 4 else None
        if form is not None:
            yield (
                f"form {number}",
                _text(form.key, form.version, form.purpose, "published" if form.published_at else ""),
            )


def _households(all_of_them: tuple[Assignment, ...]) -> Iterator[tuple[str, str]]:
    for one in all_of_them:
        yield f"household {one.household.number}", _text(one.state, one.outcome, one.appointment_on)


def _visits(work: Work, own: list[Assignment]) -> Iterator[tuple[str, str]]:
    for one in own:
        for place, visit in enumerate(work.visits.of(one.id), 1):
            yield f"visit {place} of {one.household.number}", _visit(visit)


def _visit(visit: Visit) -> str:
    return _text(visit.outcome, f"«{visit.reason}»", visit.appointment_on)


def _people(work: Work) -> Iterator[tuple[str, str]]:
    everybody = work.people.all()
    for account in (one for person in everybody for one in work.people.accounts(person.id, only_active=False)):
        yield f"account {account.address.channel}/{account.address.user_id}", "active" if account.active else "inactive"
    keys = {person.id: person.key for person in everybody}
    for person_id, tasks in work.tasks.of_people(everybody).items():
        for one in tasks:
            yield f"task {one.task.key} of {keys[person_id]}", _text(one.state, one.until)


def _lists(work: Work) -> Iterator[tuple[str, str]]:
    for call in work.calls.open(100):
        yield f"call {call.id}", call.reason
    for request in work.data_requests.open(100):
        yield f"data request {request.id}", _text(request.channel, request.answer_by)
    yield "parked", str(work.inbox.parked())
    yield "undelivered", str(work.undelivered.count())


def _reminders(work: Work, own: list[Assignment]) -> Iterator[tuple[str, str]]:
    keys = {person.id: person.key for person in work.people.all()}
    subjects = [(kind, task.id) for task in work.tasks.all() for kind in OF_TASKS]
    subjects += [(kind, one.id) for one in own for kind in ReminderKind if kind not in OF_TASKS]
    for reminder in (one for kind, number in subjects for one in work.reminders.of(kind, number)):
        yield f"reminder {_about(reminder.about, keys[reminder.person_id])} {reminder.stage}", reminder.state


def _about(about: About, person: str) -> str:
    """In the words of version 0.1."""
    subject = "task" if about.kind in OF_TASKS else "assignment"
    day = (about.left_at or about.day).isoformat()
    occasion = day if about.kind is ReminderKind.TASK else f"{about.kind}:{day}"
    return f"{subject}:{about.id} {person} {occasion}"


def difference(before: dict[str, str], after: dict[str, str]) -> dict[str, list[str | None]]:
    names = sorted({*before, *after})
    return {one: [before.get(one), after.get(one)] for one in names if before.get(one) != after.get(one)}
