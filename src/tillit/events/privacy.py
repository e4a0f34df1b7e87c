"""What is held on those who take part in events."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tillit.events import messages
from tillit.events.models import Registration
from tillit.kernel.period import Period
from tillit.privacy.declare import (
    ActivityType,
    Basis,
    Category,
    Clock,
    Datum,
    Holding,
    MessageKind,
    Purpose,
    RetentionRule,
    Subject,
    SubjectKind,
    Tally,
    declarations,
)

ROW = _("key of the row, and what it belongs to")


def answers_told(row: Registration) -> list[str]:
    """Each answer after its question, as the organiser put it."""
    questions = {each["key"]: each["question"] for each in row.event.questions}
    return [f"{questions.get(key, key)}: {answer}" for key, answer in row.answers.items()]


FORM = {
    "first_name": Datum(Category.NAME, _("first name")),
    "last_name": Datum(Category.NAME, _("last name")),
    "email": Datum(Category.CONTACT, _("e-mail")),
    "phone": Datum(Category.CONTACT, _("telephone")),
    "workplace": Datum(Category.WORK, _("workplace")),
    "position": Datum(Category.WORK, _("position")),
    "answers": Datum(
        Category.PARTICIPATION,
        _("answers to the organiser's questions"),
        blank={},
        told=answers_told,
    ),
}

declarations.not_personal(
    "events.Event", reason=_("what is held, where and when; announced to the public")
)
declarations.activity(
    ActivityType(
        key="events",
        name=_("Events"),
        description=_("We keep the registrations for an event until it is well over."),
        subjects=(SubjectKind.PARTICIPANT,),
        purposes=(
            Purpose(
                "run_event",
                _("carry out the event"),
                _("carry out the event you register for, and write to you about it"),
                (Basis.CONTRACT, Basis.LEGITIMATE_INTEREST),
                "ServiceRegistration",
            ),
        ),
        rules=(
            RetentionRule(
                "registrations",
                _("registrations for events"),
                (Clock.EVENT_ENDED, Clock.EVENT_CANCELLED),
                Period(days=60),
                Period(years=1),
                always=(Clock.EVENT_ENDED,),
            ),
        ),
        asks=FORM,
        order=20,
    )
)
declarations.holding(
    Holding(
        model=Registration,
        activity="events",
        title=_("Registrations for events"),
        subject=Subject(emails=("email",)),
        rule="registrations",
        starts={
            Clock.EVENT_ENDED: "event__ends_at",
            Clock.EVENT_CANCELLED: "event__cancelled_at",
        },
        fields={
            **FORM,
            "event": Datum(Category.PARTICIPATION, _("event"), blank=None),
            "sort_key": Datum(Category.NAME, _("sort key"), derived=True),
            "search": Datum(Category.NAME, _("words to search by"), derived=True),
            "source": Datum(Category.ORIGIN, _("where the data came from")),
            "registered_at": Datum(
                Category.PARTICIPATION, pgettext_lazy("participant", "registered")
            ),
            "cancelled_at": Datum(
                Category.PARTICIPATION, pgettext_lazy("participant", "cancelled"), blank=None
            ),
        },
        not_personal={ROW: ("id", "organisation", "uuid", "language")},
        tallies=(Tally("participants", _("participants"), "event__starts_at", ("event__uuid",)),),
    )
)
# A column for each question of the event.
declarations.column("answer_", _("answers to the questions of the event"))
for key, name, render in (
    ("registration_confirmed", _("confirmation of a registration"), messages.confirmed),
    ("registration_repeated", _("already registered"), messages.already_registered),
    ("registration_cancelled", _("a place given up"), messages.place_given_up),
    ("event_changed", _("an event is changed"), messages.event_changed),
    ("event_cancelled", _("an event is cancelled"), messages.event_cancelled),
    ("event_message", _("message about an event"), messages.from_organiser),
):
    declarations.message(MessageKind(key, "events", name, render))
