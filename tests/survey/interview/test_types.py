"""What may be typed for every type of question, and what is refused with which reason."""

import pytest

from survey.coded import Words, coded
from survey.interview.asks.outline import outline
from survey.interview.path.events import Narrowed, Recorded, Refusal, Toggled
from survey.interview.path.screens import path
from survey.sheet import to_xform
from survey.xform import load_form
from tests.survey.interview.support.desk import Desk

TYPED = [
    ("chu", "Đinh  Văn A", "Đinh Văn A", "Đinh Văn A"),
    ("chu_so", "007", "007", "007"),
    ("nhieu_dong", "Dòng một\nDòng hai", "Dòng một\nDòng hai", "Dòng một\nDòng hai"),
    ("kin", "123456789012", "123456789012", "•••012"),
    ("nguyen", "-5", "-5", "-5"),
    ("nguyen", "âm 5", "-5", "-5"),
    ("nguyen", "hai mươi", "20", "20"),
    ("lon", "1500000", "1500000", "1.500.000"),
    ("le", "1,65", "1.65", "1,65"),
    ("le", "-0,5", "-0.5", "-0,5"),
    ("le", "giữ", "1.5", "1,5"),
    ("thang_diem", "3", "3", "3"),
    ("thang_diem", "năm", "5", "5"),
    ("nua_diem", "2,5", "2.5", "2,5"),
    ("chon", "2", "b", "Bình"),
    ("chon", "binh", "b", "Bình"),
    ("hang", "Cường", "c", "Cường"),
    ("likert", "vừa", "2", "Vừa"),
    ("xa", "Ba Tô", "bt2", "Ba Tô"),
    ("xa", "sơn hà", "sh", "Sơn Hà"),
    ("chon_nhieu", "1,3", "a c", "An, Cường"),
    ("xa_nhieu", "Ba Tơ, Sơn Hà", "bt1 sh", "Ba Tơ, Sơn Hà"),
    ("khac", "3", "other", "Khác"),
    ("khac", "khác", "other", "Khác"),
    ("cay", "quế", "que", "Quế"),
    ("xao", "Bình", "b", "Bình"),
    ("hang_muc", "3,1,2", "c a b", "Cường, An, Bình"),
    ("hang_muc", "2 1 3", "b a c", "Bình, An, Cường"),
    ("hang_muc", "Cường > An > Bình", "c a b", "Cường, An, Bình"),
    ("ngay", "20/11/2027", "2027-11-20", "20/11/2027"),
    ("ngay", "mai", "2025-11-04", "04/11/2025"),
    ("ngay", "5 tháng 3 năm 1890", "1890-03-05", "05/03/1890"),
    ("nam", "2030", "2030-01-01", "2030"),
    ("nam", "5/3/1990", "1990-01-01", "1990"),
    ("thang", "3/2027", "2027-03-01", "03/2027"),
    ("thang", "tháng 3 năm 2025", "2025-03-01", "03/2025"),
    ("gio", "08:30", "08:30:00.000+07:00", "08:30"),
    ("gio", "8h30 sáng", "08:30:00.000+07:00", "08:30"),
    ("gio", "8 giờ rưỡi tối", "20:30:00.000+07:00", "20:30"),
    ("gio", "9 giờ kém 15 sáng", "08:45:00.000+07:00", "08:45"),
    ("gio", "bây giờ", "08:00:00.000+07:00", "08:00"),
    ("luc", "5/3/2025 8:30", "2025-03-05T08:30:00.000+07:00", "08:30 05/03/2025"),
    ("luc", "7 giờ tối ngày mai", "2025-11-04T19:00:00.000+07:00", "19:00 04/11/2025"),
    ("luc", "2025-11-03T21:05", "2025-11-03T21:05:00.000+07:00", "21:05 03/11/2025"),
    ("diem", "14.7654, 108.7321", "14.7654 108.7321 0.0 0.0", "14.7654, 108.7321"),
    ("diem", "14,7654 108,7321", "14.7654 108.7321 0.0 0.0", "14.7654, 108.7321"),
    ("duong", "14.1 108.1\n14.2 108.2", "14.1 108.1 0.0 0.0;14.2 108.2 0.0 0.0", coded("shown.line", n="2")),
    (
        "thua",
        "14.1 108.1; 14.2 108.2; 14.3 108.1",
        "14.1 108.1 0.0 0.0;14.2 108.2 0.0 0.0;14.3 108.1 0.0 0.0;14.1 108.1 0.0 0.0",
        coded("shown.area", n="3"),
    ),
    ("ma_vach", "8934567890123", "8934567890123", "8934567890123"),
    ("doc", "ok", "OK", coded("shown.read")),
    ("doc", "xong", "OK", coded("shown.read")),
]


