"""Answers as people say them: several people in a sentence, one answer for all, politeness and the question's own words around it."""

import pytest

from survey.interview.answers.said.by_person import in_sentences
from survey.interview.answers.said.reworded import _NEVER, shorter
from survey.interview.lists.member_list import _counted
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
    ("typed", "count"),
    [("nhà này có 5 người", 5), ("dạ nhà này có 4 người em ạ", 4), ("có 2 người ốm", None), ("chưa đủ 5 người", None)],
)
def test_the_number_of_people_is_told(typed: str, count: int | None) -> None:
    assert _counted(typed) == count
