"""Starting and stopping: what is wrong is one clear sentence, and a kill loses nothing."""

import secrets
import socket
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app import foundation
from bot.settings.config_reader import load_settings
from handlers.people.inviting import new_code
from tests.bot.support.command import *  # noqa: F403 - a fixture
from tests.bot.support.command import Command
from tests.bot.support.house import KEY
from tests.bot.support.real_process import environment, running


def say(address: str, persona: str, client_id: str, text: str) -> dict[str, Any]:
    body = {"id": client_id, "text": text}
    answer = httpx.post(f"{address}/api/chat/{persona}/messages", json=body, headers={"X-Rasoat": "1"}, timeout=10)
    assert answer.status_code == 202, answer.text
    found: dict[str, Any] = answer.json()
    return found


def heard(address: str, persona: str, after: int = 0) -> list[dict[str, Any]]:
    answer = httpx.get(f"{address}/api/chat/{persona}/messages?after={after}&wait=10", timeout=20)
    found: list[dict[str, Any]] = answer.json()
    return found


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a demo database that has been talked to and then killed."""
    folder = tmp_path_factory.mktemp("used")
    with running(folder) as bot:
        now = httpx.get(f"{bot.address}/api/clock").json()["now"]
        assert now.startswith("2025-11-03T08:00")
        roles = {person["role"] for person in httpx.get(f"{bot.address}/api/personas").json()}
        assert roles == {"collaborator", "checker", "official", "leader", "admin"}
        say(bot.address, "ra-soat-1", "a", "/start")
        assert heard(bot.address, "ra-soat-1")[-1]["re"] == "a"
        bot.kill()
    return folder


def test_after_a_kill_everything_is_there_and_nothing_is_answered_twice(used: Path, command: Command) -> None:
    with running(used, CLOCK__START="2030-01-01T00:00+07:00") as bot:
        before = heard(bot.address, "ra-soat-1")
        assert say(bot.address, "ra-soat-1", "a", "/start")["repeated"]
        say(bot.address, "ra-soat-1", "b", "/danhsach")
        (later,) = heard(bot.address, "ra-soat-1", after=before[-1]["n"])
        assert later["re"] == "b"
        # The start of the clock is for an empty database only.
        assert httpx.get(f"{bot.address}/api/clock").json()["now"].startswith("2025-11-03T")
        health = httpx.get(f"{bot.address}/healthz").json()
        assert (health["status"], health["inbox_pending"]) == ("ok", 0)
        refused = command(used, "run")
        assert refused.status == 1
        assert "another rasoat is running" in refused.err
        assert bot.stop() == 0


def test_the_key_file_is_for_its_owner_only(used: Path) -> None:
    assert (used / "rasoat.key").stat().st_mode & 0o777 == 0o600


def test_no_second_process_starts_on_a_link_to_the_database(used: Path, tmp_path: Path, command: Command) -> None:
    (tmp_path / "rasoat.db").symlink_to(used / "rasoat.db")
    (tmp_path / "rasoat.key").write_text((used / "rasoat.key").read_text())
    with running(used) as bot:
        refused = command(tmp_path, "run")
        assert refused.status == 1
        assert "another rasoat is running" in refused.err
        assert bot.stop() == 0


def test_codes_are_made_by_chance_that_nobody_can_repeat(used: Path) -> None:
    """Random numbers of a simulation can be worked out from some of them."""
    with foundation(load_settings(Path("config.toml"), environment(used))) as base:
        assert base.services.choose == secrets.choice
    assert new_code.__defaults__ == (secrets.choice,)


def test_an_invitation_prints_a_code(used: Path, command: Command) -> None:
    made = command(used, "invite", "ra-soat-2")
    assert made.status == 0, made.err
    assert len(made.out) > 20
    unknown = command(used, "invite", "nobody")
    assert unknown.status == 1
    assert "ra-soat-1" in unknown.err
    by_name = command(used, "invite", "Đinh Văn Rin")
    assert "Đinh Văn Rin" in by_name.out, by_name.err


def test_somebody_is_cut_off_and_taken_back_by_name(used: Path, command: Command) -> None:
    code = command(used, "invite", "ra-soat-2").out.split(": ")[1].split()[0]
    gone = command(used, "deactivate", "Phạm Văn Trút")
    assert gone.status == 0, gone.err
    assert "Phạm Văn Trút không dùng bot được nữa; thu hồi" in gone.out
    assert "giao cho người khác" in gone.out
    assert command(used, "invite", "ra-soat-2").status == 1, "who is not active is not invited"
    with running(used) as bot:
        # The demo's page links each persona to one account; from it the person is a stranger now.
        say(bot.address, "ra-soat-2", "x", "/danhsach")
        assert "kênh nội bộ" in heard(bot.address, "ra-soat-2")[-1]["text"]
        say(bot.address, "nguoi-la", "y", code)
        assert "không đúng" in heard(bot.address, "nguoi-la")[-1]["text"]
        assert bot.stop() == 0
    assert "dùng bot lại được" in command(used, "activate", "ra-soat-2").out
    assert "đã gỡ 1 tài khoản" in command(used, "unlink", "ra-soat-2").out
    assert "đã gỡ 0 tài khoản trên telegram" in command(used, "unlink", "ra-soat-2", "telegram").out
    command(used, "invite", "ra-soat-2")
    assert "thu hồi 1 mã mời" in command(used, "withdraw", "Trút").out
    last = command(used, "deactivate", "admin")
    assert last.status == 1
    assert "quản trị duy nhất" in last.err
    assert "admin – " in command(used, "deactivate", "nobody").err


def test_a_household_and_a_person_are_deleted_only_when_it_is_meant(used: Path, command: Command) -> None:
    asked = command(used, "forget", "household", "12")
    assert "Sẽ xoá hẳn hộ 12 (Phạm Văn Dắt" in asked.out
    assert "Đã xoá hộ 12" in command(used, "forget", "household", "12", "--yes").out
    missing = command(used, "forget", "household", "12", "--yes")
    assert missing.status == 1
    assert "không có hộ số 12" in missing.err
    assert "Phạm Thị Hrin" in command(used, "forget", "person", "ra-soat-3").out
    assert "Đã xoá dữ liệu của ra-soat-3" in command(used, "forget", "person", "Hrin", "--yes").out
    assert "Hrin" not in command(used, "invite", "nobody").err
    assert "ra-soat-3" in command(used, "deactivate", "nobody").err


def test_a_place_where_no_database_can_be_made_is_a_sentence(tmp_path: Path, command: Command) -> None:
    (tmp_path / "file").write_text("")
    done = command(tmp_path, "run", DATABASE__URL=f"sqlite:///{tmp_path}/file/rasoat.db", WEB__PORT="0")
    assert done.status == 1
    assert "cannot be made or written" in done.err
    assert "Traceback" not in done.err


def test_the_doctor_says_how_it_stands_and_its_status_tells(used: Path, command: Command) -> None:
    well = command(used, "doctor", WEB__PORT="9")
    assert (well.status, well.err) == (0, "")
    assert "✓ Cơ sở dữ liệu" in well.out
    ill = command(used, "doctor", WEB__PORT="9", CONTENT__PATH="nowhere")
    assert ill.status == 1
    assert "✗ Nội dung" in ill.out


def test_another_key_is_refused(used: Path, command: Command) -> None:
    refused = command(used, "run", SECURITY__KEY=KEY)
    assert refused.status == 1
    assert "another key" in refused.err
    assert "Traceback" not in refused.err


def test_a_taken_port_is_one_sentence(used: Path, command: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = command(used, "run", WEB__PORT=str(port))
    assert refused.status == 1
    assert f"port {port} on 127.0.0.1 is taken" in refused.err
    assert "Traceback" not in refused.err


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"WEB__HOST": "0.0.0.0"}, "127.0.0.1 only"),
        ({"DATABASE__DEMO": "false", "SECURITY__KEY": KEY}, "not a demo"),
        ({"DATABASE__DEMO": "false"}, "openssl rand"),
        ({"WEB__PORT": "x"}, "RASOAT_WEB__PORT"),
        ({"CONTENT__PATH": "nowhere"}, "content folder"),
        ({"DATABASE__URL": "postgresql://nobody@127.0.0.1:1/none", "SECURITY__KEY": KEY}, "database.url"),
    ],
)
def test_a_start_that_must_not_be_is_refused_with_the_cure(
    tmp_path: Path, settings: dict[str, str], words: str, command: Command
) -> None:
    refused = command(tmp_path, "run", **settings)
    assert refused.status == 1
    assert words in refused.err
    assert "Traceback" not in refused.err


def test_parts_need_a_database_that_several_processes_can_share(tmp_path: Path, command: Command) -> None:
    refused = command(tmp_path, "run", "--only", "worker", "sender")
    assert refused.status == 1
    assert "RASOAT_DATABASE__URL to a PostgreSQL database" in refused.err
    assert "Traceback" not in refused.err


def test_without_the_web_chat_only_the_health_is_served(tmp_path: Path) -> None:
    with running(tmp_path, WEB__ENABLED="false", WEB__HOST="0.0.0.0", DATABASE__DEMO="false", SECURITY__KEY=KEY) as bot:
        port = bot.address.rpartition(":")[2]
        address = f"http://127.0.0.1:{port}"
        assert httpx.get(f"{address}/healthz").json()["status"] == "ok"
        for path in ("/", "/api/personas", "/api/clock", "/api/chat/ra-soat-1/messages"):
            assert httpx.get(address + path).status_code == 404
