"""What officials say of a task, as they say it."""

import pytest

from survey.read.task_answer import OfTask, read_task_answer

SAID = [
    ("xong rồi em", OfTask.DONE, "", ""),
    ("xong 1 rồi em ạ", OfTask.DONE, "1", ""),
    ("dạ em nhận rồi", OfTask.RECEIVED, "", ""),
    ("đã nhận việc này ạ", OfTask.RECEIVED, "", ""),
    ("dạ chị làm xong việc 2 rồi nhé", OfTask.DONE, "2", ""),
    ("hoãn 1 tới thứ năm nhé", OfTask.POSTPONED, "1", "thứ năm"),
    ("hoãn tới thứ năm tuần sau giúp chị", OfTask.POSTPONED, "", "thứ năm tuần sau"),
    ("chưa xong em ơi", OfTask.UNDONE, "", ""),
    ("xong nhầm", OfTask.UNDONE, "", ""),
    ("xong một nửa", OfTask.DONE, "", "một nửa"),
]


@pytest.mark.parametrize(("text", "said", "number", "rest"), SAID)
def test_a_task_is_spoken_of(text: str, said: OfTask, number: str, rest: str) -> None:
    found = read_task_answer(text)
    assert found is not None
    assert (found.said, found.number, found.rest) == (said, number, rest)


@pytest.mark.parametrize("text", ["em ở nhà", "dạ em nghe", "anh nhắn ai vậy", "12", "việc gì"])
def test_other_words_are_left_alone(text: str) -> None:
    assert read_task_answer(text) is None
