"""Two communes in one database: whatever somebody of one types, nothing of the other is told, and nothing there changes."""

from dataclasses import replace

import pytest

from handlers.commands import COMMANDS
from storage.records import Consent, OutboxState, Outcome, Result, Role
from tests.handlers.support.typed import wordings
from tests.handlers.test_commands import WHO, replies
from tests.support.conversation import Office, Phone
from tests.support.neighbours import COMMUNE, GROUP, MARK, STAFF, move_in

HERE = ("Ba Tơ", "tổ dân phố", "Đinh ", "Phạm ", "Huỳnh ", "Nguyễn ", "Trần ", "Lê ", "Võ ")
"""How the demo's places and people are called."""


@pytest.fixture
def waiting(office: Office) -> dict[str, int]:
    return move_in(office)


def told(office: Office, key: str, typed: list[str]) -> str:
    return "\n".join(message.text for _, response in replies(office, key, typed) for message in response.messages)


@pytest.mark.parametrize("role", sorted(Role))
def test_no_command_tells_of_the_other_commune(office: Office, waiting: dict[str, int], role: Role) -> None:
    assert waiting
    for command in COMMANDS:
        typed = wordings(command)
        inside, outside = told(office, WHO[role], typed), told(office, STAFF[role][0], typed)
        assert MARK not in inside, (command.name, inside)
        assert [name for name in HERE if name in outside] == [], (command.name, outside)
        assert f"hộ {MARK}" not in outside


REACHING = (
    *("rà soát 901", "901", "hộ 901", "mở lại 901", "hẹn lại 901 thứ năm", f"Hồ Văn {MARK}", f"{MARK}", "sửa 901"),
    *(
        f"tổng hợp thôn {MARK} Một",
        f"/tonghop {COMMUNE}",
        "/tonghop ngoai-1",
        f"thôn {MARK} Hai",
        f"tổng hợp xã {MARK}",
    ),
    *(f"/moi {MARK}", "/moi ngoai-ra-soat", "mời Hồ Thị Ngoại", f"gán 903 cho thôn {MARK} Một", "gán 903 cho tổ 1"),
    *(
        f"/danhba {MARK}",
        "cho nghỉ ngoai-ra-soat",
        "đúng",
        "chuyển ngoai-ra-soat sang tổ 1",
        "đổi tên ngoai-ra-soat thành X",
    ),
    *(f"thêm vai trò công chức cho {MARK}", "cho nghỉ ra-soat-1, giao cho ngoai-ra-soat", "cho làm lại ngoai-ra-soat"),
    *("cho nghỉ ngay ngoai-ra-soat", "cho nghỉ ngay ra-soat-1 giao cho ngoai-ra-soat"),
    *("thêm hộ 901 vào đợt: thử", "bớt hộ 901: thử", "bớt hộ 901 khỏi đợt 2025: thử", "/dotrasoat bớt hộ 901: thử"),
    *(f"mở đợt đặc biệt từ 5/11 đến 20/11 xã {MARK}", f"đóng luôn đợt 2025 xã {MARK}: thử", f"đóng đợt 2025 xã {MARK}"),
    *(
        "giao 901-903 cho Rin",
        "giao 901 cho ngoai-ra-soat",
        f"giao thôn {MARK} Một cho Rin",
        "giao hộ của ngoai-ra-soat cho Rin",
    ),
    *(
        "đề nghị hộ 901",
        "đề nghị thoát hộ 901",
        f"đề nghị mới thôn {MARK} Một",
        "đề nghị 1",
        "nhận 1",
        "từ chối 1: thử",
    ),
    *(f"chia đều thôn {MARK} Hai", "/phancong 901 cho Rin", "đã nhận"),
    *(
        "/ho 901",
        "/ho ngoai-1",
        f"/ho Hồ Văn {MARK}",
        "hộ 901 căn cước: thử",
        "ai đã xem hộ 901",
        "/ho 901 sức khoẻ: thử",
    ),
    *(
        "hộ 901 chuyển tổ 1 vì thử xem",
        "đúng",
        "hộ 901 qua đời: 1 vì thử xem",
        "đúng",
        "hộ 901 chuyển đi: thử xem",
        "đúng",
    ),
    *(
        "kiểm 901",
        "đạt",
        "/kiemtra 901",
        "đạt 901-903",
        "đúng",
        "đạt hết",
        "đúng",
        "trả lại hộ 901 câu 16: thử",
        "hỏi hộ 901: thử",
    ),
    *("bỏ đạt 901: thử", "trả lời 901: thử", f"kiểm tra thôn {MARK} Một", f"đạt thôn {MARK} Một"),
    *("gọi xong {call}", "gửi lại {lost}", "bỏ {lost}", "đã trả lời {request}"),
)
"""What might reach over, by number, by name and by code."""


@pytest.mark.parametrize("role", sorted(Role))
def test_nothing_of_the_other_commune_is_reached_by_its_number_name_or_code(
    office: Office, waiting: dict[str, int], role: Role
) -> None:
    phone = Phone(office, WHO[role])
    before = standing(office, waiting)
    for words in REACHING:
        typed = words.format(**waiting)
        said = phone.read(phone.say(typed))
        # Words that were typed may be said back.
        assert MARK not in typed or f"Văn {MARK} 90" not in said, (typed, said)
        assert MARK in typed or MARK not in said, (typed, said)
        phone.say("/start")
    assert standing(office, waiting) == before


