"""The register put right in the chat: each change with a reason, read back, done, and kept in the household's history."""

from pathlib import Path

import pytest

from chat import Capabilities
from handlers.exports.households import listed
from handlers.exports.wanted import Wanted
from storage.records import AssignmentState, Role
from survey.workflow.exporting import ExportKind
from tests.handlers.test_commands import WHO
from tests.support.commune import assignment_of
from tests.support.conversation import Office, Phone
from tests.support.neighbours import STAFF, move_in

OFFICIAL = "cong-chuc-van-hoa"
SMALL = Capabilities("web", max_text=300, buttons=False)


def say(office: Office, person: str, *words: str) -> list[str]:
    phone = Phone(office, person)
    return [phone.read(phone.say(one)) for one in words]


def card(office: Office, number: int, person: str = OFFICIAL) -> list[str]:
    return say(office, person, f"/ho {number}")[0].splitlines()


CHANGES = [
    # words, what is read back, lines of the card afterwards
    (
        "chuyển tổ 6 vì làm nhà mới",
        "Hộ 12 – Phạm Văn Dắt: chuyển từ tổ dân phố 1 sang tổ dân phố 6.\nTrong đợt hộ vẫn do Đinh Thị Xếp rà soát",
        [
            "Hộ 12 – Phạm Văn Dắt, tổ dân phố 6",
            "• 03/11 chuyển từ tổ dân phố 1 sang tổ dân phố 6 (vì: làm nhà mới; Lê Thị Hoa)",
        ],
    ),
    (
        "đổi chủ hộ: Rế vì ông Dắt giao lại",
        "chủ hộ đổi từ Phạm Văn Dắt sang Phạm Thị Rế.\nQuan hệ của 1 người",
        ["Hộ 12 – Phạm Thị Rế, tổ dân phố 1", "1. Phạm Văn Dắt, nam, 1971, chồng, chưa có căn cước"],
    ),
    (
        "tách hộ: 3, Lem vì ra ở riêng",
        "tách Phạm Văn Lót, Phạm Thị Lem ra một hộ mới, chủ hộ Phạm Văn Lót.",
        ["Trong nhà có 3 người:", "• 03/11 tách ra hộ 248: Phạm Văn Lót, Phạm Thị Lem (vì: ra ở riêng; Lê Thị Hoa)"],
    ),
    (
        "nhập với hộ 14: về ở chung",
        "Nhập hộ 12 (Phạm Văn Dắt) vào hộ 14 (Phạm Hồng Xoa).",
        ["⚠ Hộ không còn trong sổ từ 03/11/2025.", "Trong nhà không còn ai.", "Hộ không ở đợt nào đang mở."],
    ),
    (
        "qua đời: Nía, lý do: giấy báo tử",
        "Hộ 12: Phạm Thị Nía qua đời.",
        ["Trong nhà có 4 người:", "Không còn ở hộ từ 03/11/2025: Phạm Thị Nía (qua đời)"],
    ),
    ("chuyển đi: vào Nam", "chuyển đi khỏi xã", ["⚠ Hộ không còn trong sổ từ 03/11/2025.", "Trong nhà có 5 người:"]),
    (
        "sửa 2: tên Phạm Thị Rê, 5/3/1976 vì theo khai sinh",
        "họ tên: Phạm Thị Rế → Phạm Thị Rê\nnăm sinh: 1974 → 1976\nngày sinh: chưa có → 05/03/1976",
        ["2. Phạm Thị Rê, nữ, 05/03/1976, vợ, chưa có căn cước"],
    ),
    (
        "sửa 1: 0905 111 222 vì số mới",
        "điện thoại: chưa có → •••222",
        [
            "1. Phạm Văn Dắt, nam, 1971, chủ hộ, chưa có căn cước, +84905111222",
            "• 03/11 sửa Phạm Văn Dắt, điện thoại (vì: số mới; Lê Thị Hoa)",
        ],
    ),
    (
        "sửa 1: căn cước 051071000123 vì có thẻ rồi",
        "căn cước: chưa có → •••123",
        ["1. Phạm Văn Dắt, nam, 1971, chủ hộ, căn cước •••123"],
    ),
]