@pytest.mark.parametrize(("name", "text", "value", "read_back"), TYPED)
def test_what_is_typed_is_stored_as_odk_writes_it(
    desk: Desk, name: str, text: str, value: str, read_back: Words
) -> None:
    turn = desk.put(name, text)
    assert isinstance(turn.events[0], Recorded), turn.events
    assert desk.value(name) == value
    assert desk.shown(name) == read_back


REFUSED = [
    ("chu_so", "số bảy", "number.unreadable"),
    ("nguyen", "-60", "value.constraint"),
    ("nguyen", "2,5", "number.not_whole"),
    ("nguyen", "tầm 5", "number.approximate"),
    ("thang_diem", "9", "value.range"),
    ("thang_diem", "0", "value.range"),
    ("nua_diem", "2,2", "value.step"),
    ("chon", "4", "value.no_choice"),
    ("chon", "1,2", "choice.several"),
    ("xa", "3", "value.type_name"),
    ("xa", "Hà Nội", "value.type_name"),
    ("xa_nhieu", "1,2", "value.type_name"),
    ("hang_muc", "2,1", "rank.part"),
    ("hang_muc", "1,1,2", "rank.twice"),
    ("hang_muc", "321", "choice.out_of_range"),
    ("ngay", "2025", "date.incomplete"),
    ("ngay", "30/2/2025", "date.impossible"),
    ("ngay", "rằm tháng giêng", "date.lunar"),
    ("nam", "25", "date.bare_number"),
    ("thang", "2025", "date.no_month"),
    ("gio", "8h", "time.which_half"),
    ("gio", "3 giờ 15", "time.which_half"),
    ("gio", "25:00", "time.impossible"),
    ("gio", "15 giờ sáng", "time.impossible"),
    ("gio", "tầm 8 giờ tối", "time.approximate"),
    ("gio", "chiều", "time.unreadable"),
    ("gio", "8 giờ tới", "time.approximate"),
    ("luc", "08:30", "time.no_day"),
    ("luc", "5/3/2025", "time.no_time"),
    ("luc", "8h 5/3/2025", "time.which_half"),
    ("diem", "14,7", "point.unreadable"),
    ("diem", "108.7321, 14.7654", "point.impossible"),
    ("diem", "0.0 0.0", "point.impossible"),
    ("duong", "14.1 108.1", "point.line_short"),
    ("duong", "14.1 108.1; 14.2 108.2; 14.1 108.1", "point.line_closed"),
    ("thua", "14.1 108.1; 14.2 108.2", "point.shape_short"),
    ("anh", "nhà sàn", "value.photo"),
    ("chu_ky", "Đinh Văn A", "value.signature"),
    ("ve", "hình tròn", "value.draw"),
    ("tieng", "kể rồi", "value.audio"),
    ("phim", "phim", "value.video"),
    ("tep", "đơn", "value.file"),
    ("doc", "chưa", "value.trigger"),
]


@pytest.mark.parametrize(("name", "text", "code"), REFUSED)
def test_what_is_unclear_is_refused_with_its_reason(desk: Desk, name: str, text: str, code: str) -> None:
    turn = desk.put(name, text)
    assert isinstance(turn.events[0], Refusal), turn.events
    assert turn.events[0].code == code
    assert desk.value(name) is None


