"""What the machinery writes down of its work says nothing of persons, or not for long."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from tillit.config.tasks import forget_uploads, forget_written_mail

pytestmark = pytest.mark.django_db


@task()
def falls_over() -> None:
    raise ValueError("Kari Fjellro\n  kari@post.example\nDETAIL: (email)=(kari@post.example)")


def test_a_failed_task_says_where_it_stopped_and_not_about_whom(
    run_tasks: Callable[[], int],
) -> None:
    falls_over.enqueue()

    with pytest.raises(AssertionError):
        run_tasks()

    kept = DBTaskResult.objects.get()
    assert kept.exception_class_path == "builtins.ValueError"
    assert "in falls_over" in kept.traceback
    assert "ari" not in kept.traceback.replace("tests/config", "")


def test_mail_written_to_files_is_gone_after_a_week(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_FILE_PATH = tmp_path
    for name, days in (("old.log", 8), ("new.log", 6)):
        (tmp_path / name).write_text("Hei Kari")
        then = time.time() - days * 86_400
        os.utime(tmp_path / name, (then, then))

    assert forget_written_mail.call() == 1

    assert [file.name for file in tmp_path.iterdir()] == ["new.log"]


def test_what_never_came_further_than_its_arrival_is_gone_after_a_day(
    settings: Any, tmp_path: Path
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    for name, hours in (("old.upload", 25), ("new.upload", 23)):
        (tmp_path / name).write_text("Kari")
        then = time.time() - hours * 3600
        os.utime(tmp_path / name, (then, then))

    assert forget_uploads.call() == 1

    assert [file.name for file in tmp_path.iterdir()] == ["new.upload"]
