"""A choice by number, label, label without diacritics; nothing else, and never one of two."""

import pytest

from survey.read import Choices, Refused, Value, match_choice, match_choices

CONSENT = [("yes", "Đồng ý"), ("no", "Không đồng ý")]
COUNTS = [("none", "0"), ("one", "1"), ("two", "2"), ("many", "3 trở lên")]
TWINS = [("father", "Ba"), ("grandmother", "Bà"), ("mother", "Mẹ")]
CAUSES = [
    ("land", "Không có đất sản xuất"),
    ("skill", "Không có kiến thức, kỹ năng"),
    ("well", "Giếng đào và giếng khoan"),
    ("nothing", "Không có nguyên nhân nào"),
]
PLACES = [("to", "Ba Tơ"), ("tow", "Ba Tô"), ("xa", "Ba Xa")]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        *(("1", "yes"), ("2", "no"), ("1.", "yes"), ("2)", "no"), (" 2 ", "no"), ("１", "yes")),
        *(
            ("01", "yes"),
            ("1,", "yes"),
            ("(2)", "no"),
            ("2️⃣", "no"),
            ("số 2", "no"),
            ("cái số 2", "no"),
            ("mục 2 ạ", "no"),
        ),
        *(("2 nhé em", "no"), ("chọn 1", "yes"), ("ddoongf ys", "yes"), ("khoong ddoongf ys", "no")),
        *(("Đồng ý", "yes"), ("đồng ý", "yes"), ("DONG Y", "yes"), ("khong dong y", "no"), ("đồng  ý", "yes")),
        *(
            ("1. Đồng ý", "yes"),
            ("2 không đồng ý", "no"),
            ("dạ đồng ý ạ", "yes"),
            ("Đồng ý.", "yes"),
            ("Khong đồng y", "no"),
        ),
    ],
)
def test_a_choice_is_known_by_number_and_label(typed: str, value: str) -> None:
    assert match_choice(typed, CONSENT) == Value(value)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *(
            ("3", "out_of_range"),
            ("0", "out_of_range"),
            ("00", "out_of_range"),
            ("03", "out_of_range"),
            ("001", "out_of_range"),
            ("11", "out_of_range"),
            ("1 2", "several"),
        ),
        *(("1,2", "several"), ("yes", "unknown"), ("đông y", "unknown"), ("đồng ý?", "unknown")),
        *(
            ("đồng ý 👍", "unknown"),
            ("không", "unknown"),
            ("1-2", "unknown"),
            ("1. Không đồng ý", "ambiguous"),
            ("👍", "unknown"),
        ),
        *(
            ("-1", "unknown"),
            ("1.5", "unknown"),
            ("một", "unknown"),
            ("x" * 10_000, "unknown"),
            ("¹", "unknown"),
            ("١", "unknown"),
        ),
    ],
)
def test_what_is_no_choice_is_refused(typed: str, code: str) -> None:
    found = match_choice(typed, CONSENT)
    assert isinstance(found, Refused)
    assert found.code == f"choice.{code}"


def test_an_empty_text_is_refused() -> None:
    assert match_choice(" ", CONSENT) == Refused("text.empty")


def test_a_number_that_is_a_position_and_the_label_of_another_choice_is_asked_back() -> None:
    assert match_choice("1", COUNTS) == Refused("choice.ambiguous_number", {"number": "1", "label": "0"})
    assert match_choice("3", COUNTS) == Refused("choice.ambiguous_number", {"number": "3", "label": "2"})
    assert match_choice("0", COUNTS) == Value("none")
    assert match_choice("4", COUNTS) == Value("many")
    assert match_choice("3 trở lên", COUNTS) == Value("many")


def test_a_number_that_is_label_and_position_of_the_same_choice_is_clear() -> None:
    assert match_choice("2", [("a", "1"), ("b", "2")]) == Value("b")


