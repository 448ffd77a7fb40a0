"""A reminder comes below an open question: nothing that may be meant for it is written into the form, and its own words do what they say."""

from dataclasses import replace
from datetime import date

import pytest

from chat import Outgoing
from handlers.talk.notify import tell
from storage.records import Purpose, TaskState, telling
from survey.sheet import to_xform
from tests.handlers.support.plans import DUTY, with_tasks
from tests.handlers.support.ticks import OFFICIAL, official, pass_days
from tests.support.commune import answers
from tests.support.conversation import Office, Phone

OPEN, RECEIVED, DONE, POSTPONED = TaskState
EARLY = ("early", "Báo cáo giải ngân quý 4", date(2025, 12, 10))
SHEET = """| settings | | | |
| | version | form_title | |
| | 1 | Sổ đường | |
| survey | | | | | |
| | type | name | label | appearance | required |
| | {type} | a | {label} | {appearance} | |
| | text | b | Ghi chú thêm? | | |
| choices | | | |
| | list_name | name | label |
| | muc | tot | Tốt |
| | muc | kem | Kém |
| | muc | hong | Hỏng |
| | muc | moi | Mới |
| | co | co | Có |
| | co | khong | Không |
"""
INTEGER = ("integer", "Bao nhiêu mét?", "")
TEXT = ("text", "Tiến độ thế nào?", "")
YESNO = ("select_one co", "Có đèn không?", "")
MANY = ("select_multiple muc", "Những mức nào?", "minimal")


def ask(phone: Phone, text: str, quotes: str | None = None) -> str:
    phone.office.wait(seconds=5)
    phone.send(text, quotes=quotes)
    phone.office.work_off()
    return phone.read(phone.receive())


def publish(office: Office, question: tuple[str, str, str]) -> None:
    kind, label, appearance = question
    office.services = replace(office.services, outlines={})
    sheet = SHEET.format(type=kind, label=label, appearance=appearance)
    with office.database.work() as work:
        work.forms.publish(
            "duong", "1", "Sổ đường", to_xform("duong.md", sheet.encode(), "md"), office.now, Purpose.FREE
        )
        work.commit()


def state(office: Office, key: str = "early") -> TaskState:
    with office.database.look() as work:
        (one,) = [one for one in work.tasks.of_duty(DUTY, official(work).id) if one.task.key == key]
        return one.state


def given(office: Office, person: str = OFFICIAL) -> dict[str, str]:
    """What is written in the open form."""
    with office.database.look() as work:
        found = work.people.by_key(person)
        assert found is not None
        (own,) = [one for one in work.forms.own(found.id, (Purpose.FREE,)) if one.draft is not None]
        assert own.draft is not None
        return {
            key.name: one.value
            for key, one in work.interviews.load(own.draft).record.answers.items()
            if key.name in {"a", "b"}
        }


def reminded_at(office: Office, question: tuple[str, str, str], *, of_two: bool = False) -> Phone:
    """An official at a question of a form, below which the reminder of a task has come."""
    with_tasks(office, EARLY, *([("other", "Họp giao ban", date(2025, 12, 10))] if of_two else []))
    publish(office, question)
    me = Phone(office, OFFICIAL)
    assert question[1] in ask(me, "phiếu 1")
    pass_days(office, 24)
    assert "Báo cáo giải ngân quý 4" in me.read(me.receive())
    return me


QUESTIONS = [INTEGER, TEXT, YESNO, MANY]


@pytest.mark.parametrize("question", QUESTIONS, ids=[one[0] for one in QUESTIONS])
@pytest.mark.parametrize("number", ["1", "2", "1.", "số 1", "38"])
def test_a_number_below_a_reminder_is_asked_about(office: Office, question: tuple[str, str, str], number: str) -> None:
    me = reminded_at(office, question)
    said = ask(me, number)
    assert given(office) == {}
    assert state(office) is OPEN
    assert question[1] in said
    if number.strip("số .") == "1":
        assert "câu 1, hay là việc 1 của tin nhắc: Báo cáo giải ngân quý 4?" in said


def test_the_question_said_again_makes_a_number_its_answer(office: Office) -> None:
    me = reminded_at(office, INTEGER)
    ask(me, "1")
    ask(me, "1")
    assert given(office) == {"a": "1"}
    assert state(office) is OPEN


