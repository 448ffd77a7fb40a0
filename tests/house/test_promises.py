"""Every sentence that promises something comes true: each has a test that proves it, or says which people keep it."""

import re

import pytest

from tests.house.support.sentences import sentences
from tests.house.tree import ROOT

PROMISE = re.compile(
    r"em (?:sẽ |không )?nhắc|nhắc lại sáng|nhắc tiếp|sáng mai|sáng hôm đó|em báo|vẫn (?:thấy|tính|còn|giữ|theo)|còn đủ|đã lưu|"
    r"lúc nào cũng được|từ nay em|được xem|quyền xem|chị báo|hoặc báo|em gửi lại|đang gửi lại|sẽ (?:hiện|dùng)|"
    r"không hỏi (?:lại|gì)|chờ (?:người|kiểm tra|gán)|để xã gọi|xem lại được|lãnh đạo",
    re.IGNORECASE,
)
"""How a promise, a view or a right is worded. "Hẹn từ nay tới hôm đó" promises nothing."""

TASKS, ROUNDS, MOVED, KEPT = (f"tests/handlers/test_{name}.py::test_" for name in ("tasks", "rounds", "moved", "kept"))
JOBS, PUBLISHING = "tests/handlers/test_jobs.py::test_", "tests/handlers/test_publishing.py::test_"
GIVEN = MOVED + "the_admin_sees_who_waits_and_gives_the_household_to_another_group"
SHOWN_APART = MOVED + "out_of_it_is_shown_apart_until_somebody_has_checked"
CARRIED = MOVED + "inside_the_commune_it_is_carried_along_and_waits_to_be_given"
NUDGED = KEPT + "after_a_nudge_all_answers_are_there"
PAUSED = KEPT + "a_household_that_was_paused_goes_on_where_it_was"
ASKED_ONCE = KEPT + "who_agreed_is_not_asked_again_and_who_refused_is_asked_nothing_more"
HANDED_ON = "tests/handlers/test_giving.py::test_a_draft_goes_along_and_both_hear_of_it_in_the_morning"

CORRECTING = "tests/handlers/test_correcting.py::test_"

