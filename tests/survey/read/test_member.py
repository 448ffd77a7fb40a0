"""Roster lines: the table of typed messages, what is told of a line that is not taken, and corrections."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from survey.commands.read import run_read
from survey.read import LeftLine, MemberDraft, read_correction, read_members
from survey.read.kinship import LABELS
from survey.read.person_name import titled

TODAY = date(2025, 11, 3)
TABLE: dict[str, dict[str, list[str]]] = tomllib.loads(Path(__file__).with_name("members.toml").read_text("utf-8"))
LINES = [(text, people) for lines in TABLE.values() for text, people in lines.items()]


def drafts(text: str) -> list[MemberDraft]:
    return [one for one in read_members(text, TODAY) if isinstance(one, MemberDraft)]


def left(text: str) -> list[LeftLine]:
    return [one for one in read_members(text, TODAY) if isinstance(one, LeftLine)]


def row(draft: MemberDraft) -> str:
    """A person as the table writes one."""
    fields = [draft.name or "-", LABELS.get(draft.sex or "", "-"), str(draft.birth_year or "-")]
    fields.append(LABELS.get(draft.relation or "", "-"))
    return " | ".join(
        [*fields, *([draft.birth_date.isoformat()] if draft.birth_date else []), *([draft.cccd] if draft.cccd else [])]
    )


def test_the_table_is_large() -> None:
    assert len(LINES) >= 200


@pytest.mark.parametrize(("text", "people"), LINES)
def test_a_message_is_read_as_the_table_says(text: str, people: list[str]) -> None:
    assert [row(draft) for draft in drafts(text)] == people


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Phạm Văn Dắt nam 1985 1987 chủ hộ", ("1985", "1987")),
        ("Phạm Văn Dắt nam 1985 em vợ", ("em vợ",)),
        ("Đinh Thị Nía nữ 46 mẹ", ("46",)),
        ("Phạm Văn Nô nam 2015 ở với bà ngoại", ("ở với", "bà ngoại")),
    ],
)
def test_what_found_no_place_is_told(text: str, words: tuple[str, ...]) -> None:
    assert drafts(text)[0].leftovers == words


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("5 người", "member.nobody"),
        ("Đinh Văn Nghĩa, 1985, vợ, Đinh Thị Vay, 1987", "member.several"),
        ("đinh hoài nam 1990 con", "member.name_end"),
        ("a, " * 4000, "member.long"),
    ],
)
def test_a_line_that_is_not_taken_says_why(text: str, why: str) -> None:
    assert [one.why for one in left(text)] == [why]


def test_the_good_lines_of_a_message_are_kept_and_the_bad_one_is_quoted() -> None:
    text = "Phạm Văn A, nam, 1985\nhai người đi rẫy\n- Lê Thị B, nữ, 1987"
    assert [draft.name for draft in drafts(text)] == ["Phạm Văn A", "Lê Thị B"]
    assert [one.text for one in left(text)] == ["hai người đi rẫy"]


def test_an_age_is_a_year_that_is_known_as_counted() -> None:
    assert [(one.birth_year, one.age) for one in drafts("Phạm Văn Dắt, nam, 40 tuổi, con")] == [(1985, 40)]
    assert [(one.birth_year, one.age) for one in drafts("Phạm Văn Dắt, nam, 1985, 40 tuổi")] == [(1985, None)]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        *(("Phạm Văn Dắt, nam, 1985, Hrê, chủ hộ", "Hrê"), ("Phạm Văn Dắt nam 1985 hre chu ho", "hre")),
        *(("Phạm Văn Dắt, dân tộc ba na, nam", "ba na"), ("Phạm Văn Dắt, nam, 1985, người Thái", "Thái")),
        *(("Phạm Văn Dắt H'rê nam 1985", "H'rê"), ("Phạm Văn Dắt, Kinh, nam, 1985", "Kinh")),
        *(("Phạm Văn Dắt nam 1985 Xơ-Đăng chủ hộ", "Xơ-Đăng"), ("Phạm Văn Dắt nam dt Co", "Co")),
        *(("Phạm Thị Hoa, nữ, 1990, vợ", None), ("Đinh Văn Hrê, nam, 1990, con", None)),
        *(("Phạm Văn Kinh nam 1990 con", None), ("Phạm Văn Dắt, nam, 1985, Hoa", None), ("Phạm Thái, nam, 1985", None)),
        *(("Phạm Văn Dắt, nam, 1985, chủ hộ, vợ Hoa 87", None), ("Ba Na nữ 1990 vợ", None)),
    ],
)
def test_a_people_is_told_and_never_part_of_the_name(text: str, people: str | None) -> None:
    assert [one.ethnicity for one in drafts(text)[:1]] in ([people], [])
    assert all("Hrê" not in (one.name or "") for one in drafts(text) if people)


def test_a_given_name_alone_is_one_only_where_somebody_is_to_be_added() -> None:
    assert drafts("Roa") == []
    assert [one.name for one in read_members("Roa", TODAY, introduced=True) if isinstance(one, MemberDraft)] == ["Roa"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("phạm a ngoa", "Phạm A Ngoa"),
        ("PHẠM VĂN DẮT", "Phạm Văn Dắt"),
        ("h'lan", "H'Lan"),
        ("Y", "Y"),
        ("đinh văn ê", "Đinh Văn Ê"),
    ],
)
def test_a_name_has_its_capitals(typed: str, written: str) -> None:
    assert titled(typed) == written


CORRECTIONS = [
    ("2017", MemberDraft(birth_year=2017)),
    ("năm 2017", MemberDraft(birth_year=2017)),
    ("sinh 2017", MemberDraft(birth_year=2017)),
    ("sn 87", MemberDraft(birth_year=1987)),
    ("con 2017", MemberDraft(birth_year=2017, relation="con")),
    ("nam 2017 con", MemberDraft(birth_year=2017, relation="con")),
    ("nam, 2017, con", MemberDraft(sex="nam", birth_year=2017, relation="con")),
    ("nữ", MemberDraft(sex="nu")),
    ("Phạm A Ngoa", MemberDraft("Phạm A Ngoa")),
    ("tên phạm a ngoa", MemberDraft("Phạm A Ngoa", renames=True)),
    ("tên Ngoa", MemberDraft("Ngoa", renames=True)),
]


@pytest.mark.parametrize(("text", "draft"), CORRECTIONS)
def test_a_correction_changes_only_what_is_said(text: str, draft: MemberDraft) -> None:
    assert read_correction(text, TODAY) == draft


@pytest.mark.parametrize(
    "text", ["Ngoa 2017", "Ngoa", "hôm nay mưa", "1 2 3", "1985 1987", "", "a, " * 4000, "con\nvợ"]
)
def test_a_correction_that_is_not_clear_is_none(text: str) -> None:
    assert read_correction(text, TODAY) is None


def test_the_sex_is_told_before_a_year_where_it_is_asked() -> None:
    assert read_correction("nam 1987", TODAY, sex_open=True) == MemberDraft(sex="nam", birth_year=1987)


def answer(**task: str) -> object:
    return json.loads(next(run_read([json.dumps({"kind": "members", **task})])))


def test_the_command_line_gives_members_with_the_words_of_the_form() -> None:
    person = {
        "name": "Lê Thị Bông",
        "sex": "nữ",
        "birth_year": 1990,
        "birth_date": "1990-03-12",
        "relation": "con dâu",
        "cccd": None,
    }
    assert answer(text="Lê Thị Bông, nữ, 12/3/1990, con dâu", today="2025-11-03") == {"members": [person], "left": []}
    assert answer(text="5 người", today="2025-11-03") == {"members": [], "left": ["5 người"]}
    assert answer(text="đinh hoài nam 1990 con", today="2025-11-03") == {"refused": "member.name_end"}
    assert answer(text="5 người", today="x") == answer(text="5 người") == {"refused": "input.today"}
