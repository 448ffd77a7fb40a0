"""The container holds what runs, keeps no secret and runs without rights (no engine builds it here, so its text is read)."""

import re

from tests.house.tree import ROOMS, ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")


def test_the_steps_are_the_same_make_install() -> None:
    assert "RUN make install" in DOCKERFILE
    assert "pip install" not in DOCKERFILE


def test_every_room_is_copied_and_every_copied_thing_exists_and_is_let_through() -> None:
    allowed = {
        line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line.startswith("!")
    }
    copied = {
        word
        for line in DOCKERFILE.splitlines()
        if line.startswith("COPY ") and "--from" not in line
        for word in line.split()[1:-1]
    }
    assert {*ROOMS, "content", "config.toml"} <= copied
    assert not [name for name in copied if not (ROOT / name).exists()]
    assert copied <= allowed


def test_it_runs_as_somebody_without_rights_and_says_whether_it_is_well() -> None:
    final = DOCKERFILE.split("FROM ")[-1]
    users = re.findall(r"^USER (\S+)", final, re.MULTILINE)
    assert users
    assert users[-1] not in {"root", "0"}
    assert "HEALTHCHECK" in final
    assert "/healthz" in final


def test_compose_publishes_no_persona_and_holds_no_secret() -> None:
    assert 'RASOAT_WEB__ENABLED: "false"' in COMPOSE
    assert 'RASOAT_DATABASE__DEMO: "false"' in COMPOSE
    secrets = re.findall(r"^\s+(\w*(?:PASSWORD|KEY|TOKEN)\w*): (.+)$", COMPOSE, re.MULTILINE)
    assert len(secrets) >= 3
    assert not [name for name, value in secrets if not value.startswith('"${')]
