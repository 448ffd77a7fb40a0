"""The card of a household: who sees what of it, by number and by name, page by page; and who looked."""

import pytest

from chat import Capabilities
from storage.records import AnswerChange, Changes, Consent, Result, Role
from survey.state import AnswerKey
from tests.handlers.test_commands import WHO
from tests.support.commune import assignment_of
from tests.support.conversation import Office, Phone
from tests.support.neighbours import STAFF, move_in

OFFICIAL = "cong-chuc-van-hoa"
SMALL = Capabilities("web", max_text=300, buttons=False)
NUMBER, PHONE = "051071000123", "+84905123456"


def say(office: Office, person: str, *words: str) -> list[str]:
    phone = Phone(office, person)
    return [phone.read(phone.say(one)) for one in words]


@pytest.fixture
def known(office: Office) -> Office:
    """Household 12 was reviewed: its telephone and what is private were said, one of its people has a căn cước."""
    with office.database.work() as work:
        one, person = assignment_of(work, office, 12), work.people.by_key("ra-soat-1")
        held = work.rounds.get(one.round_id)
        form = work.forms.latest(held.form_key) if held is not None else None
        assert person is not None
        assert form is not None
        (head, *_) = work.households.members(one.household.id)
        work.households.put_member(
            one.household.id,
            head.ordinal,
            head.name,
            head.sex,
            head.relation,
            birth_year=1971,
            ethnicity="19",
            cccd=NUMBER,
        )
        draft = work.interviews.create(one.id, form.id, "nd07-2021", person.id, office.now)
        work.interviews.give_consent(
            draft.id, Consent("consent", given=True, by=person.id, at=office.now, text_version="1")
        )
        said = Changes((AnswerChange(AnswerKey((), "so_dien_thoai"), PHONE),))
        work.interviews.save(draft.id, said, sensitive=frozenset({"so_dien_thoai"}), by=person.id, at=office.now)
        result = Result(None, 120, 20, 30, ("health_insurance",))
        work.interviews.submit(draft.id, result, person.id, office.now)
        work.commit()
    return office


SEES = [
    # who, telephone, what it lacks, end of the căn cước, what may be typed
    ("ra-soat-1", True, True, True, "Gõ: căn cước: lý do · sức khoẻ: lý do"),
    (WHO[Role.CHECKER], True, True, True, "Gõ: căn cước: lý do · sức khoẻ: lý do"),
    (OFFICIAL, True, True, True, "Gõ: căn cước: lý do · sức khoẻ: lý do · ai đã xem"),
    (WHO[Role.ADMIN], True, True, True, "Gõ: căn cước: lý do · sức khoẻ: lý do · ai đã xem"),
    (WHO[Role.OFFICIAL], True, True, False, ""),
    (WHO[Role.LEADER], True, True, False, ""),
    (WHO[Role.OBSERVER], False, False, False, ""),
]


@pytest.mark.parametrize(("who", "phone", "lacks", "card", "how"), SEES, ids=[row[0] for row in SEES])
def test_each_sees_what_is_theirs_and_nobody_a_whole_number(
    known: Office, who: str, phone: bool, lacks: bool, card: bool, how: str
) -> None:
    (said,) = say(known, who, "/ho 12")
    assert "Hộ 12 – Phạm Văn Dắt, tổ dân phố 1" in said
    assert "Đang ở đợt định kỳ 2025: đã nộp. Người rà soát: Đinh Thị Xếp." in said
    assert "chưa đủ thông tin (điểm A 120, điểm B 20–30), tạm tính." in said
    assert "Năm 2024: hộ cận nghèo (điểm A 132, điểm B 20)" in said
    shown = (PHONE in said, "Thiếu hụt: bảo hiểm y tế" in said, "căn cước •••123" in said)
    assert shown == (phone, lacks, card)
    assert said.splitlines()[-1].startswith("Gõ:") == bool(how)
    assert how in said
    assert NUMBER not in said
    assert "Hrê" not in said


def test_with_a_reason_the_number_is_shown_once_and_noted(known: Office) -> None:
    _, without, shown, again = say(known, OFFICIAL, "hộ 12", "căn cước", "căn cước: cần làm thẻ BHYT", "/ho 12")
    assert "xem để làm gì" in without
    assert NUMBER not in without
    assert f"1. Phạm Văn Dắt: {NUMBER}" in shown
    assert NUMBER not in again
    (private,) = say(known, OFFICIAL, "hộ 12 sức khoẻ: xét hỗ trợ")
    assert "• Phạm Văn Dắt: dân tộc Hrê" in private
    assert PHONE not in private
    (looks,) = say(known, WHO[Role.ADMIN], "ai đã xem hộ 12")
    assert [line.partition(" Lê Thị Hoa ")[2] for line in looks.splitlines()[1:]] == [
        "xem phần riêng tư (trang web): xét hỗ trợ",
        "xem thẻ (trang web)",
        "xem căn cước (trang web): cần làm thẻ BHYT",
        "xem thẻ (trang web)",
    ]
    with known.database.look() as work:
        noted = [(one.subject, one.sensitive, one.account) for one in work.accesses.latest(2)]
    assert noted == [
        ("card-looks", False, "web/demo/admin"),
        ("card-private", True, f"web/demo/{OFFICIAL}"),
    ]


def test_to_others_no_reason_opens_it(known: Office) -> None:
    for role in (Role.LEADER, Role.OBSERVER, Role.OFFICIAL):
        _, number, health = say(known, WHO[role], "/ho 12", "căn cước: cần làm thẻ BHYT", "sức khoẻ: cần biết")
        assert "anh/chị không xem được" in number, role
        assert "anh/chị không xem được" in health, role


