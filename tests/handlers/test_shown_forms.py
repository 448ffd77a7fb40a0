"""A number of the list of forms means what stood there when the list was shown, also days later and in the middle of a household."""

from dataclasses import replace

import pytest

from storage.records import Purpose
from survey.sheet import to_xform
from tests.handlers.support.ticks import OFFICIAL
from tests.support.conversation import Office, Phone

SHEET = """| settings | | |
| | version | form_title |
| | {version} | {title} |
| survey | | | |
| | type | name | label |
| | text | a | Ghi gì vào {title}? |
"""
LAMP, WELL, PATH = ("den-duong", "Đèn đường"), ("gieng", "Sổ giếng"), ("duong", "Cầu và đường")


def ask(phone: Phone, text: str) -> str:
    return phone.read(phone.say(text))


def publish(office: Office, form: tuple[str, str], version: str = "1", purpose: Purpose = Purpose.FREE) -> None:
    key, title = form
    office.services = replace(office.services, outlines={})
    xform = to_xform(f"{key}.md", SHEET.format(title=title, version=version).encode(), "md")
    with office.database.work() as work:
        work.forms.publish(key, version, title, xform, office.now, purpose)
        work.commit()


def withdraw(office: Office, form: tuple[str, str]) -> None:
    """Its next version is for another purpose, which this person does not fill in."""
    publish(office, form, version="2", purpose=Purpose.REVIEW)


@pytest.fixture(params=["ra-soat-1", OFFICIAL, "lanh-dao-1", "admin"])
def somebody(office: Office, request: pytest.FixtureRequest) -> Phone:
    for form in (LAMP, WELL):
        publish(office, form)
    return Phone(office, str(request.param))


def opened(office: Office, person: str) -> list[str]:
    """The forms of which this person has begun one, and the households that are begun."""
    with office.database.look() as work:
        found = work.people.by_key(person)
        assert found is not None
        return [one.form.title for one in work.forms.own(found.id, tuple(Purpose)) if one.draft is not None]


@pytest.mark.parametrize("words", ["phiếu {}", "/phieu {}", "{}", "{}."])
@pytest.mark.parametrize("days", [0, 5])
def test_a_number_of_the_list_of_forms_is_the_form_that_stood_there(
    office: Office, somebody: Phone, words: str, days: int
) -> None:
    assert "1. Sổ giếng" in ask(somebody, "phiếu") or "1. Đèn đường" in somebody.seen[-1].text
    second = next(line[3:] for line in somebody.seen[-1].text.splitlines() if line.startswith("2. "))
    publish(office, PATH)
    office.wait(days=days)
    assert f"Ghi gì vào {second}?" in ask(somebody, words.format(2))
    assert opened(office, somebody.person) == [second]


def test_a_form_that_is_gone_is_said_by_its_title(office: Office, somebody: Phone) -> None:
    ask(somebody, "phiếu")
    first = next(line[3:] for line in somebody.seen[-1].text.splitlines() if line.startswith("1. "))
    withdraw(office, next(one for one in (LAMP, WELL) if one[1] == first))
    assert f"Phiếu {first} không còn mở" in ask(somebody, "phiếu 1")
    assert opened(office, somebody.person) == []


def test_a_button_of_an_older_version_opens_the_newest(office: Office, somebody: Phone) -> None:
    ask(somebody, "phiếu")
    for form in (LAMP, WELL):
        publish(office, form, version="2")
    somebody.tap("1. " + next(line[3:] for line in somebody.seen[-1].text.splitlines() if line.startswith("1. ")))
    assert "Ghi gì vào" in somebody.seen[-1].text


def test_a_number_of_a_list_that_was_never_shown_shows_it(office: Office, somebody: Phone) -> None:
    said = ask(somebody, "phiếu 2")
    assert "chưa xem phiếu 2" in said
    assert "1. " in said
    assert opened(office, somebody.person) == []
    assert "Ghi gì vào" in ask(somebody, "phiếu 2")


def test_the_greeting_s_number_opens_the_form_that_it_named(office: Office, somebody: Phone) -> None:
    ask(somebody, "phiếu")
    ask(somebody, "phiếu 2")
    title = opened(office, somebody.person)[0]
    assert f"phiếu {title}. Gõ: phiếu 1" in ask(somebody, "/start")
    publish(office, PATH)
    assert f"Ghi gì vào {title}?" in ask(somebody, "phiếu 1")


@pytest.fixture
def reviewer(office: Office) -> Phone:
    for form in (LAMP, WELL):
        publish(office, form)
    return Phone(office, "ra-soat-1")


def test_the_list_of_households_below_takes_its_numbers_back(office: Office, reviewer: Phone) -> None:
    ask(reviewer, "phiếu")
    ask(reviewer, "danh sách")
    assert "Hộ 2" in ask(reviewer, "2")
    assert opened(office, "ra-soat-1") == []


def test_a_number_after_forms_in_the_middle_of_a_household_is_asked_about(office: Office, reviewer: Phone) -> None:
    for text in ("rà soát 12", "đồng ý", "phiếu"):
        ask(reviewer, text)
    said = ask(reviewer, "2")
    assert "hộ 12 đang làm dở" in said
    assert "gõ: phiếu 2" in said
    assert opened(office, "ra-soat-1") == []
