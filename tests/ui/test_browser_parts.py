"""The browser's parts: fetched at locked versions, only what is used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts import browser_parts

ROOT = Path(__file__).resolve().parents[2]


def test_each_component_lands_in_the_layer_designsystemet_means_it_for() -> None:
    text = browser_parts.stylesheet(["a{}", "b{}", "c{}", "d{}", "e{}/*# sourceMappingURL=e */"])

    assert text.splitlines() == [
        "@layer ds.theme,ds.base,ds.components;",
        "@layer ds.base{a{}}", "@layer ds.base{b{}}", "@layer ds.base{c{}}",
        "@layer ds.base{d{}}", "@layer ds.components{e{}}",
    ]  # fmt: skip


def test_the_lock_names_each_part_by_its_hash_and_no_address() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    parts = {name: part for name, part in lock["packages"].items() if name}

    assert len(parts) == 5
    assert all(part["integrity"].startswith("sha512-") for part in parts.values())
    assert not any("resolved" in part for part in parts.values())


def test_without_npm_set_up_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(browser_parts, "VENDOR", tmp_path / "vendor")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["browser_parts.py"])

    assert browser_parts.main() == 1
    assert "Install Node.js" in capsys.readouterr().err


def test_parts_that_are_in_place_are_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(browser_parts, "VENDOR", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["browser_parts.py"])
    (tmp_path / ".lock").write_text(browser_parts._fingerprint())

    assert browser_parts.main() == 0
    assert "in place" in capsys.readouterr().out
