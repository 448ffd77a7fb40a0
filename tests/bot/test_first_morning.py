"""The first morning of a real commune, in chat only: from the empty database to the first households handed in."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.operations.initialising import Asked
from chat import Capabilities
from storage.records import AssignmentState, Role
from survey.identity_card import IdentityCard
from tests.bot.support.morning import CODE, Morning, first_morning
from tests.support.commune import answers
from tests.support.conversation import PHONE
from tests.support.last_year import read_answers, review_last_year
from tests.survey.register.lists import Rows

WEB = replace(PHONE, file_in=True, file_out=True, photo_in=True)
TEXT_ONLY = Capabilities("web", max_text=300, buttons=False, file_in=True, photo_in=True)
GROUPS = {
    "thôn Gò Ghèm": 268,
    "thôn Nước Y": 251,
    "thôn Nước Lô": 240,
    "thôn Làng Dút": 262,
    "thôn Gò Lút": 244,
    "thôn Mang Lùng": 240,
}
AS_PEOPLE_CALL_IT = {"thôn Gò Ghèm": "Gò Ghèm", "thôn Nước Y": "thôn  NƯỚC Y", "thôn Nước Lô": "Nước Lô"}
COMMUNE = Asked(
    commune="xã Ba Vì",
    area="1",
    groups="; ".join(f"{name}: {count}" for name, count in GROUPS.items()),
    admin="Lê Thị Quản",
    contact="chị Hoa, 0255 3 000 000",
)
ADMIN = "quan"
OFFICE = (
    *[("Công chức", duty) for duty in ("văn hoá - xã hội", "địa chính", "tài chính", "văn phòng", "tư pháp")],
    *[("Lãnh đạo", "")] * 2,
    *[("Kiểm tra", "")] * 2,
    ("Người theo dõi", "Mặt trận"),
)
SURNAMES, MIDDLE = ("Đinh", "Phạm", "Nguyễn", "Hồ", "Trần"), ("Văn", "Thị", "Xuân", "Hồng")
GIVEN = ("Rin", "Rế", "Lót", "Nía", "Dắt", "Xếp", "Thía", "Trút", "Nô", "Bơ", "Ghêu", "Nhông", "Ây", "Bớ", "Chuối")
NAMES = [f"{one} {two} {three}" for three in GIVEN for two in MIDDLE for one in SURNAMES]
LAST_YEAR = read_answers((Path(__file__).parents[1] / "transcripts" / "last_year" / "khong-doi.txt").read_text("utf-8"))


def staff() -> list[tuple[str, str, str, str, str]]:
    """Five collaborators a group and ten of the office."""
    rows = [("Rà soát viên", "", group) for group in GROUPS for _ in range(5)]
    rows += [(role, duty, "toàn xã") for role, duty in OFFICE]
    return [(NAMES[at], *row, f"0905{at:06d}") for at, row in enumerate(rows)]


def class_of(place: int) -> str:
    return "Hộ nghèo" if place % 10 == 3 else "Hộ cận nghèo" if place % 10 == 7 else "Không nghèo"


def three_groups() -> Iterator[tuple[object, ...]]:
    """As a commune keeps them: titles, groups as people call them, capitals, a line of sums after each group, five people a household."""
    yield ("ỦY BAN NHÂN DÂN XÃ BA VÌ",)
    yield ("DANH SÁCH HỘ DÂN NĂM 2024",)
    yield (
        "Mã hộ",
        "Họ và tên",
        "Quan hệ",
        "Giới tính",
        "Năm sinh",
        "Thôn",
        "Phân loại hộ",
        "Điểm B1",
        "Điểm B2",
        "Năm",
        "Tôn giáo",
    )
    number = 0
    for group, count in list(GROUPS.items())[:3]:
        for _ in range(count):
            number += 1
            facts = (AS_PEOPLE_CALL_IT[group], class_of(number), 116, 10, 2024, "không")
            head = NAMES[number % len(NAMES)]
            yield (number, head.upper(), "chủ hộ", "Nam", 1950 + number % 40, *facts)
            for place, (relation, sex, born) in enumerate(FAMILY, 1):
                yield (number, NAMES[(number * 7 + place) % len(NAMES)], relation, sex, born, *facts)
        yield ("Tổng cộng", None, None, None, None, None, count)


FAMILY = (("vợ", "Nữ", 1986), ("con", "Nữ", 2004), ("con", "Nam", 2013), ("mẹ", "Nữ", 1948))


def other_groups(*wrong: int) -> Iterator[tuple[object, ...]]:
    """Heads only, in other columns; the birth dates of some cannot be."""
    yield ("Danh sách hộ",)
    yield ("STT", "Chủ hộ", "Năm sinh", "Nam/Nữ", "Số CCCD", "Thôn", "Diện", "Năm")
    place = 0
    for group, count in list(GROUPS.items())[3:]:
        for _ in range(count):
            place += 1
            born = "31/02/1980" if place in wrong else 1955 + place % 40
            yield (
                place,
                NAMES[place * 11 % len(NAMES)],
                born,
                ("Nam", "Nữ")[place % 2],
                None,
                group,
                class_of(place),
                2024,
            )


def listed(rows: Iterator[tuple[object, ...]]) -> Rows:
    return list(rows)


@pytest.mark.long
@pytest.mark.parametrize("able", [WEB, TEXT_ONLY], ids=["page", "300 characters"])
def test_a_commune_is_at_work_the_same_morning(able: Capabilities, tmp_path: Path) -> None:
    with first_morning(tmp_path, able, COMMUNE) as (morning, code):
        assert "Lê Thị Quản" in morning.say(ADMIN, "xin chào", code)
        people = invite_and_join(morning)
        bring_in(morning)
        open_and_give(morning)
        successor = replace_somebody(morning, people)
        review(morning, successor)
        told = morning.say(people["Lãnh đạo"][0], "/tonghop")
        assert "xong 10/301 hộ" in told
        assert "151/1.505 hộ" in told


def invite_and_join(morning: Morning) -> dict[str, list[str]]:
    """Names by role; a person's account has the person's name."""
    heads = [("DANH SÁCH CÁN BỘ",), ("Họ và tên", "Vai trò", "Phần việc", "Địa bàn", "Điện thoại")]
    assert "mới 40, đổi 0" in morning.send(ADMIN, "can-bo.xlsx", [*heads, *staff()])
    assert "mới 40" in morning.say(ADMIN, "nạp")
    said = morning.say(ADMIN, "mời tất cả")
    people: dict[str, list[str]] = {}
    for name, role, *_ in staff():
        line = next(line for line in said.splitlines() if line.startswith(f"Mã mời của {name}:"))
        found = CODE.search(line)
        assert found is not None
        assert f"Chào {name}" in morning.say(name, found[0])
        people.setdefault(role, []).append(name)
    assert "41 người, 41 người đã vào" in morning.say(ADMIN, "danh bạ")
    return people


def bring_in(morning: Morning) -> None:
    """1,505 households: two names of groups are asked for, two households have to be put right, and the process dies on the way."""
    asked = morning.send(ADMIN, "ba-thon.xlsx", listed(three_groups()))
    assert 'ghi "Gò Ghèm"' in asked
    assert 'ghi "Nước Lô"' in morning.say(ADMIN, "1")
    assert "759 hộ, 3795 người" in morning.say(ADMIN, "thôn Nước Lô")
    assert households(morning) == 0
    morning.say_and_die(ADMIN, "nạp", "import: before the commit")
    assert households(morning) == 759
    assert "2 chỗ sai" in morning.send(ADMIN, "ba-thon-sau.xlsx", listed(other_groups(100, 200)))
    assert "mới 744" in morning.say(ADMIN, "nạp hộ đúng")
    again = morning.send(ADMIN, "ba-thon-sau.xlsx", listed(other_groups()))
    assert "mới 2, đổi 0, không đổi 744" in again
    morning.say(ADMIN, "nạp")
    assert households(morning) == 1505


def households(morning: Morning) -> int:
    with morning.office.database.look() as work:
        return len(work.lists.known("xa-ba-vi"))


def open_and_give(morning: Morning) -> None:
    assert "301 hộ" in morning.say(ADMIN, "mở đợt 2025")
    assert "301 hộ ✓" in morning.say(ADMIN, "đúng")
    assert "Anh/chị giao không?" in morning.say(ADMIN, "giao hết theo tổ")
    assert owners(morning) == Counter({None: 301})
    assert "Đã giao 301 hộ cho 30 người" in morning.say_and_die(ADMIN, "giao", "assignment: in the middle")
    assert None not in owners(morning)
    assert set(owners(morning).values()) <= set(range(9, 13))


def owners(morning: Morning) -> Counter[int | None]:
    with morning.office.database.look() as work:
        (held,) = work.rounds.current(morning.office.now.date())
        return Counter(one.person_id for one in work.assignments.of_round(held.id))


def replace_somebody(morning: Morning, people: dict[str, list[str]]) -> str:
    """The first collaborator leaves before the work begins; the second goes on with both lists."""
    leaves, goes_on = people["Rà soát viên"][:2]
    assert "giao" in morning.say(ADMIN, f"cho nghỉ {leaves}, giao cho {goes_on}")
    assert "đã nghỉ" in morning.say_and_die(ADMIN, "đúng", "revocation: before the commit")
    assert "nhận thêm" in "".join(morning.mailboxes[goes_on])
    assert "kênh nội bộ" in morning.say(leaves, "danh sách"), "as to anybody whom nobody has invited"
    with morning.office.database.look() as work:
        one = next(each for each in work.people.all() if each.name == leaves)
        assert (one.active, one.role) == (False, Role.COLLABORATOR)
    return goes_on


def review(morning: Morning, person: str) -> None:
    """Ten households: nine as last year, in one a card's photo adds somebody new."""
    with morning.office.database.look() as work:
        (held,) = work.rounds.current(morning.office.now.date())
        me = next(each for each in work.people.all() if each.name == person)
        mine = [one.household.number for one in work.assignments.of_person(held.id, me.id)][:10]
    for number in mine:
        review_last_year(morning.office, number, LAST_YEAR)
    for number in mine[:-1]:
        hand_in(morning, person, morning.say(person, f"rà soát {number}", "đồng ý"))
    morning.say(person, f"rà soát {mine[-1]}", "đồng ý")
    card = IdentityCard("051199000555", "Phạm Thị Mới", "1999-02-03", "nu")
    assert "Thêm vào hộ này không?" in morning.show_card(person, card)
    hand_in(morning, person, morning.say(person, "thêm", "con dâu"))
    with morning.office.database.look() as work:
        states = Counter(one.state for one in work.assignments.of_person(held.id, me.id))
        assert states[AssignmentState.SUBMITTED] == 10
    found = answers(morning.office, mine[-1])
    assert (found["ho_ten.6"], found["cccd.6"]) == (card.name, card.number)
    assert "cccd.6" not in answers(morning.office, mine[0])


ANSWERS = {
    "đúng thì gõ: đúng": "đúng",
    "Gõ: đủ": "đủ",
    "gõ: bỏ qua\na) Ảnh": "bỏ qua",
    " · không ai": "không ai",
    "ví dụ: Kinh": "Kinh",
    "như nhau: tất cả 1": "tất cả 1",
    "chưa rõ thì gõ: bỏ qua": "bỏ qua",
    "gõ: không rõ": "không rõ",
}
"""What somebody types who does as they are told, by what the bot says."""


def hand_in(morning: Morning, person: str, said: str) -> None:
    for _ in range(25):
        if "Gõ: nộp" in said:
            break
        said = morning.say(person, next((words for told, words in ANSWERS.items() if told in said), "1"))
    assert "Đã nộp" in morning.say(person, "nộp")
