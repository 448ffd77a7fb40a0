"""Settings: what is accepted, what is refused, and that every mistake comes with its cure at once."""

from pathlib import Path

import pytest

from bot.settings.config import SECTIONS, ConfigError, Settings
from bot.settings.config_reader import load_settings

ROOT = Path(__file__).parents[2]


def mistakes_of(folder: Path, text: str = "", environ: dict[str, str] | None = None) -> list[str]:
    path = folder / "config.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_settings(path, environ or {})
    return caught.value.mistakes


def test_shipped_file_holds_every_setting_that_is_no_secret_with_its_default() -> None:
    assert load_settings(ROOT / "config.toml", {}, required=True) == Settings()
    text = (ROOT / "config.toml").read_text("utf-8")
    for name, kind in SECTIONS.items():
        section = text.partition(f"[{name}]\n")[2].partition("\n[")[0]
        for key, made in kind.__dataclass_fields__.items():
            unwritten = made.metadata["secret"] or made.metadata["outdated"]
            assert unwritten or f"\n{key} = " in section, f"{name}.{key} is missing"


def test_environment_overrides_the_file(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[web]\nport = 9000\n", "utf-8")
    environ = {
        "RASOAT_WEB__PORT": "9001",
        "RASOAT_WEB__ENABLED": "false",
        "RASOAT_WEB__ALLOWED_HOSTS": "a.example, b.example",
        "RASOAT_TELEGRAM__TOKEN": "123:abc",
        "RASOAT_TEST_POSTGRES_URL": "no setting: one underscore",
        "PATH": "/bin",
    }
    settings = load_settings(path, environ)
    assert (settings.web.port, settings.web.enabled) == (9001, False)
    assert settings.web.allowed_hosts == ("a.example", "b.example")
    assert settings.telegram.token == "123:abc"


def test_files_lie_beside_the_sqlite_database() -> None:
    environ = {"RASOAT_DATABASE__URL": "sqlite:////srv/rasoat/live.db"}
    assert load_settings(Path("none.toml"), environ).files_folder == Path("/srv/rasoat/files")


def test_all_mistakes_come_together(tmp_path: Path) -> None:
    text = '[web]\nport = "many"\nprot = 1\n[viber]\nmode = "polling"\n[log]\nlevel = "LOUD"\n'
    found = mistakes_of(tmp_path, text, {"RASOAT_WEB__PRT": "1"})
    assert len(found) == 5
    assert any("web.prot is not a setting; did you mean port?" in each for each in found)
    assert any("unknown section [viber]" in each for each in found)
    assert any("RASOAT_WEB__PRT is not a setting; did you mean RASOAT_WEB__PORT?" in each for each in found)


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"RASOAT_WEB__PORT": "70000"}, "between 0 and 65535"),
        ({"RASOAT_WEB__PORT": "x"}, "whole number"),
        ({"RASOAT_WEB__ENABLED": "perhaps"}, "true or false"),
        ({"RASOAT_TELEGRAM__WEBHOOK_SECRET": "short"}, "16 to 256"),
        ({"RASOAT_TELEGRAM__WEBHOOK_URL": "http://x"}, "https://"),
        ({"RASOAT_TELEGRAM__MODE": "carrier"}, "one of polling"),
        ({"RASOAT_TELEGRAM__TOKEN": "secret words"}, "BotFather"),
        ({"RASOAT_TELEGRAM__API_BASE_URL": "api.telegram.org"}, "https://host"),
        ({"RASOAT_TELEGRAM__PROXY": "ftp://x"}, "socks5"),
        ({"RASOAT_CLOCK__START": "2025-11-03T08:00"}, "offset"),
        ({"RASOAT_SECURITY__KEY": "c2hvcnQ="}, "32 random bytes"),
        ({"RASOAT_SECURITY__KEY": "n.o.t base"}, "openssl"),
        ({"RASOAT_DATABASE__URL": "mysql://x"}, "sqlite:///"),
        ({"RASOAT_PRIVACY__BASIS": "whatever"}, "consent, legal_duty"),
        ({"RASOAT_VIBER__TOKEN": "1:x"}, "not a setting"),
    ],
)
def test_each_mistake_names_the_variable_and_the_cure(tmp_path: Path, environ: dict[str, str], words: str) -> None:
    (found,) = mistakes_of(tmp_path, environ=environ)
    assert words in found
    assert next(iter(environ)) in found


