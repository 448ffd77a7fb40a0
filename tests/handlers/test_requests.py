"""Households ask to be reviewed or to leave the list: taken down in chat, with a receipt, onto the list of the right round, refused only with a reason."""

import pytest

from storage.records import Purpose, Request, RequestKind, RequestState, Round
from tests.support.conversation import Office, Phone

COMMUNE, GROUP = "xa-ba-to", "tdp-1"


@pytest.fixture
def admin(office: Office) -> Phone:
    return Phone(office, "admin")


def said_by(phone: Phone, *words: str) -> str:
    """What the bot says to the last of these."""
    return [phone.read(phone.say(one)) for one in words][-1].replace("\u00a0", " ")


def requests(office: Office) -> tuple[Request, ...]:
    with office.database.look() as work:
        return work.requests.listed(20)


def held(office: Office) -> Round:
    with office.database.look() as work:
        found = work.rounds.by_key(COMMUNE, "2025")
        assert found is not None
        return found


def close_round(office: Office) -> None:
    with office.database.work() as work:
        found = work.rounds.by_key(COMMUNE, "2025")
        assert found is not None
        work.rounds.close(found)
        work.commit()


def asked(
    office: Office,
    name: str = "Đinh Văn Kiểm",
    state: RequestState = RequestState.OPEN,
    marks: int = 2,
    unit: str = GROUP,
) -> None:
    """A household that is not in the register has handed in its request."""
    with office.database.work() as work:
        person = work.people.by_key("ra-soat-1")
        form = work.forms.latest("de-nghi-ra-soat")
        assert person is not None
        assert form is not None
        one = work.interviews.create_own(form.id, "nd07-2021", person.id, office.now, purpose=Purpose.FREE)
        work.requests.begin(
            RequestKind.REVIEW,
            commune=COMMUNE,
            unit=unit,
            household_id=None,
            interview_id=one.id,
            by=person.id,
            at=office.now,
        )
        begun = work.requests.of_interview(one.id)
        assert begun is not None
        work.requests.hand_in(begun, 2025, name, marks, state, office.now)
        work.commit()


# --- taken down ------------------------------------------------------------------------------------------------------------------------


def test_a_household_of_the_list_skips_phieu_a_and_stays_in_its_round(office: Office, phone: Phone) -> None:
    assert "Chưa có đề nghị nào" in said_by(phone, "đề nghị")
    begun = said_by(phone, "đề nghị hộ 12")
    assert begun.startswith(
        "Giấy đề nghị rà soát (Mẫu 01). Hộ 12 – Phạm Văn Dắt.\nCâu 1. Họ và tên người đứng tên đề nghị?"
    )
    said_by(phone, "Phạm Văn Dắt", "nam", *["bỏ qua"] * 5)
    assert "đã đủ các câu" in said_by(phone, "nhà mới cháy")
    assert said_by(phone, "nộp") == (
        "✓ Đã nhận đề nghị. Giấy hẹn số 1/2025.\nHộ 12 đang có trong danh sách đợt định kỳ 2025."
    )
    assert "• Số 1/2025 – hộ 12 Phạm Văn Dắt, tổ dân phố 1: rà soát – đã vào đợt" in said_by(phone, "/denghi")
    (one,) = requests(office)
    assert (one.state, one.marks, one.round_id) == (RequestState.JOINED, None, held(office).id)


@pytest.mark.parametrize(
    ("columns", "outcome", "state", "marks"),
    [
        ("1,5,9", "Hộ 248 đã vào danh sách đợt định kỳ 2025, chưa giao cho ai.", RequestState.JOINED, 3),
        ("không", "Hộ 248 đã vào danh sách đợt định kỳ 2025, chưa giao cho ai.", RequestState.JOINED, 0),
        (
            "1 2 3 9",
            "từ 4 cột thì chưa đưa vào danh sách (Thông tư 07/2021/TT-BLĐTBXH Phụ lục II)",
            RequestState.DUE,
            4,
        ),
    ],
)
def test_a_new_household_goes_through_phieu_a(
    office: Office, phone: Phone, columns: str, outcome: str, state: RequestState, marks: int
) -> None:
    assert "Hộ chưa có trong sổ, ở tổ dân phố 1." in said_by(phone, "đề nghị mới tổ 1")
    said_by(phone, "Đinh Văn Kiểm", "nam", *["bỏ qua"] * 6)
    assert "9. Cột 09\n10. không có cột nào" in said_by(phone, "mất mùa")
    said = said_by(phone, columns, "nộp")
    assert said.startswith("✓ Đã nhận đề nghị. Giấy hẹn số 1/2025.")
    assert outcome in said
    (one,) = requests(office)
    assert (one.state, one.marks, one.name) == (state, marks, "Đinh Văn Kiểm")
    with office.database.look() as work:
        on_list = work.assignments.of_number(held(office).id, 248)
    assert (on_list is not None) == (state is RequestState.JOINED)


