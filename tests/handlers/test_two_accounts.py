"""One person with two accounts: started on one phone, continued on the other."""

import pytest

from chat import Outgoing
from tests.support.conversation import Office, Phone


@pytest.fixture
def phones(office: Office) -> tuple[Phone, Phone]:
    """Both belong to the same collaborator."""
    first, second = Phone(office, "ra-soat-1"), Phone(office, "ra-soat-1", bot="zalo")
    with office.database.work() as work:
        person = work.people.by_key("ra-soat-1")
        assert person is not None
        work.people.link(person.id, second.address, office.now)
        work.commit()
    return first, second


def last(messages: list[Outgoing]) -> str:
    return messages[-1].text


def test_started_on_one_and_continued_on_the_other(phones: tuple[Phone, Phone]) -> None:
    first, second = phones
    first.say("rà soát 12")
    asked = last(first.say("đồng ý"))
    assert "Thành viên năm ngoái (5 người)" in asked
    assert "hộ 12" in second.read(second.say("bắt đầu"))
    continued = second.read(second.say("rà soát 12"))
    assert "Thành viên năm ngoái (5 người)" in continued, "where it stood, without another question about consent"
    assert "đồng ý không" not in continued
    after = last(second.say("đủ"))
    assert after != continued
    assert not first.receive(), "a reply goes to where the message came from"


def test_a_button_on_the_phone_left_behind_is_an_old_one(phones: tuple[Phone, Phone]) -> None:
    first, second = phones
    first.say("rà soát 12")
    first.say("đồng ý")
    second.say("rà soát 12")
    now = last(second.say("đủ"))
    old = first.read(first.tap("Đủ rồi"))
    assert "Nút vừa bấm là của câu trước" in old
    assert now.splitlines()[-1] in old, "and the question that is open now stands there too"


def test_what_is_typed_on_the_phone_left_behind_does_not_answer_a_question_it_has_not_shown(
    phones: tuple[Phone, Phone],
) -> None:
    first, second = phones
    first.say("rà soát 12")
    first.say("đồng ý")
    second.say("rà soát 12")
    now = last(second.say("đủ"))
    typed = first.read(first.say("1"))
    assert 'Câu này em đang hỏi anh/chị trên trang web, ở đây mới hiện, nên tin "1" em chưa ghi.' in typed
    assert now.splitlines()[-1] in typed
    assert "em chưa ghi" not in first.read(first.say("12/3/1971")), "from now on it stands here too"