def test_the_authors_own_words_for_what_must_be_answered(desk: Desk) -> None:
    assert desk.put("chu", "bỏ qua").events == (
        Refusal("required.unknown", {"example": "không rõ"}, message="Phải có chữ."),
    )


def test_a_part_of_a_name_offers_what_holds_it_and_takes_nothing(desk: Desk) -> None:
    turn = desk.put("xa", "sơn")
    assert isinstance(turn.events[0], Narrowed)
    assert turn.events[0].count == 2
    assert desk.value("xa") is None
    assert desk.say("3").events[0] == Refusal("value.no_choice", {"number": "3", "last": "2"})
    desk.say("2")
    assert desk.value("xa") == "sh"


def test_after_a_command_that_is_refused_the_numbers_are_still_those_of_the_short_list(desk: Desk) -> None:
    desk.put("xa", "sơn")
    assert desk.say("sửa 99").events == (Refusal("interview.no_question", {"number": "99"}),)
    desk.say("2")
    assert desk.value("xa") == "sh"


def test_one_match_is_offered_too_and_another_part_may_follow(desk: Desk) -> None:
    assert isinstance(desk.put("xa", "ba to").events[0], Narrowed)
    assert isinstance(desk.put("xa", "Ngạc", "dinh").events[0], Narrowed)
    desk.say("1")
    assert desk.value("xa") == "bd"


def test_several_of_a_long_list_are_picked_one_after_the_other(desk: Desk) -> None:
    assert isinstance(desk.put("xa_nhieu", "tơ", "1").events[0], Toggled)
    assert isinstance(desk.say("sơn").events[0], Narrowed)
    desk.say("1")
    desk.say("xong")
    assert desk.value("xa_nhieu") == "bt1 st"


def test_a_whole_name_comes_to_those_that_were_picked(desk: Desk) -> None:
    desk.put("xa_nhieu", "tơ", "1", "Sơn Hà")
    assert desk.value("xa_nhieu") == "bt1 sh"


def test_a_cascade_offers_what_fits_and_says_when_nothing_does(desk: Desk) -> None:
    turn = desk.put("thon", "1")
    assert turn.events == (Refusal("value.no_choices"),)
    desk.put("xa", "Ba Tơ")
    desk.put("thon", "1")
    assert desk.value("thon") == "nuoc"


def test_a_ranking_by_buttons_is_done_when_all_are_placed(desk: Desk) -> None:
    desk.put("hang_muc", "x")
    for choice in ("3", "1"):
        desk.tap("hang_muc", choice)
    assert desk.tap("hang_muc", "xong").events == (Refusal("value.rank_left", {"left": "Bình"}),)
    desk.tap("hang_muc", "2")
    desk.tap("hang_muc", "xong")
    assert desk.value("hang_muc") == "c a b"


def test_hidden_values_and_headings_are_not_asked(desk: Desk) -> None:
    names = {spot.question.name for screen in path(desk.session) for spot in screen.spots}
    assert not names & {"an", "luc_dau", "ai_dien", "tieu_de", "ghi_am_ngam", "audit", "chao"}


STEPS = [
    ("1", "10", "4", "6", Refusal("value.step", {"step": "4", "below": "5", "above": "9"})),
    ("1", "10", "4", "10", Refusal("value.step_last", {"step": "4", "near": "9"})),
    ("10", "1", "4", "1", Refusal("value.step_last", {"step": "4", "near": "2"})),
    ("0", "0.3", "0.1", "0,25", Refusal("value.step", {"step": "0,1", "below": "0,2", "above": "0,3"})),
]


@pytest.mark.parametrize(("start", "end", "step", "text", "refusal"), STEPS)
def test_a_number_between_two_steps_is_told_the_nearest_ones_that_are_offered(
    start: str, end: str, step: str, text: str, refusal: Refusal
) -> None:
    sheet = (
        "| survey | | | | |\n| | type | name | label | parameters |\n"
        f"| | range | so | Số | start={start};end={end};step={step} |\n"
    )
    desk = Desk(outline(load_form(to_xform("so.md", sheet.encode(), "md"), {})))
    assert desk.put("so", text).events == (refusal,)
