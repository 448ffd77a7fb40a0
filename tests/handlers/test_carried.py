"""A household that was reviewed last year: its answers are confirmed, and only what was confirmed is stored, counted and handed in."""

from pathlib import Path

import pytest

from bot.channels.render import split
from chat import Capabilities
from storage.records import AnswerEvent, InterviewState
from tests.support.commune import answers, assignment_of, latest_of
from tests.support.conversation import Office, Phone
from tests.support.last_year import read_answers, review_last_year

ANSWERS = read_answers((Path(__file__).parents[1] / "transcripts" / "last_year" / "khong-doi.txt").read_text("utf-8"))
SMALL = Capabilities("text_only", max_text=300, buttons=False)


@pytest.fixture
def last_year(office: Office) -> int:
    return review_last_year(office, 11, ANSWERS)


def begun(office: Office, *said: str) -> Phone:
    """Household 11 with the notice agreed to and the list confirmed; then what is said."""
    phone = Phone(office, "ra-soat-1")
    for text in ("rà soát 11", "đồng ý", "đủ", *said):
        phone.say(text)
    return phone


def events(office: Office, name: str) -> list[AnswerEvent]:
    with office.database.look() as work:
        return [one for one in work.interviews.events(latest_of(work, office, 11).id) if one.key.name == name]


@pytest.mark.usefixtures("last_year")
def test_nothing_of_last_year_is_stored_before_it_is_confirmed(office: Office) -> None:
    begun(office)
    found = answers(office, 11)
    assert not {name.partition(".")[0] for name in found} & {"bhyt", "tuong", "dien_tich", "thiet_bi", "nguyen_nhan"}
    assert found["cccd.1"] == ANSWERS["cccd", "1"], "what stood with the list was confirmed with it"


@pytest.mark.usefixtures("last_year")
def test_who_confirmed_it_and_when_is_in_the_history(office: Office) -> None:
    begun(office, "sửa 16: 38", "đúng")
    [area], [wall] = events(office, "dien_tich"), events(office, "tuong")
    with office.database.look() as work:
        person = work.people.by_key("ra-soat-1")
    assert person is not None
    assert (area.kind, area.value, wall.kind, wall.value) == ("answer", "38.0", "confirm", "khong_ben")
    assert (wall.by, wall.at.date()) == (person.id, office.now.date())
    assert [one.kind for one in events(office, "ho_ten")] == ["prefill"] * 5 + ["confirm"] * 5


@pytest.mark.usefixtures("last_year")
@pytest.mark.parametrize("name", ["dinh_duong", "diem_a", "anh_nha", "vi_tri", "ghi_chu"])
def test_what_the_form_keeps_from_being_carried_is_asked_anew(office: Office, name: str) -> None:
    """The year before had an answer to each of them."""
    review_last_year(office, 14, {**ANSWERS, ("ghi_chu", ""): "nhà ở cuối xóm", ("vi_tri", ""): "14.7 108.7 0 0"})
    phone = begun(office, "đúng")
    said = "\n".join(phone.read([message]) for message in phone.seen)
    assert "nhà ở cuối xóm" not in said
    assert name not in {one.partition(".")[0] for one in answers(office, 11)}


@pytest.mark.usefixtures("last_year")
def test_the_class_counts_nothing_that_is_not_confirmed(office: Office) -> None:
    phone = begun(office)
    assert "Điểm B = 0–120" in phone.read(phone.say("vì sao"))
    assert "Còn 17 câu của lần trước chưa xác nhận" in phone.read(phone.say("vì sao"))
    phone.say("sửa 16: 38")
    assert "1 mục thiếu hụt" in phone.read(phone.say("vì sao"))
    assert "Chưa nộp được" in phone.read(phone.say("nộp"))
    phone.say("đúng")
    assert "8 mục thiếu hụt" in phone.read(phone.say("vì sao"))


@pytest.mark.usefixtures("last_year")
def test_looking_it_through_tells_last_years_answers_apart(office: Office) -> None:
    phone = begun(office, "sửa 16: 38")
    now, _, before = phone.read(phone.say("xem lại")).partition("Lần trước trả lời, chưa xác nhận:")
    assert "38 m²" in now
    assert "20. thiết bị: tivi" in before
    assert "thiết bị" not in now
    phone.say("đúng")
    assert "Lần trước trả lời" not in phone.read(phone.say("xem lại"))


@pytest.mark.usefixtures("last_year")
def test_secrets_are_masked_in_the_block_and_with_the_list(office: Office) -> None:
    phone = Phone(office, "ra-soat-1")
    phone.say("rà soát 11")
    said = phone.read(phone.say("đồng ý")) + phone.read(phone.say("đủ"))
    assert ANSWERS["cccd", "1"] not in said
    assert f"•••{ANSWERS['cccd', '1'][-3:]}" in said
    assert "nguyên nhân: •••" in said
    assert "Hrê" not in said


