"""What was answered last time: confirmed in blocks, corrected by number, never an answer by itself; the same with and without a pause."""

from collections.abc import Mapping

import pytest

from survey.interview.advance import advance, current
from survey.interview.answers.recording import asked_spots
from survey.interview.answers.said.steering import word_in
from survey.interview.asks.outline import Outline, outline
from survey.interview.path.events import Confirmed, Event, Recorded, Refusal, Tapped, Typed
from survey.interview.path.pending import Confirming, pending_of, pending_text
from survey.interview.path.picks import PickWord
from survey.interview.path.position import HERE, Position
from survey.interview.path.screens import ScreenKind, unconfirmed
from survey.interview.session.changes import AnswerChanged
from survey.interview.session.session import Session
from survey.state import AnswerKey, Item, ItemPath, Record, Stored
from survey.xform import load_form
from tests.survey.interview.conftest import NOW, TODAY

MEMBERS: tuple[ItemPath, ...] = ((("nguoi", "1"),), (("nguoi", "2"),))
NAMES = {AnswerKey(MEMBERS[0], "ten"): Stored("Đinh Văn A"), AnswerKey(MEMBERS[1], "ten"): Stored("Đinh Thị Bê")}
SEX = {AnswerKey(MEMBERS[0], "gioi"): Stored("nam"), AnswerKey(MEMBERS[1], "gioi"): Stored("nu")}


def last_time(**household: str) -> dict[AnswerKey, Stored]:
    """Both have a card and are 40; then what is said of the household."""
    of_members = {
        AnswerKey(item, name): "co" if name == "the" else "40" for item in MEMBERS for name in ("the", "tuoi")
    }
    told = of_members | {AnswerKey((), name): value for name, value in household.items()}
    return {key: Stored(value, skipped=not value, carried=True) for key, value in told.items()}


HOUSE = {"tuong": "co", "mai": "co", "phong": "3", "mon": "tivi", "loi": ""}


class Again:
    """An interview that is put away and taken up again between any two messages, if so wanted."""

    def __init__(self, form: Outline, carried: Mapping[AnswerKey, Stored], *, reloads: bool) -> None:
        self.form, self.carried, self.reloads = form, carried, reloads
        items = tuple(Item(path, order) for order, path in enumerate(MEMBERS, 1))
        self.answers: dict[AnswerKey, Stored] = {**NAMES, **SEX}
        self.items = {item.path: item for item in items}
        self.position: Position = HERE
        self.changed: list[AnswerChanged] = []
        self.session = self._opened()
        self._show()

    def _opened(self) -> Session:
        waiting = {
            key: one for key, one in self.carried.items() if key not in self.answers and key.items in {(), *self.items}
        }
        return Session(self.form, Record({**self.answers, **waiting}, tuple(self.items.values())), now=NOW)

    def _show(self, most: int = 99) -> None:
        """The block as far as it is shown."""
        screen = current(self.session, self.position)
        if screen.kind is ScreenKind.BLOCK:
            self.position = Position(pending=Confirming(tuple(spot.id for spot in screen.spots[:most])))

    def say(self, *texts: str, shows: int = 99) -> tuple[Event, ...]:
        """The events of the last of these."""
        events: tuple[Event, ...] = ()
        for text in texts:
            if self.reloads:
                pending = pending_of(*pending_text(self.position.pending)) if self.position.pending else None
                self.position = Position(self.position.focus, pending, self.position.draft)
                self.session.close()
                self.session = self._opened()
            word = word_in(text, text_question_open=False)
            facts = advance(self.session, self.position, word or Typed(text), TODAY)
            self._stored()
            self.position, events = facts.position, facts.events
            self._show(shows)
        return events

    def _stored(self) -> None:
        for change in self.session.drain():
            if isinstance(change, AnswerChanged):
                self.answers[change.key] = change.stored
                self.changed.append(change)
            elif change.path in self.items:
                del self.items[change.path]

    @property
    def open(self) -> str:
        """The kind of the open screen, and its questions."""
        screen = current(self.session, self.position)
        return f"{screen.kind}: {' '.join(dict.fromkeys(spot.question.name for spot in screen.spots))}".strip(": ")

    def confirmed(self) -> dict[str, str]:
        """Answers of this interview, by question (and member)."""
        told = self.session.confirmed_record().answers.items()
        return {".".join([key.name, *(item for _, item in key.items)]): one.value for key, one in told}


@pytest.fixture(params=[False, True], ids=["at once", "put away between any two messages"])
def again(form_bytes: bytes, request: pytest.FixtureRequest) -> Again:
    return Again(outline(load_form(form_bytes, {})), last_time(**HOUSE), reloads=request.param)


def test_the_list_comes_first_then_all_of_last_time_in_one_block_and_nothing_is_asked_again(again: Again) -> None:
    assert again.open == "roster"
    again.say("đủ")
    assert again.open == "block: the tuoi tuong mai phong mon loi"
    assert isinstance(again.say("đúng")[0], Confirmed)
    assert again.open == "review"
    assert again.confirmed()["phong"] == "3"


def test_until_it_is_confirmed_nothing_of_last_time_is_an_answer(again: Again) -> None:
    again.say("đủ")
    assert {name.partition(".")[0] for name in again.confirmed()} == {"ten", "gioi", "nguoi"}
    assert len(unconfirmed(again.session)) == 9


