"""Erasure on request (article 17): what goes now, what stays and why, and the receipt for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Model
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tillit.kernel import clock
from tillit.privacy.consent import actions as consent
from tillit.privacy.consent.models import Consent
from tillit.privacy.declare import Clock, Holding, declarations
from tillit.privacy.holds.actions import erase_rows, release
from tillit.privacy.holds.queries import due_on
from tillit.privacy.register.queries import in_force
from tillit.privacy.register.schema import Recipient as Receiver
from tillit.privacy.register.schema import Register
from tillit.privacy.rights import actions
from tillit.privacy.rights.held import Held, held_on
from tillit.privacy.rights.models import Request
from tillit.privacy.rights.receivers import receivers_of, tell_of_request
from tillit.privacy.rights.rules import must_be_kept

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


# What its own clock takes within so many days is not told with a legal exception.
SOON = dt.timedelta(days=7)


@dataclass(frozen=True)
class Fate:
    """What becomes of the rows of one holding: they go, or stay for a reason until a day."""

    holding: Holding
    rows: list[Any]
    kept_because: str = ""
    until: dt.date | None = None

    @property
    def goes(self) -> bool:
        return not self.kept_because

    @property
    def goes_by_itself(self) -> bool:
        """Its own clock takes it within days (a log-in code): it is not kept, only not yet gone."""
        return self.until is not None and self.until <= clock.today() + SOON


def foresee(organisation: Organisation, email: str, request: Request | None = None) -> list[Fate]:
    """What an erasure would do, before it is done; in the current language."""
    return _fates(held_on(organisation, email), in_force(organisation), request)


def _starting(row: Model, request: Request | None) -> dict[Clock, dt.date]:
    """The clocks an erasure starts: of the consents it withdraws, and of the request it answers."""
    if isinstance(row, Consent):
        return {Clock.WITHDRAWN: clock.today()}
    if request is not None and row == request:
        return {Clock.REQUEST_CLOSED: clock.today()}
    return {}


def _fates(held: Held, register: Register, request: Request | None = None) -> list[Fate]:
    fates = []
    for holding in held.holdings():
        if holding.held_by_values or (
            holding.held_by and holding.subject.person != "" and not holding.kept_on_erasure
        ):
            continue  # goes by itself with the last row that holds it
        for because, rows in _by_reason(holding, held.of(holding), register).items():
            until = None
            if because:
                dues = [due_on(row, register, _starting(row, request)) for row in rows]
                until = max((due.on for due in dues if due.on), default=None)
                if until is None and not holding.for_good:
                    because = f"{because} {dues[0].because}"
            fates.append(Fate(holding, rows, because, until))
    return fates


def _by_reason(holding: Holding, rows: list[Any], register: Register) -> dict[str, list[Any]]:
    reasons: dict[str, list[Any]] = {}
    for row in rows:
        reasons.setdefault(_kept_because(holding, row, register), []).append(row)
    return reasons


def _kept_because(holding: Holding, row: Model, register: Register) -> str:
    if holding.kept_on_erasure:
        return str(holding.kept_on_erasure)
    if holding.for_good:
        return str(holding.for_good)
    for name in holding.part_of:
        parent = declarations.holdings.get(holding.model._meta.get_field(name).related_model)  # type: ignore[arg-type]
        if parent is None or parent.kept_on_erasure:
            continue  # one row of a spreadsheet goes though the spreadsheet stays
        if because := _kept_because(parent, getattr(row, name), register):
            return because
    if holding.subject.person == "":
        return _card_kept_because(holding, row, register)
    key = getattr(row, holding.follows.activity) if holding.follows else holding.activity
    activity = declarations.activities[key]
    # A row that stands for itself is judged by its own activity; what is part of another goes
    # with it, and a card goes when nothing holds it.
    if (holding.rule or holding.follows) and must_be_kept(register, activity):
        return _("The law requires us to keep it (article 17(3)(b)).")
    return ""


def _card_kept_because(holding: Holding, card: Model, register: Register) -> str:
    """A card stays as long as some relation of it does, with what that relation needs."""
    for name in holding.held_by:
        for relation in getattr(card, name).all():
            if because := _kept_because(declarations.holdings[type(relation)], relation, register):
                return because
    return ""


@transaction.atomic
def erase(request: Request, text: str, *, by: str, handler: Any = None) -> Request:
    """The request for erasure is met: rows go, recipients are told, the person gets a receipt.

    Raises NotAllowed when the request is closed or has no proven address (article 12(6)).
    """
    if not (request.email and request.proven):
        raise actions.NotAllowed("not_proven")
    actions.must_be_open(request)
    organisation = request.organisation
    register = in_force(organisation)
    with translation.override(request.language):
        # Files that wait to be read in would bring the person back.
        discarded = [
            line
            for discard in declarations.waiting
            for line in discard(organisation, request.email)
        ]
        held = held_on(organisation, request.email)
        fates = _fates(held, register, request)
        receivers = receivers_of(held, register)
        request.receipt |= {
            "lines": [
                *(_line(fate) for fate in fates),
                *discarded,
                *(_told(each) for each in receivers),
            ],
            "recipients": [receiver.key for receiver in receivers],
        }
        _carry_out(organisation, fates, by)
        _withdraw_consents(organisation, request.email, by)
    tell_of_request(request, receivers)
    return actions.answer(request, text, by=by, handler=handler)


@transaction.atomic
def tell_recipients(request: Request, *, by: str) -> list[str]:
    """Those who were given the person's data are told of the change (article 19); their keys."""
    held = held_on(request.organisation, request.email)
    receivers = receivers_of(held, in_force(request.organisation))
    tell_of_request(request, receivers)
    keys = [receiver.key for receiver in receivers]
    actions.note_recipients(request, keys, by=by)
    return keys


