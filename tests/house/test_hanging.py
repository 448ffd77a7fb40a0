"""A test that never ends is ended, and says where it hung."""

import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT, toml


def test_a_test_that_hangs_is_ended(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text("import time\n\n\ndef test_it():\n    time.sleep(20)\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml")]
    hung = subprocess.run(
        [*command, "-o", "faulthandler_timeout=2", str(tmp_path / "test_it.py")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert hung.returncode != 0
    assert "test_it.py" in hung.stderr


def test_every_test_has_a_limit() -> None:
    assert 0 < toml("pyproject.toml")["tool"]["pytest"]["ini_options"]["faulthandler_timeout"] <= 600
