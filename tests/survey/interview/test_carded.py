"""Whom of a household a card fits, what it would add, and what it says otherwise; nothing is written before a yes."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache

import pytest

from survey.identity_card import IdentityCard
from survey.interview.advance import advance, current
from survey.interview.asks.outline import Outline, outline
from survey.interview.facts.identity_card import IdentityCardFacts
from survey.interview.facts.screen import screen_facts
from survey.interview.lists.carded import decided, list_for_cards
from survey.interview.lists.sure import put_all
from survey.interview.path.events import Carded, CardPutAside, Completed, Event, LeftAsIs, MemberAdded, Refusal, Typed
from survey.interview.path.pending import (
    Carding,
    Clearing,
    Pending,
    Points,
    Removing,
    Sharing,
    pending_of,
    pending_text,
)
from survey.interview.path.position import HERE, Position
from survey.interview.session.session import Session
from survey.read import ControlWord, control_word
from survey.sheet import kind_of, to_xform
from survey.state import Record
from survey.xform import load_form

NOW = datetime.fromisoformat("2025-11-03T08:00+07:00")
SHEET = """
| settings | | | |
| | form_id | version | namespaces |
| | the | 1 | rasoat="http://rasoat.vn/xforms" |

| survey | | | | | | | |
| | type | name | label | constraint | bind::rasoat:member | bind::rasoat:not_yet | bind::rasoat:sensitive |
| | begin_repeat | nguoi | Người | | | | |
| | text | ten | Họ tên? | | name | | |
| | select_one gioi | gioi | Nam hay nữ? | | sex | | |
| | integer | nam | Năm sinh? | | birth_year | | |
| | date | ngay | Ngày sinh? | number(format-date(., '%Y')) = ${nam} | birth_date | | |
| | text | cccd | Số căn cước? | regex(., '^[0-9]{12}$') or . = 'chua_co' | cccd | chua_co | yes |
| | end_repeat | | | | | | |

