"""Names are searched by their parts."""

from hypothesis import given
from hypothesis import strategies as st

from survey.read import (
    search_names,
)
from survey.read.spelling import fold, is_plain, normalise, normalise_all, spell, words, words_of_all


def test_a_search_finds_parts_of_names_and_minds_the_marks_that_are_typed() -> None:
    names = ["Phạm Văn Dắt", "Phạm Văn Đạt", "Lê Thị Dung", "Ba Tơ", "Ba Tô"]
    assert search_names("dat", names) == [0, 1]
    assert search_names("dắt", names) == [0]
    assert search_names("van d", names) == [0, 1]
    assert search_names("ba to", names) == [3, 4]
    assert search_names("ba tơ", names) == [3]
    assert search_names("phạm đạt", names) == []
    assert search_names(" ", names) == search_names("?", names) == []


_WORDS = st.sampled_from(["Ba", "bà", "Tơ", "Tô", "to", "Xoá", "xóa", "hoà", "Đạt", "dat", "d", "(1)", "2"])
_NAMES = st.lists(st.lists(_WORDS, max_size=4).map(" ".join), max_size=8)


@given(st.lists(_WORDS, max_size=3).map(" ".join), _NAMES)
def test_a_search_comes_to_what_reading_every_name_would_come_to(query: str, names: list[str]) -> None:
    def begins(typed: str, word: str) -> bool:
        return fold(word).startswith(typed) if is_plain(typed) else spell(typed) == spell(word)

    def holds(name: list[str], wanted: list[str]) -> bool:
        starts = range(len(name) - len(wanted) + 1)
        return any(all(map(begins, wanted, name[start : start + len(wanted)])) for start in starts)

    wanted = words(query)
    assert search_names(query, names) == [
        place for place, one in enumerate(names) if wanted and holds(words(one), wanted)
    ]


@given(
    st.lists(st.text(max_size=8) | st.sampled_from(["Ｂà\u2011 Tơ", "a\nb", "x\u0301\u200b", "ΑΣ ς", ""]), max_size=5)
)
def test_many_texts_at_once_are_spelt_as_each_alone(texts: list[str]) -> None:
    assert normalise_all(texts) == [normalise(text) for text in texts]
    assert words_of_all(texts) == [words(text) for text in texts]
