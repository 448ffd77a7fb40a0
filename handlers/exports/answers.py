"""All answers of a round, or of a form that belongs to no household, with the forms that they were given to."""

from collections.abc import Collection, Iterable
from datetime import datetime

from handlers.exports.households import list_of, round_of
from handlers.exports.wanted import NothingToExportError, Wanted
from handlers.talk.services import Services
from handlers.talk.texts import Texts
from handlers.talk.wording import VIETNAM
from storage.records import FormVersion, Interview
from storage.work import Work
from survey.exports.code_book import BOOK_COLUMNS, BookWords
from survey.exports.interviews import Answers, SentForm, SentInterview
from survey.exports.tables import Column, Kind, Table, Value
from survey.written import moment_text

HOUSEHOLD_HEADS = ("number", "unit", "head", "state", "result", "score_a", "score_b_min", "score_b_max", "deprived")
FORM_HEADS = ("form_version", "person", "submitted")
_NUMBERS = frozenset({"number", "score_a", "score_b_min", "score_b_max"})


def round_answers(
    work: Work, services: Services, wanted: Wanted, units: Collection[str] | None, now: datetime
) -> tuple[Table, Answers, int]:
    """The households of the round, their interviews, and how many households there are. Raises NothingToExportError."""
    held = round_of(work, wanted, now)
    if held is None:
        raise NothingToExportError("export.no.in_round")
    households, count = list_of(work, services, wanted, units, now)
    every = work.filled.of_round(held.id)
    where = {one.id: one.household for one in work.assignments.of_round(held.id)}
    versions = _Versions(work, services, held.form_key)
    sent = []
    for one in every:
        household = where[one.assignment_id or 0]
        if units is None or {household.unit, held.unit} & set(units):
            about = (household.number, household.unit_name, household.head_name, *_result(one, services.texts))
            sent.append(versions.interview(one, (*about, *versions.handed_in(one))))
    return households, Answers(versions.forms, _heads(services.texts, HOUSEHOLD_HEADS + FORM_HEADS), tuple(sent)), count


def form_answers(work: Work, services: Services, key: str) -> tuple[Answers, int]:
    """What was handed in of a form. Raises NothingToExportError where there is no such form."""
    versions = _Versions(work, services, key)
    sent = [versions.interview(one, versions.handed_in(one)) for one in work.filled.of_form(key)]
    return Answers(versions.forms, _heads(services.texts, FORM_HEADS), tuple(sent)), len(sent)


class _Versions:
    """The versions of the forms that interviews were given to, each once; the newest of `key` is always among them."""

    def __init__(self, work: Work, services: Services, key: str) -> None:
        latest = work.forms.latest(key)
        if latest is None:
            raise NothingToExportError("export.no.form", name=key)
        self._work, self._services = work, services
        self._people = {one.id: one.name for one in work.people.all()}
        self._known: dict[int, tuple[int, FormVersion]] = {}
        self._sent: list[SentForm] = []
        self._take(latest, services.rulesets[-1].id if services.rulesets else "")

    @property
    def forms(self) -> tuple[SentForm, ...]:
        return tuple(self._sent)

    def handed_in(self, one: Interview) -> tuple[Value, ...]:
        """In which version, by whom, and when."""
        at = moment_text(one.submitted_at.astimezone(VIETNAM)) if one.submitted_at else None
        return (self._place(one)[1].version, self._people.get(one.opened_by), at)

    def _place(self, one: Interview) -> tuple[int, FormVersion]:
        if one.form_version_id not in self._known:
            version = self._work.forms.get(one.form_version_id)
            assert version is not None
            self._take(version, one.ruleset)
        return self._known[one.form_version_id]

    def _take(self, version: FormVersion, ruleset: str) -> None:
        self._known[version.id] = len(self._sent), version
        files = self._services.instances(ruleset)
        self._sent.append(SentForm(version.key, version.version, version.title, version.xform, files))

    def interview(self, one: Interview, about: tuple[Value, ...]) -> SentInterview:
        place, _ = self._place(one)
        at = (one.submitted_at or one.updated_at).astimezone(VIETNAM)
        record, name = self._work.filled.record(one.id), self._work.filled.instance_id(one.id)
        return SentInterview(place, about, record, at, one.id, name)


def _result(one: Interview, texts: Texts) -> tuple[Value, ...]:
    state, found = texts(f"state.{one.state.value}"), one.result
    if found is None:
        return (state, None, None, None, None, None)
    category = texts(f"category.{found.category.value if found.category else 'unclear'}")
    return (state, category, found.score_a, found.score_b_min, found.score_b_max, " ".join(found.deprived))


def _heads(texts: Texts, names: Iterable[str]) -> tuple[Column, ...]:
    return tuple(
        Column(texts(f"export.head.{name}"), Kind.NUMBER if name in _NUMBERS else Kind.TEXT, name == "deprived")
        for name in names
    )


def book_words(texts: Texts) -> BookWords:
    """Names of the code book's tables and columns."""
    columns = {name: texts(f"export.book.{name}") for name in BOOK_COLUMNS}
    return BookWords(texts("export.book.questions"), texts("export.book.choices"), columns)
