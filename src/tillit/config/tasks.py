"""The machinery's own housekeeping."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from tillit.kernel.schedule import every_day

# A finished task's arguments may point at a person; a failed one is kept longer, to be looked at.
KEEP_DONE = timedelta(days=1)
KEEP_FAILED = timedelta(days=14)
# Without a mail server messages are written to files, with all they say.
KEEP_MAIL = timedelta(days=7)
# What a process that was killed left behind of a file that arrived.
KEEP_UPLOADS = timedelta(days=1)


@every_day(at=time(4, 40), why="Removes the record of tasks that are done.")
@task()
def forget_finished_tasks() -> int:
    """Finished tasks are forgotten after a day, failed ones after two weeks."""
    now = timezone.now()  # the queue's own clock, which a rehearsal does not move
    done = DBTaskResult.objects.successful().filter(finished_at__lt=now - KEEP_DONE).delete()[0]
    failed = DBTaskResult.objects.failed().filter(finished_at__lt=now - KEEP_FAILED).delete()[0]
    return done + failed


@every_day(at=time(4, 45), why="Removes messages written to files, as there is no mail server.")
@task()
def forget_written_mail() -> int:
    """Messages in files are gone after a week; gives how many files."""
    return _remove_old(Path(settings.EMAIL_FILE_PATH).glob("*.log"), KEEP_MAIL)


@every_day(at=time(4, 50), why="Removes what is left of files that were sent in.")
@task()
def forget_uploads() -> int:
    """Files that never came further than their arrival are gone after a day; gives how many."""
    return _remove_old(Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*"), KEEP_UPLOADS)


def _remove_old(files: Iterable[Path], age: timedelta) -> int:
    then = (timezone.now() - age).timestamp()  # the file system's clock
    old = [file for file in files if file.stat().st_mtime < then]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)
