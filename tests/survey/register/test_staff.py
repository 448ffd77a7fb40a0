"""Lists of people who work with the bot."""

import pytest

from survey.register.found import Kind
from tests.survey.register.lists import left_empty, read, wrong


def test_staff_by_what_they_do() -> None:
    found = read(
        (
            ("DANH SÁCH CÁN BỘ",),
            ("TT", "Họ và tên", "Nhiệm vụ", "Địa bàn", "SĐT"),
            (1, "ĐINH VĂN GIN", "Cộng tác viên", "tổ dân phố 12", "0905 111 222"),
            (2, "Lê Thị Tấm", "Công chức Văn hoá - Xã hội", "toàn xã", 905111224),
            (3, "Trần Văn Quý", "Phó Chủ tịch UBND xã", None, None),
            (4, "Võ Văn Sáo", "Thủ quỹ", "toàn xã", "0905111226"),
            (5, "Võ Thị Mơ", "Rà soát viên", "TDP 2", "09051"),
        )
    )
    assert found.kind is Kind.STAFF
    assert [(one.name, one.role, one.duty, one.unit, one.phone) for one in found.people] == [
        ("Đinh Văn Gin", "collaborator", "", "tổ dân phố 12", "+84905111222"),
        ("Lê Thị Tấm", "official", "culture_social", "commune", "+84905111224"),
        ("Trần Văn Quý", "leader", "", "commune", None),
    ]
    assert (wrong(found), left_empty(found), [one.value for one in found.questions]) == (
        [(6, "role")],
        [(7, "phone")],
        ["TDP 2"],
    )


@pytest.mark.parametrize(
    ("headings", "cells", "wanted"),
    [
        (("Vai trò", "Phần việc"), ("Công chức", "Tài chính - kế toán"), ("official", "finance")),
        (("Vai trò", "Chức danh"), ("Rà soát viên", "Tổ trưởng tổ dân phố 2"), ("collaborator", "")),
        (("Chức vụ", "Nhiệm vụ được giao"), ("Công chức", "Văn hoá – Xã hội"), ("official", "culture_social")),
        (("Chức vụ", "Lĩnh vực"), (None, "Địa chính - xây dựng"), ("official", "land_construction")),
        (("Chức vụ", "Vai trò"), ("Phó Chủ tịch UBND xã", "Quản trị"), ("admin", "")),
        (("Chức danh", "Công việc"), ("Phó Chủ tịch UBND xã", "Phụ trách văn hoá"), ("leader", "")),
    ],
)
def test_what_somebody_does_may_stand_in_two_columns(
    headings: tuple[str, str], cells: tuple[str | None, str], wanted: tuple[str, str]
) -> None:
    found = read((("Họ và tên", *headings, "Địa bàn"), ("Lê Thị Tấm", *cells, "toàn xã")))
    assert [(one.role, one.duty) for one in found.people] == [wanted]
    nothing = read((("Họ và tên", *headings, "Địa bàn"), ("Lê Thị Tấm", "Thủ quỹ", "kho", "toàn xã")))
    (error,) = nothing.errors
    assert (error.about, "Thủ quỹ kho" in error.text or "kho Thủ quỹ" in error.text) == ("role", True)