def test_a_wrong_secret_is_not_repeated_in_the_complaint(tmp_path: Path) -> None:
    (found,) = mistakes_of(tmp_path, environ={"RASOAT_TELEGRAM__TOKEN": "hunter two"})
    assert "hunter" not in found


@pytest.mark.parametrize(
    "text",
    [
        '[telegram]\ntoken = "1:x"\n',
        '[security]\nkey = "x"\n',
        '[database]\nurl = "postgresql://me:pw@host/db"\n',
    ],
)
def test_secrets_are_refused_in_the_file(tmp_path: Path, text: str) -> None:
    (found,) = mistakes_of(tmp_path, text)
    assert "is a secret" in found
    assert "RASOAT_" in found


def test_broken_and_missing_files(tmp_path: Path) -> None:
    assert "not readable as TOML" in mistakes_of(tmp_path, "[web\n")[0]
    assert "must be a section" in mistakes_of(tmp_path, "web = 1\n")[0]
    with pytest.raises(ConfigError, match="no such file"):
        load_settings(tmp_path / "absent.toml", {}, required=True)
    assert load_settings(tmp_path / "absent.toml", {}) == Settings()


def test_every_secret_is_known_to_the_log() -> None:
    names = ("TELEGRAM__TOKEN", "ZALO_BOT__TOKEN")
    settings = load_settings(
        Path("config.toml"),
        {f"RASOAT_{name}": f"123:secret-{place}" for place, name in enumerate(names)}
        | {"RASOAT_ZALO_OA__SECRET_KEY": "app", "RASOAT_ZALO_OA__REFRESH_TOKEN": "first"},
    )
    assert {"123:secret-0", "123:secret-1", "app", "first"} <= set(settings.secrets)


SPOILT = [
    ("DATABASE__URL", "postgres://rasoat:geheim123@db/rasoat"),
    ("DATABASE__URL", "postgres:/rasoat:geheim123@db/rasoat"),
    ("DATABASE__URL", "mysql://db/rasoat?user=rasoat&password=geheim123"),
    ("DATABASE__URL", "rasoat:geheim123@db"),
    ("TELEGRAM__PROXY", "htp://me:geheim123@proxy:3128"),
    ("TELEGRAM__PROXY", "me:geheim123@proxy:3128"),
    ("TELEGRAM__API_BASE_URL", "me:geheim123@host"),
    ("ZALO_BOT__PROXY", "ftp://me:geheim123@proxy"),
    ("ZALO_OA__PROXY", "ftp://me:geheim123@proxy"),
    ("ZALO_OA__OAUTH_BASE_URL", "//me:geheim123@host"),
]


@pytest.mark.parametrize(("name", "value"), SPOILT)
def test_a_slip_in_an_address_does_not_print_its_password(tmp_path: Path, name: str, value: str) -> None:
    (found,) = mistakes_of(tmp_path, environ={f"RASOAT_{name}": value})
    assert name in found
    assert "geheim" not in found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE__URL", "postgresql://rasoat:geheim123@db/rasoat"),
        ("DATABASE__URL", "postgresql://db/rasoat?password=geheim123"),
        ("DATABASE__URL", "postgresql://rasoat:geheim%31%32%33@db/rasoat"),
        ("TELEGRAM__PROXY", "socks5://me:geheim123@proxy:1080"),
        ("TELEGRAM__API_BASE_URL", "https://me:geheim123@host"),
        ("ZALO_OA__PROXY", "http://me:geheim123@proxy"),
    ],
)
def test_passwords_in_addresses_are_known_to_the_log_and_refused_in_the_file(
    tmp_path: Path, name: str, value: str
) -> None:
    settings = load_settings(Path("config.toml"), {f"RASOAT_{name}": value})
    assert "geheim123" in settings.secrets
    section, _, key = name.lower().partition("__")
    (found,) = mistakes_of(tmp_path, f'[{section}]\n{key} = "{value}"\n')
    assert "is a secret" in found
    assert "geheim" not in found
