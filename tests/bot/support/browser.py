"""A real headless Chromium, driven over WebDriver's plain HTTP; skips with a reason where there is none."""

import base64
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--hide-scrollbars",
    "--lang=vi",
)
ENTER, TAB, SHIFT, NULL = "\ue007", "\ue004", "\ue008", "\ue000"
ANSWERS = """
const [root, before] = arguments, until = Date.now() + 10000;
const all = (selector) => [...document.querySelectorAll(root + selector)];
return new Promise((done) => {
  const look = () => {
    const own = all(" .own").map((each) => each.dataset.id).filter((each) => !before.includes(each)).pop();
    const bot = all(" .bot").filter((each) => own && each.dataset.re === own);
    if (bot.some((each) => each.dataset.last === "true")) done(bot.map((each) => each.querySelector(".bubble").textContent));
    else if (Date.now() > until) done(null);
    else setTimeout(look, 5);
  };
  look();
});
"""
Found = TypeVar("Found")


class BrowserError(AssertionError):
    """The browser could not do as told; the text is its own."""


@dataclass(frozen=True, slots=True)
class Browser:
    """One window. `session` is the address of the WebDriver session."""

    http: httpx.Client
    session: str

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        response = self.http.request(method, self.session + path, json=body if method == "POST" else None)
        value = response.json()["value"]
        if response.status_code != 200:
            raise BrowserError(f"{path}: {value.get('message', value)}")
        return value

    def open(self, url: str) -> None:
        self._call("POST", "/url", {"url": url})

    def size(self, width: int, height: int) -> None:
        """The page's own width and height, as a device of that size shows it (windows cannot be narrower than 500)."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)

    def devtools(self, command: str, params: dict[str, Any]) -> Any:
        return self._call("POST", "/goog/cdp/execute", {"cmd": command, "params": params})

    def script(self, source: str, *arguments: Any) -> Any:
        return self._call("POST", "/execute/sync", {"script": source, "args": list(arguments)})

    def find(self, selector: str) -> str:
        found: str = self._call("POST", "/element", {"using": "css selector", "value": selector})[ELEMENT]
        return found

    def click(self, selector: str) -> None:
        self._call("POST", f"/element/{self.find(selector)}/click", {})

    def keys(self, selector: str, text: str) -> None:
        """Type into an element; a SHIFT holds until NULL."""
        self._call("POST", f"/element/{self.find(selector)}/value", {"text": text})

    def press(self, text: str) -> None:
        """Type where the focus is."""
        actions = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self._call("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def picture(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self._call("GET", "/screenshot")))

    def errors(self) -> list[str]:
        """What the page complained of in the console."""
        entries = self._call("POST", "/se/log", {"type": "browser"})
        return [entry["message"] for entry in entries if entry["level"] == "SEVERE"]


def wait_for(look: Callable[[], Found], what: str, seconds: float = 10) -> Found:
    """Look again until there is something; fails with `what` was awaited."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = look()
        if found:
            return found
        time.sleep(0.03)
    raise AssertionError(f"waited {seconds} s for {what}")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A fresh browser with its own profile, ended with the block."""
    browser, driver = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")
    if browser is None or driver is None:
        pytest.skip("no chromium with chromedriver on this machine (Debian: apt-get install chromium chromium-driver)")
    process = subprocess.Popen([driver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        with httpx.Client(timeout=60) as http:
            session = _session(http, _port(process), browser)
            try:
                yield Browser(http, session)
            finally:
                http.delete(session)
    finally:
        process.terminate()
        process.wait(10)
        if process.stdout is not None:
            process.stdout.close()


def _port(process: "subprocess.Popen[str]") -> int:
    assert process.stdout is not None
    for line in process.stdout:
        if match := re.search(r"started successfully on port (\d+)", line):
            return int(match[1])
    raise BrowserError("chromedriver did not start")


def _session(http: httpx.Client, port: int, browser: str) -> str:
    wanted = {
        "goog:chromeOptions": {"binary": browser, "args": list(FLAGS)},
        "goog:loggingPrefs": {"browser": "ALL"},
        "timeouts": {"script": 30_000, "pageLoad": 30_000, "implicit": 5_000},
    }
    base = f"http://127.0.0.1:{port}/session"
    answer = http.post(base, json={"capabilities": {"alwaysMatch": wanted}}).json()["value"]
    if "sessionId" not in answer:
        raise BrowserError(answer.get("message", str(answer)))
    return f"{base}/{answer['sessionId']}"


@dataclass(frozen=True, slots=True)
class Phone:
    """One of the phones on the page ("collaborator", "official", "leader"), used as a person uses it."""

    browser: Browser
    role: str

    @property
    def root(self) -> str:
        return f'.phone[data-role="{self.role}"]'

    def choose(self, persona: str) -> None:
        """Pick a persona and wait until the conversation is there."""
        choose = "const s = document.querySelector(arguments[0] + ' .persona'); s.value = arguments[1];"
        self.browser.script(choose + "s.dispatchEvent(new Event('change'));", self.root, persona)
        self._catch_up()

    def say(self, text: str) -> list[str]:
        """Put a text into the field as an input method does, and press Enter; the bot's messages that answer it."""

        def write() -> None:
            self.browser.script("document.querySelector(arguments[0] + ' textarea').focus()", self.root)
            self.browser.devtools("Input.insertText", {"text": text})
            for kind in ("rawKeyDown", "keyUp"):
                self.browser.devtools("Input.dispatchKeyEvent", {"type": kind, "key": "Enter", "code": "Enter"})

        return self._answers(write)

    def tap(self, label: str) -> list[str]:
        """Tap a button of the newest message that has one of that label; its answers."""
        tap = (
            "const all = [...document.querySelectorAll(arguments[0] + ' .choices button')];"
            "const bare = (text) => text.replace(/^✓ /, '').replace(/^\\d+\\. /, '');"
            "const found = all.reverse().find((each) => [arguments[1], '✓ ' + arguments[1]].includes(each.textContent)"
            " || bare(each.textContent) === arguments[1]);"
            "if (found) found.click(); return Boolean(found);"
        )

        def touch() -> None:
            assert self.browser.script(tap, self.root, label), f"there is no button {label!r}"

        return self._answers(touch)

    def place(self, lat: float, lon: float) -> list[str]:
        """The device knows where it is, and the person sends it."""
        self.browser.devtools("Browser.grantPermissions", {"permissions": ["geolocation"]})
        self.browser.devtools("Emulation.setGeolocationOverride", {"latitude": lat, "longitude": lon, "accuracy": 8})
        return self._answers(lambda: self.browser.click(f"{self.root} .location"))

    def photo(self, picture: Path) -> list[str]:
        """Choose a picture in the file picker of the phone."""
        return self._answers(lambda: self.browser.keys(f"{self.root} .file", str(picture)))

    def after(self, act: Callable[[], object]) -> list[str]:
        """What comes without a question, once the page shows all that the server has."""
        before = len(self.texts())
        act()
        self._catch_up()
        return self.texts()[before:]

    def _catch_up(self) -> None:
        newest = (
            "const one = document.querySelector(arguments[0] + ' .persona').value;"
            "return fetch(`/api/chat/${one}/messages?from=all&after=0&wait=0`).then((each) => each.json())"
            ".then((all) => all.filter((each) => each.from === 'bot').map((each) => each.n).pop() || 0)"
        )
        number = self.browser.script(newest, self.root)
        shown = "return Boolean(document.querySelector(`${arguments[0]} .bot[data-n='${arguments[1]}']`))"
        if number:
            wait_for(lambda: self.browser.script(shown, self.root, number), f"message {number}")

    def texts(self) -> list[str]:
        """All messages of the bot on the screen, oldest first."""
        source = "return [...document.querySelectorAll(arguments[0] + ' .bot .bubble')].map((each) => each.textContent)"
        found: list[str] = self.browser.script(source, self.root)
        return found

    def buttons(self) -> list[str]:
        """The labels on the newest message of the bot."""
        source = (
            "const all = document.querySelectorAll(arguments[0] + ' .bot');"
            "return [...all[all.length - 1].querySelectorAll('.choices button')].map((each) => each.textContent)"
        )
        found: list[str] = self.browser.script(source, self.root)
        return found

    def _answers(self, act: Callable[[], None]) -> list[str]:
        """What the bot says to the person's next message, once the last of it is there."""
        before = self._own()
        act()
        found: list[str] | None = self.browser.script(ANSWERS, self.root, before)
        assert found is not None, f"no answer within 10 s to the message after {before[-1:]}"
        return found

    def _own(self) -> list[str]:
        source = "return [...document.querySelectorAll(arguments[0] + ' .own')].map((each) => each.dataset.id)"
        found: list[str] = self.browser.script(source, self.root)
        return found
