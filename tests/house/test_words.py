"""Words for people stand in `content/texts`: the engine gives codes, the conversation words them, and neither writes a sentence in code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.talk.texts import slots_of
from tests.house.test_texts import ALL, keys_of
from tests.house.tree import python_files, syntax

VIETNAMESE = re.compile("[à-ãè-êì-íò-õù-úýăđĩũơư\u1ea0-\u1ef9]", re.IGNORECASE)

SAID_ELSEWHERE = {
    "survey/interview/answers/values.py": (
        {"Khác"},
        "stands in for a label of the form that its converter wrote in English",
    ),
    "handlers/commands.py": (None, "the table of commands: what people may type for each"),
    "handlers/phrases.py": (None, "what else people type for a command"),
    "handlers/start_up.py": (
        None,
        "tells what is wrong with the forms of `content/`, where sentences may be broken too",
    ),
    "handlers/talk/services.py": (None, "tells which file of `content/` is missing"),
    "handlers/talk/texts.py": (None, "tells what is wrong with the texts themselves"),
}
"""Strings that may stay, or None for all of a file, with the reason."""

COMMANDS = {
    "handlers/admin/calling.py": {"gọi xong "},
    "handlers/admin/data_requests.py": {"đã trả lời "},
    "handlers/admin/undelivered.py": {"gửi lại", "bỏ"},
    "handlers/card/correcting.py": {"đúng"},
    "handlers/households/opening.py": {"mở lại "},
    "handlers/people/changing.py": {"ghi danh bạ: "},
    "handlers/people/directory.py": {"/danhba ai chưa vào", "mời tất cả", "cho nghỉ "},
    "handlers/people/printing.py": {"in giấy mời"},
    "handlers/people/releasing.py": {"cho nghỉ ngay "},
    "handlers/received.py": {"tệp này là phiếu", "tệp này là câu trả lời", "bỏ tệp này"},
    "handlers/register/deciding.py": {"tổ", "thôn", "bản", "làng", "ấp"},
    "handlers/register/questions.py": {"nạp", "nạp hộ đúng", "nạp dòng đúng", "thôi", "không phải", "danh mục "},
    "handlers/review/desk.py": {"đạt", "tiếp"},
    "handlers/review/passing.py": {"đúng"},
    "handlers/review/waiting.py": {"tiếp"},
    "handlers/rounds/amending.py": {"đóng"},
    "handlers/rounds/asking.py": {"mở đợt "},
    "handlers/rounds/confirming.py": {"thôi"},
    "handlers/rounds/opening.py": {"mở", "mở và giao", "mở đợt ", "mở đợt tháng "},
    "handlers/rounds/telling.py": {"đã nhận", "danh sách"},
    "handlers/talk/long_work.py": {"huỷ việc", "huỷ"},
}
"""Commands as they are typed, behind a button that says the same: what people type is ours to know, not to be worded otherwise."""


SAYS = {"coded", "Refusal"}


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """String literals with Vietnamese letters, without docstrings and without patterns of what people type."""
    skipped = {
        id(inner)
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Expr) or (isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."))
        for inner in _within(node)
    }
    for node in ast.walk(syntax(path)):
        if id(node) not in skipped and isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from [(node.lineno, node.value)] if VIETNAMESE.search(node.value) else ()


def _within(node: ast.Expr | ast.Call) -> Iterator[ast.AST]:
    """A bare string is a docstring; of a pattern everything is skipped."""
    if isinstance(node, ast.Call):
        yield from ast.walk(node)
    elif isinstance(node.value, ast.Constant):
        yield node.value


def allowed(path: Path) -> set[str] | None:
    known, _ = SAID_ELSEWHERE.get(path.as_posix(), (COMMANDS.get(path.as_posix(), set()), ""))
    return known


@pytest.mark.parametrize("wing", ["survey/interview", "handlers"])
def test_no_words_for_people_stand_in_code(wing: str) -> None:
    found = [
        f"{path}:{line} {string!r}"
        for path in python_files(wing.split("/", maxsplit=1)[0])
        if path.as_posix().startswith(wing) and (known := allowed(path)) is not None
        for line, string in strings(path)
        if string not in known
    ]
    assert not found, "give a code, and write the sentence in content/texts:\n" + "\n".join(found)


def test_every_exception_is_needed() -> None:
    for name in (*SAID_ELSEWHERE, *COMMANDS):
        known = allowed(Path(name))
        found = {string for _, string in strings(Path(name))}
        assert found, name
        assert known is None or known <= found, f"{name}: {known - found}"


def test_numbers_and_days_are_written_in_one_place() -> None:
    """A decimal comma, dots between thousands, day/month/year: `survey/written.py` alone knows how."""
    by_hand = re.compile(r'replace\("\.", ","\)|:,[.}]|%d/%m|split\("-"\)\)\)')
    found = [
        f"{path}: {match.group()}"
        for path in python_files("survey", "handlers")
        if path.as_posix() != "survey/written.py"
        for match in by_hand.finditer(ast.unparse(syntax(path)).replace("'", '"'))
    ]
    assert not found


def codes() -> Iterator[tuple[str, str, set[str] | None]]:
    """(where, code, what fills it) of all that the engine says by code; None where that cannot be read off the call."""
    for path in python_files("survey"):
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.Call) and node.args and getattr(node.func, "id", "") in SAYS:
                yield from ((f"{path}:{node.lineno}", code, _filled(node)) for code in keys_of(node.args[0]))


def _filled(call: ast.Call) -> set[str] | None:
    by_name = {keyword.arg for keyword in call.keywords if keyword.arg}
    if len(call.args) < 2:
        return by_name
    given = call.args[1]
    names = [key.value for key in given.keys if isinstance(key, ast.Constant)] if isinstance(given, ast.Dict) else []
    whole = isinstance(given, ast.Dict) and len(names) == len(given.keys)
    return by_name | {str(name) for name in names} if whole else None


def test_every_code_of_the_engine_has_its_sentence_and_fills_it() -> None:
    found = list(codes())
    assert len(found) > 60
    assert not [f"{where} {code}" for where, code, _ in found if code not in ALL]
    lacking = [
        f"{where} {code}: {sorted(slots_of(ALL[code]) - filled)}"
        for where, code, filled in found
        if code in ALL and filled is not None and not slots_of(ALL[code]) <= filled
    ]
    assert not lacking