@pytest.mark.parametrize(("words", "read_back", "after"), CHANGES, ids=[row[0] for row in CHANGES])
def test_it_is_read_back_and_then_so(office: Office, words: str, read_back: str, after: list[str]) -> None:
    before = card(office, 12)
    asked, again, done = say(office, OFFICIAL, words, "/ho 12", f"hộ 12 {words}")
    assert read_back in asked
    assert again.splitlines() == before
    assert done == asked
    assert "✓" in say(office, OFFICIAL, "đúng")[0]
    now = card(office, 12)
    assert [line for line in after if line not in now] == []
    reason = say(office, "admin", "ai đã xem hộ 12")[0]
    assert "Lê Thị Hoa sửa sổ" in reason


def test_where_no_household_is_open_one_is_asked_for(office: Office) -> None:
    for words in ("chuyển tổ 6 vì làm nhà mới", "tách hộ: 3, 4", "sửa sổ"):
        assert say(office, OFFICIAL, words) == ["Anh/chị mở thẻ của hộ trước giúp em, ví dụ: /ho 12"], words


def test_why_is_asked_and_nothing_is_done_without(office: Office) -> None:
    said = say(office, OFFICIAL, "/ho 12", "chuyển tổ 6", "12", "thôi", "chuyển tổ 6", "làm nhà mới", "thôi", "đúng")
    assert said[1] == "Hộ 12: vì sao ạ? Ví dụ: làm nhà mới ở tổ đó"
    assert said[2] == said[1]
    assert said[3] == said[6] == "Em chưa làm gì."
    assert "Vì: làm nhà mới" in said[5]
    assert "✓" not in said[7]
    assert card(office, 12)[0].endswith("tổ dân phố 1")


def test_whoever_asks_for_another_card_does_not_say_why(office: Office) -> None:
    say(office, OFFICIAL, "/ho 12", "chuyển tổ 6")
    assert card(office, 14)[0] == "Hộ 14 – Phạm Hồng Xoa, tổ dân phố 1"
    say(office, OFFICIAL, "/ho 12", "chuyển tổ 6")
    assert "Có " in say(office, OFFICIAL, "/ho Rế")[0]
    assert "12. Phạm Văn Dắt" in say(office, OFFICIAL, "/ho 12 chuyển tổ 6: làm nhà mới", "/ho Dắt")[1]
    assert "Em chưa hiểu" in say(office, OFFICIAL, "đúng")[0]
    assert card(office, 12)[0].endswith("tổ dân phố 1")


def test_of_a_household_that_was_erased_meanwhile_another_card_is_asked_for(office: Office) -> None:
    say(office, OFFICIAL, "/ho 12", "chuyển tổ 6")
    with office.database.work() as work:
        work.erasure.household(assignment_of(work, office, 12).household.id)
        work.commit()
    assert "mở thẻ của hộ trước" in say(office, OFFICIAL, "làm nhà mới")[0]


def test_a_yes_is_no_reason(office: Office) -> None:
    for yes in ("đúng", "đồng ý"):
        assert "vì sao ạ?" in say(office, OFFICIAL, "/ho 12", "chuyển tổ 6", yes)[-1]


def test_the_household_that_split_off_and_the_one_that_took_in_have_it_in_their_history(office: Office) -> None:
    say(office, OFFICIAL, "hộ 12 tách hộ: Lót vì ra ở riêng", "đúng")
    assert card(office, 248)[0] == "Hộ 248 – Phạm Văn Lót, tổ dân phố 1"
    assert "• 03/11 tách từ hộ 12: Phạm Văn Lót (vì: ra ở riêng; Lê Thị Hoa)" in card(office, 248)
    said = say(office, OFFICIAL, "hộ 248 nhập với hộ 14 vì về ở chung", "đúng")
    assert "Đã nhập 1 người của hộ 248 vào hộ 14 ✓" in said
    assert "• 03/11 hộ 248 nhập vào: Phạm Văn Lót (vì: về ở chung; Lê Thị Hoa)" in card(office, 14)
    # The new one is on no list by itself, and a household that ended comes onto none.
    assert "không còn trong sổ" in say(office, "admin", "thêm hộ 248 vào đợt: thử")[0]
    assert "Đã sửa hộ 248" not in say(office, OFFICIAL, "hộ 248 chuyển tổ 6 vì thử xem", "đúng")[0]
    with office.database.look() as work:
        exported = {one.household.number for one in listed(work, Wanted(ExportKind.HOUSEHOLDS), None, None)}
    assert 248 not in exported
    assert {12, 14} <= exported


