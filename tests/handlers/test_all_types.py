"""Every type of question through the whole chat, answered by typing on a channel that carries nothing but 300 characters."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.render import render
from chat import FileIn, Incoming, Kind, Location, Outgoing
from tests.handlers.support.all_types import SHEET, TAPS, WORDS, begin, commune_with
from tests.support.commune import answers, latest_of
from tests.support.conversation import CHANNEL_WORDS, Office, Phone


@pytest.fixture
def words_only(tmp_path: Path) -> Iterator[Office]:
    office = commune_with(tmp_path, SHEET.read_bytes(), WORDS)
    yield office
    office.database.close()


@pytest.fixture
def with_everything(tmp_path: Path) -> Iterator[Office]:
    office = commune_with(tmp_path, SHEET.read_bytes(), TAPS)
    yield office
    office.database.close()


def say(phone: Phone, text: str) -> str:
    return phone.read(phone.say(text), WORDS)


STEPS = [
    ("bỏ qua", "Phải có chữ."),
    ("Đinh Văn A", "Câu 2. Số nhà"),
    ("007", "007 ✓"),
    ("Dòng một\nDòng hai", "Dòng một\nDòng hai ✓"),
    ("bí mật 123", "Câu 5: để in ra giấy mà chat không in được, nên em bỏ qua và ghi lại lý do.\nCâu 6."),
    ("-5", "-5 ✓"),
    ("1500000", "1.500.000 ✓\nCâu 8. Chiều cao (m)\n(có sẵn: 1,5; đúng thì gõ: giữ)"),
    ("giữ", "1,5 ✓\nCâu 9. Mấy điểm\nGõ một số từ 1 đến 5"),
    ("9", "Câu này cần một số từ 1 đến 5."),
    ("4", "Gõ một số từ 1,5 đến 5,5, cách nhau 0,5: 1,5 · 2 · …"),
    ("2,2", "Các số cách nhau 0,5. Số gần nhất: 2 hoặc 2,5"),
    ("2,5", "1. An   2. Bình"),
    ("2", "1. An   2. Bình   3. Cường"),
    ("3", "1. Không   2. Vừa   3. Có"),
    ("1", "Câu 14. Xã nào\nCó 8 mục, gõ tên hoặc một phần tên, không cần dấu."),
    ("sơn", '2 mục có "sơn", anh/chị chọn giúp em:'),
    ("tơ", "1. Ba Tơ"),
    ("1", "Ba Tơ ✓\nCâu 15. Thôn nào"),
    ("1", "Nước Lô ✓"),
    ("1,3", "An, Cường ✓"),
    ("sơn", "1. Sơn Tây   2. Sơn Hà"),
    ("2", "Đã chọn: Sơn Hà. Gõ tên tiếp theo, hoặc: xong"),
    ("vì", "1. Ba Vì"),
    ("1", "Đã chọn: Ba Vì, Sơn Hà."),
    ("xong", "Ba Vì, Sơn Hà ✓"),
    ("3", "Khác ✓\nCâu 19. Khác là gì?"),
    ("rừng", "1. Keo   2. Quế"),
    ("quế", "Quế ✓"),
    ("An", "An ✓\nCâu 22. Xếp thứ tự\nXếp thứ tự mọi mục, mục đứng đầu gõ trước, ví dụ: 3,2,1"),
    ("3,1,2", "Cường, An, Bình ✓\nCâu 23. Ngày hẹn\nGõ ngày/tháng/năm dương lịch"),
    ("20/11/2027", "20/11/2027 ✓\nCâu 24. Năm nào\nGõ bốn số của năm"),
    ("2030", "2030 ✓\nCâu 25. Tháng nào\nGõ tháng/năm"),
    ("3/2027", "03/2027 ✓\nCâu 26. Mấy giờ\nGõ giờ"),
    ("8h", "Giờ đó là sáng hay chiều tối? Anh/chị gõ: 08:00, hoặc: 20:00"),
    ("08:00", "08:00 ✓\nCâu 27. Lúc nào\nGõ ngày và giờ"),
    ("5/3/2025 8:30", "08:30 05/03/2025 ✓\nCâu 28. Ở đâu"),
    ("14.7654 108.7321", "Câu 29. Con đường"),
    ("14.1 108.1\n14.2 108.2", "2 điểm ✓\nCâu 30. Thửa đất"),
    ("14.1 108.1; 14.2 108.2; 14.3 108.1", "vùng 3 góc ✓\nCâu 31. Mã vạch"),
    (
        "8934567890123",
        "Câu 33: cần chữ ký mà kênh chat này không nhận được, nên em bỏ qua và ghi lại lý do.\nTrong đó câu 33 là câu bắt buộc",
    ),
    ("ok", "đã đọc ✓\nCâu 44: cần ghi âm"),
    ("a) 2", "Ô một: Bình ✓"),
    ("b 3,5\nd hang đá", "Ô hai: 3,5; Ô bốn: hang đá ✓"),
    ("5/3/2025, 1,3", "Ô ba: 05/03/2025; Ô năm: An, Cường ✓\nRuộng: có mấy? Gõ một số, không có thì gõ: 0"),
    ("hai ba", "Em chưa đọc được số"),
    ("2", "Câu 46.1 – Ruộng 1. Ruộng ở đâu"),
    ("Gò A", "Vụ – Ruộng 1: có mấy?"),
    ("1", "Câu 48.1.1 – Ruộng 1, Vụ 1. Giống gì"),
    ("Lúa", "Vụ – Ruộng 1 (1):\n1. Lúa\nGõ: đủ · thêm · xoá 1 · sửa 1"),
    ("đủ", "Câu 46.2 – Ruộng 2. Ruộng ở đâu"),
    ("Gò B", "Vụ – Ruộng 2: có mấy?"),
    ("0", "Ruộng (2):\n1. Gò A\n2. Gò B"),
    ("sửa 2", "Câu 46.2 – Ruộng 2. Ruộng ở đâu (đang ghi: Gò B)"),
    ("Gò C", "2. Gò C"),
    ("xoá 1", "Đã bỏ Ruộng 1."),
    ("đủ", "Ruộng: 1 ✓\nCâu 49. Mấy con trâu"),
    ("2", "Trâu 1 – trả lời cả 2 ý trong một tin"),
    ("4 2", "4, Bình ✓"),
    ("a) 3 b) An", "3, An ✓\nHộ 12 – đã đủ các câu.\nCảm ơn, Đinh Văn A."),
]


def walk(phone: Phone) -> str:
    """Answer the whole form; the last message."""
    said = ""
    for text, expected in STEPS:
        said = say(phone, text)
        assert expected in said, f"{text!r}\n{said}"
        assert all(len(part) <= WORDS.max_text for part in said.split("\n---\n"))
    return said


STORED = {
    "chu_so": "007",
    "nguyen": "-5",
    "le": "1.5",
    "nua_diem": "2.5",
    "xa": "bt1",
    "xa_nhieu": "bv sh",
    "khac": "other",
    "hang_muc": "c a b",
    "nam": "2030-01-01",
    "gio": "08:00:00.000+07:00",
    "luc": "2025-03-05T08:30:00.000+07:00",
    "duong": "14.1 108.1 0.0 0.0;14.2 108.2 0.0 0.0",
    "doc": "OK",
    "o5": "a c",
    "ten_ruong.2": "Gò C",
    "tuoi.2": "3",
    "mau.1": "b",
}


def test_all_of_it_by_typing_300_characters_at_a_time(words_only: Office) -> None:
    phone = begin(words_only)
    walk(phone)
    found = answers(words_only, 12)
    assert {name: found[name] for name in STORED} == STORED
    assert "✓ Đã nộp hộ 12" in say(phone, "nộp")


def test_what_the_channel_cannot_carry_is_in_the_history_with_its_reason(words_only: Office) -> None:
    phone = begin(words_only)
    walk(phone)
    with words_only.database.look() as work:
        events = work.interviews.events(latest_of(work, words_only, 12).id)
    passed = {event.key.name: event.kind for event in events if event.kind.startswith("skip_")}
    assert passed == {
        "may_in": "skip_printer",
        "anh": "skip_photo",
        "chu_ky": "skip_signature",
        "ve": "skip_draw",
        "tieng": "skip_audio",
        "phim": "skip_video",
        "tep": "skip_file",
        "o6": "skip_audio",
    }
    listed = say(phone, "xem lại")
    assert "33. Chữ ký: để trống, kênh chat không nhận chữ ký" in listed
    assert "35. Lời kể: để trống, kênh chat không nhận ghi âm" in listed


def test_opened_again_it_stays_as_it_is(words_only: Office) -> None:
    phone = begin(words_only)
    walk(phone)
    said = say(phone, "sửa 33")
    assert "Câu 33: cần chữ ký mà kênh chat này không nhận được" in said
    assert "Hộ 12 – đã đủ các câu." in said


def test_another_channel_of_the_same_person_takes_what_was_left_out(words_only: Office) -> None:
    phone = begin(words_only)
    walk(phone)
    words_only.services.channels["web"] = TAPS
    assert "ký ra giấy rồi chụp, gửi ảnh" in say(phone, "sửa 33")
    send(words_only, phone, Kind.PHOTO, FileIn("k1", "ky.jpg", "image/jpeg", 1000))
    assert answers(words_only, 12)["chu_ky"] == "k1"
    assert "33. Chữ ký: đã có ảnh" in say(phone, "xem lại")


def send(office: Office, phone: Phone, kind: Kind, file: FileIn) -> list[Outgoing]:
    office.wait(seconds=5)
    phone.give(Incoming(phone.address, f"file-{next(office.ids)}", kind, office.now, files=(file,)))
    office.work_off()
    return phone.receive()


def go_to(phone: Phone, number: str) -> Outgoing:
    return phone.say(f"sửa {number}")[-1]


def test_a_channel_that_carries_sounds_and_files_is_asked_for_them(with_everything: Office) -> None:
    phone = begin(with_everything)
    for number, name, mime in (
        ("35", "tieng", "audio/ogg"),
        ("36", "phim", "video/mp4"),
        ("37", "tep", "application/pdf"),
    ):
        assert "Gửi một" in go_to(phone, number).text
        send(with_everything, phone, Kind.FILE, FileIn(name, name, mime, 1000))
        assert answers(with_everything, 12)[name] == name


def test_places_are_shared_one_by_one(with_everything: Office) -> None:
    phone = begin(with_everything)
    go_to(phone, "30")
    for lat, lon in ((14.1, 108.1), (14.2, 108.2), (14.3, 108.1)):
        with_everything.wait(seconds=5)
        key = f"place-{lat}"
        phone.give(Incoming(phone.address, key, Kind.LOCATION, with_everything.now, location=Location(lat, lon)))
        with_everything.work_off()
        phone.receive()
    assert "vùng 3 góc ✓" in say(phone, "xong")


ROWS = [("12", [3]), ("13", [3]), ("11", [2, 1])]


@pytest.mark.parametrize(("number", "rows"), ROWS)
def test_columns_and_likert_are_rows_of_buttons(with_everything: Office, number: str, rows: list[int]) -> None:
    shown = render(go_to(begin(with_everything), number), TAPS, CHANNEL_WORDS)
    assert [len(row) for row in shown.rows if row[0].payload.count("|") == 5 and "bo-qua" not in row[0].payload] == rows


def test_taps_find_rank_and_read(with_everything: Office) -> None:
    phone = begin(with_everything)
    go_to(phone, "14")
    phone.say("sơn")
    phone.tap("Sơn Hà")
    go_to(phone, "22")
    for label in ("Cường", "An", "Bình", "Xong"):
        phone.tap(label)
    go_to(phone, "38")
    phone.tap("Đã đọc")
    go_to(phone, "8")
    phone.tap("Giữ nguyên")
    found = answers(with_everything, 12)
    assert [found[name] for name in ("xa", "hang_muc", "doc", "le")] == ["sh", "c a b", "OK", "1.5"]


def test_help_tells_what_the_form_tells_the_trained(words_only: Office) -> None:
    assert "Hỏi đúng tên trong giấy tờ." in say(begin(words_only), "trợ giúp")
