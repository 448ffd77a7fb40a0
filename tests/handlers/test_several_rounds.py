"""A periodic and a monthly round at once: a household is found in whichever has it, and nothing of either is lost from sight."""

from datetime import date, datetime

import pytest

from handlers.talk.dialog import dialog_from_json, dialog_to_json
from handlers.talk.pending import Confirming
from storage.records import Act, AssignmentState, Role
from tests.handlers.support.ticks import pass_days
from tests.support.conversation import Office, Phone

ADMIN = "admin"


@pytest.fixture
def both(office: Office) -> Office:
    """Household 12 is reviewed in the monthly round of November, all others in the periodic one; it is the 17th."""
    admin = Phone(office, ADMIN)
    for words in ("mở đợt tháng 11", "mở", "bớt hộ 12: đưa sang đợt tháng", "thêm hộ 12 vào đợt tháng 11: phát sinh"):
        said = admin.read(admin.say(words))
    assert "Đã thêm 1 hộ" in said
    with office.database.work() as work:
        held = work.rounds.by_key("xa-ba-to", "2025-11")
        person = work.people.by_key("ra-soat-1")
        assert held is not None
        assert person is not None
        one = work.assignments.of_number(held.id, 12)
        assert one is not None
        work.assignments.put(held.id, one.household.id, person.id, office.now)
        work.commit()
    office.now = datetime.fromisoformat("2025-11-17T08:00+07:00")
    return office


def test_both_are_in_the_list_and_what_is_of_the_second_is_marked(both: Office) -> None:
    phone = Phone(both, "ra-soat-1")
    said = phone.read(phone.say("danh sách"))
    assert "39 hộ" in said
    assert "30/11/2025 (đợt tháng 11/2025)" in said
    pages = said + phone.read(phone.say("/danhsach 2")) + phone.read(phone.say("/danhsach 4"))
    assert "12. Phạm Văn Dắt (cận nghèo) – chưa làm (đợt tháng 11/2025)" in pages
    assert pages.count("(đợt tháng 11/2025)") == 2 + 2


@pytest.mark.parametrize("words", ["rà soát 12", "12", "hộ 12"])
def test_a_household_of_the_second_round_is_opened_by_its_number(both: Office, words: str) -> None:
    phone = Phone(both, "ra-soat-1")
    assert "hộ 12" in phone.read(phone.say(words)).lower()
    phone.say("đồng ý")
    with both.database.look() as work:
        held = work.rounds.by_key("xa-ba-to", "2025-11")
        assert held is not None
        one = work.assignments.of_number(held.id, 12)
        assert one is not None
        assert one.state is AssignmentState.DRAFT


def test_an_appointment_and_a_search_reach_both_rounds(both: Office) -> None:
    phone = Phone(both, "ra-soat-1")
    assert "Đã hẹn hộ 12" in phone.read(phone.say("hẹn lại 12 thứ năm"))
    # The monthly round ends in November: nobody is promised a day in December.
    assert "30/11/2025" in phone.read(phone.say("hẹn lại 12 5/12"))
    assert "Đã hẹn hộ 11" in phone.read(phone.say("hẹn lại 11 5/12"))
    assert "12. Phạm Văn Dắt" in phone.read(phone.say("Dắt"))
    pass_days(both, 4)
    assert any("anh/chị hẹn hộ 12" in one.text for one in phone.receive())


def test_leaders_see_the_periodic_round(both: Office) -> None:
    phone = Phone(both, "lanh-dao-1")
    assert "0/246" in phone.read(phone.say("tổng hợp"))


def test_nothing_is_handed_in_to_a_round_that_was_closed(both: Office) -> None:
    phone, admin = Phone(both, "ra-soat-1"), Phone(both, ADMIN)
    phone.say("rà soát 12")
    phone.say("đồng ý")
    phone.say("đủ")
    assert "Đã đóng" in admin.read(admin.say("đóng luôn đợt tháng 11: họp xong"))
    assert "Xã đã đóng đợt tháng 11/2025" in phone.read(phone.say("nộp"))
    with both.database.look() as work:
        held = work.rounds.by_key("xa-ba-to", "2025-11")
        assert held is not None
        one = work.assignments.of_number(held.id, 12)
        assert one is not None
        draft = work.interviews.open_of(one.id)
        assert draft is not None
        assert work.interviews.load(draft.id).record.items
    phone.say("tạm dừng")
    assert "không có hộ số 12" in phone.read(phone.say("rà soát 12"))


# --- opening, amending and closing -----------------------------------------------------------------------------------------------------


def last_act(office: Office) -> tuple[str, int, str, bool]:
    with office.database.look() as work:
        newest = work.accesses.latest()[0]
    assert newest.act is Act.CHANGE
    return newest.subject, newest.households, newest.reason, newest.household_id is not None


def test_every_change_of_a_list_is_noted_with_its_reason(office: Office) -> None:
    admin = Phone(office, ADMIN)
    admin.say("bớt hộ 12: chuyển đi nơi khác")
    assert last_act(office) == ("round:2025 drop", 1, "chuyển đi nơi khác", True)
    admin.say("thêm hộ 12 vào đợt vì Đã Về")
    assert last_act(office) == ("round:2025 add", 1, "Đã Về", True)
    admin.say("đóng luôn đợt 2025: hết hạn")
    assert last_act(office) == ("round:2025 close", 247, "hết hạn", False)
    for words in ("mở đợt từ 5/11 đến 20/11", "mở"):
        admin.say(words)
    assert last_act(office) == ("round:2025-11-05 open", 247, "", False)


