"""What people say to "Có gì thay đổi không?": nothing has changed, or somebody is not there any more."""

import pytest

from tests.support.commune import stored
from tests.support.conversation import Office, Phone


def names(office: Office) -> list[str]:
    record = stored(office, 12)[0]
    return [one.value for key, one in record.answers.items() if key.name == "ho_ten"]


@pytest.mark.parametrize(
    "said",
    [
        *("không", "ko thay doi gi", "khong co gi", "không có gì đâu em", "dung roi", "đúng hết rồi", "het", "hết rồi"),
        *(
            "xong",
            "xong rồi",
            "y như cũ",
            "như năm ngoái",
            "vẫn như cũ",
            "giống năm ngoái",
            "y nhu cu",
            "Không thay đổi gì.",
        ),
        *(
            "đủ rồi",
            "đủ cả",
            "vẫn vậy",
            "như vậy thôi",
            "không đổi",
            "không thêm bớt",
            "ko ai thay doi",
            "giữ nguyên",
            "vẫn đủ",
            "nhà mình không thay đổi gì",
            "họ không có gì thay đổi",
        ),
    ],
)
def test_nothing_has_changed(at_roster: Phone, said: str) -> None:
    assert "Hộ có 5 người ✓" in at_roster.read(at_roster.say(said))


@pytest.mark.parametrize(
    "said", ["có", "thay đổi", "không đúng", "chưa", "không phải", "đúng không?", "có thay đổi", "hết tiền"]
)
def test_what_does_not_say_so_changes_nothing_and_is_asked_again(at_roster: Phone, said: str) -> None:
    assert "Hộ có 5 người ✓" not in at_roster.read(at_roster.say(said))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("con Lem lay chong roi", "lấy chồng"),
        ("Lem lấy chồng", "lấy chồng"),
        ("Phạm Thị Lem đã tách hộ rồi", "tách hộ"),
        ("em Lem đi làm xa", "đi làm xa"),
        ("lem ra ở riêng", "ra ở riêng"),
        ("bà Nía mất rồi", "mất"),
        ("bà Nía đã mất", "đã mất"),
    ],
)
def test_who_is_said_to_have_left_is_asked_about_and_the_words_of_the_question_do_it(
    office: Office, at_roster: Phone, said: str, why: str
) -> None:
    before = names(office)
    answer = at_roster.read(at_roster.say(said))
    assert f"không còn trong hộ ({why})?" in answer
    assert names(office) == before
    removed = at_roster.read(at_roster.say(answer.rpartition("gõ: ")[2]))
    assert "Đã ghi: Phạm Thị" in removed
    assert "Hộ có 4 người ✓" in at_roster.read(at_roster.say("đủ"))


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("4", "lập gia đình riêng"),
        ("lấy vợ", "lập gia đình riêng"),
        ("lay chong", "lập gia đình riêng"),
        ("tách hộ", "tách hộ"),
        ("đi làm xa", "đi làm xa"),
        ("đã mất", "đã mất"),
    ],
)
def test_reasons_in_people_s_words(at_roster: Phone, why: str, said: str) -> None:
    asked = at_roster.read(at_roster.say("xoá 4"))
    assert "4. Lấy vợ, lấy chồng" in asked
    assert said in at_roster.read(at_roster.say(why))
