"""What is said to be kept is kept: after a pause, a nudge, a household that is given up and begun anew."""

from dataclasses import replace

from handlers.talk.texts import Texts
from storage.records import InterviewState
from tests.handlers.support.ticks import pass_days
from tests.support.commune import answers, latest_of
from tests.support.conversation import Office, Phone


def test_a_household_that_was_paused_goes_on_where_it_was(office: Office, at_area: Phone) -> None:
    before = answers(office, 12)
    assert "mọi câu trả lời đã lưu" in at_area.read(at_area.say("tạm dừng"))
    office.wait(days=1)
    assert "Diện tích ở của hộ" in at_area.read(at_area.say("rà soát 12"))
    assert answers(office, 12) == before


def test_after_a_nudge_all_answers_are_there(office: Office, at_area: Phone) -> None:
    before = answers(office, 12)
    pass_days(office, 2)
    assert "mọi câu trả lời còn đủ" in at_area.read(at_area.receive())
    assert "Diện tích ở của hộ" in at_area.read(at_area.tap("Mở hộ 12"))
    assert answers(office, 12) == before


def test_who_agreed_is_not_asked_again_and_who_refused_is_asked_nothing_more(office: Office, phone: Phone) -> None:
    for words in ("rà soát 12", "đồng ý", "huỷ", "có"):
        phone.say(words)
    said = phone.read(phone.say("rà soát 12"))
    assert "nên em không hỏi lại" in said
    assert "Hộ có đồng ý không?" not in said
    for words in ("rà soát 10", "không đồng ý"):
        said = phone.read(phone.say(words))
    assert "không hỏi gì thêm" in said
    with office.database.look() as work:
        assert latest_of(work, office, 10).state is InterviewState.REFUSED
    assert "Hộ có đồng ý không?" in phone.read(phone.say("rà soát 10"))


def test_after_a_message_that_failed_the_answers_before_are_there(office: Office, at_area: Phone) -> None:
    before, well = answers(office, 12), office.services
    lacking = Texts({key: well.texts._sentences[key] for key in well.texts.keys if key != "interview.help"})
    office.services = replace(well, texts=lacking)
    assert "Các câu trước vẫn còn đủ" in at_area.read(at_area.say("trợ giúp"))
    assert answers(office, 12) == before
    office.services = well
    assert "40 m²" in at_area.read(at_area.say("40"))
