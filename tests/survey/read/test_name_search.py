"""Names are searched by their parts."""

from survey.read import (
    search_names,
)


def test_a_search_finds_parts_of_names_and_minds_the_marks_that_are_typed() -> None:
    names = ["Phạm Văn Dắt", "Phạm Văn Đạt", "Lê Thị Dung", "Ba Tơ", "Ba Tô"]
    assert search_names("dat", names) == [0, 1]
    assert search_names("dắt", names) == [0]
    assert search_names("van d", names) == [0, 1]
    assert search_names("ba to", names) == [3, 4]
    assert search_names("ba tơ", names) == [3]
    assert search_names("phạm đạt", names) == []
    assert search_names(" ", names) == search_names("?", names) == []