WORDS = [
    ("xong 1", DONE),
    ("Xong việc 1 rồi ạ", DONE),
    ("đã nhận 1", RECEIVED),
    ("hoãn 1 tới 8/12", POSTPONED),
    ("hoãn tới 8/12", POSTPONED),
]


@pytest.mark.parametrize(("words", "then"), WORDS)
@pytest.mark.parametrize("question", QUESTIONS, ids=[one[0] for one in QUESTIONS])
def test_a_task_s_words_below_a_reminder_are_the_task_s(
    office: Office, question: tuple[str, str, str], words: str, then: TaskState
) -> None:
    me = reminded_at(office, question)
    said = ask(me, words)
    assert (given(office), state(office)) == ({}, then)
    assert question[1] in said


@pytest.mark.parametrize(
    ("question", "words"),
    [(TEXT, "xong"), (TEXT, "đã xong"), (TEXT, "hoàn thành"), (TEXT, "hoãn"), (MANY, "xong"), (MANY, "xong rồi")],
)
def test_what_may_end_a_list_or_be_an_answer_is_asked_about(
    office: Office, question: tuple[str, str, str], words: str
) -> None:
    me = reminded_at(office, question)
    said = ask(me, words)
    assert (given(office), state(office)) == ({}, OPEN)
    assert f"gõ: {'hoãn' if words == 'hoãn' else 'xong'} 1" in said
    assert question[1] in said


def test_received_at_a_number_is_the_task(office: Office) -> None:
    me = reminded_at(office, INTEGER)
    ask(me, "đã nhận")
    assert (given(office), state(office)) == ({}, RECEIVED)


@pytest.mark.parametrize("words", ["ok", "ok em", "vâng", "dạ", "bỏ qua", "để sau", "biết rồi", "cảm ơn em"])
@pytest.mark.parametrize("question", [TEXT, YESNO], ids=["text", "yes or no"])
def test_what_people_say_to_a_reminder_is_no_answer(office: Office, question: tuple[str, str, str], words: str) -> None:
    me = reminded_at(office, question)
    assert question[1] in ask(me, words)
    assert (given(office), state(office)) == ({}, OPEN)


@pytest.mark.parametrize(
    ("question", "words", "then"),
    [
        (INTEGER, "38 m", None),
        (TEXT, "Đang đổ bê tông", "Đang đổ bê tông"),
        (YESNO, "có", "co"),
        (YESNO, "không", "khong"),
    ],
)
def test_what_only_the_question_can_mean_is_its_answer(
    office: Office, question: tuple[str, str, str], words: str, then: str | None
) -> None:
    me = reminded_at(office, question)
    ask(me, words)
    assert given(office).get("a") == then


def test_a_reminder_that_had_not_arrived_changes_nothing(office: Office) -> None:
    with_tasks(office, EARLY)
    publish(office, INTEGER)
    me = Phone(office, OFFICIAL)
    ask(me, "phiếu 1")
    pass_days(office, 24)
    me.send("12")
    office.work_off()
    assert given(office) == {"a": "12"}


def test_a_reminder_on_another_phone_changes_nothing(office: Office) -> None:
    with_tasks(office, EARLY)
    publish(office, INTEGER)
    me, other = Phone(office, OFFICIAL), Phone(office, OFFICIAL, bot="zalo")
    with office.database.work() as work:
        work.people.link(official(work).id, other.address, office.now)
        work.commit()
    ask(me, "phiếu 1")
    office.wait(days=1)
    with office.database.work() as work:
        work.people.wrote(other.address, office.now)
        work.commit()
    pass_days(office, 23)
    assert other.receive()
    ask(me, "12")
    assert given(office) == {"a": "12"}


@pytest.mark.parametrize(("words", "then"), [("1", OPEN), ("xong", DONE), ("đã nhận", RECEIVED), ("xong 1", DONE)])
@pytest.mark.parametrize("question", [INTEGER, TEXT], ids=["number", "text"])
def test_a_reminder_that_is_quoted_is_meant_whatever_stands_below(
    office: Office, question: tuple[str, str, str], words: str, then: TaskState
) -> None:
    me = reminded_at(office, question)
    with office.database.look() as work:
        reminder = work.outbox.get(range(1, 10_000))[-1].platform_ref
    ask(me, "tiếp tục")
    said = ask(me, words, quotes=reminder)
    assert (given(office), state(office)) == ({}, then)
    assert question[1] in said


def test_a_task_s_words_are_the_task_s_also_when_the_question_stands_last(office: Office) -> None:
    me = reminded_at(office, INTEGER)
    ask(me, "tiếp tục")
    ask(me, "đã nhận 1")
    assert (given(office), state(office)) == ({}, RECEIVED)