def standing(office: Office, waiting: dict[str, int]) -> tuple[object, ...]:
    """What waits in the other commune, as the program itself sees it."""
    with office.database.look() as work:
        held = work.rounds.current_of(COMMUNE, office.now.date())
        assert held is not None
        households = [
            (one.household.number, one.state, one.outcome, one.person_id) for one in work.assignments.of_round(held.id)
        ]
        calls = waiting["call"] in {one.id for one in work.calls.open()}
        asked = waiting["request"] in {one.id for one in work.data_requests.open()}
        left = work.outbox.get([waiting["lost"]])[0].state
        people = [one for one in work.people.all() if COMMUNE in one.units or GROUP in one.units]
    assert len(households) == 3
    return households, calls, asked, left, people


def test_each_sees_their_own(office: Office, waiting: dict[str, int]) -> None:
    keys = {role: key for role, (key, _, _) in STAFF.items()}
    assert standing(office, waiting)[1:4] == (True, True, OutboxState.FAILED)
    assert f"901. Hồ Văn {MARK} 901" in told(office, keys[Role.COLLABORATOR], ["/danhsach"])
    assert "0/3" in told(office, keys[Role.LEADER], ["/tonghop"])
    assert "0/247" in told(office, WHO[Role.LEADER], ["/tonghop"])
    assert MARK in told(office, keys[Role.ADMIN], ["/goidien"])
    assert f"gửi lại {waiting['lost']}" in told(office, keys[Role.ADMIN], ["/tinchuagui"])
    assert "903" in told(office, keys[Role.ADMIN], ["/chuyento"])
    assert "Báo cáo" in told(office, keys[Role.OFFICIAL], ["/nhiemvu"])


def test_what_was_handed_in_elsewhere_is_on_their_desk_only(office: Office) -> None:
    move_in(office)
    with office.database.work() as work:
        held = work.rounds.current_of(COMMUNE, office.now.date())
        form = work.forms.latest(held.form_key) if held is not None else None
        assert held is not None
        assert form is not None
        one = work.assignments.of_number(held.id, 901)
        assert one is not None
        assert one.person_id is not None
        draft = work.interviews.create(one.id, form.id, office.services.rulesets[0].id, one.person_id, office.now).id
        agreed = Consent("consent", given=True, by=one.person_id, at=office.now, text_version="1")
        work.interviews.give_consent(draft, agreed)
        work.interviews.submit(draft, Result(None, None, 0, 0, ()), one.person_id, office.now)
        work.commit()
    theirs, ours = Phone(office, STAFF[Role.CHECKER][0]), Phone(office, WHO[Role.CHECKER])
    assert "901" in theirs.read(theirs.say("kiểm tra"))
    for words in ("kiểm 901", "đạt", "đạt 901", "đúng", "trả lại hộ 901: thử", "hỏi hộ 901: thử", "đạt hết", "đúng"):
        assert MARK not in ours.read(ours.say(words)), words
    with office.database.look() as work:
        assert work.interviews.latest_of(one.id) is not None
        found = work.assignments.get(one.id)
        assert found is not None
        assert found.state.value == "submitted"
        assert work.comments.of(draft) == ()
    assert f"Hộ 901 – Hồ Văn {MARK} 901" in theirs.read(theirs.say("kiểm 901"))
    assert "Hộ 901: đạt" in theirs.read(theirs.say("đạt"))


def test_a_household_that_is_given_to_somebody_of_another_place_is_theirs_to_see(office: Office) -> None:
    move_in(office)
    with office.database.work() as work:
        held = work.rounds.current_of(COMMUNE, office.now.date())
        helper = work.people.by_key("ra-soat-1")
        assert held is not None
        assert helper is not None
        one = work.assignments.of_number(held.id, 901)
        assert one is not None
        assert one.outcome is not Outcome.RELOCATED
        assert work.seen_by(helper.id).assignments.get(one.id) is None
        work.assignments.put(held.id, one.household.id, helper.id, office.now)
        assert work.seen_by(helper.id).assignments.get(one.id) is not None


def test_a_province_sees_each_of_its_communes(office: Office) -> None:
    """How far each is, and one of them in full by its name."""
    move_in(office)
    with office.database.work() as work:
        for code in ("xa-ba-to", COMMUNE):
            commune = work.units.get(code)
            assert commune is not None
            if work.units.get("tinh") is None:
                work.units.put(replace(commune, code="tinh", name="tỉnh Mẫu", kind="province", controller="", plan=""))
            work.units.put(replace(commune, parent="tinh"))
        above = work.people.put("tinh-1", "Bùi Thị Tỉnh", Role.LEADER, units=["tinh"])
        work.people.link(above.id, Phone(office, "tinh-1").address, office.now)
        work.commit()
    phone = Phone(office, "tinh-1")
    said = phone.read(phone.say("/tonghop"))
    assert "xã Ba Tơ (địa bàn thị trấn cũ): xong 0/247" in said
    assert f"xã {MARK}: xong 0/3" in said
    one = phone.read(phone.say(f"/tonghop xã {MARK}"))
    assert "0/3" in one
    assert f"thôn {MARK} Một" in one
    assert "tổ dân phố" not in one
    # Below, everything is as it was.
    assert "0/247" in told(office, WHO[Role.LEADER], ["/tonghop"])
