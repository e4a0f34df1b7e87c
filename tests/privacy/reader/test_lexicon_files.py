"""The files of the lexicon beside each other."""

from __future__ import annotations

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
