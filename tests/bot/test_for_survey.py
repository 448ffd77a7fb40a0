"""What `python -m survey` asks of the rooms above it: the words that were not understood, and what a message would do."""

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock.travel import forget_words
from storage import open_database
from storage.engine import make_engine
from storage.migrations.run import upgrade
from storage.serving.condition import condition
from survey.__main__ import main
from tests.support.conversation import START
from tests.support.databases import TEST_KEY


def test_words_are_printed_the_most_frequent_first_and_forgotten_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RASOAT_SECURITY__KEY", TEST_KEY)
    url = f"sqlite:///{tmp_path / 'a.db'}"
    database = open_database(url, key=TEST_KEY)
    with database.work() as work:
        for words, at in (("lam ray", START), ("may cay", START), ("lam ray", START + timedelta(days=1))):
            work.missed_words.count("viec_lam", words, at)
        work.commit()
    assert main(["words", "--database", url]) == 0
    assert capsys.readouterr().out.splitlines() == ["2\tviec_lam\tlam ray", "1\tviec_lam\tmay cay"]
    forget_words(database, START + timedelta(hours=1))
    database.close()
    assert main(["words", "--database", url]) == 0
    assert capsys.readouterr().out.splitlines() == ["2\tviec_lam\tlam ray"]


def test_a_database_that_is_not_there_is_told_in_a_sentence_and_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["words"]) == 1
    assert "Chưa có cơ sở dữ liệu" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://rasoat:geheim@127.0.0.1:1/rasoat",
        "postgresql://127.0.0.1:1/rasoat?user=rasoat&password=geheim",
        "postgres//rasoat:geheim@127.0.0.1:1/rasoat",
        "mysql://rasoat:geheim@127.0.0.1:1/rasoat",
    ],
)
@pytest.mark.parametrize("key", [TEST_KEY, ""])
def test_a_password_in_the_address_is_never_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str, key: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RASOAT_SECURITY__KEY", key)
    assert main(["words", "--database", url]) == 1
    said = capsys.readouterr().err
    assert said.strip()
    assert "geheim" not in said
    assert "Traceback" not in said


def test_a_database_of_before_is_told_of_and_not_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RASOAT_SECURITY__KEY", TEST_KEY)
    url = f"sqlite:///{tmp_path / 'a.db'}"
    engine = make_engine(url)
    upgrade(engine, "0011")
    engine.dispose()
    assert main(["words", "--database", f"{url}?timeout=5"]) == 1
    assert "do bản rasoat cũ ghi" in capsys.readouterr().err
    now = condition(url)
    assert now is not None
    assert now.version == "0011"


def test_read_tells_which_command_a_text_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [("leader", "tổng hợp tổ 6"), ("leader", "tong hpo"), ("collaborator", "hộ 40"), ("official", "tổng hợp")]
    lines = [json.dumps({"kind": "command", "text": text, "role": role}) for role, text in asked]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
    assert main(["read"]) == 0
    group, slip, household, refused = map(json.loads, capsys.readouterr().out.splitlines())
    assert group == {"command": "tonghop", "argument": "tổ 6"}
    assert slip == {"nearest": ["tổng hợp"]}
    assert household == {"command": "rasoat", "argument": "40"}
    assert "/tonghop" in refused["refused"]
