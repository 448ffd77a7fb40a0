"""What the documents name exists."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, files, python_files, syntax, text, toml

DOCUMENTS = [
    path
    for path in files()
    if path.suffix == ".md" and path.parts[0] in {"README.md", "docs", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"}
]
MADE_BY_THE_BROWSER_TEST = {"docs/picture-web-chat.png"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))


def test_every_make_command_of_the_documents_exists() -> None:
    named = {word for path in DOCUMENTS for word in re.findall(r"`make ([a-z]+)`", text(path))}
    assert {"install", "run", "test", "check", "bench", "proof"} <= named
    assert named <= targets()


def test_help_lists_the_commands_of_the_readme() -> None:
    helped = set(re.findall(r"^([a-z]+):.*##", read("Makefile"), re.MULTILINE))
    assert {"install", "run", "test", "check", "bench", "proof"} <= helped


def test_every_module_of_the_documents_can_be_started() -> None:
    named = {module for path in DOCUMENTS for module in re.findall(r"python -m (\w+(?:\.\w+)*)", text(path))}
    assert {"bot", "survey"} <= named
    assert not [module for module in named if not _starts(ROOT / module.replace(".", "/"))]


def _starts(place: Path) -> bool:
    return (place / "__main__.py").exists() or place.with_suffix(".py").exists()


@pytest.mark.parametrize("name", ["README.md", "compose.yaml", "docs/huong-dan/quan-tri.md"])
def test_every_setting_that_is_named_exists(name: str) -> None:
    """Secrets have no line in config.toml, but config.toml names them in a comment."""
    known = {f"RASOAT_{table}__{key}".upper() for table, keys in toml("config.toml").items() for key in keys}
    known |= set(re.findall(r"RASOAT_[A-Z_]+__[A-Z_]+", read("config.toml")))
    named = set(re.findall(r"RASOAT_[A-Z_]+__[A-Z_]+", read(name)))
    assert named
    assert named <= known, f"not in config.toml: {sorted(named - known)}"


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = []
    for path in DOCUMENTS:
        for link in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", text(path)):
            here = (ROOT / path).parent / link
            if "://" not in link and link not in MADE_BY_THE_BROWSER_TEST and not here.exists():
                broken.append(f"{path}: {link}")
    assert not broken


def test_the_readme_fits_on_one_screen() -> None:
    assert len(read("README.md").splitlines()) <= 70


def glossary() -> list[list[str]]:
    rows = [line for line in read("docs/glossary.md").splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows if not row.startswith("| term")]


def test_every_place_of_the_glossary_exists() -> None:
    lost = []
    for row in glossary():
        assert len(row) == 4, row
        lost += [f"{row[0]}: {place}" for place in re.findall(r"`([^`]+)`", row[3]) if not (ROOT / place).exists()]
    assert len(glossary()) > 50
    assert not lost


def test_every_term_of_the_glossary_stands_once_and_has_its_vietnamese() -> None:
    terms = [row[0] for row in glossary()]
    assert len(terms) == len(set(terms))
    assert not [row[0] for row in glossary() if not row[1] or not row[2]]


def test_decisions_are_numbered_and_say_what_was_rejected() -> None:
    decisions = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
    numbers = [int(path.name[:4]) for path in decisions]
    assert numbers == list(range(1, len(numbers) + 1))
    index = read("docs/decisions/README.md")
    for path in decisions:
        content = path.read_text(encoding="utf-8")
        assert content.startswith(f"# {path.name[:4]} ")
        assert all(part in content for part in ("**Context.**", "**Decision.**", "**Rejected.**")), path.name
        assert f"({path.name})" in index


def test_the_changelog_has_an_unreleased_part() -> None:
    assert "## [Unreleased]" in read("CHANGELOG.md")


def named_places(name: str) -> list[str]:
    """Files and folders that a document names in backticks by their path; those with a placeholder are left out."""
    found = re.findall(r"`((?:bot|handlers|storage|survey|chat|content|docs|tests)/[\w./-]+)`", read(name))
    return [place for place in found if not re.search(r"NNNN|hello|toy", place)]


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "SECURITY.md", "docs/design.md", "docs/what-tests-cannot-see.md"])
def test_every_file_that_the_papers_name_exists(name: str) -> None:
    places = named_places(name)
    assert len(places) > 1 or name.startswith("docs/what")
    assert not [place for place in places if not (ROOT / place).exists()]


def test_every_chapter_of_the_design_that_is_cited_exists() -> None:
    chapters = set(re.findall(r"^## (\d)\.", read("docs/design.md"), re.MULTILINE))
    cited = {
        (path, number)
        for path in files()
        if path.suffix in {".py", ".md"}
        for number in re.findall(r"design §(\d)", text(path))
    }
    assert len(cited) > 3
    assert not [f"{path}: §{number}" for path, number in cited if number not in chapters]


def test_the_design_lists_every_wing_with_the_duty_that_it_states_itself() -> None:
    told = dict(re.findall(r"^\| `([\w/]+)/` \| (.+) \|$", read("docs/design.md"), re.MULTILINE))
    wings = {
        path.parent.as_posix(): " ".join((ast.get_docstring(syntax(path)) or "").split("\n\n")[0].split())
        for path in python_files("handlers", "survey", "storage", "bot")
        if path.name == "__init__.py" and len(path.parts) == 3 and path.parts[1] != "migrations"
    }
    assert told == wings


def test_every_channel_is_in_the_contract_that_keeps_channels_apart() -> None:
    contracts = toml("pyproject.toml")["tool"]["importlinter"]["contracts"]
    apart = next(one["modules"] for one in contracts if one["name"] == "A channel knows no other channel")
    folders = {path.parts[2] for path in python_files("bot") if path.parts[1] == "channels" and len(path.parts) > 3}
    assert set(apart) == {f"bot.channels.{folder}" for folder in folders}
