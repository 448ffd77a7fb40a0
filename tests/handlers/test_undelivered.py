"""What did not arrive is shown to the admin, who sends it again, gives it up, or calls."""

from dataclasses import replace

import pytest

from chat import Address, Outgoing
from handlers.talk.notify import tell
from storage.records import Cause, MessageKind, NewOutgoing
from storage.work import Work
from tests.support.conversation import Office, Phone

SECRET = "Hộ 12 thiếu hụt việc làm"


@pytest.fixture
def admin(office: Office) -> Phone:
    return Phone(office, "admin")


def send(office: Office, *, error: str, doubtful: bool = False, kind: MessageKind = MessageKind.INTERACTIVE) -> int:
    """A message to the collaborator that ends in this way; its number."""
    with office.database.work() as work:
        person = work.people.by_key("ra-soat-1")
        assert person is not None
        address = Address("telegram", "1", "70001", "70001")
        row = NewOutgoing(address, Outgoing(SECRET), person.id, kind)
        (number,) = work.outbox.enqueue(Cause(f"x:{next(office.ids)}"), [row], office.now)
        end = work.outbox.uncertain if doubtful else work.outbox.failed
        end(number, error, office.now)
        work.commit()
    return number


def state(office: Office, number: int) -> str:
    with office.database.look() as work:
        return work.outbox.get([number])[0].state.value


def test_nothing_left_is_said_nowhere(admin: Phone) -> None:
    assert "tin chưa gửi" not in admin.read(admin.say("/start"))
    assert admin.read(admin.say("tin chưa gửi")) == "Không có tin nào chưa gửi được."
    assert admin.read(admin.say("gọi điện")) == "Không có ai cần gọi điện."


def test_the_admin_reads_who_when_and_why_but_not_what(office: Office, admin: Phone) -> None:
    first = send(office, error="blocked: bot was blocked by the user")
    second = send(office, error="interrupted", doubtful=True, kind=MessageKind.REMINDER)
    third = send(office, error="RuntimeError")
    assert "⚠ 2 tin không gửi được, 1 tin không chắc đã tới. Xem: tin chưa gửi" in admin.read(admin.say("/start"))
    said = admin.read(admin.say("tin chưa gửi"))
    assert f"{first}. Trả lời cho Đinh Thị Xếp qua Telegram, 08:00, 03/11/2025: người nhận đã chặn bot" in said
    assert f"{second}. Nhắc việc cho Đinh Thị Xếp qua Telegram" in said
    assert "không chắc đã tới" in said
    assert f"{third}. Trả lời" in said
    assert "lỗi của chương trình" in said
    assert SECRET not in said


def test_sending_again_and_giving_up(office: Office, admin: Phone) -> None:
    first = send(office, error="refused: 400")
    second = send(office, error="interrupted", doubtful=True)
    admin.say("tin chưa gửi")
    assert admin.read(admin.tap(f"Gửi lại {first}")) == f"Em đang gửi lại tin {first}."
    assert state(office, first) in {"queued", "sending"}
    assert admin.read(admin.say(f"bỏ {second}")) == f"Đã bỏ tin {second}."
    assert state(office, second) == "uncertain", "what happened stays on record"
    assert admin.read(admin.say("tin chưa gửi")) == "Không có tin nào chưa gửi được."
    assert f"Không có tin {first} trong danh sách" in admin.read(admin.say(f"gửi lại {first}"))


def test_a_text_that_was_wiped_cannot_be_sent_again(office: Office, admin: Phone) -> None:
    number = send(office, error="refused: 400")
    office.wait(days=40)
    with office.database.work() as work:
        assert work.outbox.wipe(office.now) >= 1
        work.commit()
    assert "đã xoá vì quá hạn lưu" in admin.read(admin.say(f"gửi lại {number}"))
    assert state(office, number) == "failed"


def test_a_long_list_says_how_many_more(office: Office, admin: Phone) -> None:
    for _ in range(12):
        send(office, error="blocked")
    assert "… và 2 tin cũ hơn." in admin.read(admin.say("/tinchuagui"))