def test_who_went_away_may_come_back(office: Office) -> None:
    say(office, OFFICIAL, "hộ 12 chuyển đi: vào Nam", "đúng")
    read_back, done = say(office, OFFICIAL, "hộ 12 chuyển về: về quê ở", "đúng")
    assert "chuyển về, lại có trong sổ" in read_back
    add = done.partition("gõ: ")[2]
    assert add == "thêm hộ 12 vào đợt: chuyển về"
    assert "Đã thêm 1 hộ vào đợt định kỳ 2025: 12." in say(office, OFFICIAL, add)[0]
    assert not [line for line in card(office, 12) if "không còn trong sổ" in line]
    assert "vẫn đang ở trong sổ" in say(office, OFFICIAL, "hộ 12 chuyển về: thử xem")[0]


def test_the_last_of_a_household_takes_it_along_and_its_history_stays(office: Office) -> None:
    say(office, OFFICIAL, "hộ 12 tách hộ: Nía vì ra ở riêng", "đúng")
    asked, _ = say(office, OFFICIAL, "hộ 248 qua đời: 1 vì giấy báo tử", "đúng")
    assert "Nhà không còn ai nên hộ không còn trong sổ" in asked
    after = card(office, 248)
    assert after[1:3] == ["⚠ Hộ không còn trong sổ từ 03/11/2025.", "Trong nhà không còn ai."]
    assert "• 03/11 Phạm Thị Nía qua đời (vì: giấy báo tử; Lê Thị Hoa)" in after
    assert "không còn ai nên em không mở lại được" in say(office, OFFICIAL, "hộ 248 chuyển về: thử xem")[0]


REFUSED = [
    ("chuyển tổ 99 vì thử xem", "99"),
    ("chuyển tổ 1 vì thử xem", "đang ở tổ dân phố 1 rồi"),
    ("đổi chủ hộ: Dắt vì thử xem", "Ai là chủ hộ mới"),
    ("đổi chủ hộ: Phạm vì thử xem", 'có nhiều người là "Phạm"'),
    ("đổi chủ hộ: Tèo vì thử xem", 'không có ai là "Tèo". Trong nhà có: 1. Phạm Văn Dắt'),
    ("tách hộ: Dắt vì thử xem", "đang là chủ hộ"),
    ("tách hộ: 1, 2, 3, 4, 5 vì thử xem", "không còn ai"),
    ("nhập với hộ 12: thử xem", "không thấy hộ 12 để nhập"),
    ("nhập với hộ 9999: thử xem", "không thấy hộ 9999"),
    ("qua đời: Dắt vì thử xem", "đổi chủ hộ trước"),
    ("qua đời: 2, 3 vì thử xem", "Mỗi lần em sửa một người"),
    ("sửa 2: trời mưa vì thử xem", 'chưa rõ "trời mưa"'),
    ("sửa 2: 1974 vì thử xem", "sổ đã ghi như vậy"),
    ("sửa 2: chủ hộ vì thử xem", "Đổi chủ hộ thì gõ"),
]


