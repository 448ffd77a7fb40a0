"""Whatever is sent: one clear sentence, nothing lost, nothing doubled, and the open question stays open."""

from dataclasses import replace

import pytest

from chat import Contact, FileIn, Incoming, Kind, Location
from tests.support.commune import answers, assignment_of, latest_of, stored
from tests.support.conversation import Office, Phone

AT_THE_AREA = [
    ("/khongco", "Em không có lệnh /khongco. Gõ: trợ giúp để xem các lệnh."),
    ("/tonghop", "Lệnh /tonghop không dành cho vai trò của anh/chị."),
    ("/nhiemvu", "Lệnh /nhiemvu không dành cho vai trò của anh/chị."),
    ("/moi ra-soat-2", "Lệnh /moi không dành cho vai trò của anh/chị."),
    ("a" * 10_000, "Tin dài quá (10000 ký tự), em chưa ghi."),
    ("😀👍", "Em chưa đọc được tin này."),
    ("   ", "Em chưa đọc được tin này."),
    ("1 2 3 4 5 6 7 8 9", "Câu này chỉ cần một số"),
    ("0", "Diện tích là số m² lớn hơn 0"),
    ("10001", "Diện tích là số m²"),
    ("-5", "Số ở đây không thể âm"),
    ("3-4", "là một khoảng"),
    ("tầm 40", "Chỗ này cần con số cụ thể"),
    ("500 sào", "Sào, mẫu, công mỗi nơi một khác"),
    ("đủ", "Từ này không dùng được ở câu này."),
    ("sửa 99", "Phiếu không có câu 99."),
    ("sửa 23", "Câu 23 hiện không cần hỏi ở hộ này."),
    ("sửa con trâu", 'Em không thấy câu nào về "con trâu"'),
    ("xoá 77", "Không có người số 77 trong danh sách."),
    ("nộp", "Chưa nộp được, còn"),
    ("rà soát 999", "Đợt này không có hộ số 999."),
    ("rà soát 40", "Hộ 40 do Phạm Văn Trút phụ trách"),
    ("'; DROP TABLE answers; --", "Em chưa đọc được số"),
]


@pytest.mark.parametrize(("text", "expected"), AT_THE_AREA)
def test_nothing_is_recorded_and_the_question_stays_open(
    office: Office, at_area: Phone, text: str, expected: str
) -> None:
    before = stored(office, 12)
    said = at_area.read(at_area.say(text))
    assert expected in said
    assert stored(office, 12) == before
    at_area.say("40")
    assert answers(office, 12)["dien_tich"] == "40.0"


def _incoming(phone: Phone, kind: Kind, key: str) -> Incoming:
    return Incoming(phone.address, key, kind, phone.office.now)


UNWANTED = [
    (Kind.STICKER, "Em chưa đọc được nhãn dán."),
    (Kind.FILE, "Em chưa dùng được tệp ở đây"),
    (Kind.UNSUPPORTED, "Em chưa nhận được loại tin này."),
    (Kind.CONTACT, "Đã lưu số điện thoại của anh/chị (•••456)"),
    (Kind.LOCATION, "Câu này không cần vị trí nên em chưa lưu."),
    (Kind.PHOTO, "Câu này không cần ảnh nên em chưa lưu."),
]


@pytest.mark.parametrize(("kind", "expected"), UNWANTED)
def test_what_is_not_text_is_refused_kindly(office: Office, at_area: Phone, kind: Kind, expected: str) -> None:
    before = stored(office, 12)
    office.wait(seconds=5)
    sent = replace(
        _incoming(at_area, kind, "x1"),
        contact=Contact("0905123456", own=True) if kind is Kind.CONTACT else None,
        location=Location(14.7, 108.7) if kind is Kind.LOCATION else None,
        files=(FileIn("key", "a.jpg", "image/jpeg", 10),) if kind is Kind.PHOTO else (),
    )
    at_area.give(sent)
    office.work_off()
    assert expected in at_area.read(at_area.receive())
    assert stored(office, 12) == before


def test_somebody_elses_phone_number_is_not_taken(office: Office, at_area: Phone) -> None:
    office.wait(seconds=5)
    at_area.give(replace(_incoming(at_area, Kind.CONTACT, "x2"), contact=Contact("0905123456", own=False)))
    office.work_off()
    assert "Đây không phải số của chính anh/chị" in at_area.read(at_area.receive())


