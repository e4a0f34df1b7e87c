"""Events are announced, signed up for, held or called off."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Final

from tillit.config.demo.programme import PROGRAMME, Planned
from tillit.config.demo.year import FOUNDED, LONG_AGO, Year
from tillit.events import actions as events
from tillit.events.actions.take_part import derived
from tillit.events.models import Event, Registration
from tillit.kernel import clock
from tillit.privacy.ledger.actions import record_many
from tillit.privacy.references import reference
from tillit.privacy.register.queries import in_force

ASKED: Final = ("first_name", "last_name", "email", "phone", "workplace")


def plan(year: Year) -> None:
    """The whole programme, each event from draft to the end."""
    for planned in PROGRAMME:
        _Gathering(year, planned).plan()


class _Gathering:
    """One event."""

    def __init__(self, year: Year, planned: Planned) -> None:
        self.year, self.planned = year, planned
        self.starts_at = planned.starts_at(year.today)
        self.event: Event | None = None

    def plan(self) -> None:
        """Announced five weeks before, or some days ago; signed up for until the day before."""
        planned, year = self.planned, self.year
        announced = min(self.starts_at, year.now) - dt.timedelta(days=35)
        announced = max(announced, year.now - dt.timedelta(days=FOUNDED - 1))
        year.at(announced, self.announce)
        if planned.draft:
            return
        closes = self.starts_at - dt.timedelta(days=1)
        if planned.cancelled is not None:
            closes = year.now + dt.timedelta(days=planned.cancelled)
            year.at(closes, self.call_off)
        part_of_time = partial(self._between, announced, min(closes, year.now))
        if closes < year.now - LONG_AGO:
            year.at(part_of_time(0.9), self.take_places)
            return
        for _ in range(planned.guests):
            year.at(part_of_time(year.chance.uniform(0.01, 0.95)), self.take_place)
        if planned.cancelled is None:
            for _ in range(planned.guests // 12):
                year.at(part_of_time(0.98), self.give_up_place)
            year.at(self.starts_at - dt.timedelta(hours=20), self.remind)

    @staticmethod
    def _between(first: dt.datetime, last: dt.datetime, part: float) -> dt.datetime:
        return first + (last - first) * part

    @property
    def made(self) -> Event:
        assert self.event is not None
        return self.event

    def announce(self) -> None:
        planned = self.planned
        self.event = events.create_event(
            self.year.organisation,
            events.EventDetails(
                title=planned.title, description=planned.description, place=planned.place,
                starts_at=self.starts_at, ends_at=planned.ends_at(self.year.today),
                registration_closes_at=self.starts_at - dt.timedelta(hours=21),
                capacity=planned.capacity, questions=list(planned.questions),
                fields=[{"field": key, "required": key != "workplace"} for key in ASKED],
            ),
        )  # fmt: skip
        if not planned.draft:
            events.publish_event(self.event)

    def take_places(self) -> None:
        """Everyone signs up; all at once, as their registrations are long gone by now."""
        year = self.year
        places = Registration.objects.bulk_create(
            Registration(
                organisation=year.organisation, event=self.made, language=each.language,
                registered_at=clock.now(), **{key: each.values[key] for key in ASKED},
                **derived(each.values),
            )
            for each in year.chance.sample(year.members, self.planned.guests)
        )  # fmt: skip
        record_many(
            year.organisation, "registered", subjects=[reference(place) for place in places],
            actor="person", event=reference(self.made), source="self",
        )  # fmt: skip

    def take_place(self) -> None:
        """Someone signs up: a member most often, sometimes someone from outside."""
        year = self.year
        is_member = year.chance.random() < 0.85
        each = year.chance.choice(year.members) if is_member else next(year.cast)
        answers = {
            question["key"]: year.chance.choice(question["choices"])
            for question in self.planned.questions
        }
        events.register_for(
            self.made, each.values, register=in_force(year.organisation),
            language=each.language, answers=answers,
        )  # fmt: skip

    def give_up_place(self) -> None:
        place = self.made.registrations.filter(cancelled_at=None).order_by("pk").first()
        if place is not None:
            events.cancel_registration(place)

    def remind(self) -> None:
        events.message_participants(
            self.made, subject="Velkommen i morgen",
            body="Vi gleder oss. Ta med et kort, og kom gjerne ti minutter før.",
            by=self.year.actor("event_host"), register=in_force(self.year.organisation),
        )  # fmt: skip

    def call_off(self) -> None:
        events.cancel_event(self.made, reason=self.planned.reason, by=self.year.actor("event_host"))
