"""Who reviews what: by group, by numbers, evenly, of a person; read back, kept as far as it was, told to both, and said to be known."""

from collections import Counter, defaultdict
from datetime import datetime

import pytest

from chat import Receipt
from handlers.rounds.telling import rows_of
from storage.records import AssignmentState, Role
from tests.handlers.support.ticks import run_ticks
from tests.support.conversation import Office, Phone

ADMIN = "admin"


def owners(office: Office) -> dict[int, str]:
    """Household number -> key of the person, "" = nobody, of all open rounds."""
    with office.database.look() as work:
        people = {one.id: one.key for one in work.people.all()}
        held = [one for one in work.rounds.all() if one.state == "open"]
        return {
            one.household.number: people.get(one.person_id or 0, "")
            for each in held
            for one in work.assignments.of_round(each.id)
        }


def ask(office: Office, *words: str) -> str:
    phone = Phone(office, ADMIN)
    return [phone.read(phone.say(one)) for one in words][-1]


def delivered(office: Office) -> dict[str, list[str]]:
    """Whatever waits to be sent now reaches whom it is for."""
    found = defaultdict[str, list[str]](list)
    office.wait(seconds=1)
    with office.database.work() as work:
        while rows := work.due.claim(office.now):
            for row in rows:
                work.outbox.sent(row.id, Receipt(f"m{row.id}", at=office.now), office.now)
                work.outbox.seen([row.id], office.now)
                found[row.address.user_id].append(row.outgoing.text)
        work.commit()
    return found


GIVEN = [
    # words, what is read back, who has which of 1, 2, 12 and 40 afterwards
    ("giao tổ 1 cho ra-soat-2", "Phạm Văn Trút: 39 hộ (1–39)", ("ra-soat-2", "ra-soat-2", "ra-soat-2", "ra-soat-2")),
    ("giao 1-2 cho Trút", "Phạm Văn Trút: 2 hộ (1–2)", ("ra-soat-2", "ra-soat-2", "ra-soat-1", "ra-soat-2")),
    ("giao hộ 1, 12 cho anh Phạm Văn Trút nhé", "2 hộ (1, 12)", ("ra-soat-2", "ra-soat-1", "ra-soat-2", "ra-soat-2")),
    ("giao hộ của Xếp cho Trút", "39 hộ (1–39)", ("ra-soat-2",) * 4),
    ("/phancong 12 cho ra-soat-2", "1 hộ (12)", ("ra-soat-1", "ra-soat-1", "ra-soat-2", "ra-soat-2")),
]


@pytest.mark.parametrize(("words", "read_back", "after"), GIVEN, ids=[row[0] for row in GIVEN])
def test_what_is_given_is_read_back_before_it_is_done(
    office: Office, words: str, read_back: str, after: tuple[str, ...]
) -> None:
    before = owners(office)
    assert read_back in ask(office, words)
    assert owners(office) == before
    assert "Đã giao" in ask(office, "giao")
    now = owners(office)
    assert tuple(now[number] for number in (1, 2, 12, 40)) == after


def test_a_draft_goes_along_and_both_hear_of_it_in_the_morning(office: Office) -> None:
    first, second = Phone(office, "ra-soat-1"), Phone(office, "ra-soat-2")
    for words in ("rà soát 12", "đồng ý", "đủ"):
        asked = first.read(first.say(words))
    office.now = datetime.fromisoformat("2025-11-03T22:00+07:00")
    said = ask(office, "giao 12-13 cho Trút")
    assert "2 hộ trong đó đang của Đinh Thị Xếp" in said
    assert "1 hộ đang làm dở (12): các câu đã trả lời giữ nguyên" in said
    ask(office, "giao")
    assert not delivered(office)
    office.now = datetime.fromisoformat("2025-11-04T08:00+07:00")
    run_ticks(office)
    told = delivered(office)
    (to_second,) = [text for text in told["ra-soat-2"] if "giao cho anh/chị" in text]
    assert "2 hộ: 12–13" in to_second
    assert "đã làm dở: 12" in to_second
    (to_first,) = [text for text in told["ra-soat-1"] if "nay do" in text]
    assert "2 hộ của anh/chị (12–13) nay do Phạm Văn Trút rà soát" in to_first
    assert "Đinh Thị Xếp – được giao 37, xong 0, chưa xong 37" in ask(office, "phân công")
    assert "Phạm Văn Trút – được giao 41, xong 0, chưa xong 41 (đang làm 1) – chưa báo đã nhận" in ask(
        office, "phân công"
    )
    assert "nhận rồi ✓" in second.read(second.say("đã nhận ạ"))
    assert "chưa báo" not in ask(office, "phân công")
    # The answers are all there: the next question is the one that was open.
    resumed = second.read(second.say("rà soát 12"))
    assert asked.splitlines()[-2] in resumed
    with office.database.look() as work:
        (draft,) = [one for one in work.assignments.of_round(1) if one.state is AssignmentState.DRAFT]
    assert draft.household.number == 12


def test_who_has_nothing_to_confirm_looks_for_a_household(office: Office) -> None:
    phone = Phone(office, "ra-soat-1")
    assert "nhận rồi" not in phone.read(phone.say("đã nhận"))


