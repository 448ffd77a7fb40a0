"""A photo of a căn cước while a household is open: what is said of it, whom it fits, and what is in the database afterwards."""

import pytest

from chat import Incoming, Kind, Picture
from handlers.identity.pictures import use_of
from storage.records import AnswerChange, Changes
from survey.identity_card import IdentityCard, card_to_text
from survey.state import AnswerKey
from tests.support.commune import answers, latest_of
from tests.support.conversation import Office, Phone

DAT = IdentityCard("051071000123", "Phạm Văn Dắt", "1971-02-03", "nam")
NEW = IdentityCard("051199000555", "Phạm Thị Mới", "1999-02-03", "nu")
RE_OTHERWISE = IdentityCard("051175000777", "Phạm Thị Rế", "1975-01-30", "nu")


def photo(phone: Phone, card: IdentityCard | None, words: str = "") -> str:
    """A photo in which this card was seen, as the channel hands it on."""
    office = phone.office
    office.wait(seconds=5)
    key = f"photo-{next(office.ids)}"
    text = "" if card is None else card_to_text(card)
    phone.give(Incoming(phone.address, key, Kind.PHOTO, office.now, text=words, looked=True, card=text))
    office.work_off()
    return phone.read(phone.receive())


def said(phone: Phone, text: str) -> str:
    return phone.read(phone.say(text))


def use(phone: Phone) -> Picture:
    office = phone.office
    incoming = Incoming(phone.address, "x", Kind.PHOTO, office.now)
    with office.database.look() as work:
        return use_of(office.services, work, incoming, office.now)


def test_a_member_of_the_list_is_completed(office: Office, at_roster: Phone) -> None:
    assert photo(at_roster, DAT).splitlines() == [
        "Căn cước •••123: Phạm Văn Dắt, nam, sinh 03/02/1971 (ảnh em không lưu).",
        "Đúng là 1. Phạm Văn Dắt trong danh sách không? Đúng thì em ghi: ngày sinh, số căn cước.",
        "1. Đúng   2. Không",
    ]
    assert "cccd.1" not in answers(office, 12)
    done = said(at_roster, "đúng")
    assert done.startswith("Phạm Văn Dắt: đã ghi ngày sinh, số căn cước theo thẻ ✓\nThành viên năm ngoái")
    assert "051071000123" not in done
    found = answers(office, 12)
    assert (found["cccd.1"], found["ngay_sinh.1"]) == (DAT.number, DAT.born)
    assert photo(at_roster, DAT) == "1. Phạm Văn Dắt: đã ghi đúng như thẻ, em không đổi gì."


def test_somebody_new_is_added_by_one_word(office: Office, at_roster: Phone) -> None:
    assert "Danh sách chưa có ai như vậy. Thêm vào hộ này không?\n1. Thêm   2. Không" in photo(at_roster, NEW)
    assert "Em giữ nguyên" in said(at_roster, "không")
    assert "ho_ten.6" not in answers(office, 12)
    photo(at_roster, NEW)
    added = said(at_roster, "thêm")
    assert "Đã thêm 6. Phạm Thị Mới, nữ, 1999, căn cước •••555." in added
    assert "là gì của chủ hộ?" in added
    assert answers(office, 12)["cccd.6"] == NEW.number


def test_what_is_recorded_otherwise_is_asked_and_not_written_over(office: Office, at_roster: Phone) -> None:
    asked = photo(at_roster, RE_OTHERWISE)
    assert "⚠ Danh sách đang ghi 2. Phạm Thị Rế: năm sinh 1974." in asked
    assert "ghi thêm ngày sinh, số căn cước. Có phải cùng một người không?" in asked
    assert "3. Người khác, thêm mới" in asked
    said(at_roster, "2")
    assert answers(office, 12)["nam_sinh.2"] == "1974"
    photo(at_roster, RE_OTHERWISE)
    said(at_roster, "1")
    found = answers(office, 12)
    assert (found["nam_sinh.2"], found["ngay_sinh.2"], found["cccd.2"]) == ("1975", "1975-01-30", "051175000777")


def test_at_the_question_for_the_card_too(office: Office, at_roster: Phone) -> None:
    for text in ("đủ", "bỏ qua", "3"):
        at_roster.say(text)
    assert "Số căn cước của từng người?" in at_roster.read(at_roster.seen[-1:]), "where it is asked"
    assert "em ghi: ngày sinh, số căn cước" in photo(at_roster, DAT)
    after = said(at_roster, "đúng")
    assert "đã ghi ngày sinh, số căn cước theo thẻ" in after
    assert "Số căn cước của từng người?" in after
    assert "1. Phạm Văn Dắt" not in after, "who is answered is not asked"


