"""The guards of the tests themselves guard."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.template import Context, Template

from tests.conftest import OutsideError

ROOT = Path(__file__).resolve().parent.parent


def test_another_machine_cannot_be_reached() -> None:
    with socket.socket() as line, pytest.raises(OutsideError):
        line.connect(("192.0.2.1", 80))


def test_another_machine_s_name_is_not_looked_up() -> None:
    with pytest.raises(OutsideError):
        socket.getaddrinfo("eksempel.no", 443)


def test_an_undefined_template_variable_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match="mispelt"):
        Template("{{ mispelt }}").render(Context())


def run_in(folder: Path, source: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a small test file under our conftest, as its own pytest."""
    (folder / "test_small.py").write_text(source)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-c", ROOT / "pyproject.toml",
         "--rootdir", folder, folder / "test_small.py", "-p", "no:cacheprovider"],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", **environment},
    )  # fmt: skip


SKIPS = "import pytest\n@pytest.mark.skip('not today')\ndef test_it() -> None: ...\n"


def test_a_skip_is_a_skip_at_home_and_a_failure_in_ci(tmp_path: Path) -> None:
    at_home, in_ci = run_in(tmp_path, SKIPS), run_in(tmp_path, SKIPS, CI="true")

    assert at_home.returncode == 0, at_home.stdout + at_home.stderr
    assert in_ci.returncode == 1, in_ci.stdout + in_ci.stderr
    assert "in CI nothing is" in in_ci.stdout


def test_a_promise_that_does_not_exist_cannot_be_shown(tmp_path: Path) -> None:
    source = "import pytest\n@pytest.mark.promise('N99')\ndef test_it() -> None: ...\n"

    done = run_in(tmp_path, source)

    assert done.returncode == 4
    assert "no promise is called" in done.stdout + done.stderr
