"""A household that moved: one collaborator's word changes no rate, and inside the commune it is carried along."""

import pytest
from sqlalchemy import text

from storage.records import AssignmentState, Outcome
from tests.support.commune import assignment_of
from tests.support.conversation import Office, Phone

RATES = ("Hộ nghèo: 7,38 % (111/1.505 hộ", "giảm 0/20 hộ", "Hộ cận nghèo: 9,04 % (136/1.505 hộ", "giảm 0/50 hộ")


def moved(office: Office, number: int, *said: str) -> str:
    phone = Phone(office, "ra-soat-1")
    for words in (f"rà soát {number}", "chuyển đi"):
        phone.say(words)
    return "\n".join(phone.read(phone.say(words)) for words in said)


def summary(office: Office, what: str = "tổng hợp") -> str:
    leader = Phone(office, "lanh-dao-1")
    return leader.read(leader.say(what)).replace("\u00a0", " ")


@pytest.mark.parametrize("said", ["1", "2", "3", "về quê vợ ở tỉnh khác", "sang tổ 3", "qua thôn bên", "bỏ qua"])
def test_no_word_of_a_collaborator_changes_the_rate(office: Office, said: str) -> None:
    for number in (10, 12):  # poor, near poor
        moved(office, number, said)
    shown = summary(office)
    assert all(part in shown for part in RATES), shown


@pytest.mark.parametrize(
    "said", ["1", "sang tổ 3 rồi", "qua tổ khác", "Chuyen sang thon khac", "chuyển qua tổ dân phố 3", "trong xã thôi"]
)
def test_inside_the_commune_it_is_carried_along_and_waits_to_be_given(office: Office, said: str) -> None:
    assert "chuyển tổ, chờ người quản trị gán lại" in moved(office, 10, said)
    with office.database.look() as work:
        one = assignment_of(work, office, 10)
    assert (one.state, one.outcome) == (AssignmentState.NOT_STARTED, Outcome.RELOCATED)
    phone = Phone(office, "ra-soat-1")
    assert "10. Đinh Hồng Thía (nghèo) – chuyển tổ – chờ gán" in phone.read(phone.say("danh sách"))
    assert "1 hộ chuyển tổ, chờ gán lại: vẫn tính như cũ." in summary(office)


@pytest.mark.parametrize("said", ["2", "3", "vào Sài Gòn làm ăn", "bỏ qua"])
def test_out_of_it_is_shown_apart_until_somebody_has_checked(office: Office, said: str) -> None:
    assert "Hộ vẫn tính trong số liệu" in moved(office, 10, said)
    for what in ("tổng hợp", "tổ 1"):
        assert "1 hộ báo chuyển đi, chờ kiểm tra: vẫn tính như cũ." in summary(office, what)


def test_the_admin_sees_who_waits_and_gives_the_household_to_another_group(office: Office) -> None:
    phone, admin = Phone(office, "ra-soat-1"), Phone(office, "admin")
    for words in ("rà soát 10", "đồng ý", "đủ", "chuyển đi", "sang tổ 3"):
        phone.say(words)
    assert "1 hộ chuyển tổ, chờ gán lại. Xem: hộ chuyển tổ" in admin.read(admin.say("bắt đầu"))
    listed = admin.read(admin.say("hộ chuyển tổ"))
    assert "10. Đinh Hồng Thía, đang ở tổ dân phố 1: sang tổ 3" in listed
    assert "gán 10 cho tổ 3" in listed
    assert "không thấy tổ, thôn nào là" in admin.read(admin.say("gán 10 cho tổ 33"))
    assert "không có trong danh sách" in admin.read(admin.say("gán 11 cho tổ 3"))
    assert "Đã gán hộ 10 – Đinh Hồng Thía: tổ dân phố 3" in admin.read(admin.say("gán 10 cho tổ 3"))
    with office.database.look() as work:
        one = assignment_of(work, office, 10)
        owner = work.people.get(one.person_id or 0)
    assert (one.household.unit, one.state, one.outcome) == ("tdp-3", AssignmentState.DRAFT, None)
    assert owner is not None
    assert "tdp-3" in owner.units
    assert "Không có hộ nào" in admin.read(admin.say("hộ chuyển tổ"))
    theirs = Phone(office, owner.key)
    assert "Làm tiếp hộ 10" in theirs.read(theirs.say("rà soát 10"))
    assert all(part in summary(office) for part in RATES)
    assert "/44" in summary(office, "tổ 3")
    # Where it came from stays in its history.
    history = "• 03/11 chuyển từ tổ dân phố 1 sang tổ dân phố 3 (vì: sang tổ 3; Lê Văn Quản)"
    assert history in admin.read(admin.say("/ho 10")).splitlines()


def test_where_a_household_went_is_told_also_of_one_that_an_older_version_wrote_down(office: Office) -> None:
    """There it was "moved", and was made "relocated" on the way to this version; its visit stayed as it was."""
    moved(office, 10, "sang tổ 3")
    with office.database.work() as work:
        work._session.run(text("UPDATE visit SET outcome = 'moved'"))
        work.commit()
    admin = Phone(office, "admin")
    assert "10. Đinh Hồng Thía, đang ở tổ dân phố 1: sang tổ 3" in admin.read(admin.say("hộ chuyển tổ"))


def test_done_is_one_number_for_all(office: Office) -> None:
    """Refused, not found and moved are not done; the collaborator and the leader read the same."""
    phone = Phone(office, "ra-soat-1")
    for number, word in ((1, "từ chối"), (2, "không tìm thấy"), (3, "chuyển đi"), (4, "vắng nhà")):
        for words in (f"rà soát {number}", word, "bỏ qua"):
            phone.say(words)
    assert "đã xong 0/39 hộ" in phone.read(phone.say("bắt đầu"))
    assert "xong 0, đang làm 0" in phone.read(phone.say("danh sách"))
    assert "xong 0/39 hộ" in summary(office, "tổ 1")
    assert "khép" not in summary(office, "tổ 1") + phone.read(phone.say("danh sách 4"))
