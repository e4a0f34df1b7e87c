"""What parties are called by in the register, and which activities they have a part in."""

from __future__ import annotations

from typing import Any

from tillit.kernel.text import slugify
from tillit.privacy.reader.adopt.making import Making


def attach(making: Making, activity: str, part: str, key: str) -> None:
    entry = making.entry(activity)
    if entry is not None and key not in entry[part]:
        entry[part].append(key)


def key_of(name: str, made: dict[str, dict[str, Any]], what: str) -> str:
    """What it is called by in the register; the same for the same name."""
    for key, part in made.items():
        if part["name"].lower() == name.lower():
            return key
    base = slugify(name, longest=40).replace("-", "_") or what
    key, number = base, 1
    while key in made:
        number += 1
        key = f"{base}_{number}"
    return key
