"""The one-command start refuses clearly where it cannot work."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

FAKE = """#!/bin/sh
[ "$1" = "--version" ] && {{ echo "Python {version}"; exit 0; }}
exit 1
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A checkout of what an installation reads."""
    for name in ("Makefile", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def make(folder: Path, *words: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    programme = shutil.which("make")
    if programme is None:
        pytest.skip("there is no make on this machine")
    environment = {"PATH": path or "/usr/bin:/bin", "HOME": str(folder)}
    return subprocess.run(
        [programme, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


def fake_python(folder: Path, version: str) -> Path:
    tool = folder / "tools" / "python3"
    tool.parent.mkdir()
    tool.write_text(FAKE.format(version=version), encoding="utf-8")
    tool.chmod(0o755)
    return tool


def test_an_old_python_is_refused_in_one_sentence(copy: Path) -> None:
    old = fake_python(copy, "3.9.2")
    done = make(copy, "install", f"PYTHONS={old}", path=f"{old.parent}:/usr/bin:/bin")
    first, *rest = done.stderr.splitlines()
    assert done.returncode != 0
    assert first.startswith("rasoat needs Python 3.11 or newer")
    assert "Python 3.9.2" in first
    assert all(line.startswith("make") for line in rest)


@pytest.mark.parametrize("command", ["run", "test", "check", "bench", "proof"])
def test_every_command_sets_itself_up_first(copy: Path, command: str) -> None:
    old = fake_python(copy, "3.9.2")
    done = make(copy, command, f"PYTHONS={old}", path=f"{old.parent}:/usr/bin:/bin")
    assert done.returncode != 0
    assert "rasoat needs Python 3.11 or newer" in done.stderr


def test_a_refused_start_leaves_nothing_behind(copy: Path) -> None:
    make(copy, "install", "PYTHONS=false")
    assert not (copy / ".venv").exists()


def test_installed_once_means_nothing_to_do(copy: Path) -> None:
    """The stamp is newer than the lock: the second run starts no pip."""
    (copy / ".venv" / "bin").mkdir(parents=True)
    (copy / ".venv" / "bin" / "python").write_text('#!/bin/sh\necho called "$@" >&2\nexit 1\n', encoding="utf-8")
    (copy / ".venv" / "bin" / "python").chmod(0o755)
    (copy / ".venv" / ".installed-run").touch()
    assert make(copy, "install").returncode == 0
    (copy / "requirements.lock").write_text("# changed\n", encoding="utf-8")
    again = make(copy, "install")
    assert again.returncode != 0
    assert "called" in again.stderr
    assert "--require-hashes" in again.stderr, "nothing is installed but what was chosen, bit by bit"


def test_the_command_of_the_documents_starts_bot_and_survey_from_any_folder(tmp_path: Path) -> None:
    """`make install` has written it into .venv of this very checkout."""
    command = ROOT / ".venv/bin/rasoat"
    if not command.exists():
        pytest.skip("the tests were not started by make")
    for words, said in ((["--help"], "{init,run,invite,"), (["survey", "--help"], "check")):
        done = subprocess.run([command, *words], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
        assert (done.returncode, said in done.stdout) == (0, True), done.stderr


@pytest.mark.parametrize("module", ["bot", "survey"])
def test_a_python_without_the_packages_says_how_to_start(module: str) -> None:
    """As it is after `git clone`: no package can be imported (-S leaves site-packages out)."""
    done = subprocess.run(
        [sys.executable, "-S", "-m", module, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "make install" in done.stderr
    assert ".venv/bin/rasoat" in done.stderr
    assert "Traceback" not in done.stderr
