"""What is written to people about their requests, and to recipients about changes (article 19)."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tillit.kernel import clock
from tillit.privacy.addresses import address
from tillit.privacy.declare import declarations
from tillit.privacy.gate.models import Delivery
from tillit.privacy.references import split
from tillit.privacy.register.queries import in_force
from tillit.privacy.rights.models import Request
from tillit.privacy.rights.receivers import given_to
from tillit.privacy.rights.rules import REFUSALS


def render(delivery: Delivery) -> tuple[str, str] | None:
    """Subject and text for any message about a request; None when the request is gone."""
    request = Request.objects.filter(
        organisation=delivery.organisation, uuid=split(delivery.reference)[1]
    ).first()
    if request is None:
        return None
    kind = delivery.message.kind
    text = render_to_string(
        f"privacy/rights/{kind}.txt",
        {
            "request": request,
            "organisation": delivery.organisation,
            "refusal": REFUSALS.get(request.refused_under, ""),
            "portal": address(delivery.organisation, "portal:front"),
            "delivery": delivery,
            "is_late": request.due_on < clock.today(),
        },
    )
    return _subject(kind), text.strip()


def render_corrected(delivery: Delivery) -> tuple[str, str] | None:
    """What a recipient was given, as it is now; None when the card is gone."""
    name, key = split(delivery.reference)
    organisation = delivery.organisation
    holding = next(
        (each for each in declarations.holdings.values() if each.model._meta.model_name == name),
        None,
    )
    if holding is None:
        return None
    card = holding.model._default_manager.filter(organisation=organisation, uuid=key).first()
    if card is None:
        return None
    receivers = {
        each.key for each in in_force(organisation).recipients if each.email == delivery.email
    }
    given = given_to(organisation, getattr(card, "email", ""), [delivery.reference])
    fields = set().union(*(given.get(receiver, set()) for receiver in receivers))
    lines = [
        (str(datum.label), str(getattr(card, column)) or "–")
        for column, datum in holding.fields.items()
        if column in fields and not datum.derived and not datum.file
    ]
    text = render_to_string(
        "privacy/rights/recipient_corrected.txt", {"organisation": organisation, "lines": lines}
    )
    return _("Personal data you received from us has been corrected"), text.strip()


def _subject(kind: str) -> str:
    return {
        "request_received": _("We have received your request"),
        "request_extended": _("We need more time for your request"),
        "request_closed": _("Our answer to your request"),
        "recipient_notice": _("Personal data you received from us has been corrected or deleted"),
        "request_reminder": _("A request about personal data is waiting for an answer"),
    }[kind]