def test_what_is_put_aside_goes_on_and_what_is_given_up_counts_nowhere(office: Office, phone: Phone) -> None:
    said_by(phone, "đề nghị thoát hộ 12", "Phạm Văn Dắt", "tạm dừng")
    assert "1. Giấy đề nghị thoát nghèo, thoát cận nghèo (Mẫu 04) – đang làm dở" in said_by(phone, "phiếu")
    said = said_by(phone, "đề nghị thoát hộ 12")
    assert said.startswith("Đề nghị của hộ 12 – Phạm Văn Dắt: làm tiếp.\nCâu 2.")
    assert said_by(phone, "huỷ", "1") == (
        "Đã huỷ Giấy đề nghị thoát nghèo, thoát cận nghèo (Mẫu 04). Làm lại từ đầu, gõ: đề nghị"
    )
    assert "Mẫu 04" not in said_by(phone, "phiếu")
    assert requests(office) == ()


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("đề nghị hộ 9999", "Em không thấy hộ số 9999"),
        ("đề nghị hộ 60", "Em không thấy hộ số 60"),
        ("đề nghị mới tổ 6", "Hộ ở đâu ạ: tổ dân phố 1? Ví dụ: đề nghị mới tổ dân phố 1"),
        ("/denghi abc", 'Em chưa rõ "đề nghị abc".'),
        ("đề nghị 7", "Em không thấy đề nghị số 7/2025"),
    ],
)
def test_what_cannot_be_taken_down_is_said(phone: Phone, words: str, answer: str) -> None:
    assert answer in said_by(phone, words)


def test_who_is_on_no_list_need_not_leave_it(office: Office, phone: Phone) -> None:
    asked(office)
    assert "Hộ 248 đã vào danh sách" in said_by(Phone(office, "admin"), "nhận 1")
    assert "Hộ 248 không có trong danh sách hộ nghèo" in said_by(phone, "đề nghị thoát hộ 248")


# --- the right round -------------------------------------------------------------------------------------------------------------------


def test_it_waits_for_a_round_and_joins_the_one_that_opens(office: Office, admin: Phone) -> None:
    close_round(office)
    asked(office)
    assert said_by(admin, "nhận 1") == "Xã chưa có đợt rà soát nào đang mở. Mở đợt thì hộ vào danh sách."
    opened = said_by(admin, "mở đợt tháng 11", "mở")
    assert "Đã thêm 1 hộ có đề nghị từ trước." in opened
    (one,) = requests(office)
    with office.database.look() as work:
        joined = work.rounds.by_key(COMMUNE, "2025-11")
        assert joined is not None
        assert one.round_id == joined.id
        assert work.assignments.of_number(joined.id, one.household or 0) is not None


def test_a_household_of_the_same_name_is_looked_at_first(office: Office, admin: Phone) -> None:
    close_round(office)
    asked(office, name="phạm văn dắt")
    assert "đề nghị từ trước" not in said_by(admin, "mở đợt tháng 11", "mở")
    (one,) = requests(office)
    assert one.state is RequestState.OPEN


# --- decided ---------------------------------------------------------------------------------------------------------------------------


def test_a_refusal_needs_a_reason_and_is_final(office: Office, admin: Phone, phone: Phone) -> None:
    asked(office, state=RequestState.DUE, marks=5)
    assert "1 đề nghị của hộ đang chờ, gõ: đề nghị" in said_by(admin, "/start")
    assert "cần trả lời bằng văn bản" in said_by(admin, "đề nghị")
    assert "Từ chối phải có lý do" in said_by(admin, "từ chối 1")
    assert requests(office)[0].state is RequestState.DUE
    assert said_by(admin, "từ chối 1: hộ có xe tải") == (
        "Đã ghi từ chối đề nghị số 1/2025 (Đinh Văn Kiểm) ✓ Anh/chị trả lời hộ bằng văn bản, ghi rõ lý do này."
    )
    assert "Lý do: hộ có xe tải" in said_by(phone, "đề nghị 1")
    assert said_by(admin, "nhận 1: nhầm") == "Đề nghị số 1/2025 đã trả lời rồi."
    assert "đang chờ, gõ" not in said_by(admin, "/start")


def test_what_phieu_a_keeps_off_the_list_is_put_on_it_with_a_reason(office: Office, admin: Phone) -> None:
    asked(office, state=RequestState.DUE, marks=4)
    assert "Phiếu A của hộ có 4 cột. Đưa vào danh sách thì anh/chị ghi lý do" in said_by(admin, "nhận 1")
    assert "Hộ 248 đã vào danh sách" in said_by(admin, "nhận 1: nhà vừa cháy")
    (one,) = requests(office)
    assert (one.state, one.reason) == (RequestState.JOINED, "nhà vừa cháy")
    assert said_by(admin, "từ chối 1: x") == "Đề nghị số 1/2025 đã vào danh sách của đợt."


def test_others_decide_nothing_and_see_only_their_places(office: Office, phone: Phone) -> None:
    asked(office)
    asked(office, name="Đinh Văn Sáu", unit="tdp-6")
    assert "Em không đổi gì" in said_by(phone, "từ chối đề nghị 1: x")
    listed = said_by(phone, "đề nghị")
    assert "Đinh Văn Kiểm" in listed
    assert "Đinh Văn Sáu" not in listed
    assert "Em không thấy đề nghị số 2/2025" in said_by(phone, "đề nghị 2")
    assert {one.state for one in requests(office)} == {RequestState.OPEN}


def test_a_commune_whose_name_differs_in_its_marks_is_not_meant(office: Office) -> None:
    asked(office)
    admin = Phone(office, "admin")
    assert "Em không thấy đề nghị số 1/2025" in said_by(admin, "từ chối đề nghị 1 xã Ba Tô: chưa đủ giấy")
    assert {one.state for one in requests(office)} == {RequestState.OPEN}
    said_by(admin, "từ chối đề nghị 1 xã ba to: chưa đủ giấy")
    assert {one.state for one in requests(office)} == {RequestState.ANSWERED}


def test_the_rule_of_phieu_a_is_data_with_its_source(office: Office) -> None:
    rule = office.services.rulesets[-1].quick_review
    assert rule is not None
    assert (rule.columns, rule.listed_below, rule.confidence) == (9, 4, "VERIFIED")
    assert [rule.lists(marks) for marks in (0, 3, 4, 9)] == [True, True, False, False]
