"""config.toml and RASOAT_<SECTION>__<KEY> -> Settings."""

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

from bot.settings.addresses import passwords_in, without_passwords
from bot.settings.config import SECTIONS, ConfigError, Settings

PREFIX = "RASOAT_"
TRUE, FALSE = frozenset({"true", "yes", "1", "on"}), frozenset({"false", "no", "0", "off"})


def load_settings(path: Path, environ: Mapping[str, str], *, required: bool = False) -> Settings:
    """Read the file (absent is fine unless `required`) and the environment; ConfigError lists every mistake at once."""
    mistakes: list[str] = []
    given = _from_file(path, mistakes, required=required)
    _add_environment(given, environ, mistakes)
    sections: dict[str, Any] = {
        name: _section(name, kind, given.get(name, Given()), mistakes) for name, kind in SECTIONS.items()
    }
    if mistakes:
        raise ConfigError(mistakes)
    return Settings(**sections)


class Given(dict[str, tuple[object, str]]):
    """The keys of one section: value and the place that gave it."""


def _from_file(path: Path, mistakes: list[str], *, required: bool) -> dict[str, Given]:
    if not path.exists():
        if required:
            mistakes.append(f"{path}: there is no such file; give another path after --config.")
        return {}
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        mistakes.append(f"{path}: not readable as TOML ({error}); correct that line.")
        return {}
    given: dict[str, Given] = {}
    for section, keys in content.items():
        if section not in SECTIONS:
            mistakes.append(f"{path}: unknown section [{section}]{_nearest(section, SECTIONS)}.")
        elif not isinstance(keys, dict):
            mistakes.append(f"{path}: {section} must be a section, written [{section}].")
        else:
            given[section] = _file_section(path, section, keys, mistakes)
    return given


def _file_section(path: Path, section: str, keys: Mapping[str, object], mistakes: list[str]) -> Given:
    known = _fields(section)
    given = Given()
    for key, value in keys.items():
        place = f"{path}: {section}.{key}"
        if key not in known:
            mistakes.append(f"{place} is not a setting{_nearest(key, known)}.")
        elif known[key].metadata["secret"] or _holds_password(value):
            mistakes.append(f"{place} is a secret; take it out of the file and set {_variable(section, key)} instead.")
        else:
            given[key] = (value, place)
    return given


def _add_environment(given: dict[str, Given], environ: Mapping[str, str], mistakes: list[str]) -> None:
    for variable, text in sorted(environ.items()):
        section, divider, key = variable.removeprefix(PREFIX).lower().partition("__")
        if not variable.startswith(PREFIX) or not divider:
            continue
        if section not in SECTIONS or key not in _fields(section):
            every = [_variable(name, each) for name in SECTIONS for each in _fields(name)]
            mistakes.append(f"{variable} is not a setting{_nearest(variable, every)}.")
        else:
            given.setdefault(section, Given())[key] = (text, variable)


def _section(name: str, kind: type[Any], given: Given, mistakes: list[str]) -> object:
    values: dict[str, object] = {}
    for key, made in _fields(name).items():
        if key not in given:
            continue
        raw, place = given[key]
        value, complaint = _typed(raw, type(made.default))
        check = made.metadata["check"]
        if complaint is None and check is not None:
            complaint = check(value)
        if complaint is None:
            values[key] = value
        else:
            mistakes.append(
                f"{place} {complaint}{'' if made.metadata['secret'] else f' (it is {without_passwords(raw)!r})'}."
            )
    return kind(**values)


def _typed(raw: object, kind: type[object]) -> tuple[object, str | None]:
    """The value as the setting's type, or a complaint. Text (from the environment) is converted, a TOML value is not."""
    if isinstance(raw, str) and kind is not str:
        return _from_text(raw.strip(), kind)
    if kind is tuple:
        good = isinstance(raw, list) and all(isinstance(each, str) for each in raw)
        return (tuple(raw), None) if good and isinstance(raw, list) else (raw, "must be a list of texts")
    if type(raw) is not kind:
        return raw, f"must be {_words(kind)}"
    return raw, None


def _from_text(raw: str, kind: type[object]) -> tuple[object, str | None]:
    if kind is bool:
        return raw.lower() in TRUE, None if raw.lower() in TRUE | FALSE else "must be true or false"
    if kind is tuple:
        return tuple(part.strip() for part in raw.split(",") if part.strip()), None
    try:
        return int(raw), None
    except ValueError:
        return raw, "must be a whole number"


def _words(kind: type[object]) -> str:
    return {bool: "true or false", int: "a whole number", str: "a text in quotes"}[kind]


def _fields(section: str) -> dict[str, Field[Any]]:
    return {made.name: made for made in fields(SECTIONS[section])}


def _variable(section: str, key: str) -> str:
    return f"{PREFIX}{section}__{key}".upper()


def _holds_password(value: object) -> bool:
    return isinstance(value, str) and bool(passwords_in(value))


def _nearest(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]}?" if near else "; take it out"