def test_those_of_nobody_come_first_and_go_to_each_groups_people(office: Office) -> None:
    for number in (12, 13, 60):
        ask(office, f"bớt hộ {number}: thử", f"thêm hộ {number} vào đợt: thử")
    listed = ask(office, "phân công")
    assert listed.splitlines()[1] == "⚠ Chưa giao ai: 3 hộ (tổ dân phố 1: 2, tổ dân phố 2: 1)"
    said = ask(office, "giao hết theo tổ")
    assert "Giao cho Đinh Thị Xếp: 2 hộ (12–13)." in said
    assert "Giao cho Phạm Văn Trút: 1 hộ (60)." in said
    ask(office, "giao")
    assert "" not in owners(office).values()
    assert "Không có hộ nào cần đổi người" in ask(office, "giao hết theo tổ")


def test_evenly_is_even_and_moves_no_more_than_it_must(office: Office) -> None:
    before = owners(office)
    said = ask(office, "chia đều tổ 1 cho Xếp và Trút")
    assert "Giao cho Phạm Văn Trút: 19 hộ (21–39)." in said
    ask(office, "giao")
    now = owners(office)
    assert Counter(now[number] for number in range(1, 40)) == {"ra-soat-1": 20, "ra-soat-2": 19}
    assert sum(now[number] != before[number] for number in now) == 19


def test_what_is_handed_in_stays_with_whom_it_was_and_unknown_numbers_are_said(office: Office) -> None:
    with office.database.work() as work:
        held, person = work.rounds.all()[0], work.people.by_key("ra-soat-1")
        assert person is not None
        one = work.assignments.of_number(held.id, 12)
        form = work.forms.latest(held.form_key)
        assert one is not None
        assert form is not None
        from storage.records import Consent, Result

        draft = work.interviews.create(one.id, form.id, "nd07-2021", person.id, office.now)
        work.interviews.give_consent(
            draft.id, Consent("consent", given=True, by=person.id, at=office.now, text_version="1")
        )
        work.interviews.submit(draft.id, Result(None, None, 0, 0, ()), person.id, office.now)
        work.commit()
    said = ask(office, "giao 12, 13, 999 cho Trút")
    assert "Đã nộp, giữ nguyên: 12." in said
    assert "Không có trong đợt nào đang mở: 999." in said
    ask(office, "giao")
    assert (owners(office)[12], owners(office)[13]) == ("ra-soat-1", "ra-soat-2")


REFUSED = [
    ("giao tổ 6 cho Không Ai", "Xã không có rà soát viên nào tên Không Ai. Ví dụ: giao tổ 6 cho"),
    ("giao tổ 99 cho Xếp", "99"),
    ("giao tổ 6 cho Phạm", "Có nhiều người tên Phạm"),
    ("/phancong trời mưa", 'Em chưa rõ "trời mưa". Ví dụ: giao tổ 6 cho Rin'),
    ("giao 1-2 cho Xếp", "Không có hộ nào cần đổi người"),
]


@pytest.mark.parametrize(("words", "said"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_given_is_said_with_an_example(office: Office, words: str, said: str) -> None:
    assert said in ask(office, words)


def test_what_changed_meanwhile_is_read_back_again(office: Office) -> None:
    official = Phone(office, "cong-chuc-van-hoa")
    ask(office, "giao 12-13 cho Trút")
    for words in ("giao 12 cho Trút", "giao"):
        official.say(words)
    said = ask(office, "giao")
    assert "Danh sách vừa đổi" in said
    assert "1 hộ (13)" in said
    assert "Đã giao 1 hộ" in ask(office, "giao")


@pytest.mark.parametrize("key", ["ra-soat-1", "lanh-dao-1", "kiem-tra", "giam-sat", "cong-chuc-dia-chinh"])
def test_nobody_else_gives_households(office: Office, key: str) -> None:
    before, phone = owners(office), Phone(office, key)
    for words in ("/phancong giao 12-40 cho Trút", "giao", "giao 12 cho Trút", "giao"):
        phone.say(words)
    assert owners(office) == before


def test_who_is_given_households_with_a_new_round_hears_of_it(office: Office) -> None:
    ask(office, "đóng luôn đợt 2025: lập lại", "mở đợt đặc biệt từ 3/11 đến 20/11")
    office.wait(seconds=5)
    Phone(office, ADMIN).send("mở và giao")
    office.work_off()
    assert any("giao cho anh/chị 39 hộ: 1–39" in text for text in delivered(office)["ra-soat-1"])
    assert set(owners(office).values()) == {f"ra-soat-{n}" for n in range(1, 9)}


def test_numbers_are_listed_as_people_list_them() -> None:
    assert rows_of([7, 3, 8, 9, 40]) == "3, 7–9, 40"
    assert rows_of(range(1, 100, 2)).endswith("…")


def test_roles_that_may_give_are_those_of_the_rounds() -> None:
    from handlers.commands import COMMANDS

    (command,) = [one for one in COMMANDS if one.name == "phancong"]
    assert command.roles == {Role.ADMIN, Role.OFFICIAL}