def test_diacritics_decide_between_labels_that_differ_by_nothing_else() -> None:
    assert match_choice("bà", TWINS) == Value("grandmother")
    assert match_choice("ba", TWINS) == Refused("choice.which", {"text": "ba", "labels": "1. Ba · 2. Bà"})
    assert match_choice("me", TWINS) == Value("mother")
    assert match_choice("ba to", PLACES) == Refused("choice.which", {"text": "ba to", "labels": "1. Ba Tơ · 2. Ba Tô"})
    assert match_choice("ba tơ", PLACES) == Value("to")
    assert match_choice("Ba Tô", PLACES) == Value("tow")


def test_the_tone_mark_may_stand_on_either_vowel() -> None:
    assert match_choice("hoà bình", [("p", "Hòa Bình")]) == Value("p")
    assert match_choice("huỷ", [("c", "Hủy")]) == Value("c")


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        *(
            ("1,2", ("land", "skill")),
            ("1 2", ("land", "skill")),
            ("2, 1", ("land", "skill")),
            ("1;2", ("land", "skill")),
        ),
        *(("1 và 2", ("land", "skill")), ("1 va 3", ("land", "well")), ("1, 2 và 3", ("land", "skill", "well"))),
        *(
            ("3", ("well",)),
            ("1,1", ("land",)),
            ("1,2,", ("land", "skill")),
            ("4", ("nothing",)),
            ("1 & 2", ("land", "skill")),
        ),
        ("Không có kiến thức, kỹ năng", ("skill",)),
        ("khong co kien thuc, ky nang, khong co dat san xuat", ("land", "skill")),
        ("giếng đào và giếng khoan và không có đất sản xuất", ("land", "well")),
        ("1, giếng đào và giếng khoan", ("land", "well")),
        *(("1 đến 3", ("land", "skill", "well")), ("từ 1 tới 2", ("land", "skill")), ("01,03", ("land", "well"))),
        *(("1️⃣ 3️⃣", ("land", "well")), ("số 1 và số 3", ("land", "well")), ("1, 3,", ("land", "well"))),
    ],
)
def test_several_choices_are_read_in_one_text(typed: str, values: tuple[str, ...]) -> None:
    assert match_choices(typed, CAUSES, {"nothing"}) == Value(values)


NEEDS = Choices(
    (("home", "nhà ở"), ("toilet", "nhà tiêu"), ("water", "nước sạch"), ("phone", "điện thoại thường")),
    {"home": ["làm nhà"], "toilet": ["làm nhà tiêu"], "phone": ["cục gạch"]},
)


@pytest.mark.parametrize(
    "typed",
    [
        *("nhà ở, nhà tiêu", "nhà ở nhà tiêu", "nhà tiêu với nhà ở", "nha o va nha tieu", "lam nha va lam nha tieu"),
        *("làm nhà với làm nhà tiêu", "nhà ở + nhà tiêu"),
    ],
)
def test_none_of_several_names_is_lost_because_its_words_weigh_nothing(typed: str) -> None:
    assert match_choices(typed, NEEDS) == Value(("home", "toilet"))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *(("1,4", "choice.exclusive"), ("4 1", "choice.exclusive"), ("1,không có nguyên nhân nào", "choice.exclusive")),
        *(
            ("1-3", "choice.range"),
            ("1-3, 4", "number.range"),
            ("3 đến 1", "number.range"),
            ("1 đến 5", "choice.out_of_range"),
            ("1 đến 4", "choice.exclusive"),
            ("1,5", "choice.out_of_range"),
            ("12", "choice.out_of_range"),
        ),
        *(
            ("1.2", "choice.unknown"),
            ("1, xyz", "choice.unknown"),
            ("1,?", "choice.unknown"),
        ),
        *(
            ("1, 2 👍", "choice.unknown"),
            ("", "text.empty"),
            ("1," * 5000, "choice.unknown"),
            ("không 1", "choice.unknown"),
        ),
        *(
            ("trừ 2", "choice.unknown"),
            ("tất cả", "choice.unknown"),
            ("0", "choice.out_of_range"),
            ("1, 0", "choice.out_of_range"),
        ),
    ],
)
def test_lists_that_are_not_clear_are_refused_whole(typed: str, code: str) -> None:
    found = match_choices(typed, CAUSES, {"nothing"})
    assert isinstance(found, Refused)
    assert found.code == code
