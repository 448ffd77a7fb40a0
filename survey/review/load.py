"""Reading a ruleset file (TOML): checked as a whole, every mistake named at once."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from survey.review.ruleset import Area, Confidence, Indicator, Ruleset, ScoreA, ScoreB, Threshold

T = TypeVar("T")
_HEAD = {
    "id",
    "title",
    "legal",
    "reference",
    "valid_from",
    "valid_to",
    "confidence",
    "score_a",
    "score_b",
    "threshold",
    "indicator",
}


class RulesetError(ValueError):
    """A ruleset cannot be used; `problems` are sentences, each with the place and the cure."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def load_ruleset(content: bytes) -> Ruleset:
    """Read and check one ruleset. Raises RulesetError with all its mistakes."""
    try:
        data = tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RulesetError([f"Tệp không đúng dạng TOML: {error}"]) from error
    reader = _Reader()
    found = _ruleset(reader, data)
    if reader.problems:
        raise RulesetError(reader.problems)
    return found


class _Reader:
    """Takes values out of tables; where one is wrong it notes the problem and hands out a stand-in, so that reading goes on."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def value(
        self, table: Mapping[str, Any], key: str, kinds: type[T] | tuple[type[T], ...], stand_in: T, where: str
    ) -> T:
        found = table.get(key)
        if isinstance(found, bool) or not isinstance(found, kinds):
            what = "thiếu" if found is None else f"không đọc được ({found!r})"
            self.problems.append(f"{where}: {key} {what}. Điền giá trị đúng kiểu.")
            return stand_in
        return found

    def text(self, table: Mapping[str, Any], key: str, where: str) -> str:
        found = self.value(table, key, str, "?", where)
        if not found.strip():
            self.problems.append(f"{where}: {key} để trống. Điền nội dung.")
        return found

    def day(self, table: Mapping[str, Any], key: str, stand_in: date) -> date:
        found = self.value(table, key, date, stand_in, "ruleset")
        if isinstance(found, datetime):
            self.problems.append(f"ruleset: {key} có cả giờ ({found}). Chỉ ghi ngày, ví dụ: 2022-01-01.")
            return stand_in
        return found

    def whole(self, table: Mapping[str, Any], key: str, where: str) -> int:
        found = self.value(table, key, int, 1, where)
        if found <= 0:
            self.problems.append(f"{where}: {key} là {found}. Phải lớn hơn 0.")
        return found

    def confidence(self, table: Mapping[str, Any], where: str) -> Confidence:
        found = self.text(table, "confidence", where)
        if found in {Confidence.VERIFIED, Confidence.MEMORY}:
            return Confidence(found)
        if found != "?":
            self.problems.append(
                f"{where}: confidence là {found}. Chỉ dùng số VERIFIED hoặc MEMORY; số UNKNOWN thì bỏ ra."
            )
        return Confidence.UNKNOWN

    def by_area(self, table: Mapping[str, Any], key: str, where: str) -> dict[Area, int]:
        areas = self.value(table, key, dict, {}, where)
        return {area: self.whole(areas, area.value, f"{where}.{key}") for area in Area}

    def rows(self, data: Mapping[str, Any], key: str, make: Callable[[Mapping[str, Any], str], T]) -> tuple[T, ...]:
        rows = self.value(data, key, list, [], "ruleset")
        if not all(isinstance(row, dict) for row in rows):
            self.problems.append(f"ruleset: {key} phải viết thành các bảng [[{key}]].")
            return ()
        return tuple(make(row, f"[[{key}]] số {number}") for number, row in enumerate(rows, start=1))

    def distinct(self, names: list[str], where: str) -> None:
        for name in sorted({name for name in names if names.count(name) > 1 and name != "?"}):
            self.problems.append(f"[[{where}]]: {name} có nhiều lần. Giữ lại một.")


def _ruleset(reader: _Reader, data: Mapping[str, Any]) -> Ruleset:
    where = "ruleset"
    reader.problems += [f"{where}: không có mục nào tên {key}. Xoá hoặc sửa tên." for key in sorted(set(data) - _HEAD)]
    thresholds = reader.rows(data, "threshold", lambda row, place: _threshold(reader, row, place))
    numbers = {one.code: f"{one.value:g}" for one in thresholds}
    indicators = reader.rows(data, "indicator", lambda row, place: _indicator(reader, row, place, numbers))
    reader.distinct([one.code for one in thresholds], "threshold")
    reader.distinct([one.key for one in indicators], "indicator")
    found = Ruleset(
        id=reader.text(data, "id", where),
        title=reader.text(data, "title", where),
        legal=reader.text(data, "legal", where),
        reference=reader.text(data, "reference", where),
        valid_from=reader.day(data, "valid_from", date.min),
        valid_to=reader.day(data, "valid_to", date.max),
        confidence=reader.confidence(data, where),
        score_a=_score_a(reader, reader.value(data, "score_a", dict, {}, where)),
        score_b=_score_b(reader, reader.value(data, "score_b", dict, {}, where)),
        thresholds=thresholds,
        indicators=indicators,
    )
    if found.valid_to < found.valid_from:
        reader.problems.append(f"{where}: valid_to {found.valid_to} trước valid_from {found.valid_from}. Sửa lại ngày.")
    return found


def _score_a(reader: _Reader, table: Mapping[str, Any]) -> ScoreA:
    where = "[score_a]"
    limit, income = reader.by_area(table, "limit", where), reader.by_area(table, "income", where)
    return ScoreA(limit, income, reader.text(table, "reference", where), reader.confidence(table, where))


def _score_b(reader: _Reader, table: Mapping[str, Any]) -> ScoreB:
    where = "[score_b]"
    points, poor = reader.whole(table, "points_per_indicator", where), reader.whole(table, "poor_from", where)
    return ScoreB(points, poor, reader.text(table, "reference", where), reader.confidence(table, where))


def _threshold(reader: _Reader, row: Mapping[str, Any], where: str) -> Threshold:
    code = reader.text(row, "code", where)
    where = f"{where} ({code})"
    number: int | float = reader.value(row, "value", (int, float), 0, where)
    unit, meaning, reference = (reader.text(row, key, where) for key in ("unit", "meaning", "reference"))
    return Threshold(code, number, unit, meaning, reference, reader.confidence(row, where))


def _indicator(reader: _Reader, row: Mapping[str, Any], where: str, numbers: Mapping[str, str]) -> Indicator:
    key = reader.text(row, "key", where)
    where = f"{where} ({key})"
    line = reader.text(row, "line", where)
    try:
        line = line.format_map(numbers)
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        reader.problems.append(f"{where}: line nhắc đến ngưỡng không có: {error}. Sửa tên trong dấu ngoặc nhọn.")
    dimension, name, reference = (reader.text(row, part, where) for part in ("dimension", "name", "reference"))
    return Indicator(key, dimension, name, line, reference, reader.confidence(row, where), str(row.get("note", "")))
