"""What is installed is exactly what was chosen, wherever it is installed."""

import json
import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT, toml

NPM = "tests/conformance"
LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"^([a-z0-9][a-z0-9-]*)==([^ ;\\]+)( ; [^\\]+)?( \\)?$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def pins(name: str) -> dict[str, tuple[str, int]]:
    """Version and number of hashes by package; every line must be a pin, a hash or a comment."""
    chosen: dict[str, tuple[str, int]] = {}
    last = ""
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if pin := PIN.match(line):
            last = canonicalize_name(pin[1])
            assert last not in chosen, f"{name}: {last} is pinned twice"
            chosen[last] = (pin[2], 0)
        elif HASH.match(line):
            chosen[last] = (chosen[last][0], chosen[last][1] + 1)
        else:
            assert line.startswith("#"), f"{name}: {line!r} is neither a pin nor a hash"
    return chosen


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_hashes(name: str) -> None:
    assert len(pins(name)) > 10
    assert not [package for package, (_, hashes) in pins(name).items() if not hashes]


@pytest.mark.parametrize("name", LOCKS)
def test_no_address_in_the_lock(name: str) -> None:
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "table"), [("requirements.lock", "project"), ("requirements-dev.lock", "dependency-groups")]
)
def test_the_lock_satisfies_pyproject(name: str, table: str) -> None:
    wanted = toml("pyproject.toml")[table]["dependencies" if table == "project" else "dev"]
    locked = pins(name)
    for requirement in map(Requirement, wanted):
        version = locked.get(canonicalize_name(requirement.name), ("", 0))[0]
        assert version, f"{requirement.name} is not in {name}; run make lock"
        assert requirement.specifier.contains(version), (
            f"{requirement.name} {version} is not {requirement.specifier}; run make lock"
        )


def test_both_locks_choose_the_same_versions() -> None:
    run, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    differing = {name: (run[name][0], dev[name][0]) for name in run.keys() & dev.keys() if run[name][0] != dev[name][0]}
    assert not differing


def test_compiled_packages_have_wheels_for_more_than_one_machine() -> None:
    """A package with compiled parts has many files; one or two hashes would mean a lock of this machine only."""
    few = {
        name: hashes
        for name in ("aiohttp", "lxml", "cryptography", "psycopg-binary")
        if (hashes := pins("requirements.lock")[name][1]) < 20
    }
    assert not few


def test_what_comes_by_npm_is_locked_with_hashes_and_without_addresses() -> None:
    lock = json.loads((ROOT / NPM / "package-lock.json").read_text(encoding="utf-8"))
    wanted = json.loads((ROOT / NPM / "package.json").read_text(encoding="utf-8"))["dependencies"]
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert len(packages) > 10
    assert not [name for name, one in packages.items() if not one.get("integrity", "").startswith("sha512-")]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert "://" not in (ROOT / NPM / "package-lock.json").read_text(encoding="utf-8")


def test_npm_takes_nothing_but_what_is_locked() -> None:
    """And lets no package run anything while it is installed."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"^\$\(HAS_ODK\):.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert "npm ci " in recipe
    assert "--ignore-scripts" in recipe
    assert "npm install" not in recipe
