"""A household goes back: its person is told at once, opens it at the first question that is asked again, goes on from one to the next, and hands it in; the
checker sees what was changed since.
"""

import re
from datetime import datetime
from random import Random

import pytest

from storage.records import AssignmentState
from survey.workflow.states import WAITING
from tests.handlers.support.desk import SMALL, Post, letters, said, states
from tests.handlers.support.ticks import run_ticks
from tests.support.commune import answers, latest_of
from tests.support.conversation import Office, Phone

BACK = "trả lại 16: hỏi lại diện tích; 18: có nhà tiêu chưa; ảnh mờ quá"


@pytest.fixture
def returned(desk: Phone) -> Phone:
    """Household 11 went back to its collaborator, whose phone this is; the message has come."""
    told = said(desk, "kiểm 11", "trả lại: ảnh mờ quá; 16: hỏi lại diện tích; 18: có nhà tiêu chưa")
    assert "Em nhắn cho Đinh Thị Xếp rồi." in told
    (message,) = letters(desk.office)["ra-soat-1"]
    assert message.splitlines() == [
        "Trần Thị Sương trả lại hộ 11 – Đinh A Ê để hỏi lại:",
        "• ảnh mờ quá",
        "• Câu 16: hỏi lại diện tích",
        "• Câu 18: có nhà tiêu chưa",
        "Mở hộ, gõ: rà soát 11",
    ]
    return Post(desk.office, "ra-soat-1")


def test_it_opens_at_the_first_question_and_goes_on_to_the_next(office: Office, returned: Phone, desk: Phone) -> None:
    assert "Trả lại để hỏi thêm: hộ 11 – Đinh A Ê. Gõ: rà soát 11" in said(returned, "/start")
    assert said(returned, "danh sách").splitlines()[1] == "11. Đinh A Ê (cận nghèo) – trả lại để hỏi thêm"
    opened = said(returned, "11")
    assert (
        "Trần Thị Sương trả lại để hỏi lại 3 điều.\nNgười kiểm tra dặn: ảnh mờ quá\n⚠ Hỏi lại câu 16: hỏi lại diện tích"
        in opened
    )
    assert "Câu 16. Diện tích ở của hộ bao nhiêu m²? (đang ghi: 45 m²)" in opened
    assert "còn cần hỏi lại câu 16, 18" in said(returned, "nộp")
    assert states(office, 11) == ["returned"]
    following = said(returned, "38")
    assert "38 m²" in following
    assert "⚠ Hỏi lại câu 18: có nhà tiêu chưa" in following
    ended = said(returned, "trả lời: bà con đang làm nhà tiêu")
    assert "Câu 18: giữ nguyên ✓" in ended
    assert "Hộ 11 – đã đủ các câu." in ended
    assert "Đã nộp hộ 11" in said(returned, "nộp")
    assert answers(office, 11)["dien_tich"] == "38.0"
    page = said(desk, "kiểm 11")
    head, _, back = page.partition("\n")
    assert head.startswith("Hộ 11 – Đinh A Ê, tổ dân phố 1. Đinh Thị Xếp nộp ")
    assert back.startswith("Nộp lại sau khi trả lại lúc ")
    assert "• ảnh mờ quá\n• Câu 16: hỏi lại diện tích – 38 m²\n" in back
    assert "• Câu 18: có nhà tiêu chưa – không có – trả lời: bà con đang làm nhà tiêu" in back
    assert "Từ lúc trả lại đã đổi:\n• diện tích: 45 m² → 38 m²\n" in back
    assert said(desk, "kiểm tra").splitlines()[1] == "Trả lại rồi nộp lại (1): 11"
    assert "Hộ 11: đạt" in said(desk, "tiếp", "đạt")


def test_an_answer_that_was_right_stays_and_is_said_to(office: Office, returned: Phone) -> None:
    before = answers(office, 11)
    said(returned, "rà soát 11")
    assert "⚠ Hỏi lại câu 18" in said(returned, "45")
    assert "đã đủ các câu" in said(returned, "giu nguyen")
    assert answers(office, 11) == before
    assert "Đã nộp hộ 11" in said(returned, "nộp")


def test_other_answers_may_be_corrected_in_between(office: Office, returned: Phone) -> None:
    said(returned, "rà soát 11")
    assert "⚠ Hỏi lại câu 16" in said(returned, "sửa 17: 1")
    assert "Câu 20" in said(returned, "sửa 20")
    assert "⚠ Hỏi lại câu 16" in said(returned, "1")
    assert "⚠ Hỏi lại câu 18" in said(returned, "sửa 16: 40")
    assert answers(office, 11)["dien_tich"] == "40.0"


def test_a_pause_a_visit_and_an_old_answer_keep_it_as_it_is(office: Office, returned: Phone) -> None:
    said(returned, "rà soát 11", "tạm dừng")
    assert "Đã hẹn hộ 11" in said(returned, "hẹn lại 11 thứ năm")
    assert states(office, 11) == ["returned"]
    assert "⚠ Hỏi lại câu 16" in said(returned, "rà soát 11")
    assert "đang được trả lại" in said(returned, "huỷ", "có")
    assert states(office, 11) == ["returned"]
    early = office.now
    said(returned, "rà soát 11")
    returned.send("giữ nguyên", at=early)
    office.work_off()
    assert "⚠ Hỏi lại câu 16" in returned.read(returned.receive())


