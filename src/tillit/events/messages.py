"""What participants are written, made at the moment of sending from the registration as it is then.

The mail's frame adds the organisation's contact point and the way to the statement and Min side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from tillit.privacy.references import split

if TYPE_CHECKING:
    from tillit.events.models import Registration
    from tillit.privacy.gate.models import Delivery

Mail = tuple[str, str]


def confirmed(delivery: Delivery) -> Mail | None:
    """You have a place."""
    registration = _registration(delivery)
    if registration is None or registration.cancelled_at:
        return None
    greeting = _("You are registered for “%(title)s”.") % {"title": registration.event.title}
    parts = [greeting, _when_and_where(registration)]
    if registration.source != "self":
        parts.append(_added_by_staff(registration))
    parts.append(_calendar(registration))
    parts.append(_own_link(registration))
    parts.append(_until(registration))
    subject = _("You are registered: %(title)s") % {"title": registration.event.title}
    return subject, _paragraphs(parts)


def already_registered(delivery: Delivery) -> Mail | None:
    """You have a place from before; the sign-up changed nothing."""
    registration = _registration(delivery)
    if registration is None or registration.cancelled_at:
        return None
    parts = [
        _(
            "Someone, probably you, has signed up for “%(title)s” with this e-mail address. You "
            "were already registered, and keep the place you have. We changed nothing."
        )
        % {"title": registration.event.title},
        _when_and_where(registration),
        _own_link(registration),
    ]
    subject = _("You were already registered: %(title)s") % {"title": registration.event.title}
    return subject, _paragraphs(parts)


def place_given_up(delivery: Delivery) -> Mail | None:
    """Your place is given up."""
    registration = _registration(delivery)
    if registration is None or not registration.cancelled_at:
        return None
    from tillit.organisations.addresses import address

    event = registration.event
    parts = [
        _("Your registration for “%(title)s” is cancelled, and your place is free for another.")
        % {"title": event.title},
        _("If this is a mistake, register again: %(address)s")
        % {"address": address(event.organisation, "events:detail", event.slug)},
        _until(registration),
    ]
    subject = _("Your registration is cancelled: %(title)s") % {"title": event.title}
    return subject, _paragraphs(parts)


def event_changed(delivery: Delivery) -> Mail | None:
    """When or where is different now."""
    registration = _registration(delivery)
    if registration is None or registration.cancelled_at or registration.event.cancelled_at:
        return None
    event = registration.event
    parts = [
        _("“%(title)s”, which you are registered for, is changed.") % {"title": event.title},
        delivery.message.body,
        _("This is when and where it is held now:"),
        _when_and_where(registration),
        _calendar(registration),
        _own_link(registration),
    ]
    subject = _("Changed: %(title)s") % {"title": event.title}
    return subject, _paragraphs(parts)


def event_cancelled(delivery: Delivery) -> Mail | None:
    """It is called off."""
    registration = _registration(delivery)
    if registration is None or registration.cancelled_at:
        return None
    from tillit.ui.formats import moment

    event = registration.event
    parts = [
        _("“%(title)s” on %(when)s is cancelled.")
        % {"title": event.title, "when": moment(event.starts_at)},
        event.cancel_reason,
        _("You need not do anything. We are sorry for the trouble."),
        _until(registration),
    ]
    subject = _("Cancelled: %(title)s") % {"title": event.title}
    return subject, _paragraphs(parts)


def from_organiser(delivery: Delivery) -> Mail | None:
    """What the organiser has written to those who take part."""
    registration = _registration(delivery)
    if registration is None or registration.cancelled_at:
        return None
    message = delivery.message
    return message.subject, organiser_text(registration, message.body)


def organiser_text(registration: Registration, body: str) -> str:
    """The organiser's words, and why one gets them."""
    reason = _(
        "You get this because you are registered for “%(title)s”. It is about that event only."
    )
    return _paragraphs(
        [body, reason % {"title": registration.event.title}, _own_link(registration)]
    )


def _registration(delivery: Delivery) -> Registration | None:
    """The registration a delivery is made from; None when it is deleted."""
    from tillit.events.models import Registration

    name, key = split(delivery.reference)
    if name != "registration":
        raise ValueError(f"made from a registration, not from a {name}")
    found = (
        Registration.objects.filter(organisation=delivery.organisation, uuid=UUID(key))
        .select_related("event")
        .first()
    )
    if found is not None:
        found.organisation = found.event.organisation = delivery.organisation
    return found


def _when_and_where(registration: Registration) -> str:
    from tillit.ui.formats import moment

    event = registration.event
    lines = [_("When: %(when)s") % {"when": moment(event.starts_at)}]
    if event.place:
        lines.append(_("Where: %(where)s") % {"where": event.place})
    return "\n".join(lines)


def _added_by_staff(registration: Registration) -> str:
    """Whence we have the data, when it is not from the person (article 14(2)(f))."""
    from tillit.privacy.register.queries import in_force
    from tillit.privacy.register.schema import words

    sources = {each.key: each for each in in_force(registration.organisation).sources}
    source = sources.get(registration.source)
    return _("We registered you. We have your data from: %(source)s.") % {
        "source": words(source.name, registration.language) if source else registration.source
    }


def _calendar(registration: Registration) -> str:
    from tillit.organisations.addresses import address

    event = registration.event
    return _("Add to your calendar: %(address)s") % {
        "address": address(event.organisation, "events:calendar", event.slug)
    }


def _own_link(registration: Registration) -> str:
    from tillit.events.links import own_address

    return _(
        "See, correct or cancel your registration: %(address)s\n"
        "The link is yours alone. Do not pass it on."
    ) % {"address": own_address(registration.organisation, registration)}


def _until(registration: Registration) -> str:
    """When what we hold is deleted."""
    from tillit.events.queries import kept_until
    from tillit.privacy.register.queries import in_force
    from tillit.ui.formats import day

    until = kept_until(registration.event, in_force(registration.organisation))
    if until is None:
        return ""
    return _("We delete your registration by %(day)s.") % {"day": day(until)}


def _paragraphs(parts: list[str]) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip())
