"""Words that nobody understood are counted for the admin; nothing of people and nothing sensitive gets in."""

from datetime import timedelta

import pytest

from handlers.unclear import learning
from storage.queries.messages.missed_words import MOST_ROWS
from storage.records import MissedWords
from survey.read import fold
from tests.support.conversation import Office, Phone


def kept(office: Office) -> dict[tuple[str, str], int]:
    with office.database.look() as work:
        return {(one.question, one.words): one.times for one in work.missed_words.most(MOST_ROWS)}


def test_what_was_not_understood_is_counted_without_marks_and_shown_to_the_admin(office: Office) -> None:
    phone = Phone(office, "ra-soat-1")
    for text in ("trời mưa quá", "Troi mua qua!", "nước chảy xiết"):
        phone.say(text)
    Phone(office, "lanh-dao-1").say("trời mưa quá")
    assert kept(office) == {
        ("/collaborator", "troi mua qua"): 2,
        ("/collaborator", "nuoc chay xiet"): 1,
        ("/leader", "troi mua qua"): 1,
    }
    admin = Phone(office, "admin")
    said = admin.read(admin.say("từ chưa hiểu"))
    assert "• troi mua qua – 2 lần, rà soát viên, ngoài phiếu" in said
    assert "dành cho vai trò" in phone.read(phone.say("/tuchuahieu"))


def test_words_at_a_question_are_counted_there_and_slips_are_not(office: Office) -> None:
    phone = Phone(office, "ra-soat-1")
    for text in ("hộ 12", "đồng ý", "đủ", "bỏ qua"):
        phone.say(text)
    before = kept(office)
    phone.say("quay laij")
    assert kept(office) == before


PERSONAL = [
    "nhà ông Ê đi vắng",
    "Phạm Văn Dắt ốm",
    "pham van dat bi om",
    "con Lem lấy chồng rồi",
    "Lem lấy chồng rồi",
    "nguyen van la om",
    "chị Hoa đi rồi",
    "hôm qua gặp Xíu ngoài chợ",
    "gọi 0905111222 nhé",
    "số 0510 nhé",
    "051 085 001 234",
    "Rin ốm",
    "bác Thạo bảo thế",
    "trời mưa\nbà Nía",
    "x" * 200,
    "…",
]


@pytest.mark.parametrize("text", PERSONAL)
def test_nothing_of_people_is_kept(office: Office, text: str) -> None:
    phone = Phone(office, "ra-soat-1")
    phone.say(text)
    assert kept(office) == {}, text


def test_no_name_of_the_register_or_of_the_users_is_kept_however_it_is_typed(office: Office) -> None:
    with office.database.look() as work:
        names = sorted({*work.households.names(), *(one.name for one in work.people.all())})
    phone = Phone(office, "ra-soat-1")
    for name in names[::25]:
        given = name.split()[-1]
        for text in (f"hôm qua {given} ốm nặng", fold(f"hom qua {given} om nang lam"), fold(name), f"gửi {name} xong"):
            phone.say(text)
    everyday = learning._EVERYDAY
    for _, words in kept(office):
        told = set(words.split()) & {fold(name.split()[-1]) for name in names}
        assert told <= everyday, words


def test_what_answers_a_sensitive_question_is_never_counted(office: Office) -> None:
    phone = Phone(office, "ra-soat-1")
    for text in ("hộ 12", "đồng ý", "đủ"):
        phone.say(text)
    for _ in range(60):
        if "Gõ: nộp" in phone.read(phone.say("zzz qqq www")):
            break
        for text in ("bỏ qua", "không", "1", "không ai"):
            phone.say(text)
    assert kept(office)
    sensitive = _sensitive(office)
    assert {question for question, _ in kept(office)}.isdisjoint(sensitive)


def _sensitive(office: Office) -> frozenset[str]:
    outlines = office.services.outlines.values()
    assert outlines
    return frozenset().union(*(one.sensitive for one in outlines))


def test_there_is_a_limit_and_what_nobody_types_any_more_is_forgotten(office: Office) -> None:
    with office.database.work() as work:
        for number in range(MOST_ROWS + 5):
            work.missed_words.count("q", f"tu {number}", office.now)
        work.missed_words.count("q", "tu 3", office.now + timedelta(days=1))
        assert work.missed_words.total() == MOST_ROWS
        assert work.missed_words.most(1) == (MissedWords("q", "tu 3", 2, office.now + timedelta(days=1)),)
        assert work.missed_words.forget(office.now + timedelta(hours=1)) == MOST_ROWS - 1
        assert work.missed_words.total() == 1
