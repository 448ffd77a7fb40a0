"""A small form with a list of members, a screen of three, and questions that come and go."""

from datetime import date, datetime

import pytest

from survey.interview.advance import advance
from survey.interview.asks.outline import Outline, outline
from survey.interview.path.events import Event, Typed
from survey.interview.path.position import HERE, Position
from survey.interview.session.session import Session
from survey.read import control_word
from survey.sheet import kind_of, to_xform
from survey.state import Record
from survey.xform import load_form
from tests.survey.interview.support.desk import ALL_TYPES, LISTS, Desk

NOW = datetime.fromisoformat("2025-11-03T08:00+07:00")
TODAY = date(2025, 11, 3)
SHEET = """
| settings | | | |
| | form_id | version | namespaces |
| | nho | 1 | rasoat="http://rasoat.vn/xforms" |

| survey | | | | | | | | | | | | | |
| | type | name | label | required | relevant | constraint | constraint_message | appearance | body::rasoat:ask | body::rasoat:column_label | body::rasoat:column_pick | body::rasoat:column_rest | body::rasoat:exclusive | bind::rasoat:member |
| | begin_repeat | nguoi | Người | | | | | | | | | | | |
| | text | ten | Họ tên? | yes | | | | | | | | | | name |
| | select_one gioi | gioi | Nam hay nữ? | | | | | | | | | | | sex |
| | select_one co | the | Có thẻ không? | yes | | | | | column | Ai chưa có thẻ? | khong | co | | |
| | integer | tuoi | Bao nhiêu tuổi? | yes | | . < 120 | Tuổi dưới 120. | | column | Từng người bao nhiêu tuổi? | | | | |
| | end_repeat | | | | | | | | | | | | | |
| | begin_group | nha | Nhà | | | | | field-list | | | | | | |
| | select_one co | tuong | Tường | yes | | | | | | | | | | |
| | select_one co | mai | Mái | yes | | | | | | | | | | |
| | integer | phong | Số phòng | | | . < 20 | Dưới 20 phòng. | | | | | | | |
| | end_group | | | | | | | | | | | | | |
| | select_multiple mon | mon | Có những gì? | yes | | | | | | | | | khong_co | |
| | text | hieu | Xe hiệu gì? | yes | selected(${mon}, 'xe') | | | | | | | | | |
| | text | loi | Ghi chú? | | | | | | | | | | | |

| choices | | | |
| | list_name | name | label |
| | gioi | nam | nam |
| | gioi | nu | nữ |
| | co | co | có |
| | co | khong | không |
| | mon | tivi | tivi |
| | mon | xe | xe máy |
| | mon | khong_co | không có |
"""


class Talk:
    """An interview without chat: what is typed, where it stands, what came of it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.position: Position = HERE

    def type(self, *texts: str) -> tuple[Event, ...]:
        """The events of the last of these messages."""
        events: tuple[Event, ...] = ()
        for text in texts:
            command = control_word(text, text_question_open=False)
            turn = advance(self.session, self.position, command or Typed(text), TODAY)
            self.position, events = turn.position, turn.events
        return events

    def value(self, name: str, *items: tuple[str, str]) -> str | None:
        question = self.session.outline.by_name[name]
        stored = self.session.stored(tuple(items), question)
        return stored.value if stored else None


@pytest.fixture(scope="session")
def form_bytes() -> bytes:
    return to_xform("nho.md", SHEET.encode(), kind_of("nho.md"))


@pytest.fixture
def talk(form_bytes: bytes) -> Talk:
    return Talk(Session(outline(load_form(form_bytes, {})), Record({}, ()), now=NOW))


@pytest.fixture
def family(talk: Talk) -> Talk:
    """Three members, the list confirmed; "Ai chưa có thẻ?" is open."""
    talk.type("Đinh Văn A, nam\nĐinh Thị Bê, nữ\nĐinh Văn Cê, nam", "đủ")
    return talk


@pytest.fixture(scope="session")
def all_types() -> Outline:
    return outline(load_form(to_xform(ALL_TYPES.name, ALL_TYPES.read_bytes(), "md"), LISTS))


@pytest.fixture
def desk(all_types: Outline) -> Desk:
    return Desk(all_types)
