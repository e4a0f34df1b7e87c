"""What members and applicants are written."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tillit.kernel import clock
from tillit.memberships.models import Application, Membership
from tillit.privacy.addresses import address
from tillit.privacy.gate.models import Delivery
from tillit.privacy.references import split
from tillit.privacy.register.schema import words
from tillit.ui.formats import day


def render_application(delivery: Delivery) -> tuple[str, str] | None:
    """A message about an application; None when it is gone."""
    application = (
        Application.objects.filter(
            organisation=delivery.organisation, uuid=split(delivery.reference)[1]
        )
        .select_related("type")
        .first()
    )
    if application is None:
        return None
    kind = delivery.message.kind
    context = {
        "organisation": delivery.organisation,
        "application": application,
        "type": words(application.type.name, delivery.language),
        "link": address(delivery.organisation, "memberships:confirm", application.uuid),
    }
    name = delivery.organisation.name
    subject = {
        "application_confirm": _("Confirm that you wish to join %(name)s"),
        "application_waiting": _("We have your application to join %(name)s"),
        "application_declined": _("Your application to join %(name)s"),
    }[kind] % {"name": name}
    return subject, render_to_string(f"memberships/mail/{kind}.txt", context).strip()


def render_membership(delivery: Delivery) -> tuple[str, str] | None:
    """A message about a membership; None when it is gone."""
    membership = (
        Membership.objects.filter(
            organisation=delivery.organisation, uuid=split(delivery.reference)[1]
        )
        .select_related("relation__person", "type")
        .first()
    )
    if membership is None:
        return None
    kind = delivery.message.kind
    context = {
        "organisation": delivery.organisation,
        "membership": membership,
        "person": membership.relation.person,
        "type": words(membership.type.name, delivery.language),
        "portal": address(delivery.organisation, "portal:front"),
    }
    last_day = membership.relation.ended_on
    subject = {
        "membership_welcome": _("Welcome as a member of %(name)s"),
        "membership_ended": _("Your membership of %(name)s ends on %(day)s")
        if last_day and last_day > clock.today()
        else _("Your membership of %(name)s has ended"),
    }[kind] % {"name": delivery.organisation.name, "day": day(last_day)}
    return subject, render_to_string(f"memberships/mail/{kind}.txt", context).strip()