@pytest.mark.parametrize(("words", "said"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_is_said_with_what_to_do(office: Office, words: str, said: str) -> None:
    before = card(office, 12)
    found = say(office, OFFICIAL, words, "đúng")
    assert said in found[0]
    assert card(office, 12) == before


def test_a_draft_is_not_changed_behind_the_back_of_whoever_fills_it_in(office: Office) -> None:
    say(office, "ra-soat-1", "rà soát 12", "đồng ý")
    for words in ("qua đời: Nía", "sửa 2: 1976", "tách hộ: Lót", "đổi chủ hộ: Rế", "chuyển đi"):
        said = say(office, OFFICIAL, f"hộ 12 {words} vì thử xem")[0]
        assert "Đinh Thị Xếp đang rà soát dở hộ 12 nên em chưa sửa" in said, words
    # Into it nobody comes either; to another group it may go, with its draft.
    assert "đang rà soát dở hộ 12" in say(office, OFFICIAL, "hộ 14 nhập với hộ 12: thử xem")[0]
    say(office, OFFICIAL, "hộ 12 chuyển tổ 6 vì làm nhà mới", "đúng")
    with office.database.look() as work:
        one = assignment_of(work, office, 12)
        assert (one.household.unit_name, one.state) == ("tổ dân phố 6", AssignmentState.DRAFT)
    assert "Thành viên" in say(office, "ra-soat-1", "rà soát 12")[0]


def test_where_somebody_was_a_household_does_not_end_within_the_round(office: Office) -> None:
    say(office, "ra-soat-1", "rà soát 12", "vắng nhà", "1")
    assert "đã có người đến nên em chưa sửa" in say(office, OFFICIAL, "hộ 12 chuyển đi: vào Nam")[0]


def test_what_became_something_else_meanwhile_is_read_back_again(office: Office) -> None:
    say(office, OFFICIAL, "hộ 12 chuyển tổ 6 vì làm nhà mới")
    say(office, "admin", "hộ 12 chuyển tổ 3 vì làm nhà mới", "đúng")
    again, done = say(office, OFFICIAL, "đúng", "đúng")
    assert "Hộ vừa có thay đổi, em đọc lại:" in again
    assert "chuyển từ tổ dân phố 3 sang tổ dân phố 6" in again
    assert "✓" in done


def test_words_about_a_family_lie_nowhere_open(office: Office, commune_url: str) -> None:
    say(office, OFFICIAL, "hộ 12 chuyển tổ 6 vì vợ chồng cãi nhau", "đúng")
    assert "sửa sổ (trang web): vợ chồng cãi nhau" in say(office, "admin", "ai đã xem hộ 12")[0]
    office.database.begin_log_anew()
    assert "cãi nhau".encode() not in Path(commune_url.removeprefix("sqlite:///")).read_bytes()


def test_nobody_else_puts_it_right_and_an_observer_hears_no_reason(office: Office) -> None:
    before = card(office, 12)
    for role in set(Role) - {Role.ADMIN}:
        _, refused, *_ = say(office, WHO[role], "/ho 12", "chuyển tổ 6 vì thử xem", "đúng")
        assert "Sửa sổ là việc của quản trị" in refused, role
    assert card(office, 12) == before
    say(office, OFFICIAL, "hộ 12 chuyển tổ 6 vì làm nhà mới", "đúng")
    assert "• 03/11 chuyển từ tổ dân phố 1 sang tổ dân phố 6" in card(office, 12, WHO[Role.OBSERVER])


def test_of_another_commune_nothing_is_put_right(office: Office) -> None:
    move_in(office)
    for words in ("hộ 901 chuyển tổ 1 vì thử xem", "hộ 901 chuyển đi: thử xem", "hộ 12 nhập với hộ 901: thử xem"):
        say(office, OFFICIAL, words, "đúng")
    assert card(office, 901, STAFF[Role.ADMIN][0])[0].startswith("Hộ 901")
    assert not [line for line in card(office, 901, STAFF[Role.ADMIN][0]) if "Đã sửa" in line]


def test_it_works_in_300_characters(office: Office) -> None:
    office.services.channels["web"] = SMALL
    try:
        phone = Phone(office, OFFICIAL)
        said = [
            phone.read(phone.say(words), SMALL)
            for words in ("/ho 12", "sửa sổ", "qua đời: 5", "giấy báo tử", "đúng", "ai đã xem")
        ]
    finally:
        office.services.channels.clear()
    assert all(len(one) <= 300 and "---" not in one for one in said[1:5])
    assert "Đã sửa hộ 12 ✓" in said[4]
    assert "giấy báo tử" in said[5]