IDLE = [
    ("/khongco", "Em không có lệnh /khongco."),
    ("xin bữa khác", "Em chưa hiểu ý anh/chị. Anh/chị gõ số hộ"),
    ("500", "Đợt này không có hộ số 500."),
    ("99999999999", "Đợt này không có hộ số •••999."),
    ("vắng nhà", "Anh/chị mở hộ trước"),
    ("mở lại", "Anh/chị muốn mở lại hộ số mấy?"),
    ("quay lại", "Em chưa hiểu ý anh/chị."),
    ("nộp", "Em chưa hiểu ý anh/chị."),
    ("rà soát", "Anh/chị muốn rà soát hộ số mấy?"),
    ("/danhsach 99", "Trang 4/4"),
    ("tổng hợp", "Lệnh /tonghop không dành cho vai trò của anh/chị."),
    ("😀", "Em chưa đọc được tin này."),
]


@pytest.mark.parametrize(("text", "expected"), IDLE)
def test_with_nothing_open_the_answer_says_what_to_do(office: Office, phone: Phone, text: str, expected: str) -> None:
    said = phone.say(text)
    assert expected in phone.read(said)
    assert len(said) == 1


BUTTONS = [
    "q|",
    "w|",
    "q|1|1|p20|20|99",
    "zzz",
    "",
    "q|99|1|p20|20|1",
    "q|1|99|p20|20|1",
    "w|1|1|r1|đủ",
    "q|1|1|p17|17|1",
]


@pytest.mark.parametrize("payload", BUTTONS)
def test_a_button_of_another_question_interview_or_version_changes_nothing(
    office: Office, at_area: Phone, payload: str
) -> None:
    before = stored(office, 12)
    office.wait(seconds=5)
    at_area.press(payload)
    office.work_off()
    said = at_area.read(at_area.receive())
    assert "Nút" in said
    assert "phiếu" not in said.lower()
    assert stored(office, 12) == before


def test_a_double_tap_counts_once(office: Office, at_area: Phone) -> None:
    at_area.say("40")
    at_area.say("2 1 1")
    at_area.say("1")
    payload = next(b.payload for m in reversed(at_area.seen) for row in m.rows for b in row if b.label == "Bỏ qua")
    at_area.press(payload)
    at_area.press(payload)
    office.work_off()
    said = at_area.read(at_area.receive())
    assert said.count("Đã bỏ qua.") == 1
    assert said.count("Nút vừa bấm là của câu trước") == 1
    assert "nguyen_nhan" not in answers(office, 12)


def test_two_people_cannot_open_one_household(office: Office, at_area: Phone) -> None:
    other = Phone(office, "ra-soat-2")
    before = stored(office, 12)
    assert "Hộ 12 do Đinh Thị Xếp phụ trách" in other.read(other.say("rà soát 12"))
    other.say("40")
    assert stored(office, 12) == before


def test_a_household_that_moved_to_somebody_else_is_closed_to_the_first(office: Office, at_area: Phone) -> None:
    with office.database.work() as work:
        one = assignment_of(work, office, 12)
        second = work.people.by_key("ra-soat-2")
        assert second is not None
        work.assignments.put(one.round_id, one.household.id, second.id, office.now)
        work.commit()
    before = stored(office, 12)
    assert "Phiếu này không còn mở." in at_area.read(at_area.say("40"))
    assert stored(office, 12) == before
    other = Phone(office, "ra-soat-2")
    assert "Làm tiếp hộ 12" in other.read(other.say("rà soát 12"))
    other.say("40")
    assert answers(office, 12)["dien_tich"] == "40.0"


def test_an_interview_that_ended_elsewhere_takes_no_answer(office: Office, at_area: Phone) -> None:
    with office.database.work() as work:
        person = work.people.by_key("ra-soat-1")
        assert person is not None
        work.interviews.cancel(latest_of(work, office, 12).id, person.id, office.now)
        work.commit()
    before = stored(office, 12)
    assert "Phiếu này không còn mở." in at_area.read(at_area.say("40"))
    assert stored(office, 12) == before


def test_submitting_twice_submits_once(office: Office, at_area: Phone) -> None:
    for text in ("40", "2 1 1", "1", "132", *["bỏ qua"] * 5):
        at_area.say(text)
    office.wait(seconds=5)
    at_area.send("nộp")
    at_area.send("nộp")
    office.work_off()
    said = at_area.read(at_area.receive())
    assert said.count("✓ Đã nộp hộ 12") == 1
    assert "đã nộp lúc" in said
