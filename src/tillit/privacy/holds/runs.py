"""Runs of the sweep: one at a time per organisation; a killed one is taken up by the next."""

from __future__ import annotations

import datetime as dt
import os
import socket
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q

from tillit.kernel import clock
from tillit.privacy.holds.models import SweepRun

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

# A run that has not been heard of for so long is dead.
SILENCE = dt.timedelta(minutes=5)


class AlreadyRunning(Exception):
    """Another sweep of the same organisation is at work; this one steps aside."""


class TakenOver(Exception):
    """This run was silent for so long that another has taken its place."""


def start(organisation: Organisation) -> SweepRun:
    """A run begins. Raises AlreadyRunning while another one is alive."""
    now = clock.now()
    for dead in _dead_runs(organisation, now):
        SweepRun.objects.filter(pk=dead.pk, state=SweepRun.State.RUNNING).update(
            state=SweepRun.State.FAILED, note="killed", finished_at=now
        )
    last = (
        SweepRun.objects.filter(organisation=organisation, state=SweepRun.State.DONE)
        .order_by("-as_of")
        .first()
    )
    note = "clock_moved_back" if last is not None and last.as_of > now else ""
    try:
        with transaction.atomic():
            return SweepRun.objects.create(
                organisation=organisation,
                as_of=now,
                started_at=now,
                beat_at=now,
                worker=_worker(),
                note=note,
            )
    except IntegrityError:
        raise AlreadyRunning(organisation.slug) from None


def beat(run: SweepRun) -> None:
    """The run is alive; its counts so far are kept, in the transaction of the batch.

    Raises TakenOver when another run has taken its place.
    """
    alive = SweepRun.objects.filter(pk=run.pk, state=SweepRun.State.RUNNING).update(
        beat_at=clock.now(), counts=run.counts
    )
    if not alive:
        raise TakenOver


def finish(run: SweepRun, state: SweepRun.State, note: str = "") -> None:
    """The run is over."""
    run.state, run.finished_at, run.note = state, clock.now(), note or run.note
    SweepRun.objects.filter(pk=run.pk, state=SweepRun.State.RUNNING).update(
        state=run.state, finished_at=run.finished_at, note=run.note, counts=run.counts
    )


def _dead_runs(organisation: Organisation, now: dt.datetime) -> list[SweepRun]:
    running = SweepRun.objects.filter(organisation=organisation, state=SweepRun.State.RUNNING)
    silent = Q(beat_at__lt=now - SILENCE) | Q(beat_at__gt=now + SILENCE)
    dead = list(running.filter(silent))
    return dead + [run for run in running.exclude(silent) if not _lives(run.worker)]


def _worker() -> str:
    return f"{socket.gethostname()[:100]}:{os.getpid()}"


def _lives(worker: str) -> bool:
    """The process may still be there; known only for this machine's own."""
    host, _, number = worker.rpartition(":")
    if host != socket.gethostname()[:100] or not number.isdigit():
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
