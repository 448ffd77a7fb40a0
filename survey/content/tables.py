"""Reading a TOML file that an official edits: checked as a whole, every mistake with its line."""

import difflib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, TypeVar

from survey.content.lines import END, Lines, Place, place_text, syntax_place
from survey.content.mistakes import ContentError, Mistake

T = TypeVar("T")

_WORDS = {
    "Expected '=' after a key": "thiếu dấu = sau tên mục",
    "Cannot overwrite a value": "tên mục này đã có ở trên",
    "Cannot declare": "bảng này đã có ở trên",
    "Duplicate inline table key": "tên mục này viết hai lần",
    "Unterminated string": "thiếu dấu nháy đóng",
    "Illegal character": "thiếu dấu nháy đóng, hoặc có ký tự không dùng được",
    "Unclosed array": "thiếu dấu ] đóng danh sách",
    "Unclosed inline table": "thiếu dấu } đóng",
    "Expected newline or end of document": "thừa chữ ở cuối dòng",
    "Invalid value": "giá trị không đọc được; câu chữ phải ở trong dấu nháy",
    "Invalid date or datetime": "ngày giờ không có thật",
    "Invalid statement": "dòng này không phải là tên = giá trị",
    "Invalid initial character for a key part": "tên mục có ký tự không dùng được",
    "Expected ']'": "thiếu dấu ] ở tên bảng",
    "Unescaped '\\'": "dấu \\ phải viết đôi: \\\\",
}
"""What the parser says by its first words, for people; what is not here stays in its own words."""


_CUT_OFF = "tệp dừng giữa chừng: thiếu dấu nháy, dấu ] hoặc dấu } đóng lại"

_NAMES = ("key", "code", "number")
"""By which a row of a list is known to people."""


def read_tables(file: str, content: bytes) -> "Table":
    """The file's outermost table. Raises ContentError where it is no TOML at all."""
    try:
        text = content.decode("utf-8")
        tree = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _unreadable(file, f"dòng {line}", "không phải mã UTF-8.", "Lưu lại tệp bằng mã UTF-8.") from None
    except ValueError as error:
        place, words = syntax_place(str(error))
        said = next((told for start, told in _WORDS.items() if words.startswith(start)), words)
        said = _CUT_OFF if place == END else said
        raise _unreadable(file, place, f"{said}.", "Sửa lại cho đúng TOML, như các dòng bên cạnh.") from None
    return Table(file, (), tree, Lines.of(text), [])


def _unreadable(file: str, place: str, cause: str, cure: str) -> ContentError:
    return ContentError([Mistake(file, place, cause, cure)])


