"""A year passes: what happened in the demo organisation, each thing on its day, by real actions."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import F

from tillit.config.demo.cast import SEED, Invented, everyone
from tillit.kernel import clock
from tillit.organisations.models import Organisation, User
from tillit.privacy.gate.models import Delivery
from tillit.privacy.ledger.chain import chain
from tillit.privacy.references import reference

FOUNDED: Final = 400  # days ago
# What happened before this has gone since, all but the cards: it is made in bulk.
LONG_AGO: Final = dt.timedelta(days=100)


@dataclass(frozen=True)
class Happening:
    """Something that is done at a moment."""

    at: dt.datetime
    do: Callable[[], Any]


class Year:
    """The demo organisation from the day it was founded until now."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.now = clock.now()
        self.today = clock.today()
        self.chance = random.Random(SEED)  # noqa: S311 (the same people each time, no secret)
        self.cast = everyone()
        self.staff: dict[str, User] = {}
        self.members: list[Invented] = []
        self.happenings: list[Happening] = []

    def at(self, moment: dt.datetime, do: Callable[[], Any]) -> None:
        """It happens at that moment; what would lie ahead of now does not happen."""
        if moment <= self.now:
            self.happenings.append(Happening(moment, do))

    def on(self, days_ago: float, do: Callable[[], Any], hour: int = 9, minutes: int = 0) -> None:
        """It happens so many days ago, at that time of day."""
        day = self.today - dt.timedelta(days=int(days_ago))
        self.at(clock.start_of_day(day) + dt.timedelta(hours=hour, minutes=minutes), do)

    def some_time_on(self, days_ago: float, do: Callable[[], Any]) -> None:
        """It happens so many days ago, when people are awake."""
        self.on(days_ago, do, self.chance.randint(8, 20), self.chance.randint(0, 59))

    def pass_by(self, progress: Callable[[int, int], None]) -> None:
        """Everything happens in its order, with the clock moved to each moment."""
        ordered = sorted(self.happenings, key=lambda each: each.at)
        for number, each in enumerate(ordered):
            with clock.moved(to=each.at):
                each.do()
            progress(number + 1, len(ordered))
        # What was written in the past was sent in the past; the worker finds nothing to send.
        waiting = Delivery.objects.filter(
            organisation=self.organisation, state=Delivery.State.QUEUED
        )
        waiting.update(state=Delivery.State.SENT, sent_at=F("queued_at"), tries=1)
        chain(self.organisation)

    @property
    def is_long_ago(self) -> bool:
        """The moment that happens now has left nothing but cards."""
        return clock.now() < self.now - LONG_AGO

    @property
    def officer(self) -> User:
        return self.staff["privacy_officer"]

    def actor(self, role: str) -> str:
        """Who has the role, as the ledger names them."""
        return reference(self.staff[role])
