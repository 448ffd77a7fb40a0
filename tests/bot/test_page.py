"""The page in a real Chromium: three phones, typing and tapping, the keyboard alone, bad network, narrow screens."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.bot.support.browser import ENTER, NULL, SHIFT, TAB, Browser, Phone, wait_for
from tests.bot.support.real_process import Running, running


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("page")) as started:
        yield started


@pytest.fixture
def page(bot: Running, browser: Browser) -> Browser:
    browser.size(1280, 800)
    browser.open(bot.address)
    wait_for(lambda: browser.script("return document.querySelectorAll('.persona option').length"), "the personas")
    return browser


def test_three_phones_of_three_roles_and_a_picker_that_reaches_everybody(page: Browser) -> None:
    roles = page.script("return [...document.querySelectorAll('.phone')].map((each) => each.dataset.role)")
    assert roles == ["collaborator", "official", "leader"]
    groups = page.script(
        "return [...document.querySelectorAll('.phone optgroup')].map((each) => each.label).slice(0, 6)"
    )
    assert groups == ["Rà soát viên", "Người kiểm tra", "Công chức", "Lãnh đạo", "Quản trị", "Người lạ"]
    assert "2025" in page.script("return document.getElementById('now').textContent")
    assert page.errors() == []


def test_typing_and_tapping_bring_the_same(page: Browser) -> None:
    phone = Phone(page, "collaborator")
    (greeting,) = phone.say("/start")
    assert "rà soát viên" in greeting
    typed = phone.say("trợ giúp")
    phone.say("/start")
    assert phone.tap("Trợ giúp") == typed


def test_the_keyboard_alone_is_enough(page: Browser) -> None:
    """A key pressed anywhere goes into the phone that was used last; Enter sends; the focus can be seen."""
    phone = Phone(page, "leader")
    page.click(f"{phone.root} .log")
    before = len(phone.texts())
    page.press("tong hop" + ENTER)
    wait_for(lambda: len(phone.texts()) > before, "the summary")
    page.press(TAB)
    focused = page.script("const e = document.activeElement; return [e.tagName, getComputedStyle(e).outlineStyle]")
    assert focused == ["BUTTON", "solid"]
    small = page.script(
        "return [...document.querySelectorAll('button, select, textarea')].filter((e) => e.offsetParent"
        " && e.getBoundingClientRect().height < 44).map((e) => e.textContent)"
    )
    assert small == []


def field(page: Browser, phone: Phone) -> str:
    typed: str = page.script("return document.querySelector(arguments[0] + ' textarea').value", phone.root)
    return typed


def test_several_lines_are_typed_pasted_and_sent_as_one_message(page: Browser) -> None:
    """Members are typed one a line: with Shift+Enter, with the button of phones that have no such key, or from a note."""
    phone = Phone(page, "official")
    height = "return document.querySelector(arguments[0] + ' textarea').offsetHeight"
    low = page.script(height, phone.root)
    page.keys(f"{phone.root} textarea", "một" + SHIFT + ENTER + NULL + "hai")
    page.click(f"{phone.root} .newline")
    page.press("ba")
    page.devtools("Input.insertText", {"text": "\nbốn\nnăm"})
    assert field(page, phone) == "một\nhai\nba\nbốn\nnăm"
    assert page.script(height, phone.root) > low + 60
    page.press(ENTER)
    own = "return [...document.querySelectorAll(arguments[0] + ' .own .bubble')].pop().textContent"
    assert page.script(own, phone.root) == "một\nhai\nba\nbốn\nnăm"
    assert field(page, phone) == ""
    assert page.script(height, phone.root) == low


def test_ticking_with_the_keyboard_goes_on_where_it_was(page: Browser) -> None:
    """A ticked message is replaced; the focus must not fall out of it."""
    phone = Phone(page, "collaborator")
    for text in ("rà soát 17", "đồng ý", "đủ"):
        phone.say(text)
    wait_for(lambda: "Không ai" in phone.buttons(), "the question for all members", seconds=30)
    choices = f"[...document.querySelectorAll('{phone.root} .bot:not(.old) .choices button')]"
    page.script(f"{choices}[0].focus()")
    first, second = phone.buttons()[:2]
    page.press(ENTER)
    wait_for(lambda: phone.buttons()[0] == f"✓ {first}", "the tick")
    page.press(TAB + ENTER)
    wait_for(lambda: phone.buttons()[:2] == [f"✓ {first}", f"✓ {second}"], "the next tick")
    last = "const all = document.querySelectorAll(arguments[0] + ' .own'); return all[all.length - 1].hidden"
    assert page.script(last, phone.root), "a bubble for each tick pushes the choices off the screen"


def test_the_newest_message_stays_in_sight_when_room_is_taken_away(page: Browser) -> None:
    phone = Phone(page, "leader")
    for _ in range(4):
        phone.say("chào")
    end = (
        "const l = document.querySelector(arguments[0] + ' .log'), last = l.lastElementChild.getBoundingClientRect();"
        "return last.bottom <= l.getBoundingClientRect().bottom + 1"
    )
    wait_for(lambda: page.script(end, phone.root), "the newest message")
    page.size(1280, 500)
    wait_for(lambda: page.script(end, phone.root), "the newest message on a lower screen")


def test_text_is_only_text(page: Browser) -> None:
    phone = Phone(page, "official")
    phone.say("<img src=x onerror=\"document.title='hacked'\"><b>đậm</b>")
    assert page.script("return document.querySelectorAll('.own b, .own img, .bot b').length") == 0
    assert page.script("return document.title") == "Rà soát hộ nghèo – bản dùng thử"


def test_a_message_typed_without_network_is_kept_shown_and_sent_once(page: Browser) -> None:
    phone = Phone(page, "official")
    page.script("const real = setTimeout; window.setTimeout = (act, ms) => real(act, ms / 20)")
    offline = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    page.devtools("Network.enable", {})
    page.devtools("Network.emulateNetworkConditions", offline)
    page.keys(f"{phone.root} textarea", "trợ giúp" + ENTER)
    state = "const all = document.querySelectorAll(arguments[0] + ' .own'); return all[all.length - 1].dataset.state"
    assert page.script(state, phone.root) == "sending"
    wait_for(lambda: page.script(state, phone.root) == "unsent", "the sign that it was not sent", 15)
    before = len(phone.texts())
    # The page hears that the network is there again; nobody has to press anything.
    page.devtools("Network.emulateNetworkConditions", offline | {"offline": False})
    wait_for(lambda: page.script(state, phone.root) == "received", "the message to be received")
    wait_for(lambda: len(phone.texts()) == before + 1, "one answer")


def test_a_reload_shows_the_same_conversation(page: Browser, bot: Running) -> None:
    phone = Phone(page, "collaborator")
    phone.say("/trogiup")
    texts = phone.texts()
    page.open(bot.address)
    # A reminder may have come meanwhile: the clock of this demo was moved by other tests.
    wait_for(lambda: phone.texts()[: len(texts)] == texts, "the same messages after a reload")


def test_the_clock_jumps_to_the_next_deadline(page: Browser) -> None:
    before = page.script("return document.getElementById('now').textContent")
    page.click("#jump")
    wait_for(lambda: page.script("return document.getElementById('now').textContent") != before, "the clock to move")


def _other(page: Browser, source: str, before: str) -> bool:
    return page.script(source) not in ("", before)


def test_a_jump_of_the_clock_says_what_came_and_to_whom(page: Browser) -> None:
    """A phone that is not on the screen gets a mark; day lines tell when messages came."""
    Phone(page, "collaborator").say("xin chào")
    page.size(360, 740)
    notice = "return document.getElementById('notice').textContent"
    mark = "return document.getElementById('tab-1').dataset.unseen"
    for _ in range(12):
        before = page.script(notice)
        page.click("#jump")
        wait_for(partial(_other, page, notice, before), "the sentence about the jump")
        if "Huỳnh Văn Minh (" in page.script(notice):
            break
    assert "Đã tới" in page.script(notice)
    wait_for(lambda: page.script(mark) not in (None, ""), "the mark on the official's tab")
    page.click("#tab-1")
    wait_for(lambda: page.script(mark) == "", "the mark to go when the phone is looked at")
    days = page.script("return [...document.querySelectorAll('.phone.shown .day')].map((each) => each.textContent)")
    assert days
    assert all("2025" in day for day in days)


def test_a_phone_without_messages_says_what_it_is_for_and_begins_by_a_button(page: Browser) -> None:
    phone = Phone(page, "leader")
    phone.choose("lanh-dao-2")
    card = "return document.querySelector(arguments[0] + ' .welcome').textContent"
    assert "một lệnh" in page.script(card, phone.root)
    assert phone.tap("Xem tổng hợp")
    assert page.script("return document.querySelector(arguments[0] + ' .welcome')", phone.root) is None


def test_a_stranger_can_be_tried(page: Browser) -> None:
    phone = Phone(page, "leader")
    phone.choose("nguoi-la")
    (said,) = phone.tap("Gửi thử “xin chào”")
    assert "mã mời" in said.lower()


def test_with_the_keyboard_open_most_of_a_small_screen_is_conversation(page: Browser) -> None:
    page.size(360, 360)
    wait_for(lambda: page.script("return innerHeight") == 360, "the small screen")
    height = page.script("return document.querySelector('.phone.shown .log').getBoundingClientRect().height")
    assert height >= 180


def test_old_buttons_are_not_passed_on_the_way_to_the_text_field(page: Browser) -> None:
    phone = Phone(page, "collaborator")
    for _ in range(3):
        phone.say("/start")
    stops = (
        "return [...document.querySelectorAll(arguments[0] + ' .bot.old button')].filter((e) => e.tabIndex >= 0).length"
    )
    assert page.script(stops, phone.root) == 0


def test_a_narrow_screen_shows_one_phone_with_tabs(page: Browser) -> None:
    page.size(360, 740)
    visible = "return [...document.querySelectorAll('.phone')].filter((e) => e.offsetParent).map((e) => e.dataset.role)"
    wait_for(lambda: len(page.script(visible)) == 1, "one phone")
    page.click("#tab-2")
    assert page.script(visible) == ["leader"]
    assert page.script("return document.documentElement.scrollWidth <= 360")
    assert page.script("return document.getElementById('tab-2').getAttribute('aria-selected')") == "true"


def test_the_picture_of_the_readme(page: Browser, tmp_path: Path) -> None:
    """RASOAT_TEST_PICTURE=docs/picture-web-chat.png keeps it: a household being reviewed, a task, the summary."""
    Phone(page, "official").say("nhiệm vụ")
    reviewer = Phone(page, "collaborator")
    for text in ("rà soát 12", "đồng ý", "xoá 5", "1", "thêm Phạm Văn Nô, nam, 12/3/2024, cháu", "đủ"):
        reviewer.say(text)
    while "Không ai" not in reviewer.buttons():
        reviewer.say("Hrê" if "Dân tộc" in reviewer.texts()[-1] else "bỏ qua")
    reviewer.tap("3. Phạm Văn Lót")
    Phone(page, "leader").say("tổng hợp")
    page.script("document.activeElement.blur()")
    path = Path(os.environ.get("RASOAT_TEST_PICTURE") or tmp_path / "web-chat.png")
    page.picture(path)
    assert path.read_bytes().startswith(b"\x89PNG")
    assert path.stat().st_size < 300_000
