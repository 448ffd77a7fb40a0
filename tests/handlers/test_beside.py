"""What is said beside the open question leaves it as it was asked: nothing typed for another one lands on it, and nothing is lost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from chat import Incoming, Kind, Location
from tests.handlers.support.all_types import SHEET, TAPS, begin, commune_with
from tests.support.commune import answers
from tests.support.conversation import Office, Phone, shared_services
from tests.transcripts.replay import form_file


@pytest.fixture
def well(office: Office) -> Office:
    """The form of wells is published for everybody; its first question takes any words."""
    chance = Random(7).choice  # its own: codes of other tests stay as they are written down
    office.services = replace(shared_services(), stored=office.files.__getitem__, outlines={}, choose=chance)
    admin = Phone(office, "admin")
    send_form(admin)
    for text in ("công bố", "3", "có"):
        admin.say(text)
    return office


def send_form(admin: Phone) -> str:
    admin.give(admin.office.with_file(admin.address, "so-gieng.xlsx", form_file("so-gieng.xlsx")))
    admin.office.work_off()
    return admin.read(admin.receive())


BESIDE = [
    ("ra-soat-1", "/rasoat 500", "không có hộ số 500"),
    ("ra-soat-1", "/rasoat 40", "phụ trách"),
    ("cong-chuc-dia-chinh", "/nhiemvu xong 99", "Việc số mấy?"),
    ("cong-chuc-dia-chinh", "/nhiemvu hôm nay", "xong 1"),
    ("lanh-dao-1", "/tonghop 99", "99"),
    ("lanh-dao-1", "/tonghop 6", "tổ dân phố 6: xong 0/42 hộ"),
    ("admin", "/moi ra-soat-2", "Mã mời của"),
    ("admin", "/moi khong-ai-ca", "Không có ai là"),
]


@pytest.mark.parametrize(("person", "command", "said"), BESIDE)
def test_words_sent_before_the_question_was_read_do_not_answer_it_after_something_beside_it(
    well: Office, person: str, command: str, said: str
) -> None:
    phone = Phone(well, person)
    phone.say("phiếu 1")
    typed = well.now
    assert "Tình trạng giếng?" in phone.read(phone.say("đầu làng"))
    assert said in phone.read(phone.say(command))
    phone.send("1", at=typed)
    well.work_off()
    assert "em chưa ghi" in phone.read(phone.receive())
    assert "Bao nhiêu hộ" in phone.read(phone.say("1")), "and the question is still the open one"


TASK_BUTTONS = [
    ("cong-chuc-dia-chinh", "c|đã nhận 1", "Đã ghi"),
    ("cong-chuc-dia-chinh", "c|xong 1", "Đã ghi"),
    ("admin", "c|gọi xong 1", "danh sách gọi"),
    ("admin", "c|bỏ 1", "Không có tin 1"),
]


@pytest.mark.parametrize(("person", "payload", "said"), TASK_BUTTONS)
def test_a_button_that_says_a_command_is_never_the_answer_to_the_open_question(
    well: Office, person: str, payload: str, said: str
) -> None:
    phone = Phone(well, person)
    phone.say("phiếu 1")
    phone.press(payload)
    well.work_off()
    assert said in phone.read(phone.receive())
    assert "đầu làng ✓" in phone.read(phone.say("đầu làng"))


def test_opening_a_submission_again_by_its_button_records_the_visit_that_was_being_told(
    office: Office, phone: Phone
) -> None:
    phone.say("rà soát 12")
    phone.say("vắng nhà")
    phone.press("c|mở lại 7")
    office.work_off()
    assert phone.read(phone.receive()).startswith("Đã ghi hộ 12: vắng nhà.")


def test_a_search_for_a_household_leaves_the_open_one_for_what_it_asks_is_a_number(
    office: Office, at_area: Phone
) -> None:
    assert "Gõ số hộ để mở" in at_area.read(at_area.say("/rasoat Phạm"))
    assert "Câu 16" in at_area.read(at_area.say("12"))
    assert "dien_tich" not in answers(office, 12)


def test_a_search_that_finds_nobody_leaves_it_too(office: Office, at_area: Phone) -> None:
    assert "Gõ một phần tên" in at_area.read(at_area.say("/rasoat Zzzz"))
    assert "Em tìm thấy" in at_area.read(at_area.say("Phạm"))


def test_what_is_said_beside_the_question_does_not_show_it_on_another_phone(office: Office, at_area: Phone) -> None:
    other = Phone(office, "ra-soat-1", bot="zalo")
    with office.database.work() as work:
        person = work.people.by_key("ra-soat-1")
        assert person is not None
        work.people.link(person.id, other.address, office.now)
        work.commit()
    assert "Câu 16" not in other.read(other.say("/rasoat 500"))
    assert "ở đây mới hiện" in other.read(other.say("40"))
    assert "dien_tich" not in answers(office, 12)


def test_ones_own_number_is_asked_about_while_a_form_waits_for_a_decision(well: Office) -> None:
    admin = Phone(well, "admin")
    admin.give(well.with_file(admin.address, "bao-cao-thang.xlsx", form_file("bao-cao-thang.xlsx")))
    well.work_off()
    admin.receive()
    admin.say("số của tôi")
    assert "để làm gì" in admin.read(admin.say("công bố"))


def test_an_answer_sent_twice_does_not_publish_a_form(well: Office) -> None:
    admin = Phone(well, "admin")
    admin.give(well.with_file(admin.address, "bao-cao-thang.xlsx", form_file("bao-cao-thang.xlsx")))
    well.work_off()
    admin.receive()
    for text, again in (("2", "để làm gì?"), ("2", "Công bố không?")):
        well.wait(seconds=5)
        admin.send(text)
        admin.send(text)
        well.work_off()
        said = admin.read(admin.receive())
        assert f'Tin "{text}" gửi trước câu hỏi này, em chưa ghi.' in said
        assert said.count(again) == 2
    with well.database.look() as work:
        assert work.forms.latest("bao-cao-thang") is None


@pytest.fixture
def everything(tmp_path: Path) -> Iterator[Office]:
    office = commune_with(tmp_path, SHEET.read_bytes(), TAPS)
    yield office
    office.database.close()


def sent(phone: Phone, place: str) -> str:
    lat, lon = map(float, place.split())
    key = f"at-{next(phone.office.ids)}"
    phone.give(Incoming(phone.address, key, Kind.LOCATION, phone.office.now, location=Location(lat, lon)))
    phone.office.work_off()
    return phone.read(phone.receive())


def test_not_giving_up_after_all_keeps_the_places_that_were_sent(everything: Office) -> None:
    phone = begin(everything)
    phone.say("Đinh Văn A")
    number = next(n for n in range(20, 40) if "Con đường" in phone.read(phone.say(f"sửa {n}")))
    sent(phone, "14.1 108.1")
    sent(phone, "14.2 108.2")
    phone.say("huỷ")
    assert "Đã có 2 điểm" in phone.read(phone.say("không"))
    assert "2 điểm ✓" in phone.read(phone.say("xong")), number


def test_not_giving_up_after_all_asks_the_short_list_again(everything: Office) -> None:
    phone = begin(everything)
    phone.say("Đinh Văn A")
    phone.say("sửa 14")
    phone.say("sơn")
    phone.say("huỷ")
    assert "2. Sơn Hà" in phone.read(phone.say("không"))
    assert "Sơn Hà ✓" in phone.read(phone.say("2"))


def test_a_forged_choice_does_not_answer_behind_a_small_question(office: Office, at_area: Phone) -> None:
    at_area.say("huỷ")
    at_area.press("q|1|1|cancel|-|bo-qua")
    office.work_off()
    assert "Nút vừa bấm là của câu trước" in at_area.read(at_area.receive())
