"""Each check sees what is wrong, and says how to mend it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from tillit.config import doctor
from tillit.config.models import Worker
from tillit.config.single import only_one
from tillit.kernel import clock as kernel_clock


def only(check: Any) -> doctor.Finding:
    [finding] = list(check())
    return finding


@pytest.mark.django_db
def test_the_database_of_this_run_is_well() -> None:
    finding = only(doctor.database)

    assert finding.well, finding


@pytest.mark.django_db
def test_tables_are_those_of_this_version() -> None:
    assert only(doctor.migrations).well


def test_secrets_that_others_can_read_are_named(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    folder = tmp_path / "secrets"
    folder.mkdir(mode=0o700)
    (folder / "privacy").write_text("x")
    (folder / "privacy").chmod(0o644)

    finding = only(doctor.secrets)

    assert not finding.well
    assert "privacy" in finding.says
    assert "chmod" in finding.mend


def test_a_data_folder_that_others_can_look_into_is_told_of(
    settings: Settings, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    tmp_path.chmod(0o755)
    open_to_all = only(doctor.folder)
    tmp_path.chmod(0o700)

    assert not open_to_all.well
    assert "chmod" in open_to_all.mend
    assert only(doctor.folder).well


def test_a_key_too_short_to_be_safe_is_told_of(settings: Settings) -> None:
    settings.PRIVACY_KEY = "k"

    finding = only(doctor.secrets)

    assert not finding.well
    assert "privacy" in finding.says


def test_the_address_is_that_at_which_tillit_runs_now(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TILLIT_URL", raising=False)
    settings.DATA = tmp_path
    with only_one(tmp_path) as held:
        held.tell("http://localhost:8003")
        during = only(doctor.https).says

    assert during == "http://localhost:8003"
    assert only(doctor.https).says == settings.PUBLIC_URL


def test_secrets_of_this_account_alone_are_well(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    folder = tmp_path / "secrets"
    folder.mkdir(mode=0o700)
    (folder / "privacy").touch(0o600)

    assert only(doctor.secrets).well


@pytest.mark.parametrize(
    ("address", "well"),
    [
        ("http://localhost:8000", True),
        ("http://medlem.example.no", False),
        ("https://medlem.example.no", True),
    ],
)
def test_an_address_out_in_the_world_has_to_be_encrypted(
    settings: Settings, address: str, well: bool
) -> None:
    settings.PUBLIC_URL, settings.SECURE = address, address.startswith("https")

    assert only(doctor.https).well is well


@pytest.mark.django_db
def test_without_a_worker_the_doctor_says_what_that_means() -> None:
    finding = only(doctor.worker)

    assert not finding.well
    assert "nothing is deleted on time" in finding.mend


@pytest.mark.django_db
def test_a_worker_that_fell_silent_is_missed_and_one_that_speaks_is_counted() -> None:
    now = datetime.now(UTC)
    Worker.objects.create(name="a", started_at=now, seen_at=now - timedelta(minutes=9))

    silent = only(doctor.worker)
    Worker.objects.create(name="b", started_at=now, seen_at=now)
    alive = only(doctor.worker)

    assert not silent.well
    assert alive.says == "1 running"


def test_a_mail_server_that_does_not_answer_is_named(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    finding = only(doctor.mail)

    assert not finding.well
    assert "127.0.0.1:1" in finding.says


@pytest.mark.django_db
def test_a_moved_clock_is_never_well(tmp_path: Path) -> None:
    kernel_clock.use_file(tmp_path / "clock")
    kernel_clock.write_offset(tmp_path / "clock", timedelta(days=60))
    try:
        finding = only(doctor.time)
    finally:
        kernel_clock.use_file(None)

    assert not finding.well
    assert "60 days" in finding.says


@pytest.mark.django_db
def test_a_clock_set_back_is_noticed() -> None:
    ahead = datetime.now(UTC) + timedelta(days=1)
    Worker.objects.create(name="a", started_at=ahead, seen_at=ahead)

    assert not only(doctor.time).well


@pytest.mark.django_db
def test_the_command_fails_when_something_does(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("doctor")

    assert ended.value.code == 1
    assert "FAILS  worker" in capsys.readouterr().out
