"""An admin looks after people in words: who is there, somebody new, another place or role, somebody who leaves."""

import pytest

from storage.records import AssignmentState, OutboxState, Role
from tests.support.conversation import Office, Phone


@pytest.fixture
def admin(office: Office) -> Phone:
    return Phone(office, "admin")


def say(phone: Phone, text: str) -> str:
    return phone.read(phone.say(text))


def test_everybody_is_listed_page_by_page_and_one_by_one(admin: Phone) -> None:
    first = say(admin, "danh bạ")
    assert "Danh bạ: 21 người, 21 người đã vào" in first
    assert "rà soát viên 8 · người kiểm tra 1 · công chức 8 · lãnh đạo 2 · quản trị 1 · người theo dõi 1" in first
    assert "Trang 1/2" in first
    second = say(admin, "danh bạ trang 2")
    assert "Lê Văn Quản" in second
    assert "Lê Văn Quản" not in first
    one = say(admin, "/danhba Rin")
    assert "Đinh Văn Rin: rà soát viên, tổ dân phố 6" in one
    assert "đang được giao 42 hộ" in one
    assert "Không có ai là" in say(admin, "/danhba Không Ai")
    assert "Có mấy người trùng" in say(admin, "/danhba Đinh")


NEW = (
    ("thêm Phạm Văn Mới, rà soát viên, tổ 6, 0905 111 222", ("collaborator", "", ("tdp-6",), "+84905111222")),
    ("Thêm Hồ Thị Lan, tổ trưởng tổ 2, tổ 2", ("collaborator", "", ("tdp-2",), None)),
    ("them Bùi Văn Tài, công chức tài chính", ("official", "finance", ("xa-ba-to",), None)),
    ("thêm người mới: Võ Thị Nga, lãnh đạo, toàn xã", ("leader", "", ("xa-ba-to",), None)),
    ("thêm Đỗ Văn Xem, người giám sát", ("observer", "", ("xa-ba-to",), None)),
)


@pytest.mark.parametrize(("typed", "wanted"), NEW)
def test_somebody_new_is_one_line_read_back_and_written_on_a_yes(
    office: Office, admin: Phone, typed: str, wanted: tuple[object, ...]
) -> None:
    before = people(office)
    asked = say(admin, typed)
    assert "Thêm người mới" in asked
    assert people(office) == before
    assert "Đã ghi" in say(admin, "đúng")
    (new,) = people(office) - before
    with office.database.look() as work:
        one = work.people.by_key(new)
        assert one is not None
        assert (one.role, one.duty, one.units, work.people.phone(one.id)) == wanted
    assert "không có gì mới" in say(admin, typed)


def people(office: Office) -> set[str]:
    with office.database.look() as work:
        return {one.key for one in work.people.all() if one.active}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("thêm Phạm Văn Mới, tổ 6", "Phạm Văn Mới làm gì?"),
        ("thêm Phạm Văn Mới, rà soát viên", "Phạm Văn Mới ở tổ nào?"),
        ("thêm Phạm Văn Mới, rà soát viên, tổ 66", 'Em chưa hiểu "tổ 66" là gì'),
        ("chuyển Không Ai sang tổ 5", "Không có ai là"),
        ("chuyển Đinh sang tổ 5", "Có mấy người trùng"),
        ("bỏ vai trò rà soát viên của Rin", "chỉ còn vai trò này"),
        ("cho nghỉ admin", "không tự bỏ quyền"),
        ("cho nghỉ Rin, giao cho Sương", "không phải rà soát viên"),
        ("đổi số Rin 0905", ""),
    ],
)
def test_what_cannot_be_done_says_why_and_changes_nothing(office: Office, admin: Phone, typed: str, said: str) -> None:
    with office.database.look() as work:
        before = work.people.all()
    assert said in say(admin, typed)
    with office.database.look() as work:
        assert work.people.all() == before