def test_who_looked_is_for_those_who_keep_the_register(known: Office) -> None:
    for role in set(Role) - {Role.ADMIN}:
        _, said = say(known, WHO[role], "/ho 12", "ai đã xem")
        assert "Chỉ quản trị và công chức văn hoá" in said, role


def test_a_collaborator_sees_their_own_households_only(office: Office) -> None:
    theirs, others, by_name = say(office, "ra-soat-1", "/ho 12", "/ho 60", "thẻ hộ Trút")
    assert theirs.startswith("Hộ 12")
    assert 'không thấy hộ nào là "60"' in others
    with office.database.look() as work:
        person = work.people.by_key("ra-soat-1")
        assert person is not None
        held = work.rounds.all()[0]
        mine = {one.household.number for one in work.assignments.of_person(held.id, person.id)}
    assert {int(line.split(".")[0]) for line in by_name.splitlines() if line[:1].isdigit()} <= mine
    # Also of their own group only what is theirs to review.
    with office.database.work() as work:
        one, other = assignment_of(work, office, 13), work.people.by_key("ra-soat-2")
        assert other is not None
        work.assignments.put(one.round_id, one.household.id, other.id, office.now)
        work.commit()
    assert 'không thấy hộ nào là "13"' in say(office, "ra-soat-1", "/ho 13")[0]
    assert say(office, "ra-soat-2", "/ho 13")[0].startswith("Hộ 13")
    # "hộ 12" opens the review, as ever.
    assert "đọc cho hộ nghe" in say(office, "ra-soat-1", "hộ 12")[0]


def test_several_are_listed_and_a_number_means_what_stood_there(office: Office) -> None:
    listed, chosen = say(office, WHO[Role.LEADER], "/ho Phạm Thị Rế", "28")
    assert listed.startswith("Có ")
    # Heads first, then somebody who lives there.
    assert listed.splitlines()[1] == "28. Phạm Thị Rế, tổ dân phố 1"
    assert "12. Phạm Văn Dắt, tổ dân phố 1 (Phạm Thị Rế)" in listed
    assert chosen.startswith("Hộ 28 – Phạm Thị Rế")
    # Marks that were typed count.
    assert "Đạt" not in say(office, WHO[Role.LEADER], "/ho Dắt")[0]
    assert "Dắt" in say(office, WHO[Role.LEADER], "/ho dat")[0]
    # A number that was not on the list means nothing here.
    assert not say(office, WHO[Role.LEADER], "/ho Phạm Thị Rế", "3")[1].startswith("Hộ 3 ")


def test_on_a_small_channel_it_comes_page_by_page(office: Office) -> None:
    whole = say(office, OFFICIAL, "/ho 12")[0].splitlines()
    office.services.channels["web"] = SMALL
    try:
        phone = Phone(office, OFFICIAL)
        pages = [phone.read(phone.say(words), SMALL) for words in ("/ho 12", "tiếp", "tiếp")]
    finally:
        office.services.channels.clear()
    assert all(len(page) <= 300 and "---" not in page for page in pages)
    assert pages[0].splitlines()[-1] == "Trang 1/2. Gõ: tiếp"
    assert [*pages[0].splitlines()[:-1], *pages[1].splitlines()] == whole
    assert pages[2] == "Hết thẻ hộ 12 rồi ạ."


def test_behind_its_end_a_collaborator_goes_on_with_the_list(office: Office) -> None:
    assert say(office, "ra-soat-1", "/ho 12", "tiếp")[1].startswith("Anh/chị có 39 hộ")
    assert say(office, OFFICIAL, "/ho 12", "tiếp")[1] == "Hết thẻ hộ 12 rồi ạ."


def test_words_without_a_card_open_none(office: Office) -> None:
    said = say(office, OFFICIAL, "căn cước: cần làm thẻ", "/nhiemvu", "ai đã xem")
    assert "mở thẻ của hộ trước" in said[0]
    assert "mở thẻ của hộ trước" in said[2]
    # What was open is left for the card; its words answer no question of a form.
    asked = say(office, "ra-soat-1", "rà soát 12", "đồng ý", "/ho 12", "12")
    assert "chưa ghi" not in asked[2]
    assert "Thành viên" in asked[3]


def test_why_it_came_onto_the_list_is_told(office: Office) -> None:
    say(office, "admin", "bớt hộ 12: nhầm", "thêm hộ 12 vào đợt: phát sinh do ốm")
    assert "Vào đợt vì: phát sinh do ốm" in say(office, WHO[Role.LEADER], "/ho 12")[0]
    assert "phát sinh do ốm" not in say(office, WHO[Role.OBSERVER], "/ho 12")[0]


def test_two_communes_with_one_number_are_listed_in_order(office: Office) -> None:
    move_in(office)
    with office.database.work() as work:
        work.households.put("xa-ngoai", 12, "ngoai-1", "Hồ Văn Mười Hai")
        above = work.people.put("tinh-1", "Bùi Thị Tỉnh", Role.LEADER, units=["xa-ba-to", "xa-ngoai"])
        work.people.link(above.id, Phone(office, "tinh-1").address, office.now)
        work.commit()
    listed, chosen = say(office, "tinh-1", "/ho 12", "2")
    assert "1. " in listed
    assert "hộ 12, " in listed
    assert chosen.startswith("Hộ 12 – ")
    # To each of the communes its own.
    assert "Hồ Văn" in say(office, STAFF[Role.LEADER][0], "/ho 12")[0]
    assert "Phạm Văn Dắt" in say(office, WHO[Role.LEADER], "/ho 12")[0]


def test_a_sheet_that_was_taken_stands_in_the_log(known: Office) -> None:
    say(known, "admin", "xuất phiếu hộ 12")
    assert "lấy phiếu của hộ" in say(known, "admin", "ai đã xem hộ 12")[0]