@pytest.mark.usefixtures("last_year")
def test_on_a_small_phone_it_comes_in_pieces_and_each_is_confirmed_by_itself(office: Office) -> None:
    office.services.channels["web"] = SMALL
    try:
        phone = begun(office)
        pieces = 0
        while "Lần trước hộ trả lời" in (block := phone.read(phone.seen[-1:], SMALL)):
            pieces += 1
            assert len(list(split(block, SMALL.max_text))) == 1
            stored = set(answers(office, 11))
            phone.say("đúng")
            assert set(answers(office, 11)) > stored
        assert pieces == 5
    finally:
        del office.services.channels["web"]


@pytest.mark.usefixtures("last_year")
def test_a_yes_on_a_small_phone_confirms_no_more_than_that_phone_has_shown(office: Office) -> None:
    begun(office)
    other = Phone(office, "ra-soat-1")
    office.services.channels["web"] = SMALL
    try:
        other.say("tiếp tục")
    finally:
        del office.services.channels["web"]
    other.say("đúng")
    assert "tuong" not in answers(office, 11)
    assert "bhyt.1" in answers(office, 11)


@pytest.mark.usefixtures("last_year")
def test_it_is_taken_up_again_where_it_was_left(office: Office) -> None:
    phone = begun(office, "sửa 6: 4", "tạm dừng")
    again = phone.read(phone.say("rà soát 11"))
    assert "Lần trước hộ trả lời" in again
    assert "bảo hiểm" not in again
    phone.say("đúng")
    assert answers(office, 11)["bhyt.4"] == "chua"


def test_an_interview_of_this_round_or_one_that_was_given_up_is_not_last_years(office: Office) -> None:
    phone = begun(office)
    assert "Lần trước" not in phone.read(phone.seen)
    review = review_last_year(office, 12, ANSWERS)
    with office.database.work() as work:
        person = work.people.by_key("ra-soat-1")
        assert person is not None
        work.interviews.reopen(review, person.id, office.now)
        work.interviews.cancel(review, person.id, office.now)
        work.commit()
    phone.say("tạm dừng")
    for text in ("rà soát 12", "đồng ý", "đủ"):
        phone.say(text)
    assert "Lần trước" not in phone.read(phone.seen)


def test_the_list_is_that_of_the_last_interview_with_what_came_onto_the_register(office: Office) -> None:
    baby = {
        ("ho_ten", "6"): "Đinh Văn Nô",
        ("gioi_tinh", "6"): "nam",
        ("nam_sinh", "6"): "2024",
        ("quan_he", "6"): "chau",
    }
    review = review_last_year(office, 11, {**ANSWERS, **baby})
    with office.database.work() as work:
        held = assignment_of(work, office, 11).household.id
        work.households.put_member(held, 7, "Đinh Thị Mới", "nu", "con_dau", birth_year=2005)
        gone = next(one for one in work.households.members(held) if one.ordinal == 3)
        work.households.leave(gone.id, "da_mat", office.now)
        work.commit()
    phone = Phone(office, "ra-soat-1")
    phone.say("rà soát 11")
    said = phone.read(phone.say("đồng ý"))
    assert [line[:2] for line in said.splitlines() if line[:1].isdecimal()] == ["1.", "2.", "4.", "5.", "6.", "7."]
    assert "Đinh Văn Nô, nam, 2024, cháu" in said
    assert "Đinh Thị Mới, nữ, 2005, con dâu" in said
    with office.database.look() as work:
        assert work.interviews.load(review).interview.state is InterviewState.SUBMITTED


@pytest.mark.usefixtures("last_year")
def test_nobody_elses_answers_become_those_of_a_new_member(office: Office) -> None:
    phone = begun(office, "xoá 5", "đã mất", "thêm Đinh Văn Nô, nam, 2024, cháu", "đủ")
    phone.say("đúng")
    found = answers(office, 11)
    assert "bhyt.6" not in found
    assert "bhyt.5" not in found


@pytest.mark.usefixtures("last_year")
@pytest.mark.parametrize("said", ["2: chưa có", "bỏ qua"])
def test_whoever_is_not_named_keeps_what_was_so_last_year(office: Office, said: str) -> None:
    phone = Phone(office, "ra-soat-1")
    for text in ("rà soát 11", "đồng ý", "sửa căn cước", said, "đủ"):
        phone.say(text)
    assert answers(office, 11)["cccd.1"] == ANSWERS["cccd", "1"]