def unreachable(work: Work, office: Office, text: str, phone: str = "") -> None:
    """An official without an account is to be reminded."""
    person = work.people.by_key("cong-chuc-van-hoa")
    assert person is not None
    for account in work.people.accounts(person.id):
        work.people.set_account_state(account.address, active=False)
    if phone:
        work.people.set_phone(person.id, phone)
    assert tell(work, office.services, person, Outgoing(text), Cause(f"reminder:{text}"), office.now) is None


def test_who_cannot_be_reached_is_called_and_ticked_off(office: Office, admin: Phone) -> None:
    with office.database.work() as work:
        unreachable(work, office, "Nhắc: báo cáo quý, hạn hôm nay.\nGõ: xong", "+84905123456")
        unreachable(work, office, "Nhắc: họp dân")
        work.commit()
    assert "☎ 2 việc cần gọi điện báo. Xem: gọi điện" in admin.read(admin.say("/start"))
    said = admin.read(admin.say("gọi điện"))
    one = "1. Lê Thị Hoa, +84905123456 (chưa có tài khoản dùng được, từ 08:00, 03/11/2025): Nhắc: báo cáo quý, hạn hôm nay."
    assert one in said.splitlines()
    assert admin.read(admin.tap("Đã gọi xong 1")) == "Đã ghi: gọi xong việc 1. Còn 1 việc."
    assert "Không có việc 1" in admin.read(admin.say("gọi xong 1"))
    assert "2. Lê Thị Hoa" in admin.read(admin.say("gọi điện"))


@pytest.mark.parametrize("command", ["tin chưa gửi", "gọi điện", "/tinchuagui", "/goidien"])
def test_only_the_admin_sees_it(office: Office, command: str) -> None:
    send(office, error="blocked")
    leader = Phone(office, "lanh-dao-1")
    assert "chặn bot" not in leader.read(leader.say(command))


@pytest.mark.parametrize("used_last", ["zalo_bot", "zalo_oa"])
@pytest.mark.parametrize("payload", ["c|/nhacqua {}", "c|nhắc qua {}"], ids=["now", "0.1"])
@pytest.mark.parametrize(("name", "channel"), [("Zalo OA", "zalo_oa"), ("Zalo", "zalo_bot")])
def test_each_channel_that_is_offered_can_be_chosen_by_its_button(
    office: Office, name: str, channel: str, payload: str, used_last: str
) -> None:
    phone = Phone(office, "ra-soat-1")
    with office.database.work() as work:
        person = work.people.by_key("ra-soat-1")
        assert person is not None
        for one in sorted(("zalo_oa", "zalo_bot"), key=used_last.__eq__):
            office.wait(seconds=1)
            work.people.link(person.id, Address(one, "7", "z", "z"), office.now)
        work.commit()
    offered = [button for message in phone.say("nhắc qua") for row in message.rows for button in row]
    assert (f"c|/nhacqua {name}", name) in [(one.payload, one.label) for one in offered]
    phone.press(payload.format(name))
    office.work_off()
    assert f"Từ nay em nhắc anh/chị qua {name}." in phone.read(phone.receive())
    with office.database.look() as work:
        chosen = work.people.by_key("ra-soat-1")
        assert chosen is not None
        assert chosen.remind_on == channel


def test_a_person_chooses_where_to_be_reminded(office: Office) -> None:
    phone = Phone(office, "ra-soat-1")
    with office.database.work() as work:
        person = work.people.by_key("ra-soat-1")
        assert person is not None
        work.people.link(person.id, Address("zalo_bot", "7", "z", "z"), office.now)
        work.commit()
    offered = phone.say("nhắc qua")
    assert "Em nhắc việc qua kênh anh/chị nhắn gần nhất." in phone.read(offered)
    assert "Từ nay em nhắc anh/chị qua Zalo." in phone.read(phone.tap("Zalo"))
    with office.database.work() as work:
        chosen = work.people.by_key("ra-soat-1")
        assert chosen is not None
        row = tell(work, office.services, chosen, Outgoing("nhắc"), Cause("r:1"), office.now)
        assert row is not None
        assert work.outbox.get([row])[0].address.channel == "zalo_bot"
    assert "kênh anh/chị nhắn gần nhất" in phone.read(phone.say("nhắc em qua kênh đang dùng"))
    assert "chưa có tài khoản Telegram" in phone.read(phone.say("nhắc qua Telegram"))
    with office.database.look() as work:
        again = work.people.by_key("ra-soat-1")
        assert again == replace(chosen, remind_on="")
