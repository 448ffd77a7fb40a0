"""Answers as people say them: several people in a sentence, one answer for all, politeness and the question's own words around it."""

import pytest

from handlers.interview.consent import _said
from survey.interview.answers.said.by_person import in_sentences
from survey.interview.answers.said.reworded import _NEVER, shorter
from survey.interview.lists.member_list import _leaves_as_is
from survey.interview.lists.roster import reason_of
from survey.read import Member, fold, same_for_all

PEOPLE = (
    Member("1", "Phạm Văn Dắt", "chủ hộ"),
    Member("2", "Phạm Thị Rế", "vợ"),
    Member("3", "Phạm Văn Lót", "con"),
    Member("4", "Phạm Thị Lem", "con"),
)


@pytest.mark.parametrize(
    ("typed", "answers", "others"),
    [
        (
            "anh Dắt chị Rế làm rẫy, anh Lót đi làm thuê, con Lem còn đi học",
            {("1", "2"): "làm rẫy", ("3",): "đi làm thuê", ("4",): "còn đi học"},
            "",
        ),
        ("lot nghi hoc lem lop 11", {("3",): "nghi hoc", ("4",): "lop 11"}, ""),
        ("dat va re lam ray con lai di hoc", {("1", "2"): "lam ray"}, "di hoc"),
        ("1 già yếu, 2 và 3 có hợp đồng", {("1",): "già yếu", ("2", "3"): "có hợp đồng"}, ""),
        ("Lót lớp 9, Lem lớp 4", {("3",): "lớp 9", ("4",): "lớp 4"}, ""),
    ],
)
def test_a_sentence_says_something_of_each(typed: str, answers: dict[tuple[str, ...], str], others: str) -> None:
    told = in_sentences(typed, PEOPLE)
    assert told is not None
    assert (dict(told.answers), told.others) == (answers, others)


@pytest.mark.parametrize(
    "typed",
    ["3 3 5 5", "1 2", "hai vợ chồng làm rẫy", "làm rẫy", "hôm nay Lót đi học", "Lót", "Lót và Lem", "lớp 4 lớp 9", ""],
)
def test_what_names_nobody_first_or_says_nothing_of_them_is_no_sentence(typed: str) -> None:
    assert in_sentences(typed, PEOPLE) is None


@pytest.mark.parametrize(
    ("typed", "count", "answer"),
    [
        *(("tất cả Hrê", 5, "Hrê"), ("cả nhà là người Hrê em ạ", 5, "người Hrê"), ("Hrê hết", 5, "Hrê")),
        *(("cả ba bình thường", 3, "bình thường"), ("cả 2 bình thường", 2, "bình thường"), ("bền cả", 3, "bền")),
        *(("dạ cả ba đều bền chắc em", 3, "bền chắc"), ("hai cháu đều bình thường", 2, "bình thường")),
        *(("cả ba bình thường", 2, None), ("hai cháu bình thường", 3, None), ("cả 5 người 1", 4, None)),
        *(("bền chắc", 3, None), ("cả", 3, None), ("ba mẹ làm rẫy", 2, None), ("làm rẫy cả năm", 5, None)),
    ],
)
def test_one_answer_for_all_of_a_number(typed: str, count: int, answer: str | None) -> None:
    assert same_for_all(typed, count) == answer


@pytest.mark.parametrize(
    ("typed", "own", "core"),
    [
        ("dạ 132 điểm em", "điểm a trên phiếu", "132"),
        ("điểm A là 250 em ạ", "điểm a", "250"),
        ("chị Bía số 051193001234 em ạ", "số căn cước của bía", "051193001234"),
        ("có internet", "có ai dùng internet", "có"),
    ],
)
def test_politeness_and_words_of_the_question_are_left_away(typed: str, own: str, core: str) -> None:
    assert core in list(shorter(typed, frozenset(fold(own).split()) - {"co", "tren"}))


def test_a_letter_is_no_politeness() -> None:
    assert list(shorter("a 8", frozenset())) == ["a 8"]


@pytest.mark.parametrize("typed", ["dưới 40", "trên 130", "hơn 40 m2", "chưa có nhà tiêu", "không bền"])
def test_words_that_change_what_is_said_stay(typed: str) -> None:
    first = typed.split(maxsplit=1)[0]
    own = frozenset(fold(typed).split()) - _NEVER
    assert all(words.split()[0] == first for words in shorter(typed, own))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        *(
            (one, True)
            for one in ("1", "đồng ý", "Hộ đồng ý.", "ho dong y", "dạ hộ đồng ý rồi em", "dạ bà đồng ý em ơi")
        ),
        *((one, True) for one in ("đồng ý ạ", "nhà này đồng ý", "bà con đồng ý hết", "có")),
        *((one, False) for one in ("2", "không đồng ý", "hộ không đồng ý em ạ", "dạ chưa đồng ý", "không")),
        *((one, None) for one in ("đồng ý, danh sách đủ", "hộ chưa muốn đồng ý", "đồng ý nhưng không cho chụp ảnh")),
        *((one, None) for one in ("mai hộ đồng ý mới làm", "hỏi hộ có đồng ý không", "")),
    ],
)
def test_consent_is_the_households_clear_yes_or_no(typed: str, said: bool | None) -> None:
    assert _said(typed) is said


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        *(
            (one, "da_mat")
            for one in ("1", "Đã mất.", "mat roi", "bà mất rồi em", "mất hồi tháng 3", "qua đời năm ngoái")
        ),
        *((one, "chuyen_di") for one in ("2", "Chuyển đi nơi khác.", "ông chuyển đi xã khác rồi em", "lấy chồng rồi")),
        *((one, "chuyen_di") for one in ("tách hộ", "đi làm xa", "ve que roi", "ra riêng")),
        *((one, "ghi_nham") for one in ("3", "ghi nhầm", "không phải người nhà")),
        *((one, "") for one in ("chưa mất", "không chuyển đi", "mất điện thoại", "nhầm, không xoá", "4", "đi rẫy", "")),
    ],
)
def test_why_somebody_leaves_as_people_say_it(typed: str, reason: str) -> None:
    assert reason_of(typed) == reason


@pytest.mark.parametrize(
    ("typed", "so"),
    [
        *((one, True) for one in ("không", "dạ không có gì thay đổi em ạ", "ko thay doi gi", "dạ đủ rồi em", "du roi")),
        *((one, True) for one in ("vẫn như cũ", "dạ nhà vẫn như năm ngoái em ạ", "đúng rồi em", "nhà này có 5 người")),
        *(
            (one, False)
            for one in ("nhà này có 4 người", "chưa đủ", "không đúng", "chưa hết", "vâng ạ", "dạ", "em", "có")
        ),
    ],
)
def test_a_list_is_said_to_be_right(typed: str, so: bool) -> None:
    assert _leaves_as_is(typed, 5) is so