def test_who_was_said_to_have_moved_away_and_is_found_after_all_is_still_asked_again(
    office: Office, returned: Phone, desk: Phone
) -> None:
    said(returned, "rà soát 11", "chuyển đi", "2")
    assert states(office, 11) == ["closed"]
    assert "⚠ Hỏi lại câu 16" in said(returned, "rà soát 11")
    assert states(office, 11) == ["returned"]
    assert "Đang trả lại (1): 11" in said(desk, "kiểm tra")
    assert "đang được trả lại" in said(returned, "huỷ", "có")
    assert "⚠ Hỏi lại câu 18" in said(returned, "rà soát 11", "38")
    said(returned, "giữ nguyên", "chuyển đi", "2", "rà soát 11")
    assert states(office, 11) == ["returned"], "what is said of the household as a whole is open until it is handed in"


def test_who_has_not_seen_it_is_named_at_the_desk(office: Office, desk: Phone) -> None:
    blind = Post(office, desk.person, seen_by_others=False)
    said(blind, "kiểm 11", BACK)
    assert "Đang trả lại (1): 11 – chưa xem: 11" in said(blind, "kiểm tra")
    being_asked = said(blind, "kiểm 11")
    assert being_asked.startswith(
        "Hộ 11 – Đinh A Ê chưa cần kiểm tra: trả lại để hỏi thêm.\n• Câu 16: hỏi lại diện tích\n"
    )
    assert being_asked.endswith("rà soát viên chưa xem.")
    letters(office)
    assert said(desk, "kiểm tra").splitlines()[-2] == "Đang trả lại (1): 11"
    assert said(desk, "kiểm 11").endswith("rà soát viên đã xem.")


def test_opening_it_is_seeing_it(office: Office, desk: Phone) -> None:
    said(Post(office, desk.person, seen_by_others=False), "kiểm 11", BACK)
    said(Post(office, "ra-soat-1", seen_by_others=False), "rà soát 11")
    assert "chưa xem" not in said(desk, "kiểm tra")


def test_a_household_of_somebody_who_left_goes_to_whoever_takes_over(office: Office, desk: Phone) -> None:
    admin, successor = Post(office, "admin"), Post(office, "ra-soat-2")
    said(admin, "cho nghỉ ra-soat-1", "có")
    assert "không còn ai phụ trách" in said(desk, "kiểm 11", BACK)
    told = letters(office)
    assert "ra-soat-1" not in told
    assert any("không còn ai phụ trách" in text for text in told["admin"])
    said(admin, "giao 11 cho Trút", "giao")
    assert any("11" in text for text in letters(office)["ra-soat-2"])
    assert "chưa xem: 11" in said(desk, "kiểm tra")
    assert "⚠ Hỏi lại câu 16: hỏi lại diện tích" in said(successor, "rà soát 11")
    assert "chưa xem" not in said(desk, "kiểm tra")


def test_who_is_let_go_hands_over_what_went_back(office: Office, returned: Phone) -> None:
    said(Post(office, "admin"), "cho nghỉ ra-soat-1, giao cho Trút", "có")
    assert "⚠ Hỏi lại câu 16" in said(Post(office, "ra-soat-2"), "rà soát 11")
    assert "⚠" not in said(returned, "rà soát 11")


@pytest.mark.usefixtures("returned")
def test_what_lies_too_long_is_called_to_mind(office: Office) -> None:
    office.now = datetime.fromisoformat("2025-11-05T09:00+07:00")
    run_ticks(office)
    assert "Hộ 11 – Đinh A Ê được trả lại để hỏi thêm mà chưa nộp lại" in "\n".join(letters(office)["ra-soat-1"])


def test_at_night_nobody_is_woken(office: Office, desk: Phone) -> None:
    office.now = datetime.fromisoformat("2025-11-03T22:30+07:00")
    said(desk, "kiểm 11", BACK)
    assert "ra-soat-1" not in letters(office)
    office.now = datetime.fromisoformat("2025-11-04T07:45+07:00")
    assert "trả lại hộ 11" in letters(office)["ra-soat-1"][0]


def test_whom_nothing_reaches_is_to_be_called(office: Office, desk: Phone) -> None:
    with office.database.work() as work:
        me = work.people.by_key("ra-soat-1")
        assert me is not None
        work.people.unlink(me.id)
        work.commit()
    assert "chưa nhắn được cho Đinh Thị Xếp" in said(desk, "kiểm 11", BACK)
    with office.database.look() as work:
        assert [one.person_id for one in work.calls.open()] == [me.id]