def test_what_cannot_be_read_says_how_to_hold_the_telephone(at_roster: Phone) -> None:
    assert photo(at_roster, None) == (
        "Em chưa đọc được mã vuông trên thẻ căn cước: anh/chị để thẻ nơi sáng, cầm máy thẳng, cách một gang tay, "
        "chờ nét rồi chụp, mỗi ảnh một thẻ."
    )
    assert "Hộ có 5 người ✓" in said(at_roster, "đủ"), "the list stayed open as it was asked"


def test_cards_come_one_by_one(office: Office, at_roster: Phone) -> None:
    photo(at_roster, DAT)
    assert "trả lời câu trên trước đã" in photo(at_roster, NEW)
    said(at_roster, "đúng")
    assert answers(office, 12)["cccd.1"] == DAT.number
    assert "Thêm vào hộ này không?" in photo(at_roster, NEW)


def test_words_beside_the_photo_are_not_lost_without_a_word(at_roster: Phone) -> None:
    told = photo(at_roster, DAT, "thẻ của anh Dắt")
    assert told.startswith('Lời gửi kèm "thẻ của anh Dắt" em chưa ghi.\nCăn cước •••123')


def test_an_answer_typed_before_the_question_was_read_decides_nothing(office: Office, at_roster: Phone) -> None:
    text = card_to_text(NEW)
    office.wait(seconds=5)
    at_roster.give(Incoming(at_roster.address, "p", Kind.PHOTO, office.now, looked=True, card=text))
    at_roster.send("1")
    office.work_off()
    at_roster.receive()
    assert "ho_ten.6" not in answers(office, 12)


def _number_in(office: Office, household: int, number: str) -> None:
    """Somebody of this household has this number in the round."""
    who = {13: "ra-soat-1", 60: "ra-soat-2"}[household]
    phone = Phone(office, who)
    phone.say(f"rà soát {household}")
    phone.say("đồng ý")
    with office.database.work() as work:
        interview = latest_of(work, office, household)
        key = AnswerKey((("thanh_vien", "1"),), "cccd")
        sealed = frozenset({"cccd"})
        work.interviews.save(
            interview.id, Changes((AnswerChange(key, number),)), sensitive=sealed, by=None, at=office.now
        )
        work.commit()


def test_a_number_of_another_household_is_told_by_its_own_number(office: Office, phone: Phone) -> None:
    _number_in(office, 13, DAT.number)
    for text in ("rà soát 12", "đồng ý"):
        phone.say(text)
    assert "⚠ Số này đã ghi ở hộ 13, anh/chị hỏi kỹ giúp em." in photo(phone, DAT)
    said(phone, "không")
    assert "cccd.1" not in answers(office, 12)


def test_a_household_that_is_not_theirs_to_see_is_not_named(office: Office, at_roster: Phone) -> None:
    _number_in(office, 60, DAT.number)
    told = photo(at_roster, DAT)
    assert "⚠ Số này đã ghi ở một hộ khác trong đợt" in told
    assert "60" not in told


def test_what_becomes_of_a_picture(office: Office, phone: Phone) -> None:
    """Before anybody agreed nothing is looked into; where the open question asks for a photo, it is that."""
    assert use(phone) is Picture.LET_GO
    phone.say("rà soát 12")
    assert use(phone) is Picture.LET_GO
    assert "trả lời" in photo(phone, None)
    phone.say("đồng ý")
    assert use(phone) is Picture.LOOKED_AT
    phone.say("huỷ")
    assert use(phone) is Picture.LET_GO, "a small question stands before everything"
    phone.say("không")
    assert use(phone) is Picture.LOOKED_AT
    assert use(Phone(office, "nobody")) is Picture.LET_GO


def test_where_a_photo_is_asked_for_it_stays_one(at_area: Phone) -> None:
    assert use(at_area) is Picture.LOOKED_AT
    assert photo(at_area, None) == "Câu này không cần ảnh nên em chưa lưu."
    at_area.say("sửa ảnh")
    for text in ("40", "1", "1", "1", "1", "không", "1", "1", "không", "1"):
        if use(at_area) is Picture.KEPT:
            break
        at_area.say(text)
    assert use(at_area) is Picture.KEPT
    assert "Ảnh này tới trước câu hỏi" in photo(at_area, DAT)


@pytest.mark.parametrize("said_then", ["xem lại", "nghỉ"])
def test_whatever_else_is_said_the_card_is_let_go(office: Office, at_roster: Phone, said_then: str) -> None:
    photo(at_roster, NEW)
    at_roster.say(said_then)
    assert "ho_ten.6" not in answers(office, 12)