@pytest.mark.parametrize(
    "yes", ["đúng", "dung", "Đúng rồi em ạ", "vẫn như cũ", "không thay đổi gì", "ok", "đủ", "y như năm ngoái"]
)
def test_that_it_is_still_so_is_said_in_many_ways(again: Again, yes: str) -> None:
    again.say("đủ", yes)
    assert again.open == "review"


@pytest.mark.parametrize("other", ["không", "sai rồi", "bỏ qua", "trời mưa", "có hai con bò", "?", "đúng không em?"])
def test_anything_else_confirms_nothing(again: Again, other: str) -> None:
    again.say("đủ")
    before = again.confirmed()
    assert isinstance(again.say(other)[0], Refusal)
    assert again.confirmed() == before


def test_a_question_is_opened_by_its_number_and_the_rest_comes_back(again: Again) -> None:
    again.say("đủ", "sửa 6")
    assert again.open == "page: phong"
    again.say("4")
    assert again.open == "block: the tuoi tuong mai mon loi"
    assert again.confirmed()["phong"] == "4"


@pytest.mark.parametrize("mended", ["sửa 6: 4", "6: 4", "câu 6: 4", "sửa số phòng: 4", "6 4"])
def test_a_correction_in_one_message_leaves_the_rest_to_be_confirmed(again: Again, mended: str) -> None:
    again.say("đủ", mended)
    assert again.open == "block: the tuoi tuong mai mon loi"
    assert again.confirmed()["phong"] == "4"
    assert "mon" not in again.confirmed()


@pytest.mark.parametrize("wrong", ["6", "6 sai", "sai 6", "câu 6 không đúng"])
def test_the_number_of_what_is_wrong_opens_it(again: Again, wrong: str) -> None:
    again.say("đủ", wrong)
    assert again.open == "page: phong"


def test_a_correction_may_say_that_all_others_are_still_so(again: Again) -> None:
    events = again.say("đủ", "sửa 6: 4, còn lại đúng")
    assert [type(event) for event in events] == [Recorded, Confirmed]
    assert again.open == "review"
    assert again.confirmed()["phong"] == "4"


def test_a_correction_that_is_not_taken_confirms_nothing(again: Again) -> None:
    again.say("đủ", "sửa 6: nhiều, còn lại đúng")
    assert "mon" not in again.confirmed()


def test_only_what_was_shown_is_confirmed(again: Again) -> None:
    again.say("đủ", shows=2)
    again.say("đúng", shows=2)
    assert [name for name in again.confirmed() if name.startswith(("the", "tuoi"))] == ["the.1", "the.2"]
    again.say("đúng")
    assert again.open == "block: tuong mai phong mon loi"


def test_one_of_them_opened_is_kept_by_the_same_word(again: Again) -> None:
    again.say("đủ", "sửa 3", "đúng")
    assert again.open == "block: the tuong mai phong mon loi"
    assert again.confirmed()["tuoi.2"] == "40"


def test_what_a_correction_makes_needed_is_asked_and_what_it_makes_idle_leaves_the_block(form_bytes: bytes) -> None:
    form = outline(load_form(form_bytes, {}))
    with_motorbike = Again(form, last_time(**HOUSE | {"mon": "xe", "hieu": "Wave"}), reloads=True)
    with_motorbike.say("đủ")
    assert "hieu" in with_motorbike.open
    with_motorbike.say("sửa 7: tivi")
    assert "hieu" not in with_motorbike.open
    with_motorbike.say("đúng")
    assert (with_motorbike.open, with_motorbike.confirmed().get("hieu")) == ("review", None)
    without = Again(form, last_time(**HOUSE), reloads=True)
    without.say("đủ", "sửa 7: xe", "đúng")
    assert without.open == "page: hieu"


def test_of_whoever_leaves_the_list_nothing_is_confirmed(again: Again) -> None:
    again.say("xoá 2 đã mất", "đủ", "đúng")
    assert "the.2" not in again.confirmed()
    assert "the.1" in again.confirmed()


def test_what_the_form_no_longer_takes_is_asked(form_bytes: bytes) -> None:
    again = Again(
        outline(load_form(form_bytes, {})), last_time(**HOUSE | {"phong": "30", "mon": "may_bay"}), reloads=False
    )
    again.say("đủ", "đúng")
    assert again.open == "page: tuong mai phong"
    assert [spot.question.name for spot in asked_spots(again.session, current(again.session, HERE))] == ["phong"]
    again.say("3")
    assert again.open == "page: mon"


def test_going_back_opens_what_was_answered_before_the_block(again: Again) -> None:
    again.say("đủ", "quay lại")
    assert again.open == "page: gioi"
    again.say("nữ", "đúng", "quay lại")
    assert again.open == "page: loi"


def test_a_button_confirms_what_was_shown(again: Again) -> None:
    again.say("đủ")
    facts = advance(again.session, again.position, Tapped(None, PickWord.RIGHT), TODAY)
    assert isinstance(facts.events[0], Confirmed)


def test_the_history_knows_what_was_only_confirmed(again: Again) -> None:
    again.say("đủ", "sửa 6: 4", "đúng")
    told = {change.key.name: (change.before, change.stored.value) for change in again.changed if change.before}
    assert told["mon"] == (Stored("tivi", carried=True), "tivi")
    assert told["phong"] == (Stored("3", carried=True), "4")
    assert told["ten"] == (Stored("Đinh Thị Bê"), "Đinh Thị Bê"), "of the list: who they are was confirmed with it"
