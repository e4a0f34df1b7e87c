"""What sign-up forms ask, and what is stored of it, held against the register and the events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tillit.events import asking, queries
from tillit.events.forms.registration import RegistrationForm
from tillit.events.json_keys import WithoutKeys
from tillit.events.models import Event, Registration
from tillit.organisations.models import Organisation
from tillit.privacy.declare import declarations
from tillit.privacy.evidence.registry import Memory, Probe, Result, probe
from tillit.privacy.gate.models import Delivery
from tillit.privacy.register.schema import Register
from tillit.ui.formats import number

_ANSWER = "answer_"


@probe
class EventForms(Probe):
    """No form that is open asks for a field the register does not have for events."""

    key = "event_forms"
    name = gettext_lazy("Fields of the open sign-up forms against the register")
    group = "statement"
    remedy = gettext_lazy(
        "Take these fields off the forms of the events that ask for them, or add them to the "
        "register with what they are for."
    )
    remedy_at = "events_desk:list"

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        """Make each open event's form, as a visitor gets it, and look at its fields."""
        del memory
        entry = register.activity(asking.ACTIVITY)
        allowed = set(entry.field_keys()) if entry else set()
        outside: set[str] = set()
        events = queries.upcoming(organisation).filter(state=Event.State.PUBLISHED)
        forms = 0
        for event in events.only("fields", "questions").iterator(500):
            forms += 1
            for name in RegistrationForm(event, register, organisation.language).fields:
                field = asking.OWN_QUESTIONS if name.startswith(_ANSWER) else name
                if field not in allowed:
                    outside.add(field)
        yield Result(not outside, measured={"forms": forms, "outside": sorted(outside)})

    def promise(self, register: Register, about: str) -> str:
        """What is promised."""
        del register, about
        return _("Sign-up forms ask only for what our register says they ask for.")

    def finding(self, measured: dict[str, Any], about: str) -> str:
        """What was found."""
        del about
        if measured.get("outside"):
            return _("These fields are asked without standing in the register: %(fields)s.") % {
                "fields": ", ".join(measured["outside"])
            }
        forms = measured.get("forms", 0)
        return ngettext(
            "%(number)s open form looked at, no field outside the register.",
            "%(number)s open forms looked at, no field outside the register.",
            forms,
        ) % {"number": number(forms)}


@probe
class RegistrationFields(Probe):
    """No registration holds a value that its event does not ask for."""

    key = "registration_fields"
    name = gettext_lazy("Stored registrations against what each event asks")
    group = "statement"
    remedy = gettext_lazy(
        "Open the events whose questions were changed, and take out the answers nobody asks "
        "for any longer."
    )
    remedy_at = "events_desk:list"

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        """Count values outside the chosen fields; one query for each set of fields there is."""
        del register, memory
        events = Event.objects.filter(
            pk__in=Registration.objects.filter(organisation=organisation).values("event")
        )
        by_fields: dict[frozenset[str], list[int]] = defaultdict(list)
        by_questions: dict[frozenset[str], list[int]] = defaultdict(list)
        for event in events.only("fields", "questions"):
            by_fields[frozenset(asking.chosen_keys(event))].append(event.pk)
            by_questions[frozenset(each["key"] for each in event.questions)].append(event.pk)
        outside = sum(_outside_fields(chosen, pks) for chosen, pks in by_fields.items())
        outside += sum(_outside_answers(keys, pks) for keys, pks in by_questions.items())
        total = Registration.objects.filter(organisation=organisation).count()
        yield Result(outside == 0, measured={"outside": outside, "registrations": total})

    def promise(self, register: Register, about: str) -> str:
        """What is promised."""
        del register, about
        return _("Of a sign-up we store what the event's form asks, and nothing else.")

    def finding(self, measured: dict[str, Any], about: str) -> str:
        """What was found."""
        del about
        outside, total = measured.get("outside", 0), measured.get("registrations", 0)
        if outside:
            return ngettext(
                "%(number)s stored value is not asked for by its event.",
                "%(number)s stored values are not asked for by their events.",
                outside,
            ) % {"number": number(outside)}
        return ngettext(
            "%(number)s registration looked through, nothing stored beyond what was asked.",
            "%(number)s registrations looked through, nothing stored beyond what was asked.",
            total,
        ) % {"number": number(total)}


@probe
class ParticipantMessages(Probe):
    """What participants are sent is of kinds about their event, none of which is marketing."""

    key = "participant_messages"
    name = gettext_lazy("Messages to participants against the kinds that are marketing")
    group = "rights"
    remedy = gettext_lazy(
        "Nothing that was sent can be called back. Find out who sent it, and write to those "
        "concerned."
    )
    remedy_at = "events_desk:list"

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        """Count deliveries under the events' own activity whose kind is marketing, or unknown."""
        del register, memory
        kinds = declarations.messages
        allowed = [
            key
            for key, kind in kinds.items()
            if kind.activity == asking.ACTIVITY and not kind.marketing
        ]
        left = Q(state=Delivery.State.SENT)
        counted = Delivery.objects.filter(
            organisation=organisation, activity=asking.ACTIVITY
        ).aggregate(
            sent=Count("pk", filter=left),
            other=Count("pk", filter=left & ~Q(message__kind__in=allowed)),
        )
        yield Result(not counted["other"], measured=counted)

    def promise(self, register: Register, about: str) -> str:
        """What is promised."""
        del register, about
        return _(
            "Only messages of kinds that are about the event can be sent to those who take part."
        )

    def finding(self, measured: dict[str, Any], about: str) -> str:
        """What was found."""
        del about
        if other := measured.get("other", 0):
            return ngettext(
                "%(number)s message sent to a participant was of another kind.",
                "%(number)s messages sent to participants were of another kind.",
                other,
            ) % {"number": number(other)}
        sent = measured.get("sent", 0)
        return ngettext(
            "%(number)s message sent to a participant, of a kind that is about the event. What was "
            "written in it is not measured.",
            "%(number)s messages sent to participants, all of kinds that are about the event. What "
            "was written in them is not measured.",
            sent,
        ) % {"number": number(sent)}


def _outside_fields(chosen: frozenset[str], events: list[int]) -> int:
    missing = [field for field in asking.FIELDS if field not in chosen]
    if not missing:
        return 0
    filled = {field: Count("pk", filter=~Q(**{field: ""})) for field in missing}
    return sum(Registration.objects.filter(event__in=events).aggregate(**filled).values())


def _outside_answers(keys: frozenset[str], events: list[int]) -> int:
    rows = Registration.objects.filter(event__in=events).exclude(answers={})
    if not keys:
        return rows.count()
    return rows.annotate(left=WithoutKeys("answers", sorted(keys))).exclude(left={}).count()