def _withdraw_consents(organisation: Organisation, email: str, by: str) -> None:
    """Nothing may rest on a consent of someone who has been deleted; that it was given stays."""
    standing = Consent.objects.filter(organisation=organisation, email=email, withdrawn_at=None)
    for purpose in list(standing.order_by("pk").values_list("purpose", flat=True)):
        consent.withdraw(organisation, email, purpose, by=by)


def _carry_out(organisation: Organisation, fates: list[Fate], by: str) -> None:
    # What is part of something goes first: what that is part of may stay (a spreadsheet that holds
    # other people's rows), or goes next.
    in_order = sorted(
        (fate for fate in fates if fate.goes and not fate.holding.held_by),
        key=lambda fate: not fate.holding.part_of,
    )
    going = [
        fate.holding.model._default_manager.filter(pk__in=[row.pk for row in fate.rows])
        for fate in in_order
    ]
    erase_rows(organisation, going, reason="erasure", actor=by)
    for fate in fates:
        if fate.holding.subject.person == "":
            keys = [row.pk for row in fate.rows]
            release(organisation, fate.holding.model._default_manager.filter(pk__in=keys))


def _line(fate: Fate) -> str:
    what = {"what": str(fate.holding.title), "count": len(fate.rows)}
    if fate.goes:
        return _("%(what)s (%(count)s): deleted now") % what
    if fate.until and fate.goes_by_itself:
        day = date_format(fate.until, "DATE_FORMAT")
        return _("%(what)s (%(count)s): goes by itself by %(day)s") % {**what, "day": day}
    if fate.until:
        day = date_format(fate.until, "DATE_FORMAT")
        return _("%(what)s (%(count)s): kept until %(day)s. %(why)s") % {
            **what,
            "day": day,
            "why": fate.kept_because,
        }
    return _("%(what)s (%(count)s): kept. %(why)s") % {**what, "why": fate.kept_because}


def _told(receiver: Receiver) -> str:
    return _("%(name)s, who has received data about you, is told to delete it") % {
        "name": receiver.name
    }
