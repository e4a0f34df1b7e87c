"""The browser that plays the browser tests: Debian's Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess


def install_if_missing() -> None:
    """As root on Debian, install Chromium. Otherwise say what is missing; its tests then skip."""
    if shutil.which("chromium"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("  Chromium is missing: installing it …", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in ("update -qq", "install -y -qq --no-install-recommends chromium"):
            subprocess.run(
                ["apt-get", *command.split()], env=quiet, stdout=subprocess.DEVNULL, check=True
            )
        return
    print("  No Chromium: browser tests are skipped. As root: apt-get install chromium", flush=True)
