"""Which words steer the interview, and when they are an answer instead."""

import pytest

from survey.read import INTERVIEW, Argument, Control, ControlWord, control_word, fold


@pytest.mark.parametrize(
    ("typed", "control", "argument"),
    [
        *(("quay lại", Control.BACK, ""), ("quay lai", Control.BACK, ""), ("Quay lại.", Control.BACK, "")),
        *(
            ("sửa", Control.EDIT, ""),
            ("sửa 7", Control.EDIT, "7"),
            ("sua 9.2", Control.EDIT, "9.2"),
            ("sửa câu 9", Control.EDIT, "9"),
        ),
        *(
            ("huỷ", Control.CANCEL, ""),
            ("hủy", Control.CANCEL, ""),
            ("huy", Control.CANCEL, ""),
            ("/huy", Control.CANCEL, ""),
        ),
        *(("xoá 2", Control.REMOVE, "2"), ("xóa 2", Control.REMOVE, "2"), ("xoa 2", Control.REMOVE, "2")),
        *(
            ("bỏ qua", Control.SKIP, ""),
            ("tạm dừng", Control.PAUSE, ""),
            ("trợ giúp", Control.HELP, ""),
            ("xem lại", Control.REVIEW, ""),
        ),
        *(
            ("nộp", Control.SUBMIT, ""),
            ("vì sao", Control.WHY, ""),
            ("để sau", Control.LATER, ""),
            ("mở lại", Control.REOPEN, ""),
        ),
        *(
            ("đủ", Control.ENOUGH, ""),
            ("du", Control.ENOUGH, ""),
            ("dạ đủ ạ", Control.ENOUGH, ""),
            ("xong", Control.DONE, ""),
        ),
        *(("vắng nhà", Control.ABSENT, ""), ("chuyển đi", Control.MOVED, ""), ("từ chối", Control.DECLINED, "")),
        *(
            ("không tìm thấy", Control.NOT_FOUND, ""),
            ("hẹn lại", Control.APPOINT, ""),
            ("tiếp tục", Control.CONTINUE, ""),
        ),
    ],
)
@pytest.mark.parametrize("text_question_open", [True, False])
def test_a_control_word_with_at_most_a_number_always_works(
    typed: str, control: Control, argument: str, *, text_question_open: bool
) -> None:
    assert control_word(typed, text_question_open=text_question_open) == ControlWord(control, argument)


@pytest.mark.parametrize(
    ("typed", "control", "argument"),
    [
        *(("sua dien tich", Control.EDIT, "dien tich"), ("Sửa mái nhà năm 2023", Control.EDIT, "mái nhà năm 2023")),
        *(
            ("thêm Phạm Văn Nô, nam, 2024", Control.ADD, "Phạm Văn Nô, nam, 2024"),
            ("hẹn lại thứ năm", Control.APPOINT, "thứ năm"),
        ),
        *(
            ("hẹn 15/11", Control.APPOINT, "15/11"),
            ("xoá 2,3", Control.REMOVE, "2,3"),
            ("thêm: Phạm Văn Nô", Control.ADD, "Phạm Văn Nô"),
        ),
    ],
)
def test_words_may_follow_only_while_no_text_question_is_open(typed: str, control: Control, argument: str) -> None:
    assert control_word(typed, text_question_open=False) == ControlWord(control, argument)
    assert control_word(typed, text_question_open=True) is None


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "sữa 7",
            "dù",
            "hen",
            "chuyển đi nơi khác",
            "từ chối khám",
            "quay lại sau",
            "đủ ăn",
            "có đủ",
            "vắng",
            "bố",
            "bỏ",
            "bo",
        ),
        *("huý", "xoã 2", "nóp", "", " ", "/", "?", "quay", "lại", "tạm", "vì", "40", "có", "x" * 10_000, "sửa " * 300),
        *("đừng sửa", "không sửa", "quay lại 7", "nộp 1 triệu", "👍"),
    ],
)
def test_other_texts_are_answers(typed: str) -> None:
    assert control_word(typed, text_question_open=True) is None
    if not typed.startswith("sửa"):
        assert control_word(typed, text_question_open=False) is None


def test_the_number_of_a_command_is_told_from_words() -> None:
    assert ControlWord(Control.EDIT, "9.2").number == "9.2"
    assert ControlWord(Control.EDIT, "diện tích").number is None
    assert ControlWord(Control.EDIT).number is None


def test_no_two_rows_of_the_table_share_a_spelling() -> None:
    spellings = [fold(spelling) for phrase in INTERVIEW for spelling in phrase.spellings]
    assert len(spellings) == len(set(spellings))
    assert {phrase.control for phrase in INTERVIEW} == set(Control)
    assert {phrase.argument for phrase in INTERVIEW} == set(Argument)
