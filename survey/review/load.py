"""Reading a ruleset file (TOML): checked as a whole, every mistake named at once."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from survey.content.mistakes import Gathered, Mistake
from survey.content.tables import Table, distinct, read_tables
from survey.review.ruleset import (
    Area,
    Confidence,
    Indicator,
    QuickReview,
    RoundTerm,
    Ruleset,
    ScoreA,
    ScoreB,
    Threshold,
)

ROUND_KINDS, ROUND_LISTS = ("periodic", "monthly", "special"), ("last_list", "requests")
SURE = (Confidence.VERIFIED, Confidence.MEMORY)
"""What is UNKNOWN is left out of a ruleset: nobody is classified by a number that nobody knows."""


def load_rulesets(files: Mapping[str, bytes]) -> tuple[Ruleset, ...]:
    """All of `rulesets/*.toml`, by file name. Raises ContentError with every mistake."""
    gathered = Gathered()
    read = {name: gathered.of(partial(load_ruleset, content, name), None) for name, content in sorted(files.items())}
    if not files:
        gathered.mistakes.append(Mistake("rulesets/", "", "chưa có bộ quy định nào.", "Thêm một tệp .toml."))
    first: dict[str, str] = {}
    for name, ruleset in read.items():
        if ruleset is not None and first.setdefault(ruleset.id, name) != name:
            cause = f'"{ruleset.id}" đã có ở {first[ruleset.id]}.'
            gathered.mistakes.append(Mistake(name, "id", cause, "Đặt tên khác."))
    gathered.settle()
    return tuple(ruleset for ruleset in read.values() if ruleset is not None)


def load_ruleset(content: bytes, file: str = "rulesets/ruleset.toml") -> Ruleset:
    """Read and check one ruleset; `file` is how its mistakes name it. Raises ContentError with all of them."""
    tables = read_tables(file, content)
    thresholds, indicators = list(tables.tables("threshold")), list(tables.tables("indicator"))
    distinct(thresholds, "code")
    distinct(indicators, "key")
    rounds = list(tables.tables("round"))
    distinct(rounds, "kind")
    made = tuple(map(_threshold, thresholds))
    numbers = {one.code: f"{one.value:g}" for one in made}
    found = Ruleset(
        id=tables.text("id"),
        title=tables.text("title"),
        legal=tables.text("legal"),
        reference=tables.text("reference"),
        valid_from=tables.day("valid_from"),
        valid_to=tables.day("valid_to"),
        confidence=_confidence(tables),
        score_a=_score_a(tables.table("score_a")),
        score_b=_score_b(tables.table("score_b")),
        thresholds=made,
        indicators=tuple(_indicator(one, numbers) for one in indicators),
        rounds=tuple(map(_round_term, rounds)),
        quick_review=_quick_review(tables.table("quick_review")) if tables.has("quick_review") else None,
    )
    if found.valid_to < found.valid_from != date.min and tables.has("valid_to"):
        tables.wrong("valid_to", f"{found.valid_to} trước valid_from {found.valid_from}.", "Sửa lại ngày.")
    tables.settle()
    return found


def _confidence(table: Table) -> Confidence:
    return Confidence(table.one_of("confidence", SURE))


def _by_area(table: Table, key: str) -> dict[Area, int]:
    areas = table.table(key)
    return {area: areas.whole(area.value, 1) for area in Area}


def _score_a(table: Table) -> ScoreA:
    table.remarks("unit", "table", "rounding")
    limit, income = _by_area(table, "limit"), _by_area(table, "income")
    return ScoreA(limit, income, table.text("reference"), _confidence(table))


def _score_b(table: Table) -> ScoreB:
    table.remarks("unit")
    points, poor = table.whole("points_per_indicator", 1), table.whole("poor_from", 1)
    return ScoreB(points, poor, table.text("reference"), _confidence(table))


def _threshold(row: Table) -> Threshold:
    unit, meaning, reference = (row.text(key) for key in ("unit", "meaning", "reference"))
    return Threshold(row.text("code"), row.number("value"), unit, meaning, reference, _confidence(row))


def _quick_review(table: Table) -> QuickReview:
    columns, below = table.whole("columns", 1), table.whole("listed_below", 1)
    return QuickReview(columns, below, table.text("reference"), _confidence(table))


def _round_term(row: Table) -> RoundTerm:
    kind, rule = row.one_of("kind", ROUND_KINDS), row.one_of("list", ROUND_LISTS)
    found = RoundTerm(kind, row.text("since"), row.text_or("until", ""), rule, row.text("reference"), _confidence(row))
    try:
        found.days(2025, 1)
    except ValueError:
        row.wrong(
            "since", f'"{found.since}", "{found.until}" không phải là ngày.', "Viết như 01/09, hoặc 15 cho mỗi tháng."
        )
    return found


def _indicator(row: Table, numbers: Mapping[str, str]) -> Indicator:
    line = row.text("line")
    try:
        line = line.format_map(numbers)
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        row.wrong("line", f"nhắc đến ngưỡng không có: {error}.", "Sửa tên trong dấu ngoặc nhọn.")
    dimension, name, reference = (row.text(part) for part in ("dimension", "name", "reference"))
    return Indicator(
        row.text("key"),
        dimension,
        name,
        line,
        reference,
        _confidence(row),
        *(row.text_or(part, "") for part in ("note", "said")),
    )
