"""What lies in the repository, for the tests about the house itself."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("bot", "handlers", "storage", "survey", "chat")
NOT_OURS = (".git", ".venv", "build", "data", "__pycache__")


@cache
def files() -> tuple[Path, ...]:
    """Every file that is committed or about to be, relative to the root."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode == 0:
        named = {Path(name) for name in listing.stdout.decode().split("\0") if name}
    else:  # an unpacked archive without git
        named = {path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file()}
    return tuple(sorted(p for p in named if (ROOT / p).is_file() and not set(p.parts) & set(NOT_OURS)))


def python_files(*rooms: str) -> Iterator[Path]:
    """Our Python files in these folders (default: everywhere), migrations left out."""
    for path in files():
        if path.suffix == ".py" and "versions" not in path.parts and (not rooms or path.parts[0] in rooms):
            yield path


def text(path: Path) -> str:
    """The file as text; "" where it is none (a picture, a workbook)."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def syntax(path: Path) -> ast.Module:
    return ast.parse(text(path), str(path))


def toml(path: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / path).read_text(encoding="utf-8"))
