"""Roster lines: what is clear is placed, what has two readings is left over, no name loses a mark."""

from datetime import date

import pytest

from survey.read import MemberDraft, read_member, read_members

TODAY = date(2025, 11, 3)
ETHNICITIES = ("Kinh", "Hrê", "Ba Na")


@pytest.mark.parametrize(
    ("line", "draft"),
    [
        ("Phạm Văn Dắt, nam, 1987, con", MemberDraft("Phạm Văn Dắt", "nam", 1987, relation="con")),
        ("Phạm Văn Nô nam 2024 chau", MemberDraft("Phạm Văn Nô", "nam", 2024, relation="chau")),
        ("Phạm Văn Nô nam, 2024; cháu nội", MemberDraft("Phạm Văn Nô", "nam", 2024, relation="chau")),
        ("6. Phạm Văn Lót, con trai, 1998", MemberDraft("Phạm Văn Lót", "nam", 1998, relation="con")),
        ("con, Phạm Văn Dắt, nam, 1987", MemberDraft("Phạm Văn Dắt", "nam", 1987, relation="con")),
        ("pham van no, nam, 2024, chau", MemberDraft("pham van no", "nam", 2024, relation="chau")),
        ("PHẠM VĂN NÔ, NAM, 2024, CHÁU", MemberDraft("PHẠM VĂN NÔ", "nam", 2024, relation="chau")),
        ("Lê Thị B, con dâu, nữ, sn 90", MemberDraft("Lê Thị B", "nu", 1990, relation="con_dau")),
        ("Phạm Thị Nía nữ sinh năm 1946 mẹ", MemberDraft("Phạm Thị Nía", "nu", 1946, relation="me")),
        ("Phạm Văn Nô, trai, 3/2024, cháu", MemberDraft("Phạm Văn Nô", "nam", 2024, 3, relation="chau")),
        ("Phạm Văn Dắt", MemberDraft("Phạm Văn Dắt")),
        ("Phạm Văn Nam", MemberDraft("Phạm Văn Nam")),
        ("Phạm Văn Nam, nam, 1987, con", MemberDraft("Phạm Văn Nam", "nam", 1987, relation="con")),
        ("Phạm Văn Nam nam 1987 con", MemberDraft("Phạm Văn Nam", "nam", 1987, relation="con")),
        ("Nguyễn Thị Anh 1990 vợ", MemberDraft("Nguyễn Thị Anh", None, 1990, relation="vo")),
        ("Phạm Thị Hòa, nữ", MemberDraft("Phạm Thị Hòa", "nu")),
        ("Phạm Văn Dắt, chủ hộ, 051087001234", MemberDraft("Phạm Văn Dắt", relation="chu_ho", cccd="051087001234")),
        ("Phạm Văn Dắt, nam, Hrê", MemberDraft("Phạm Văn Dắt", "nam", ethnicity="Hrê")),
        ("Phạm Văn Dắt, dân tộc ba na, nam", MemberDraft("Phạm Văn Dắt", "nam", ethnicity="Ba Na")),
        ("H'Lan, nữ, 1990", MemberDraft("H'Lan", "nu", 1990)),
        ("", MemberDraft()),
    ],
)
def test_a_clear_line_fills_the_fields(line: str, draft: MemberDraft) -> None:
    assert read_member(line, TODAY, ETHNICITIES) == draft


def test_a_full_date_gives_year_month_and_day() -> None:
    day = date(1946, 3, 12)
    draft = MemberDraft("Phạm Thị Nía", "nu", 1946, 3, day, "me")
    assert read_member("Phạm Thị Nía, nữ, 12/3/1946, mẹ", TODAY) == draft
    assert read_member("Phạm Thị Nía nữ 12 tháng 3 năm 1946 mẹ", TODAY) == draft
    assert read_member("Phạm Thị Nía, nữ, 1946, 12/3/1946, mẹ", TODAY) == draft


@pytest.mark.parametrize(
    ("line", "leftovers", "empty"),
    [
        ("Phạm Văn Nam 1987 con", ("Phạm Văn Nam",), "name"),
        ("pham van no nam 2024 chau", ("pham van no nam",), "name"),
        ("pham van nam, 1987, con", ("pham van nam",), "name"),
        ("Pham Van No nam 2024 chau", ("nam",), "sex"),
        ("pham van no, nam 2024", ("nam",), "sex"),
        ("Lê Văn B, con dau, 1990", ("con dau",), "relation"),
        ("Y Lan, nữ, 1980, ba", ("ba",), "relation"),
        ("Lê Thị B, em dâu, 1990", ("em dâu",), "relation"),
        ("Lê Thị B, mẹ chồng, 1940", ("mẹ chồng",), "relation"),
        ("Lê Thị B, con nuôi, 2010", ("con nuôi",), "relation"),
        ("Phạm Văn Lót, con gái nam", ("con gái nam",), "sex"),
        ("Phạm Văn Lót, con gái, nam", ("nam",), "birth_year"),
        ("Phạm Văn Dắt nam 35 tuổi con", ("35 tuổi",), "birth_year"),
        ("Phạm Văn Dắt, nam, 90, con", ("90",), "birth_year"),
        ("Phạm Văn Dắt, nam, 31/2/1990, con", ("31/2/1990",), "birth_year"),
        ("Phạm Văn Dắt, nam, 2030, con", ("2030",), "birth_year"),
        ("Phạm Văn Dắt, nam, 1987, 12/3/1988", ("12/3/1988",), "birth_date"),
        ("Phạm Văn Dắt, nam, 1987 âm lịch", ("1987 âm lịch",), "birth_year"),
        ("Phạm Văn D4t, nam", ("D4t",), "birth_year"),
        ("Phạm Văn Dắt, nam, hàng xóm", ("hàng xóm",), "relation"),
        ("👍, nam", ("👍",), "name"),
    ],
)
def test_what_is_not_clear_is_left_over_and_its_field_stays_empty(
    line: str, leftovers: tuple[str, ...], empty: str
) -> None:
    draft = read_member(line, TODAY, ETHNICITIES)
    assert draft.leftovers == leftovers
    assert getattr(draft, empty) is None


def test_an_ethnicity_shared_without_diacritics_is_left_over() -> None:
    names = ("Chơ Ro", "Chờ Rò")
    assert read_member("Lê Văn B, cho ro", TODAY, names).leftovers == ("cho ro",)


def test_several_lines_are_several_members() -> None:
    drafts = read_members("Phạm Văn A, nam\n\n- Lê Thị B, nữ\n", TODAY)
    assert [(draft.name, draft.sex) for draft in drafts] == [("Phạm Văn A", "nam"), ("Lê Thị B", "nu")]


def test_a_line_without_end_is_not_taken_apart() -> None:
    draft = read_member("a, " * 4000, TODAY)
    assert draft.name is None
    assert len(draft.leftovers) == 1