PROVEN = {
    "register.stays_with": CORRECTING + "a_draft_is_not_changed_behind_the_back_of_whoever_fills_it_in",
    "register.left": CORRECTING + "who_went_away_may_come_back",
    "register.merge": CORRECTING + "the_household_that_split_off_and_the_one_that_took_in_have_it_in_their_history",
    "register.died_last": CORRECTING + "the_last_of_a_household_takes_it_along_and_its_history_stays",
    "people.taken_over": "tests/handlers/test_directory.py::test_who_leaves_is_a_stranger_at_once_and_the_households_go_over_with_their_drafts",
    "turn.sorry": KEPT + "after_a_message_that_failed_the_answers_before_are_there",
    "give.done": HANDED_ON,
    "give.given_begun": HANDED_ON,
    "submit.round_closed": "tests/handlers/test_several_rounds.py::test_nothing_is_handed_in_to_a_round_that_was_closed",
    "turn.stale_ended": "tests/handlers/test_late.py",
    "job.begun": JOBS + "the_outcome_is_the_last_part_of_the_answer_to_the_file",
    "job.busy": JOBS + "one_at_a_time_for_each_person",
    "job.too_late": JOBS + "once_some_of_it_is_written_it_goes_to_its_end",
    "job.failed": JOBS + "what_cannot_be_done_ends_with_a_sentence",
    "job.stopped": JOBS + "a_defect_while_writing_keeps_what_is_written_and_says_so",
    "list.marked": "tests/handlers/test_sending_lists.py::test_the_workbook_comes_back_with_what_is_wrong_in_it",
    "list.kept": "tests/handlers/test_sending_lists.py::test_whom_the_list_lacks_stays_and_is_named",
    "phone.share": "tests/handlers/test_own_phone.py::test_a_shared_number_counts_only_if_it_is_ones_own",
    "phone.kept": "tests/handlers/test_undelivered.py::test_who_cannot_be_reached_is_called_and_ticked_off",
    "left.again": "tests/handlers/test_undelivered.py::test_sending_again_and_giving_up",
    "remind_on.list": "tests/bot/test_elsewhere.py::test_the_account_that_the_person_chose_or_used_last_comes_first",
    "remind_on.chosen": "tests/bot/test_elsewhere.py::test_the_account_that_the_person_chose_or_used_last_comes_first",
    "remind_on.last_used": "tests/bot/test_elsewhere.py::test_the_account_that_the_person_chose_or_used_last_comes_first",
    "menu.chuyento": GIVEN,
    "relocated.line": GIVEN,
    "relocated.none": GIVEN,
    "relocated.list": GIVEN,
    "relocated.gone": GIVEN,
    "relocated.given": GIVEN,
    "outcome.relocated": CARRIED,
    "visit.done.relocated": CARRIED,
    "summary.relocated": CARRIED,
    "visit.done.moved": SHOWN_APART,
    "summary.moved": SHOWN_APART,
    "households.resumed": PAUSED,
    "interview.paused": PAUSED,
    "reminder.draft": NUDGED,
    "own.paused": JOBS + "a_form_that_is_being_filled_in_stays_open_and_the_new_one_waits_for_its_end",
    "effect.gone": "tests/handlers/test_corners.py::test_answers_that_fall_off_the_path_come_back",
    "visit.done.appointment": ROUNDS + "an_appointment_comes_on_its_morning_and_once_more_where_nobody_went",
    "visit.done.appointment_today": ROUNDS + "an_appointment_of_today_promises_no_morning_that_is_over",
    "visit.done.absent_appointment": ROUNDS + "nobody_home_and_a_day_to_come_back_in_one_sentence",
    "consent.again": ASKED_ONCE,
    "consent.again_legal_duty": ASKED_ONCE,
    "consent.declined": ASKED_ONCE,
    "tasks.said_done": TASKS + "a_stage_that_passed_meanwhile_is_made_up_for_in_the_morning",
    "tasks.undone_when": TASKS + "a_stage_that_passed_meanwhile_is_made_up_for_in_the_morning",
    "tasks.said_postponed": TASKS + "what_is_open_again_is_reminded_of_at_the_stages_to_come",
    "tasks.leader_sees": TASKS + "a_leader_sees_all_tasks_and_answers_none",
    "publish.marked": PUBLISHING + "the_mistakes_come_back_in_the_workbook_and_it_can_be_sent_again_as_it_is",
    "publish.confirm.review": PUBLISHING + "a_running_interview_keeps_its_version_and_the_next_one_takes_the_new",
    "publish.confirm.report": PUBLISHING + "who_fills_it_in_and_when_it_was_begun_and_handed_in_are_kept",
    "publish.confirm.free": PUBLISHING + "who_fills_it_in_and_when_it_was_begun_and_handed_in_are_kept",
}
"""Promising sentence -> the test that sees the promise come true (a file where all of it does)."""

BY_PEOPLE = {
    "identify.inviter": "advice: what the reader may do, the bot promises nothing",
    "households.no_form": "advice",
    "rounds.no_commune": "advice",
    "households.of_nobody": "advice",
    "households.checked": "advice",
    "refused.checked": "advice",
    "tasks.none": "advice",
    "register.not_yours": "advice",
    "turn.form_broken": "advice",
    "consent.notice": "rights that the law gives: who hears of it, collaborator or commune, answers",
    "consent.full": "rights that the law gives: who hears of it, collaborator or commune, answers",
    "role.leader": "the name of a role",
}
"""Worded like a promise, and kept by people, not by the bot; with the reason."""

SENTENCES = sentences()
PROMISING = sorted(key for key, text in SENTENCES.items() if PROMISE.search(text))


@pytest.mark.parametrize("key", PROMISING)
def test_every_promise_has_a_test_that_it_comes_true(key: str) -> None:
    assert key in PROVEN or key in BY_PEOPLE, f"who sees that this comes true? {SENTENCES[key]}"


def test_every_row_is_needed() -> None:
    assert not [key for key in (*PROVEN, *BY_PEOPLE) if key not in PROMISING]
    assert not PROVEN.keys() & BY_PEOPLE.keys()


@pytest.mark.parametrize("test", sorted(set(PROVEN.values())))
def test_the_proof_exists(test: str) -> None:
    file, _, name = test.partition("::")
    text = (ROOT / file).read_text(encoding="utf-8")
    assert not name or re.search(rf"^def {name}\(", text, re.MULTILINE), f"{test} is not there"
