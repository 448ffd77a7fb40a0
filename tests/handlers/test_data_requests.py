"""Somebody asks their platform that their data be deleted; the admin sees it at once and answers in the time of the law."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from chat import Address, Outgoing
from handlers.admin import data_requests, platform_tokens
from survey.calendar import working_days_after
from survey.content.mistakes import ContentError
from survey.privacy import AnswerTime, load_privacy
from tests.support.conversation import Office, Phone, content

STRANGER = Address("zalo_oa", "9876", "404", "404")


@pytest.fixture
def admin(office: Office) -> Phone:
    return Phone(office, "admin")


def ask(office: Office, address: Address = STRANGER, key: str = "user_withdraw:404:1") -> bool:
    with office.database.work() as work:
        kept = data_requests.record(work, office.services, address, key, office.now)
        work.commit()
    return kept


def told(admin: Phone, act: Callable[[], object]) -> list[Outgoing]:
    """What the admin is told without asking."""
    act()
    return admin.receive()


def test_nobody_has_asked(admin: Phone) -> None:
    assert "xoá dữ liệu" not in admin.read(admin.say("/start"))
    assert admin.read(admin.say("yêu cầu xoá dữ liệu")) == "Không có đề nghị xoá dữ liệu nào."


def test_a_request_is_told_at_once_listed_and_ticked_off(office: Office, admin: Phone) -> None:
    said = admin.read(told(admin, lambda: ask(office)))
    assert "Cần trả lời trong 2 ngày làm việc, chậm nhất ngày thứ tư 05/11/2025 (Luật 91/2025/QH15" in said
    assert "⚠ 1 đề nghị xoá dữ liệu cần trả lời" in admin.read(admin.say("/start"))
    listed = admin.read(admin.say("yêu cầu xoá dữ liệu"))
    assert (
        "1. người chưa có trong danh sách, Zalo OA (mã 404), đề nghị ngày 03/11/2025, trả lời chậm nhất thứ tư 05/11/2025"
        in listed
    )
    office.wait(days=7)
    assert "đã quá hạn trả lời thứ tư 05/11/2025" in admin.read(admin.say("/xoadulieu"))
    assert admin.read(admin.tap("Đã trả lời 1")) == "Đã ghi: đề nghị 1 đã được trả lời."
    assert admin.read(admin.say("đã trả lời 1")).startswith("Không có đề nghị 1")
    assert "xoá dữ liệu" not in admin.read(admin.say("/start"))


def test_the_same_request_again_is_told_once(office: Office, admin: Phone) -> None:
    assert told(admin, lambda: ask(office)) != []
    assert told(admin, lambda: ask(office)) == []
    assert ask(office) is False


def test_a_known_person_is_named(office: Office, admin: Phone) -> None:
    with office.database.work() as work:
        person = work.people.by_key("ra-soat-1")
        assert person is not None
        work.people.link(person.id, STRANGER, office.now)
        work.commit()
    ask(office)
    assert "1. Đinh Thị Xếp, Zalo OA" in admin.read(admin.say("yêu cầu xoá dữ liệu"))


def test_others_do_not_see_it(office: Office) -> None:
    ask(office)
    other = Phone(office, "ra-soat-1")
    assert "404" not in other.read(other.say("yêu cầu xoá dữ liệu"))


def test_lost_keys_are_told_to_the_admin(office: Office, admin: Phone) -> None:
    def lose() -> None:
        with office.database.work() as work:
            platform_tokens.lost(work, office.services, "zalo_oa", office.now)
            work.commit()

    assert "Zalo OA không cấp mã mới" in admin.read(told(admin, lose))


@pytest.mark.parametrize(("day", "count", "until"), [(3, 2, 5), (6, 2, 10), (7, 1, 10), (8, 1, 10), (8, 2, 11)])
def test_working_days(day: int, count: int, until: int) -> None:
    assert working_days_after(date(2025, 11, day), count) == date(2025, 11, until)


def test_the_time_of_the_law_is_data_with_its_source() -> None:
    found = load_privacy({name: one for name, one in content().items() if name.startswith("privacy/")})
    assert found == AnswerTime(2, "Luật 91/2025/QH15, Nghị định 356/2025/NĐ-CP", "VERIFIED")
    asked = datetime.fromisoformat("2025-11-07T16:00+07:00").date()
    assert found.until(asked) - asked == timedelta(days=4)


@pytest.mark.parametrize(
    "file", [b"", b"[answer]\nworking_days = 2", b'[answer]\nworking_days = 0\nreference = ""\nconfidence = ""']
)
def test_a_file_that_does_not_say_it_is_refused(file: bytes) -> None:
    with pytest.raises(ContentError, match=r"privacy/x\.toml"):
        load_privacy({"privacy/x.toml": file})
