"""Fetch the browser's parts at their locked versions and lay them where Django finds them.

Run at set-up (``make run`` does): ``python scripts/browser_parts.py``. It runs ``npm ci`` in a
folder of its own, joins the component stylesheets that our screens use into one, and copies htmx
and the font. It does nothing when the parts are already there and the lock has not changed. With
``--dev`` it fetches what checks pages for accessibility as well, for the browser tests.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ("package.json", "package-lock.json", ".npmrc")
BUILD = ROOT / "build" / "browser-parts"
VENDOR = ROOT / "src" / "tillit" / "ui" / "static" / "vendor"
AXE = ROOT / "build" / "axe.js"

# The components our screens use, in the order Designsystemet's own index has them. One that is
# not named here is not sent to anyone: the first page has a budget (docs/adr/ui-parts.md).
COMPONENTS = (
    "base", "heading", "label", "paragraph", "link", "button", "alert", "list", "divider",
    "table", "card", "tag", "validation-message", "skip-link", "spinner", "details", "dialog",
    "fieldset", "input", "field", "error-summary", "skeleton",
)  # fmt: skip
STYLES = Path("@digdir/designsystemet-css/dist/src")
FONT = Path("@fontsource-variable/schibsted-grotesk")

COPIES = {
    Path("htmx.org/dist/htmx.min.js"): "htmx.js",
    FONT / "files/schibsted-grotesk-latin-wght-normal.woff2": "schibsted-grotesk.woff2",
    FONT / "LICENSE": "schibsted-grotesk.LICENSE.txt",
    Path("@digdir/designsystemet-css/LICENSE"): "designsystemet.LICENSE.txt",
    Path("htmx.org/LICENSE"): "htmx.LICENSE.txt",
}


def main() -> int:
    """Lay the parts out, unless they are there already."""
    dev = "--dev" in sys.argv[1:]
    stamp = VENDOR / ".lock"
    wanted = _fingerprint()
    if stamp.exists() and stamp.read_text() == wanted and (AXE.exists() or not dev):
        print("Browser parts are in place.")
        return 0
    if (npm := shutil.which("npm")) is None:
        print("npm is missing. Install Node.js 20 or newer, then run this again.", file=sys.stderr)
        return 1
    BUILD.mkdir(parents=True, exist_ok=True)
    for name in LOCK:
        shutil.copyfile(ROOT / name, BUILD / name)
    print("Fetching the browser parts (stylesheet, htmx, font) ...", flush=True)
    omitted = [] if dev else ["--omit=dev"]
    fetched = subprocess.run(
        [npm, "ci", *omitted, "--no-progress", "--loglevel=error"], cwd=BUILD, check=False
    )
    if fetched.returncode != 0:
        print(
            "npm could not fetch the browser parts. Check the network, then run this again.",
            file=sys.stderr,
        )
        return 1
    _lay_out(BUILD / "node_modules")
    if dev:
        shutil.copyfile(BUILD / "node_modules" / "axe-core" / "axe.min.js", AXE)
    stamp.write_text(wanted)
    print(f"Laid out in {VENDOR.relative_to(ROOT)}.")
    return 0


def _fingerprint() -> str:
    """What the parts are made from: the lock, and this script with its list."""
    made_from = [ROOT / name for name in LOCK] + [Path(__file__)]
    return hashlib.sha256(b"".join(path.read_bytes() for path in made_from)).hexdigest()


def _lay_out(modules: Path) -> None:
    """Write the vendor folder anew, so that nothing of an older version stays."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for source, name in COPIES.items():
        shutil.copyfile(modules / source, VENDOR / name)
    sheets = [(modules / STYLES / f"{name}.css").read_text("utf-8") for name in COMPONENTS]
    (VENDOR / "designsystemet.css").write_text(stylesheet(sheets), "utf-8")


def stylesheet(sheets: list[str]) -> str:
    """One sheet, each component in the layer that Designsystemet's own index puts it in."""
    base = len(("base", "heading", "label", "paragraph"))
    layered = ["@layer ds.theme,ds.base,ds.components;"]
    for number, sheet in enumerate(sheets):
        layer = "ds.base" if number < base else "ds.components"
        layered.append(f"@layer {layer}{{{_without_source_map(sheet)}}}")
    return "\n".join(layered)


def _without_source_map(sheet: str) -> str:
    """A stylesheet's pointer to its map would be a request for a file that is not there."""
    return re.sub(r"/\*#\s*sourceMappingURL=.*?\*/", "", sheet).strip()


if __name__ == "__main__":
    raise SystemExit(main())