REFUSED = [
    ("trả lại", "Anh/chị cần hỏi lại câu nào của hộ 11?"),
    ("không đạt", "Anh/chị cần hỏi lại câu nào của hộ 11?"),
    ("trả lại 16", "Câu 16 cần hỏi lại gì? Ví dụ: trả lại 16: hỏi lại diện tích"),
    ("trả lại 99: thử", "Phiếu không có câu 99"),
    ("trả lại 16: thử; 99: thử", "Phiếu không có câu 99"),
    (f"trả lại 16: {'dài ' * 100}", "gọn trong 300 ký tự"),
    ("trả lại " + "; ".join(f"{n}: thử" for n in range(1, 20)), "tới 12 câu một lần"),
    ("hỏi:", "Anh/chị muốn hỏi gì về hộ 11?"),
    ("hỏi", "Anh/chị muốn hỏi gì về hộ 11?"),
]


@pytest.mark.parametrize(("words", "answer"), REFUSED, ids=[row[0][:30] for row in REFUSED])
def test_what_cannot_be_asked_is_said_and_nothing_moves(office: Office, desk: Phone, words: str, answer: str) -> None:
    assert answer in said(desk, "kiểm 11", words)
    assert states(office, 11) == ["submitted"]
    assert not letters(office)
    # The household is still open.
    assert "Đã trả lại hộ 11" in said(desk, "trả lại 16: hỏi lại diện tích")


def test_questions_without_the_word_are_asked_about(office: Office, desk: Phone) -> None:
    asked = said(desk, "kiểm 11", "16: hỏi lại diện tích 18: có nhà tiêu chưa")
    assert asked.startswith("Ý anh/chị là: trả lại hộ 11 câu 16: hỏi lại diện tích; câu 18: có nhà tiêu chưa?")
    assert states(office, 11) == ["submitted"]
    assert "Đã trả lại hộ 11 để hỏi lại:\n• Câu 16: hỏi lại diện tích\n• Câu 18: có nhà tiêu chưa" in said(desk, "có")


def test_a_question_of_one_member_and_of_the_list(office: Office, desk: Phone) -> None:
    said(desk, "kiểm 11", "trả lại 7.4: còn học không; người 2: sai năm sinh; 1: thiếu ai không")
    phone = Post(office, "ra-soat-1")
    assert "⚠ Hỏi lại câu 7.4: còn học không" in said(phone, "rà soát 11")
    assert "⚠ Hỏi lại câu người 2: sai năm sinh" in said(phone, "giữ nguyên")
    assert "⚠ Hỏi lại câu 1: thiếu ai không" in said(phone, "giữ nguyên")
    assert "đã đủ các câu" in said(phone, "đủ")
    assert "Đã nộp hộ 11" in said(phone, "nộp")


def test_on_a_channel_of_300_characters_too(office: Office, returned: Phone) -> None:
    opened = returned.read(returned.say("rà soát 11"), SMALL)
    assert all(len(part) <= 300 for part in opened.split("\n---\n"))
    assert "⚠ Hỏi lại câu 16" in opened
    assert "⚠ Hỏi lại câu 18" in returned.read(returned.say("40"), SMALL)


WORDS = {
    "desk": (
        "kiểm 11",
        "đạt",
        "trả lại 16: thử",
        "bỏ đạt 11: nhầm",
        "đạt 11-12",
        "đúng",
        "hỏi hộ 11: sao",
        "tiếp",
        "xem",
    ),
    "own": (
        "rà soát 11",
        "40",
        "giữ nguyên",
        "nộp",
        "mở lại 11",
        "huỷ",
        "có",
        "vắng nhà",
        "trả lời 11: có",
        "hẹn lại 11 thứ năm",
    ),
}


@pytest.mark.parametrize("seed", range(3))
def test_whatever_the_two_say_one_after_the_other_nothing_breaks_and_no_comment_is_lost(
    office: Office, desk: Phone, seed: int
) -> None:
    """No message is parked; what is open of a return is of a household that waits; what counts has a result."""
    rng, own = Random(seed), Post(office, "ra-soat-1")
    for _ in range(25):
        phone, key = rng.choice([(desk, "desk"), (own, "own")])
        office.wait(seconds=5)
        phone.send(rng.choice(WORDS[key]))
        office.work_off()
        letters(office)
        with office.database.look() as work:
            assert work.inbox.parked() == 0
            interview = latest_of(work, office, 11)
            one = work.assignments.get(interview.assignment_id or 0)
            assert one is not None
            left = work.comments.open_of(interview.id)
            assert not left or one.state in WAITING or one.state is AssignmentState.CLOSED
            assert (interview.result is None) is (one.state in WAITING or one.state is AssignmentState.CLOSED)


def test_words_of_the_checker_are_in_no_log_and_under_no_open_column(office: Office, desk: Phone) -> None:
    said(desk, "kiểm 11", "trả lại 16: nhà ông Sáu Lèo")
    office.database.begin_log_anew()
    letters(office)
    path = re.sub(r"^sqlite:///", "", str(office.database._engine.url))
    with open(path, "rb") as file:  # noqa: PTH123 - bytes of the whole file
        assert "Sáu Lèo".encode() not in file.read()
