"""Making, publishing, changing and cancelling events."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tillit.events import asking, queries
from tillit.events.actions.take_part import derived
from tillit.events.actions.tell import tell_of_cancellation
from tillit.events.json_keys import WithoutKeys
from tillit.events.models import Event, Registration
from tillit.kernel import clock
from tillit.kernel.text import slugify
from tillit.organisations.models import Organisation
from tillit.privacy.gate.actions import restart_clock
from tillit.privacy.ledger.actions import record_many
from tillit.privacy.sharing.models import DisclosedSubject

# Parts of the events' addresses that no event can have for itself.
TAKEN_ADDRESSES = frozenset({"pamelding", "kalender"})
_BATCH = 1000


@dataclass(frozen=True)
class EventDetails:
    """What the organiser decides of an event."""

    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str = ""
    description: str = ""
    registration_closes_at: dt.datetime | None = None
    capacity: int | None = None
    fields: list[dict[str, Any]] = field(default_factory=list)
    questions: list[dict[str, Any]] = field(default_factory=list)


def create_event(organisation: Organisation, details: EventDetails) -> Event:
    """An event is drafted; nobody outside sees it."""
    return Event.objects.create(
        organisation=organisation,
        slug=_free_slug(organisation, details.title, details.starts_at),
        created_at=clock.now(),
        **asdict(details),
    )


def copy_event(event: Event) -> Event:
    """A draft like this event, four weeks later at the same time of day, without its people."""
    weeks = dt.timedelta(weeks=4)
    now = clock.now()
    while event.starts_at + weeks <= now:
        weeks += dt.timedelta(weeks=4)
    return create_event(
        event.organisation,
        EventDetails(
            title=_("%(title)s (copy)") % {"title": event.title[:140]},
            starts_at=_same_hour(event.starts_at, weeks),
            ends_at=_same_hour(event.ends_at, weeks),
            place=event.place,
            description=event.description,
            registration_closes_at=(
                _same_hour(event.registration_closes_at, weeks)
                if event.registration_closes_at
                else None
            ),
            capacity=event.capacity,
            fields=event.fields,
            questions=event.questions,
        ),
    )


def publish_event(event: Event) -> None:
    """The event is announced and can be signed up for. Its web address is settled from now on."""
    now = clock.now()
    event.slug = _free_slug(event.organisation, event.title, event.starts_at, but=event)
    event.state = Event.State.PUBLISHED
    event.published_at = event.changed_at = now
    event.save(update_fields=["slug", "state", "published_at", "changed_at"])


def change_event(event: Event, details: EventDetails, *, by: str) -> list[str]:
    """What was announced is changed. Gives the names of what changed; calendars see a new sequence.

    A field that is no longer asked for is emptied in the registrations there are, since nothing but
    what the form asks is kept. What is kept with the event follows it to its new end. Raises
    ValueError when the event is over and would end later: what was given is kept from its end.
    """
    new = asdict(details)
    with transaction.atomic():
        row = Event.objects.select_for_update().get(pk=event.pk)
        if is_prolonged_afterwards(row, details.ends_at):
            raise ValueError("ends_at")
        changed = [name for name, value in new.items() if getattr(row, name) != value]
        if not changed:
            return []
        dropped = asking.chosen_keys(row) - {each["field"] for each in details.fields}
        questions = {each["key"] for each in row.questions} - {
            each["key"] for each in details.questions
        }
        for name in changed:
            setattr(row, name, new[name])
        row.sequence += row.state != Event.State.DRAFT
        row.changed_at = clock.now()
        row.save()
        _empty(row, dropped - {asking.ALWAYS}, questions, by)
        if "ends_at" in changed:
            _restart_clocks(row)
    event.refresh_from_db()
    return changed


def is_prolonged_afterwards(event: Event, ends_at: dt.datetime) -> bool:
    """An event that was announced and is over would end later than it did."""
    is_over = event.state != Event.State.DRAFT and event.ends_at <= clock.now()
    return is_over and ends_at > event.ends_at


def cancel_event(event: Event, *, reason: str, by: str) -> int:
    """The event is called off: participants are told, and the time their data is kept starts now.

    Gives the number told. Raises ValueError for an event that is not announced or is over.
    """
    now = clock.now()
    with transaction.atomic():
        row = Event.objects.select_for_update().get(pk=event.pk)
        if row.state != Event.State.PUBLISHED or row.ends_at <= now:
            raise ValueError(row.state)
        row.state = Event.State.CANCELLED
        row.cancelled_at = row.changed_at = now
        row.cancel_reason = reason
        row.sequence += 1
        row.save()
        row.organisation = event.organisation
        _restart_clocks(row)
        told = tell_of_cancellation(row, sender=by)
    event.refresh_from_db()
    return told


def delete_draft(event: Event) -> None:
    """A draft that came to nothing is gone. Raises ValueError once it has been announced."""
    deleted, _rows = Event.objects.filter(pk=event.pk, state=Event.State.DRAFT).delete()
    if not deleted:
        raise ValueError(event.state)


def _restart_clocks(event: Event) -> None:
    """Messages sent about the event, and notes of whom its list was given to, follow its end."""
    at = queries.clock_of(event)
    restart_clock(event.organisation, queries.about(event), at)
    references = [
        f"registration:{key}"
        for key in Registration.objects.filter(event=event).values_list("uuid", flat=True)
    ]
    for start in range(0, len(references), _BATCH):
        DisclosedSubject.objects.filter(
            organisation=event.organisation,
            activity=asking.ACTIVITY,
            reference__in=references[start : start + _BATCH],
        ).update(clock_at=at)


def _empty(event: Event, fields: set[str], questions: set[str], by: str) -> None:
    """Values the form asks for no longer are emptied, and the ledger says of whom."""
    rows = Registration.objects.filter(event=event)
    if not rows.exists() or not (fields or questions):
        return
    values: dict[str, Any] = dict.fromkeys(fields, "")
    if questions:
        values["answers"] = WithoutKeys("answers", sorted(questions))
    rows.update(**values)
    if fields & {"first_name", "last_name"}:
        _sort_anew(event)
    record_many(
        event.organisation,
        "changed",
        subjects=[f"registration:{key}" for key in rows.values_list("uuid", flat=True)],
        actor=by,
        event=queries.about(event),
        fields=sorted(fields | ({"answers"} if questions else set())),
    )


def _sort_anew(event: Event) -> None:
    """What is left of the names is what the list is sorted and searched by."""
    batch: list[Registration] = []
    rows = Registration.objects.filter(event=event).only("first_name", "last_name")
    for row in rows.iterator(_BATCH):
        words = derived({"first_name": row.first_name, "last_name": row.last_name})
        row.sort_key, row.search = words["sort_key"], words["search"]
        batch.append(row)
    Registration.objects.bulk_update(batch, ["sort_key", "search"], batch_size=_BATCH)


def _same_hour(moment: dt.datetime, later: dt.timedelta) -> dt.datetime:
    """So much later by the clock on the wall, across the change to and from summer time."""
    return (moment.astimezone(clock.OSLO) + later).astimezone(dt.UTC)


def _free_slug(
    organisation: Organisation, title: str, starts_at: dt.datetime, but: Event | None = None
) -> str:
    """“lunsjmote-i-mai”; with the day, or a few letters more, when another event has it."""
    plain = slugify(title) or "arrangement"
    day = clock.local_date(starts_at).isoformat()
    candidates = [plain, f"{plain}-{day}", f"{plain}-{uuid.uuid4().hex[:8]}"]
    used = set(
        Event.objects.filter(organisation=organisation, slug__in=candidates)
        .exclude(pk=but.pk if but else 0)
        .values_list("slug", flat=True)
    )
    return next(slug for slug in candidates if slug not in used and slug not in TAKEN_ADDRESSES)