def test_a_list_that_changed_meanwhile_is_read_back_again(office: Office) -> None:
    admin, official = Phone(office, ADMIN), Phone(office, "cong-chuc-van-hoa")
    admin.say("đóng luôn đợt 2025: lập lại")
    for phone in (admin, official):
        assert "247 hộ (111 nghèo, 136 cận nghèo)" in phone.read(phone.say("mở đợt đặc biệt từ 5/11 đến 20/11"))
    admin.say("mở")
    for words in ("bớt hộ 12: thử", "đóng luôn đợt: thử"):
        admin.say(words)
    assert "Xã đã có đợt đặc biệt từ 5/11" in official.read(official.say("mở"))
    for phone in (admin, official):
        assert "247 hộ" in phone.read(phone.say("mở đợt đặc biệt từ 6/11 đến 20/11"))
    for words in ("mở đợt đặc biệt từ 7/11 đến 20/11", "mở"):
        admin.say(words)
    assert "0 hộ" in official.read(official.say("mở")).replace("chưa có hộ nào", "0 hộ")


def test_given_at_once_each_group_goes_to_its_people_in_equal_rows(office: Office) -> None:
    admin = Phone(office, ADMIN)
    admin.say("đóng luôn đợt 2025: lập lại")
    admin.say("mở đợt đặc biệt từ 3/11 đến 20/11")
    assert "Đã giao 247 hộ cho 8 rà soát viên" in admin.read(admin.say("mở và giao"))
    with office.database.look() as work:
        held = work.rounds.by_key("xa-ba-to", "2025-11-03")
        assert held is not None
        every = work.assignments.of_round(held.id)
        people = {one.id: one for one in work.people.with_role(Role.COLLABORATOR)}
        for one in every:
            assert one.person_id is not None
            assert one.household.unit in people[one.person_id].units
        for unit in {one.household.unit for one in every}:
            loads = [sum(one.person_id == key and one.household.unit == unit for one in every) for key in people]
            shared = [load for load in loads if load]
            assert max(shared) - min(shared) <= 1


REFUSED = [
    ("mở đợt 2025", "Xã đã có đợt định kỳ 2025"),
    ("mở đợt 2031", "2031"),
    ("mở đợt tháng 13", "Ngày 13/2025 không đúng"),
    ("mở đợt đặc biệt", "từ ngày nào đến ngày nào? Ví dụ: mở đợt đặc biệt từ 3/11"),
    ("mở đợt đặc biệt từ 31/2 đến 5/3", "Ngày 31/2 – 5/3 không đúng"),
    ("mở đợt 2026 xã Không Có", "chưa phụ trách|phụ trách nhiều xã"),
    ("bớt hộ 999: thử", "Hộ 999 không có trong đợt định kỳ 2025"),
    ("thêm hộ 12 vào đợt", "Vì sao ạ?"),
    ("thêm hộ 12 vào đợt: thử", "Hộ 12 đang ở đợt định kỳ 2025"),
    ("đóng đợt tháng 11", "Anh/chị nói đợt nào: đợt định kỳ 2025?"),
    ("/dotrasoat trời mưa", 'Em chưa rõ "trời mưa". Ví dụ: mở đợt 2025'),
]


@pytest.mark.parametrize(("words", "said"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_done_is_said_with_an_example(office: Office, words: str, said: str) -> None:
    admin = Phone(office, ADMIN)
    answer = admin.read(admin.say(words))
    assert any(part in answer for part in said.split("|")), answer


@pytest.mark.parametrize("key", ["ra-soat-1", "lanh-dao-1", "kiem-tra", "giam-sat", "cong-chuc-dia-chinh"])
@pytest.mark.parametrize("words", ["/dotrasoat mở đợt từ 5/11 đến 20/11", "/dotrasoat đóng luôn đợt 2025: thử"])
def test_nobody_else_opens_or_closes(office: Office, key: str, words: str) -> None:
    phone = Phone(office, key)
    phone.say(words)
    phone.say("mở")
    with office.database.look() as work:
        assert [(one.key, one.state) for one in work.rounds.all()] == [("2025", "open")]


def test_a_word_that_was_typed_before_the_figures_were_read_opens_nothing(office: Office) -> None:
    admin = Phone(office, ADMIN)
    admin.send("mở đợt tháng 11")
    office.wait(seconds=1)
    admin.send("mở")
    office.work_off()
    admin.receive()
    with office.database.look() as work:
        assert [one.key for one in work.rounds.all()] == ["2025"]


def test_what_is_to_be_confirmed_outlives_a_restart() -> None:
    from handlers.talk.dialog import Dialog

    small = Confirming("open", "mở đợt 2026", (247, 111, 0))
    assert dialog_from_json(dialog_to_json(Dialog(small=small))).small == small
    assert dialog_from_json('{"small":["sure","[1]"]}').small is None


def test_the_days_of_a_round_are_those_of_the_rules(office: Office) -> None:
    ruleset = office.services.rulesets[-1]
    periodic, monthly = ruleset.round_term("periodic"), ruleset.round_term("monthly")
    assert periodic is not None
    assert monthly is not None
    assert periodic.days(2026, 3) == (date(2026, 9, 1), date(2026, 12, 14))
    assert monthly.days(2026, 2) == (date(2026, 2, 15), date(2026, 2, 28))
    assert monthly.days(2026, 12) == (date(2026, 12, 15), date(2026, 12, 31))
    assert all(one.reference for one in ruleset.rounds)
    assert ruleset.round_term("special") is None
