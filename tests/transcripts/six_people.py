r"""Six invented people, each of whom reviews the same six households in words of their own.

What somebody answers stands in `six/PERSON.txt`, by the question that is open, so that a form may ask in another order, or less:

== ho-moi                                   the household, by its kind (`HOUSEHOLDS`)
> hộ 248                                    said before a household is open
dien_tich: tầm 40 | 40                      what is typed when this question is asked; after a refusal the next wording is tried
dien_tich: 38                               … when it is asked a second time
bhyt: sửa diện tích                         what is typed there may be something else than an answer; the question comes again

Beside the names of the form's questions: `thong_bao` the notice, `danh_sach` the members, `nhu_cu` a block of last time's answers, `ly_do` why one leaves, `chac` "is it really so?",
`ket_qua` the result in the end, `hoi_them` what the conversation asks in between. `\n` breaks the line.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from chat import Capabilities
from handlers.interview.carried import carried_over
from handlers.talk.dialog import Dialog, dialog_from_json
from handlers.talk.wording import local
from storage.records import Result, with_person
from survey.interview.advance import current
from survey.interview.answers.recording import asked_spots
from survey.interview.asks.outline import Outline
from survey.interview.path.pending import Doubting, Removing
from survey.interview.path.screens import ScreenKind
from survey.interview.session.session import Session
from survey.read import fold
from tests.support.conversation import TEXT_ONLY, shared_services
from tests.support.kept import Kept, kept
from tests.support.refusals import Heard
from tests.transcripts.replay import Replay, bot_messages

FOLDER = Path(__file__).parent / "six"
PARTLY = "roster.leftovers"
"""Said where the rest was taken: nobody types that again."""
ASIDE, YES = "hoi_them", "có"
MEANT = "turn.meant"
"""Asks back what is meant, and is answered with yes."""
MOST = 70
"""No household takes more messages than this."""


@dataclass(frozen=True)
class Household:
    """A household of a kind: its number, who reviews it, and what must be typed at most (bot's messages)."""

    number: int
    collaborator: str
    most: int
    before: tuple[str, ...] = ()


HOUSEHOLDS: Mapping[str, Household] = {
    "ho-ngheo": Household(12, "ra-soat-1", 24),
    "ho-can-ngheo": Household(14, "ra-soat-1", 24),
    "ho-khong-ngheo": Household(80, "ra-soat-3", 24),
    "ho-chua-du-thong-tin": Household(81, "ra-soat-7", 24),
    "ho-moi-nam-nguoi": Household(248, "ra-soat-1", 28, ("! new 248 ra-soat-1 Đinh Văn Nghĩa",)),
    "ho-khong-doi": Household(11, "ra-soat-1", 12, ("! last-year 11 khong-doi",)),
}
AS_SHOWN = "theo-mau"
"""What all people fall back to: the answer as the screen's example has it."""
HABITS: Mapping[str, str] = {
    "can-than": "Người cẩn thận: đủ dấu, đủ phẩy, gõ bằng chữ như mẫu.",
    "ngan-gon": "Người gõ ngắn: số, chữ tắt.",
    "khong-dau": "Người gõ không dấu.",
    "gop-tin": "Người gộp nhiều điều vào một tin.",
    "noi-chuyen": "Người nói chuyện với bot bằng câu.",
    "hay-nham": "Người hay gõ nhầm rồi sửa.",
}
PEOPLE = tuple(HABITS)


@dataclass
class Words:
    """What one person says in one household."""

    first: list[str] = field(default_factory=list)
    answers: dict[str, list[list[str]]] = field(default_factory=lambda: defaultdict(list))


def words_of(person: str) -> dict[str, Words]:
    """By household. Raises AssertionError for a line that is none."""
    found: dict[str, Words] = {}
    words = Words()
    for line in (FOLDER / f"{person}.txt").read_text("utf-8").splitlines():
        if line.startswith("== "):
            words = found[line[3:]] = Words()
        elif line.startswith("> "):
            words.first.append(line[2:])
        elif line and not line.startswith("#"):
            question, colon, said = line.partition(": ")
            assert colon, f"not a line of a person's words: {line}"
            words.answers[question].append(said.split(" | "))
    return found


@dataclass
class Visit:
    """What came of one person's review of one household."""

    transcript: str
    typed: int
    """The person's messages."""
    refused: list[tuple[str, str]]
    """What was typed and not taken, and the name of the sentence that says so."""
    kept: Kept
    unsaid: list[str]
    """Words of questions that were not asked, or understood at once."""

    @property
    def said(self) -> list[str]:
        return bot_messages(self.transcript)


def visit(person: str, kind: str, url: str, able: Capabilities | None = None) -> Visit:
    """One review from the first word to the submission, by words on a phone that carries photos, or on one that is able to do this.

    Raises AssertionError where the person does not know what to say.
    """
    replay = Replay(url, able=able or TEXT_ONLY)
    conversation = Conversation(replay, HOUSEHOLDS[kind], words_of(person)[kind], words_of(AS_SHOWN)[kind])
    if able is not None:
        replay.office.services.channels["web"] = able
    try:
        return conversation.run(person)
    finally:
        conversation.replay.close()


@dataclass
class Conversation:
    """Somebody who answers what is asked, and tries other words after a refusal."""

    replay: Replay
    household: Household
    words: Words
    shown: Words
    refused: list[tuple[str, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    typed: int = 0
    open: list[str] = field(default_factory=list)
    """Other wordings of what was just refused."""

    def __post_init__(self) -> None:
        office = self.replay.office
        self.heard = Heard(office.services.texts)
        outlines = shared_services().outlines
        office.services = replace(office.services, texts=self.heard, channels={}, outlines=outlines)

    def run(self, person: str) -> Visit:
        lines = list(self._play(person))
        unsaid = [f"{name}: {said[0]}" for name, left in self.words.answers.items() for said in left]
        end = kept(self.replay.office.database, self.household.number)
        return Visit("\n".join(lines) + "\n", self.typed, self.refused, end, unsaid)

    def _play(self, person: str) -> Iterator[str]:
        yield f"# {HABITS[person]} Viết lại từ six/{person}.txt; sửa ở đó."
        for line in (*self.household.before, f"@{self.household.collaborator}"):
            yield from self._line(line)
        yield from self._opening()
        asked = ""
        while question := self._question():
            assert self.typed < MOST, f"no end: {question}, {self.said[-2:]}"
            self.open = self.open if question == asked else []
            yield from self._say(self._reply(question))
            asked = question

    def _opening(self) -> Iterator[str]:
        """What is said until the household is open, in the end by its number."""
        *looking, last = self.words.first
        left = [*(one.split(" | ")[0] for one in looking), *last.split(" | "), f"rà soát {self.household.number}"]
        while left and not self._question():
            yield from self._say(left.pop(0))
            left = [*self.open, *left]

    def _reply(self, question: str) -> str:
        if not self.open:
            left = self.words.answers.get(question, [])
            self.open = left.pop(0) if left else [self._as_shown(question)]
            self.open += [self._as_shown(question)] if question in self.shown.answers else []
        return self.open.pop(0)

    def _as_shown(self, question: str) -> str:
        """What anybody types in the end."""
        if question == ASIDE:
            return YES
        left = self.shown.answers.get(question)
        assert left, f"nothing to say to {question}; refused so far: {self.refused[-3:]}"
        return left[0][0]

    def _say(self, text: str) -> list[str]:
        self.heard.forget()
        self.typed += 1
        self.said.append(text)
        lines = self._line(f"> {text}")
        # The author of a form may have words of their own for what is not taken: they have no name.
        refused = self.heard.refused() or [said for said in self._authors() if said in "\n".join(lines[1:])]
        self.refused += [(text, refused[0])] if refused else []
        self.open = self.open if refused and PARTLY not in refused else []
        self.open = [YES, *self.open] if MEANT in refused else self.open
        return lines

    def _line(self, line: str) -> list[str]:
        return self.replay.play(line).splitlines()

    def _authors(self) -> list[str]:
        found = (outline for outline in self.replay.office.services.outlines.values())
        return [text for outline in found for text in _constraint_messages(outline)]

    # --- what is open ---------------------------------------------------------------------------------------------------------------

    def _question(self) -> str:
        """The name of what is asked now, "" once nothing is."""
        office = self.replay.office
        with office.database.look() as work:
            person = work.people.by_key(self.household.collaborator)
            assert person is not None
            stored = work.conversations.load(with_person(person.id))
            dialog = dialog_from_json(stored.dialog if stored else "")
            if dialog.interview is None:
                return ""
            if dialog.small is not None:
                return ASIDE
            loaded = work.interviews.load(dialog.interview)
            if loaded.consent is None:
                return "thong_bao"
            outline = office.services.outline(work, loaded.interview.form_version_id, loaded.interview.ruleset)
            assignment = work.assignments.get(loaded.interview.assignment_id or 0)
            assert assignment is not None
            carried = carried_over(work, outline, loaded, assignment)
        record = replace(loaded.record, answers={**loaded.record.answers, **carried})
        session = Session(outline, record, now=local(office.now), seed=dialog.interview)
        try:
            return _name(session, dialog)
        finally:
            session.close()


def written(end: Kept) -> str:
    """What is stored in the end, a line each; names without marks, for one of the six types none.

    The month that stands in a known day of birth is left out: only a member's line records it too.
    """
    found = [("state", end.state), ("members", str(end.members)), ("class", _class(end))]
    dated = {place for (name, place), value in end.answers.items() if name == "ngay_sinh" and value}
    told = ((*key, value) for key, value in end.answers.items() if key[0] != "thang_sinh" or key[1] not in dated)
    answers = sorted((name, place + 1, value) for name, place, value in told)
    found += [(f"{name}.{place}" if place else name, fold(v) if name == "ho_ten" else v) for name, place, v in answers]
    return "".join(f"{name} = {value}".rstrip() + "\n" for name, value in found)


def _class(end: Kept) -> str:
    result = end.result
    assert isinstance(result, Result)
    score = f"A {result.score_a}, B {result.score_b_min}-{result.score_b_max}"
    return f"{result.category.value if result.category else 'unclear'} ({score}): {', '.join(result.deprived)}"


def _name(session: Session, dialog: Dialog) -> str:
    if isinstance(dialog.pending, Removing):
        return "ly_do"
    if isinstance(dialog.pending, Doubting):
        return "chac"
    screen = current(session, dialog.position)
    if screen.kind is ScreenKind.REVIEW:
        return "ket_qua"
    if screen.kind is ScreenKind.ROSTER:
        return "danh_sach"
    if screen.kind is ScreenKind.BLOCK:
        return "nhu_cu"
    return asked_spots(session, screen)[0].question.name


def _constraint_messages(outline: Outline) -> list[str]:
    said = (question.control.bind.constraint_message for question in outline.questions)
    return [one.template.literals[0] for one in said if one is not None and one.template is not None]