@dataclass(slots=True)
class Table:
    """One table of a file. What is missing or wrong is noted in `mistakes`, shared by all tables of the file, and a stand-in given, so that reading goes on."""

    file: str
    place: Place
    values: Mapping[str, Any]
    lines: Lines
    mistakes: list[Mistake]
    asked: set[str] = field(default_factory=set)
    below: list["Table"] = field(default_factory=list)

    def wrong(self, key: str, cause: str, cure: str) -> None:
        """Note a mistake at a key of this table ("" = at the table itself)."""
        place = (*self.place, key) if key else self.place
        row = next((str(self.values[name]) for name in _NAMES if self.values.get(name)), "")
        self.mistakes.append(Mistake(self.file, place_text(place, self.lines.at(place), row[:40]), cause, cure))

    def settle(self) -> None:
        """Note every key that nobody asked for, and raise ContentError with all mistakes of the file."""
        self._strangers()
        if self.mistakes:
            raise ContentError(self.mistakes)

    def _strangers(self) -> None:
        for key in self.values:
            if key not in self.asked:
                near = difflib.get_close_matches(key, self.asked - set(self.values), n=1)
                cure = f"Có phải là {near[0]} không?" if near else "Xoá đi, hoặc sửa lại tên."
                self.wrong(key, "không có mục nào tên này.", cure)
        for table in self.below:
            table._strangers()  # noqa: SLF001 - its own kind

    def has(self, key: str) -> bool:
        self.asked.add(key)
        return key in self.values

    def remarks(self, *keys: str) -> None:
        """Keys that may stand there for people to read; the program does nothing with them."""
        self.asked |= {*keys}

    def _value(self, key: str, kinds: type[T] | tuple[type[T], ...], words: str, stand_in: T) -> T:
        self.asked.add(key)
        found = self.values.get(key)
        if found is None:
            self.wrong(key, "thiếu mục này.", f"Thêm {key}: {words}.")
        elif isinstance(found, bool) or not isinstance(found, kinds):
            self.wrong(key, f"không dùng được {_shown(found)}.", f"Ghi {words}.")
        else:
            return found
        return stand_in

    def text(self, key: str) -> str:
        """A text that is not empty."""
        found = self._value(key, str, "một câu trong dấu nháy", "?")
        if not found.strip():
            self.wrong(key, "để trống.", "Điền nội dung.")
        return found

    def text_or(self, key: str, default: str) -> str:
        """A text that may be left out or empty."""
        return self._value(key, str, "một câu trong dấu nháy", default) if self.has(key) else default

    def one_of(self, key: str, words: Iterable[str]) -> str:
        """One of some words; the first of them stands in."""
        known = [str(word) for word in words]
        listed = ", ".join(f'"{word}"' for word in known)
        found = self._value(key, str, f"một trong: {listed}", known[0])
        if found not in known:
            self.wrong(key, f'không có "{found}".', f"Dùng một trong: {listed}.")
            return known[0]
        return found

    def whole(self, key: str, at_least: int | None = None) -> int:
        """A whole number."""
        stand_in = 1 if at_least is None else at_least
        found = self._value(key, int, "một số nguyên", stand_in)
        if at_least is not None and found < at_least:
            self.wrong(key, f"là {found}, quá nhỏ.", f"Ít nhất là {at_least}.")
        return found

    def number(self, key: str) -> float:
        """Any number."""
        kinds: tuple[type[float], ...] = (int, float)
        return self._value(key, kinds, "một số", 0)

    def day(self, key: str, default: date | None = None) -> date:
        """A date without a time; the default where it may be left out."""
        if default is not None and not self.has(key):
            return default
        found = self._value(key, date, "một ngày, ví dụ: 2025-12-15", default or date.min)
        if isinstance(found, datetime):
            self.wrong(key, "có cả giờ.", "Chỉ ghi ngày, ví dụ: 2025-12-15.")
            return found.date()
        return found

    def clock(self, key: str) -> time:
        """A time of day."""
        return self._value(key, time, "một giờ trong ngày, ví dụ: 08:00:00", time())

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, at least one."""
        found: list[Any] = self._value(key, list, '["một", "hai"]', ["?"])
        if not found or not all(isinstance(one, str) and one.strip() for one in found):
            self.wrong(key, "phải là một danh sách các câu trong dấu nháy.", 'Ví dụ: ["một", "hai"].')
            return ("?",)
        return tuple(found)

    def table(self, key: str) -> "Table":
        """A table within this one; an empty one stands in, whose keys are not complained of."""
        found: Mapping[str, Any] = self._value(key, dict, f"một bảng [{key}]", {})
        if found is self.values.get(key):
            return self._below((*self.place, key), found)
        return Table(self.file, (*self.place, key), {}, self.lines, [])

    def tables(self, key: str) -> Iterator["Table"]:
        """The tables of a list, in order."""
        found: list[Any] = self._value(key, list, f"các bảng [[{key}]]", [])
        for ordinal, row in enumerate(found, 1):
            if isinstance(row, dict):
                yield self._below((*self.place, key, ordinal), row)
            else:
                self.wrong(key, f"mục số {ordinal} không phải là một bảng.", f"Viết thành các bảng [[{key}]].")

    def _below(self, place: Place, values: Mapping[str, Any]) -> "Table":
        made = Table(self.file, place, values, self.lines, self.mistakes)
        self.below.append(made)
        return made


def distinct(tables: Iterable[Table], key: str) -> None:
    """Note every table whose value at `key` an earlier one has."""
    seen: set[object] = set()
    for table in tables:
        value = table.values.get(key)
        if isinstance(value, str | int) and value in seen:
            table.wrong(key, f'"{value}" đã có ở trên.', "Giữ lại một, hoặc đặt tên khác.")
        elif isinstance(value, str | int):
            seen.add(value)


def _shown(value: object) -> str:
    """A value as people write it, in short."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f'"{text[:40]}"' if isinstance(value, str) else text[:40]