def test_somebody_who_is_there_gets_another_place_role_number_and_name(office: Office, admin: Phone) -> None:
    assert "tổ dân phố 6 → tổ dân phố 5" in say(admin, "chuyển Rin sang tổ 5")
    assert "rà soát viên, công chức" in say(admin, "thêm vai trò công chức tài chính cho Rin")
    assert "•••222" in say(admin, "đổi số Rin 0905 111 222")
    assert "Đinh Văn Rin → Đinh Văn Rin A" in say(admin, "đổi tên ra-soat-6 thành Đinh Văn Rin A")
    with office.database.look() as work:
        one = work.people.by_key("ra-soat-6")
        assert one is not None
        assert (one.name, one.units, one.roles, one.duty) == (
            *("Đinh Văn Rin A", ("tdp-5",), (Role.COLLABORATOR, Role.OFFICIAL), "finance"),
        )
    phone = Phone(office, "ra-soat-6")
    both = say(phone, "/start")
    assert "rà soát viên, công chức" in both
    assert "/danhsach" in both
    assert "/nhiemvu" in both
    assert "chỉ còn" not in say(admin, "bỏ vai trò rà soát viên của ra-soat-6")


def test_who_leaves_is_a_stranger_at_once_and_the_households_go_over_with_their_drafts(
    office: Office, admin: Phone
) -> None:
    rin, successor = Phone(office, "ra-soat-6"), Phone(office, "ra-soat-5")
    say(rin, "/danhsach")
    with office.database.look() as work:
        (held,) = work.rounds.current(office.now.date())
        me = work.people.by_key("ra-soat-6")
        assert me is not None
        mine = [one.household.number for one in work.assignments.of_person(held.id, me.id)]
    say(rin, f"rà soát {mine[0]}")
    say(rin, "đồng ý")
    asked = say(admin, "cho nghỉ Rin, giao cho Lụa")
    assert f"giao {len(mine)} hộ chưa xong cho Nguyễn Thị Lụa" in asked
    assert "đã nghỉ" in say(admin, "đúng")
    assert "mã mời" in say(rin, "danh sách"), "a stranger is asked for a code"
    with office.database.look() as work:
        told = [entry.outgoing.text for entry in work.outbox.with_state(OutboxState.SENDING)]
    assert any(f"nhận thêm {len(mine)} hộ" in text for text in told)
    office.wait(minutes=2)
    successor.say("/danhsach")
    with office.database.look() as work:
        taker = work.people.by_key("ra-soat-5")
        assert taker is not None
        one = work.assignments.of_number(held.id, mine[0])
        assert one is not None
        assert (one.person_id, one.state) == (taker.id, AssignmentState.DRAFT)
    assert "dùng bot lại được" in say(admin, "cho làm lại Rin")
    assert "mã mời" not in say(rin, "danh sách")


def test_all_who_have_not_come_get_an_invitation_each_to_pass_on(office: Office, admin: Phone) -> None:
    assert "Ai cũng vào rồi" in say(admin, "mời tất cả")
    for line in ("thêm Phạm Văn Mới, rà soát viên, tổ 6", "thêm Hồ Thị Lan, rà soát viên, tổ 2"):
        say(admin, line)
        say(admin, "đúng")
    assert "Phạm Văn Mới" in say(admin, "ai chưa vào")
    first, *codes = admin.say("mời tất cả")
    assert "Em làm 2 mã mời" in first.text
    assert [("Mã mời của " in one.text) for one in codes] == [True, True]


@pytest.mark.parametrize("who", ["ra-soat-1", "lanh-dao-1", "giam-sat", "kiem-tra"])
def test_nobody_else_may(office: Office, who: str) -> None:
    with office.database.look() as work:
        before = work.people.all()
    phone = Phone(office, who)
    for typed in (
        "/danhba",
        "cho nghỉ Rin",
        "đúng",
        "thêm Phạm Văn Mới, rà soát viên, tổ 6",
        "đúng",
        "chuyển Rin sang tổ 5",
    ):
        said = say(phone, typed)
        assert "Đinh Văn Rin: " not in said
    with office.database.look() as work:
        assert work.people.all() == before
