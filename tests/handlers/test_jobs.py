"""Long work beside the turns, as its person hears of it: begun, how far, given up, failed, done; and everybody else is answered meanwhile."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from chat import Capabilities, Outgoing
from handlers.jobs import MOST_ATTEMPTS, Task
from handlers.talk.long_work import JobKind
from storage.records import Job, JobState, OutboxState
from tests.support import slow_work
from tests.support.conversation import PHONE, TEXT_ONLY, Office, Phone, shared_services
from tests.transcripts.replay import form_file

BEGUN = "Em đang đọc tệp so-gieng.xlsx, xong em báo ngay.\nGõ: huỷ"
DONE = "Phiếu Sổ giếng nước, bản 1: không có chỗ sai, 4 câu hỏi."


@pytest.fixture
def admin(office: Office) -> Phone:
    """Long work waits until a test does it."""
    office.services = replace(shared_services(), stored=office.files.__getitem__, outlines={}, channels={})
    office.does_jobs = False
    return Phone(office, "admin")


def send(phone: Phone, name: str = "so-gieng.xlsx") -> str:
    phone.office.wait(seconds=5)
    phone.give(phone.office.with_file(phone.address, name, form_file(name)))
    return answer(phone)


def answer(phone: Phone) -> str:
    phone.office.work_off()
    return phone.read(phone.receive())


def do(phone: Phone) -> str:
    """All that waits to be done; what is said then."""
    while (task := phone.office.jobs.take(phone.office.now)) is not None:
        phone.office.carry_out(task)
    return phone.read(phone.receive())


def take(office: Office) -> Task:
    task = office.jobs.take(office.now)
    assert task is not None
    return task


def kept(office: Office, job: Job) -> Job:
    with office.database.look() as work:
        found = work.jobs.get(job.id)
    assert found is not None
    return found


def upload(office: Office, kinds: Mapping[str, JobKind], *, seconds: float = 0.0, batches: int = 1) -> Phone:
    """Somebody has asked for what `slow_work` does."""
    office.kinds = kinds
    phone = Phone(office, "admin")
    with office.database.work() as work:
        person = work.people.by_key("admin")
        assert person is not None
        message = office.with_file(phone.address, "đếm.xlsx", b"")
        about = slow_work.about(seconds=seconds, batches=batches)
        assert work.jobs.put("form", person.id, message, about, office.now)
        work.commit()
    return phone


def test_the_turn_says_only_that_it_is_being_done(office: Office, admin: Phone) -> None:
    assert send(admin) == BEGUN
    assert "quản trị" in admin.read(admin.say("xin chào"))
    reviewer = Phone(office, "ra-soat-1")
    assert "Hộ 12" in reviewer.read(reviewer.say("rà soát 12"))
    assert DONE in do(admin)
    assert "để làm gì" in admin.read(admin.say("công bố"))


def test_the_outcome_is_the_last_part_of_the_answer_to_the_file(office: Office, admin: Phone) -> None:
    send(admin)
    do(admin)
    with office.database.look() as work:
        sent = work.outbox.with_state(OutboxState.SENT)
    assert [(entry.cause, entry.n, entry.last) for entry in sent] == [
        ("in:web:demo:file-1", 1, False),
        ("in:web:demo:file-1", 2, True),
    ]


def test_one_at_a_time_for_each_person(office: Office, admin: Phone) -> None:
    send(admin)
    assert "Em đang đọc tệp so-gieng.xlsx cho anh/chị nên chưa nhận thêm" in send(admin, "bao-cao-thang.xlsx")
    assert DONE in do(admin)
    assert "Em đang đọc tệp bao-cao-thang.xlsx" in send(admin, "bao-cao-thang.xlsx")
    assert "Báo cáo tháng" in do(admin)


@pytest.mark.parametrize("word", ["huỷ", "Huỷ.", "huỷ giúp em", "huỷ việc"])
def test_it_can_be_given_up_while_it_waits(office: Office, admin: Phone, word: str) -> None:
    send(admin)
    assert "Em đã thôi đọc tệp so-gieng.xlsx" in admin.read(admin.say(word))
    assert do(admin) == ""
    assert "Em chưa hiểu ý" in admin.read(admin.say("công bố"))
    assert send(admin) == BEGUN


def test_it_can_be_given_up_while_it_is_done(office: Office, admin: Phone) -> None:
    send(admin)
    task = take(office)
    assert office.jobs.keep(task.job, office.now)
    assert "Em đã thôi đọc tệp" in admin.read(admin.say("huỷ"))
    assert not office.jobs.keep(task.job, office.now)
    assert not office.jobs.calculated(task.job, b"{}", office.now)
    assert kept(office, task.job).state is JobState.CANCELLED


def test_once_some_of_it_is_written_it_goes_to_its_end(office: Office, admin: Phone) -> None:
    phone = upload(office, slow_work.WAITS, batches=3)
    task = take(office)
    assert office.jobs.calculated(task.job, task.given, office.now)
    assert office.jobs.write(task.job, task.given, office.now)
    assert "không dừng giữa chừng được" in phone.read(phone.say("huỷ"))
    assert office.jobs.write(task.job, task.given, office.now)
    assert not office.jobs.write(task.job, task.given, office.now)
    assert phone.read(phone.receive()) == slow_work.SAID
    with office.database.look() as work:
        assert slow_work.written(work, 3) == [1, 1, 1]


def test_the_word_for_giving_up_means_what_is_open(office: Office, admin: Phone) -> None:
    send(admin)
    do(admin)
    assert "Giếng ở đâu" in admin.read(admin.say("chạy thử"))
    said = send(admin, "so-gieng-ban-2.xlsx")
    assert said.startswith("CHẠY THỬ")
    assert said.endswith("Gõ: huỷ việc (Huỷ)")
    assert "Huỷ phiếu Sổ giếng nước?" in admin.read(admin.say("huỷ"))
    assert "Câu 1" in admin.read(admin.say("không"))
    assert "Em đã thôi đọc tệp so-gieng-ban-2.xlsx" in admin.read(admin.say("huỷ việc"))
    assert "giếng tổ 2 ✓" in admin.read(admin.say("giếng tổ 2"))


def test_a_button_for_giving_up_what_is_over_changes_nothing(office: Office, admin: Phone) -> None:
    send(admin)
    button = admin.seen[-1].rows[0][0].payload
    do(admin)
    admin.press(button)
    assert "không còn việc nào đang làm" in answer(admin)
    assert "để làm gì" in admin.read(admin.say("công bố"))


def test_a_form_that_is_being_filled_in_stays_open_and_the_new_one_waits_for_its_end(
    office: Office, admin: Phone
) -> None:
    send(admin)
    do(admin)
    for text in ("công bố", "3", "có"):
        admin.say(text)
    send(admin, "so-gieng-ban-2.xlsx")
    assert "Câu 1. Giếng ở đâu" in admin.read(admin.say("phiếu 1"))
    assert "Anh/chị đang điền một phiếu khác" in do(admin)
    assert "đầu làng ✓" in admin.read(admin.say("đầu làng"))
    assert "Đã tạm dừng" in admin.read(admin.say("tạm dừng"))
    assert "Giếng ở tổ nào" in admin.read(admin.say("chạy thử"))


def test_what_cannot_be_done_ends_with_a_sentence(office: Office, admin: Phone) -> None:
    send(admin)
    office.files.clear()
    assert "Em gặp lỗi khi đọc tệp so-gieng.xlsx nên đã dừng, chưa ghi gì." in do(admin)
    assert send(admin) == BEGUN
    assert DONE in do(admin)


def test_a_defect_while_writing_keeps_what_is_written_and_says_so(office: Office, admin: Phone) -> None:
    def fails(ctx: object, result: bytes, batch: int) -> None:
        if batch:
            raise ZeroDivisionError

    kind = replace(slow_work.WAITS["form"], write=fails)
    phone = upload(office, {"form": kind})
    assert "Em gặp lỗi giữa chừng khi đọc tệp đếm.xlsx. Phần đã ghi vẫn còn" in do(phone)


def test_a_job_whose_process_dies_again_and_again_is_not_tried_for_ever(office: Office, admin: Phone) -> None:
    send(admin)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        task = take(office)
        assert task.job.attempts == attempt
        office.wait(minutes=1)
    assert office.jobs.take(office.now) is None
    assert "Em gặp lỗi khi đọc tệp" in admin.read(admin.receive())
    assert kept(office, task.job).state is JobState.FAILED


def test_a_process_that_ends_in_order_costs_no_attempt(office: Office, admin: Phone) -> None:
    send(admin)
    for _ in range(MOST_ATTEMPTS + 2):
        task = take(office)
        assert task.job.attempts == 1
        office.jobs.leave(task.job)
    assert DONE in do(admin)


def test_what_is_calculated_is_not_calculated_again_after_a_crash(office: Office, admin: Phone) -> None:
    upload(office, slow_work.WAITS)
    first = take(office)
    office.jobs.calculated(first.job, first.given, office.now)
    office.wait(minutes=1)
    office.kinds = slow_work.RAISES
    assert do(admin) == slow_work.SAID


def test_who_does_not_work_here_any_more_hears_nothing(office: Office, admin: Phone) -> None:
    send(admin)
    with office.database.work() as work:
        person = work.people.by_key("admin")
        assert person is not None
        work.people.put(person.key, person.name, person.role, active=False)
        work.commit()
    assert do(admin) == ""


EDITED = replace(PHONE, name="web")


@pytest.mark.parametrize(
    ("channel", "told_at"), [(EDITED, [4, 8, 12, 16, 20]), (replace(TEXT_ONLY, name="web"), [60, 120])]
)
def test_how_far_it_is_is_said_now_and_then(
    office: Office, admin: Phone, channel: Capabilities, told_at: list[int]
) -> None:
    office.services = replace(office.services, channels={"web": channel})
    phone = upload(office, slow_work.WAITS)
    begun, task = office.now, take(office)
    heard: dict[int, list[Outgoing]] = {}
    for second in range(1, 21 if channel.edit else 121):
        office.now = begun + timedelta(seconds=second)
        assert office.jobs.keep(task.job, office.now, second, 200)
        with office.database.work() as work:
            due = work.due.claim(office.now)
            for row in due:
                work.outbox.failed(row.id, "", office.now)
                heard[second] = [row.outgoing]
            work.commit()
    assert list(heard) == told_at
    first = told_at[0]
    assert phone.read(heard[first]) == f"Em đang đọc tệp đếm.xlsx: xong {first}/200 phần.\nGõ: huỷ"


def test_progress_takes_the_place_of_the_first_message_where_the_channel_can(office: Office, admin: Phone) -> None:
    office.services = replace(office.services, channels={"web": EDITED})
    send(admin)
    task = take(office)
    office.wait(seconds=5)
    office.jobs.keep(task.job, office.now, 1, 2)
    with office.database.work() as work:
        (row,) = work.due.claim(office.now)
    assert (row.cause, row.n, row.last) == ("in:web:demo:file-1", 2, False)
    with office.database.look() as work:
        assert row.edit_of == work.outbox.first_of(row.cause)
