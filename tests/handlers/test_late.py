"""Delayed, bundled, identical and reordered messages: nothing lands on the wrong question (design §3)."""

from datetime import timedelta

from tests.support.commune import answers, stored
from tests.support.conversation import Office, Phone


def question_id(office: Office, phone: Phone) -> str:
    """The platform's id of the last message that this phone got (the harness calls it m + its row)."""
    with office.database.look() as work:
        rows = [row for row in work.outbox.get(range(1, 500)) if row.address == phone.address and row.platform_ref]
    return str(rows[-1].platform_ref)


def test_a_text_sent_twice_answers_once(office: Office, at_area: Phone) -> None:
    office.wait(seconds=5)
    at_area.send("40")
    office.wait(seconds=1)
    at_area.send("40")
    office.work_off()
    said = at_area.read(at_area.receive())
    assert answers(office, 12)["dien_tich"] == "40.0"
    assert 'Tin "40" gửi trước câu 17, em chưa ghi.' in said
    assert "nuoc" not in answers(office, 12)
    assert said.count("40 m², 5 người, 8 m²/người ✓") == 1


def test_what_was_typed_ahead_is_not_applied_to_questions_not_seen(office: Office, at_area: Phone) -> None:
    office.wait(seconds=5)
    for text in ("40", "2 1 1", "1,4", "132"):
        at_area.send(text)
    office.work_off()
    said = at_area.read(at_area.receive())
    assert answers(office, 12)["dien_tich"] == "40.0"
    assert not {"nuoc", "thiet_bi", "diem_a"} & answers(office, 12).keys()
    assert said.count("em chưa ghi") == 3


def test_a_message_that_arrives_late_keeps_its_send_time(office: Office, at_area: Phone) -> None:
    typed = office.now
    office.wait(seconds=30)
    at_area.say("40")
    at_area.send("3 3 1", at=typed)
    office.work_off()
    assert 'Tin "3 3 1" gửi trước câu 17' in at_area.read(at_area.receive())
    assert "nuoc" not in answers(office, 12)


def test_a_command_that_means_the_question_is_not_applied_either(office: Office, at_area: Phone) -> None:
    before = office.now
    at_area.say("40")
    for text in ("bỏ qua", "quay lại"):
        at_area.send(text, at=before)
    office.work_off()
    said = at_area.read(at_area.receive())
    assert said.count("em chưa ghi") == 2
    assert "Câu 17" not in said.split("em chưa ghi")[0]


def test_a_command_with_its_number_works_whenever_it_was_sent(office: Office, at_area: Phone) -> None:
    before = office.now
    at_area.say("40")
    at_area.send("sửa 16", at=before)
    office.work_off()
    assert "Câu 16. Diện tích" in at_area.read(at_area.receive())


def test_quoting_the_question_applies_the_answer_whenever_it_was_sent(office: Office, at_area: Phone) -> None:
    early = office.now - timedelta(minutes=10)
    at_area.send("40", at=early, quotes=question_id(office, at_area))
    office.work_off()
    assert "40 m², 5 người, 8 m²/người ✓" in at_area.read(at_area.receive())


def test_quoting_an_older_message_is_not_an_answer_to_the_open_question(office: Office, at_area: Phone) -> None:
    old = question_id(office, at_area)
    at_area.say("40")
    at_area.say("2 1 1")
    at_area.say("1,4")
    before = stored(office, 12)
    office.wait(seconds=5)
    at_area.send("38", quotes=old)
    office.work_off()
    said = at_area.read(at_area.receive())
    assert 'Tin "38" trả lời một tin cũ hơn, em chưa ghi.' in said
    assert "Câu 21. Điểm A" in said
    assert stored(office, 12) == before


def test_an_answer_before_the_question_was_delivered_at_all_is_not_applied(office: Office, phone: Phone) -> None:
    office.wait(seconds=5)
    phone.send("rà soát 12")
    office.work_off()  # the question lies in the outbox
    phone.send("1")
    office.work_off()
    assert stored(office, 12)[2] is False
    assert "em chưa ghi" in phone.read(phone.receive())
    phone.say("1")
    assert stored(office, 12)[2] is True


def test_a_second_yes_to_cancelling_does_not_answer_what_comes_next(office: Office, at_area: Phone) -> None:
    at_area.say("huỷ")
    office.wait(seconds=5)
    at_area.send("2")
    at_area.send("2")
    office.work_off()
    at_area.receive()
    assert "dien_tich" not in answers(office, 12)


def test_a_late_reason_removes_nobody_else(office: Office, at_roster: Phone) -> None:
    at_roster.say("xoá 5")
    office.wait(seconds=5)
    at_roster.send("1")
    at_roster.send("1")
    office.work_off()
    said = at_roster.read(at_roster.receive())
    assert [item.path[-1][1] for item in stored(office, 12)[0].items] == ["1", "2", "3", "4"]
    assert 'Tin "1" gửi trước câu hỏi này' in said


def test_a_late_reason_of_a_visit_is_not_taken(office: Office, phone: Phone) -> None:
    phone.say("rà soát 12")
    office.wait(seconds=5)
    phone.send("vắng nhà")
    phone.send("1")
    office.work_off()
    assert "em chưa ghi" in phone.read(phone.receive())


def test_an_answer_in_the_very_second_of_the_question_counts(office: Office, at_area: Phone) -> None:
    """Platforms tell whole seconds: who answers at once is not late."""
    at_area.say("sửa 16")
    at_area.send("40", at=office.now)
    office.work_off()
    assert "40 m², 5 người, 8 m²/người ✓" in at_area.read(at_area.receive())


def test_what_was_typed_before_it_was_said_that_all_is_over_opens_no_household(office: Office, at_area: Phone) -> None:
    before = office.now
    at_area.say("tạm dừng")
    at_area.send("3", at=before)
    office.work_off()
    said = at_area.read(at_area.receive())
    assert 'Tin "3" gửi trước khi em báo tin vừa rồi, em chưa ghi.' in said


def test_a_message_that_never_arrived_holds_nobody_up(office: Office, at_area: Phone) -> None:
    office.wait(seconds=5)
    at_area.send("tạm dừng")
    office.work_off()
    with office.database.work() as work:
        for row in work.due.claim(office.now):
            work.outbox.failed(row.id, "refused", office.now)
        work.commit()
    assert "Hộ 3" in at_area.read(at_area.say("3"))
