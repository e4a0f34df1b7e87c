"""The files of the lexicon beside each other."""

from __future__ import annotations

import re
import tomllib
from collections import Counter

from tillit.privacy.reader.marks import HERE


def test_no_list_stands_in_two_files() -> None:
    names = Counter(
        name
        for file in sorted((HERE / "lexicon").glob("*.toml"))
        for name in tomllib.loads(file.read_text("utf-8"))
    )

    assert [name for name, times in names.items() if times > 1] == []


def test_every_list_is_used() -> None:
    by_kind = ("data_", "field_", "for_", "head_", "kind_", "source_")
    source = [HERE.rglob("*.py"), (HERE / "rules").glob("*.toml"), HERE.glob("*/*.toml")]
    text = "\n".join(file.read_text("utf-8") for files in source for file in sorted(files))
    lists = {
        name
        for file in (HERE / "lexicon").glob("*.toml")
        for name in tomllib.loads(file.read_text("utf-8"))
    }

    unused = [
        name
        for name in sorted(lists)
        if not name.startswith(by_kind) and not re.search(f"[<\"'|]{name}[>\"'|]", text)
    ]
    assert unused == []