def test_where_words_answer_it_is_asked_about_once(office: Office) -> None:
    me = reminded_at(office, TEXT)
    ask(me, "tiếp tục")
    assert "việc 1: Báo cáo giải ngân" in ask(me, "xong 1")
    assert (given(office), state(office)) == ({}, OPEN)
    ask(me, "có")
    assert (given(office), state(office)) == ({}, DONE)
    me.say("tiếp tục")
    ask(me, "đã nhận 1")
    ask(me, "đã nhận 1")
    assert (given(office), state(office)) == ({"a": "đã nhận 1"}, DONE)


def test_a_button_of_the_reminder_leaves_the_question_below_it(office: Office) -> None:
    me = reminded_at(office, INTEGER)
    said = me.read(me.tap("Đã nhận"))
    assert "Bao nhiêu mét?" in said
    ask(me, "12")
    assert (given(office), state(office)) == ({"a": "12"}, RECEIVED)


def test_a_number_below_two_tasks_names_the_one_that_is_meant(office: Office) -> None:
    me = reminded_at(office, INTEGER, of_two=True)
    assert "việc 2 của tin nhắc: Họp giao ban?" in ask(me, "2")
    ask(me, "xong 2")
    assert (given(office), state(office, "other"), state(office)) == ({}, DONE, OPEN)


# --- households ----------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def at_area_reminded(office: Office, at_area: Phone) -> Phone:
    """Household 12 at the area of its house, and the reminder of an appointment with household 3 below it."""
    ask(at_area, "hẹn lại hộ 3 5/11")
    ask(at_area, "tiếp tục")
    pass_days(office, 3)
    assert "hộ 3" in at_area.read(at_area.receive())
    return at_area


def appointments(office: Office) -> dict[int, date | None]:
    with office.database.look() as work:
        (current,) = work.rounds.current(office.now.date())
        return {one.household.number: one.appointment_on for one in work.assignments.of_round(current.id)}


def test_an_appointment_with_another_household_is_not_the_open_one_s(office: Office, at_area: Phone) -> None:
    said = ask(at_area, "hẹn lại hộ 3 6/11")
    assert appointments(office)[3] == date(2025, 11, 6)
    assert appointments(office)[12] is None
    assert "Diện tích ở" in said


def test_a_number_below_an_appointment_is_asked_about(office: Office, at_area_reminded: Phone) -> None:
    said = ask(at_area_reminded, "3")
    assert "hộ 3 của tin nhắc" in said
    assert "Diện tích ở" in said


@pytest.mark.parametrize("words", ["hẹn lại", "hẹn lại 32/11"])
def test_a_number_behind_the_question_for_a_day_is_asked_about(office: Office, at_area: Phone, words: str) -> None:
    ask(at_area, words)
    assert "Diện tích ở" in ask(at_area, "15")
    assert "dien_tich" not in answers(office, 12)


@pytest.mark.parametrize("words", ["vắng nhà", "hẹn lại mai", "chuyển đi"])
def test_a_visit_below_an_appointment_is_asked_about(office: Office, at_area_reminded: Phone, words: str) -> None:
    said = ask(at_area_reminded, words)
    assert "hộ 3 của tin nhắc" in said
    assert appointments(office)[12] is None


# --- other questions than a form's ------------------------------------------------------------------------------------------------------------


def news(office: Office, person: str) -> None:
    """Something is told of the bot's own accord."""
    with office.database.work() as work:
        found = work.people.by_key(person)
        assert found is not None
        tell(work, office.services, found, Outgoing("Bà Rế đã vào bot."), telling("invite", office.now), office.now)
        work.commit()


def test_one_to_giving_up_below_news_gives_nothing_up(office: Office, at_area: Phone) -> None:
    ask(at_area, "huỷ")
    news(office, "ra-soat-1")
    at_area.receive()
    ask(at_area, "1")
    ask(at_area, "2")
    assert "Diện tích ở" in ask(at_area, "tiếp tục")


def test_one_to_the_notice_below_news_is_no_consent(office: Office, phone: Phone) -> None:
    ask(phone, "rà soát 12")
    news(office, "ra-soat-1")
    phone.receive()
    said = ask(phone, "1")
    assert "Câu 1" not in said
    assert "đồng ý" in said
    assert "Câu 1" not in phone.seen[-2].text
