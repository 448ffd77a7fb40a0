"""The numbers of questions: 1, 2, 3 … as people meet them, without a gap for what is never asked under a number."""

from survey.interview.asks.outline import Outline, outline
from survey.interview.path.screens import path
from survey.sheet import to_xform
from survey.xform import load_form
from tests.survey.interview.support.desk import Desk

FORM = """
| settings | | |
| | form_id | namespaces |
| | dem | rasoat="http://rasoat.vn/xforms" |

| survey | | | | | | | | |
| | type | name | label | calculation | readonly | repeat_count | body::rasoat:ask | bind::rasoat:member |
| | today | ngay | | | | | | |
| | calculate | nam | | 2025 | | | | |
| | note | chao | Chào anh/chị. | | | | | |
| | begin_repeat | nguoi | Người | | | | | |
| | text | ten | Họ tên? | | | | | name |
| | integer | sinh | Năm sinh? | | | | | birth_year |
| | date | ngay_sinh | Ngày sinh? | | | | column | birth_date |
| | end_repeat | | | | | | | |
| | select_one x | co_san | Có sẵn | | yes | | | |
| | integer | giuong | Mấy giường? | | | | | |
| | begin_repeat | mua | Mùa | | | 2 | | |
| | text | cay | Cây gì? | | | | | |
| | end_repeat | | | | | | | |
| | begin_repeat | bo | Bò | | | | | |
| | text | mau | Màu gì? | | | | | |
| | end_repeat | | | | | | | |
| | text | ghi | Ghi chú? | | | | | |

| choices | | |
| | list_name | name | label |
| | x | a | A |
"""


def test_numbers_have_no_gap_for_what_is_never_asked() -> None:
    form = outline(load_form(to_xform("dem.md", FORM.encode(), "md")))
    assert _numbers(form) == {
        "nguoi": 1, "ten": 0, "sinh": 0, "ngay_sinh": 2, "co_san": 0, "giuong": 3, "mua": 0, "cay": 4, "bo": 5, "mau": 6, "ghi": 7,
    }  # fmt: skip


def test_each_question_keeps_its_place_in_buttons_and_in_what_is_stored() -> None:
    form = outline(load_form(to_xform("dem.md", FORM.encode(), "md")))
    places = {one.place for one in form.questions} | {one.place for one in form.rosters}
    assert sorted(places) == list(range(1, 12))


WHEN = """
| settings | | |
| | form_id | namespaces |
| | khi | rasoat="http://rasoat.vn/xforms" |

| survey | | | | | |
| | type | name | label | calculation | bind::rasoat:ask_when |
| | integer | tuoi | Bao nhiêu tuổi? | | |
| | calculate | hoi | | if(${tuoi} >= 14, 1, 0) | |
| | text | the | Số thẻ? | | hoi |
| | text | ghi | Ghi chú? | | |
"""


def test_what_need_not_be_asked_is_left_out_and_an_answer_stays() -> None:
    desk = Desk(outline(load_form(to_xform("khi.md", WHEN.encode(), "md"))))
    asked = [[s.question.name for screen in path(desk.session) for s in screen.spots] for _ in (desk.say("9"),)]
    assert asked == [["tuoi", "ghi"]]
    desk.put("tuoi", "20")
    desk.put("the", "A1")
    desk.put("tuoi", "9")
    assert [s.question.name for screen in path(desk.session) for s in screen.spots] == ["tuoi", "the", "ghi"]
    assert desk.session.instance.nodes(desk.session.outline.by_name["the"].control.definition.ref)[0].value == "A1"


def _numbers(form: Outline) -> dict[str, int]:
    lists = {one.repeat.name: one.number for one in form.rosters}
    return {one.name: one.number for one in form.questions} | lists