| choices | | | |
| | list_name | name | label |
| | gioi | nam | nam |
| | gioi | nu | nữ |
"""
RIN = IdentityCard("051085001234", "Đinh Văn Rin", "1985-02-01", "nam")
WHOLE = {"name": "Đinh Văn Rin", "sex": "nam", "birth_year": "1985", "birth_date": "1985-02-01", "cccd": "051085001234"}


@cache
def form() -> Outline:
    return outline(load_form(to_xform("the.md", SHEET.encode(), kind_of("the.md"))))


class Desk:
    """A household with these members."""

    def __init__(self, *people: dict[str, str]) -> None:
        self.session = Session(form(), Record({}, ()), now=NOW)
        found = list_for_cards(form())
        assert found is not None
        self.members = found
        for told in people:
            put_all(self.session, found, self.session.add(found.repeat, ()), told)
        self.session.drain()
        self.position: Position = HERE

    def send(self, card: IdentityCard | None, elsewhere: str = "") -> tuple[Event, ...]:
        return self._after(Carded(card, elsewhere))

    def type(self, text: str) -> tuple[Event, ...]:
        return self._after(control_word(text, text_question_open=False) or Typed(text))

    def _after(self, reply: Typed | ControlWord | Carded) -> tuple[Event, ...]:
        facts = advance(self.session, self.position, reply, date(2025, 11, 3))
        self.position = facts.position
        return facts.events

    @property
    def asked(self) -> IdentityCardFacts:
        facts = screen_facts(self.session, self.position, current(self.session, self.position)).asked
        assert isinstance(facts, IdentityCardFacts)
        return facts

    def told(self, number: int) -> dict[str, str]:
        """What is recorded of this member."""
        item = ((self.members.repeat.name, str(number)),)
        found = {}
        for role in WHOLE:
            question = form().role(self.members.repeat, role)
            assert question is not None
            stored = self.session.stored(item, question)
            if stored is not None and stored.value:
                found[role] = stored.value
        return found


def without(*roles: str, **others: str) -> dict[str, str]:
    return {role: value for role, value in (WHOLE | others).items() if role not in roles}


FIRST = (("nguoi", "1"),)
OTHER = {"name": "Phạm Thị Rế", "sex": "nu", "birth_year": "1987"}
FITS = [
    # what is recorded, what would be written, what is recorded otherwise
    (without("birth_date", "cccd"), ("birth_date", "cccd"), ()),
    (without("birth_year", "birth_date", "cccd"), ("birth_date", "cccd"), ()),
    (without("sex"), ("sex",), ()),
    (without("birth_date", cccd="chua_co"), ("birth_date", "cccd"), ()),
    (without("cccd", name="ĐINH VĂN RIN"), ("cccd",), ()),
    (without("birth_date", "cccd", birth_year="1986"), ("birth_date", "cccd"), ("birth_year",)),
    (without("cccd", birth_year="1985", birth_date="1985-01-02"), ("cccd",), ("birth_date",)),
    (without("cccd", sex="nu"), ("cccd",), ("sex",)),
    (without(cccd="051085009999"), (), ("cccd",)),
    (without(name="Đinh Văn Rín"), (), ("name",)),
    (without("cccd", name="Đinh Van Rin"), ("cccd",), ("name",)),
    (without("cccd", name="Rin"), ("cccd",), ("name",)),
    (without("birth_date", "cccd", name="Rin"), None, ()),
    (OTHER, None, ()),
]


@pytest.mark.parametrize(("known", "writes", "clashes"), FITS)
def test_whom_it_fits(known: dict[str, str], writes: tuple[str, ...] | None, clashes: tuple[str, ...]) -> None:
    desk = Desk(OTHER, known)
    assert desk.send(RIN) == ()
    asked = desk.asked
    assert (asked.end, asked.born, asked.sex) == ("•••234", "01/02/1985", "nam")
    if writes is None:
        assert asked.member is None
        assert desk.type("không") == (LeftAsIs(),)
        assert desk.session.drain() == []
        return
    assert asked.member == ("2", known["name"])
    another = known.get("cccd") != WHOLE["cccd"] and bool(clashes or "birth_year" not in known)
    assert (asked.add is not None) == another
    assert (asked.writes, tuple(role for role, _ in asked.clashes)) == (writes, clashes)
    assert desk.told(2) == known, "nothing is written before a yes"
    (done,) = desk.type("đúng")
    assert isinstance(done, Completed)
    kept = {"name": known["name"]} if known["name"].lower() == WHOLE["name"].lower() else {}
    assert desk.told(2) == WHOLE | kept
    assert desk.told(1) == OTHER


def test_what_is_on_the_card_already_is_said_and_not_asked() -> None:
    desk = Desk(WHOLE)
    assert desk.send(RIN) == (Refusal("identity_card.known", {"name": "Đinh Văn Rin", "number": "1"}),)
    assert desk.position.pending is None


@pytest.mark.parametrize("said", ["thêm", "đúng", "1", "có"])
def test_somebody_new_is_added_by_a_word(said: str) -> None:
    desk = Desk(OTHER)
    desk.send(RIN)
    (added,) = desk.type(said)
    assert isinstance(added, MemberAdded)
    assert desk.told(2) == WHOLE


@pytest.mark.parametrize("said", ["không", "2", "bỏ qua", "thôi"])
def test_a_no_writes_nothing(said: str) -> None:
    desk = Desk(OTHER)
    desk.send(RIN)
    assert desk.type(said) == (LeftAsIs(),)
    assert desk.told(2) == {}


@pytest.mark.parametrize("said", ["3", "thêm", "người khác"])
def test_a_namesake_may_be_somebody_else(said: str) -> None:
    """A father and his son of one name, for instance."""
    father = without("birth_date", "cccd", birth_year="1960")
    desk = Desk(father)
    desk.send(RIN)
    assert desk.asked.add == 3
    desk.type(said)
    assert (desk.told(1), desk.told(2)) == (father, WHOLE)


SAID = {
    1: (
        "đúng",
        "ừ đúng rồi",
        "dạ đúng rồi ạ",
        "chuẩn",
        "cùng một người",
        "đúng là một người",
        "một người thôi",
        "trùng rồi",
        "ghi đi",
        "ok em",
    ),
    2: (
        "không",
        "không phải",
        "dạ không",
        "không phải một người",
        "không cùng",
        "không phải người đó",
        "sai rồi",
        "thôi",
    ),
    3: (
        "3",
        "thêm",
        "thêm vào đi",
        "cứ thêm",
        "người khác",
        "là người khác em ạ",
        "hai người khác nhau",
        "thêm người mới",
    ),
    None: ("4", "hôm nay mưa", "thêm Phạm Văn Nô nam 2024 cháu", "đủ", "sửa 2"),
}


@pytest.mark.parametrize(("meant", "said"), [(meant, one) for meant, several in SAID.items() for one in several])
def test_what_people_say(meant: int | None, said: str) -> None:
    assert decided(control_word(said, text_question_open=False) or Typed(said)) == meant


def test_who_surely_is_on_the_list_is_not_added_once_more() -> None:
    """With "thêm" may be meant: what the card has more."""
    desk = Desk(without("birth_date", "cccd"))
    desk.send(RIN)
    assert desk.asked.add is None
    assert desk.type("thêm") == (Refusal("identity_card.decide", {"name": "Đinh Văn Rin"}),)
    desk.type("đúng")
    assert (desk.told(1), desk.told(2)) == (WHOLE, {})


def test_words_that_nobody_understands_leave_the_card_asked_about() -> None:
    desk = Desk(without("birth_date", "cccd", birth_year="1986"))
    desk.send(RIN)
    assert desk.type("hôm nay mưa") == (Refusal("identity_card.decide_whose", {"name": "Đinh Văn Rin"}),)
    assert desk.asked.name == "Đinh Văn Rin"
    desk.type("đúng")
    assert desk.told(1) == WHOLE


def test_who_does_something_else_hears_that_the_card_is_not_written() -> None:
    desk = Desk(OTHER)
    desk.send(RIN)
    added, aside = desk.type("thêm Phạm Văn Nô nam 2024")
    assert isinstance(added, MemberAdded)
    assert aside == CardPutAside("Đinh Văn Rin")
    assert desk.told(2)["name"] == "Phạm Văn Nô"
    assert desk.position.pending is None


def test_one_number_is_one_person_whatever_the_rest_says() -> None:
    desk = Desk(without(name="Đinh Văn Rạng", birth_date="1985-02-03"))
    desk.send(RIN)
    assert desk.asked.member == ("1", "Đinh Văn Rạng")
    assert [role for role, _ in desk.asked.clashes] == ["name", "birth_date"]
    assert desk.asked.add is None


def test_two_who_fit_alike_are_none() -> None:
    twice = without("birth_date", "cccd", birth_year="1970")
    desk = Desk(twice, twice)
    desk.send(RIN)
    assert desk.asked.member is None


def test_only_the_year_is_known() -> None:
    desk = Desk(without("birth_date", "cccd"))
    desk.send(replace(RIN, born="1985"))
    assert (desk.asked.born, desk.asked.writes) == ("1985", ("cccd",))
    desk.type("đúng")
    assert desk.told(1) == without("birth_date")


def test_cards_are_asked_about_one_by_one() -> None:
    desk = Desk(OTHER)
    desk.send(RIN)
    assert desk.send(replace(RIN, number="051085001235", name="Đinh Văn Ba")) == (Refusal("identity_card.first"),)
    assert desk.asked.name == "Đinh Văn Rin"
    assert desk.send(RIN) == (), "the same once more is the same question"
    assert desk.send(None) == (Refusal("identity_card.how"),)
    assert desk.asked.name == "Đinh Văn Rin"
    desk.type("thêm")
    assert desk.told(2) == WHOLE


@pytest.mark.parametrize("pending", [Removing((FIRST,)), Points("9"), Sharing("1"), Clearing(("1",))])
def test_what_is_asked_in_between_is_answered_first(pending: Pending) -> None:
    desk = Desk(OTHER)
    desk.position = Position(pending=pending)
    assert desk.send(RIN) == (Refusal("identity_card.first"),)
    assert desk.position.pending == pending


def test_what_was_ticked_so_far_stays_ticked() -> None:
    desk = Desk(without("birth_date", "cccd"))
    desk.position = Position(draft=("tivi",))
    desk.send(RIN)
    desk.type("đúng")
    assert desk.position == Position(draft=("tivi",))


def test_what_waits_is_read_back_as_it_was_stored() -> None:
    for one in (Carding(WHOLE, (("nguoi", "2"),), "12"), Carding(WHOLE, (), "?")):
        assert pending_of(*pending_text(one)) == one
