"""`python -m tests.house.support.sentences`: writes `handlers/sentences.py` anew after a change in `content/texts/`."""

import tomllib
from collections.abc import Mapping

from handlers.talk.texts import slots_of
from tests.house.tree import ROOT

LISTING = ROOT / "handlers/sentences.py"


def sentences() -> dict[str, str]:
    """What the shipped files say, by key."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "content/texts").glob("*.toml")):
        collect(tomllib.loads(path.read_text(encoding="utf-8")), "", found)
    return found


def collect(tree: Mapping[str, object], prefix: str, found: dict[str, str]) -> None:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            collect(value, f"{prefix}{key}.", found)
        else:
            assert isinstance(value, str), f"{prefix}{key}"
            found[f"{prefix}{key}"] = value


def listing(said: Mapping[str, str]) -> str:
    """The module's text: one line for all sentences whose names begin alike."""
    families: dict[str, list[str]] = {}
    for key in sorted(said):
        family, _, rest = key.partition(".")
        slots = " ".join(sorted(slots_of(said[key])))
        families.setdefault(family, []).append(f"{rest}({slots})" if slots else rest)
    lines = "\n".join(f"{family}: {', '.join(rest)}" for family, rest in families.items())
    before, mark, after = LISTING.read_text(encoding="utf-8").partition('_LISTED = """\n')
    return before + mark + lines + "\n" + after[after.index('"""') :]


if __name__ == "__main__":
    LISTING.write_text(listing(sentences()), encoding="utf-8")
