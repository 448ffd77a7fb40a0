"""Whatever is silenced says why, next to it."""

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT, python_files, text

# A silenced rule is followed by ` - reason`, an ignored type by a second comment.
NOQA = re.compile(r"#\s*noqa: [A-Z]+\d+(, ?[A-Z]+\d+)*\s+-\s+\S+")
IGNORED_TYPE = re.compile(r"#\s*type: ignore\[[a-z-]+(, ?[a-z-]+)*\]\s+#\s+\S+")
WORD = r"[^\W\d_]{2,}"


def comments(path: Path) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(text(path)).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def test_every_silenced_line_says_why() -> None:
    silent = []
    for path in python_files():
        for line, comment in comments(path):
            if (re.match(r"#\s*noqa", comment) and not NOQA.match(comment)) or (
                re.match(r"#\s*type: ignore", comment) and not IGNORED_TYPE.match(comment)
            ):
                silent.append(f"{path}:{line} {comment}")
    assert not silent, "write the code and the reason:\n" + "\n".join(silent)


def test_every_ignored_rule_says_why() -> None:
    table = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("[tool.ruff.lint]")[1].split("[tool.mypy]")[0]
    rules = [line for line in table.splitlines() if re.match(r'\s+"[A-Z]+\d*"', line) or line.startswith('"')]
    silent = [line for line in rules if not re.search(rf"#.*{WORD}", line) and not line.rstrip().endswith("= [")]
    assert len(rules) > 20
    assert not silent, "\n".join(silent)


def test_every_dependency_says_what_it_is_for() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("[tool.")[0].splitlines()
    needs = [line for line in lines if re.match(r'    "[a-z][a-z0-9-]*(\[[a-z]+\])?([<>=~].*)?",', line)]
    assert len(needs) > 15
    assert not [line for line in needs if not re.search(rf"#.*{WORD}", line)]


def test_nothing_is_postponed_in_a_comment() -> None:
    later = re.compile(r"#\s*(TODO|FIXME|XXX|HACK)\b")
    found = [
        f"{path}:{line} {comment}"
        for path in python_files()
        for line, comment in comments(path)
        if later.match(comment)
    ]
    assert not found, "\n".join(found)
