"""A request is received, extended, answered or refused; the person is told each time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tillit.kernel import clock
from tillit.privacy.gate.actions import Recipient, queue
from tillit.privacy.ledger.actions import record
from tillit.privacy.references import reference
from tillit.privacy.register.queries import in_force
from tillit.privacy.rights.models import Request
from tillit.privacy.rights.rules import due, refusals_of

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


class NotAllowed(Exception):
    """The step cannot be taken; ``code`` says why, in words in :data:`REASONS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


REASONS = {
    "closed": _("This request has been answered already."),
    "too_late": _("The first month has passed; the request can no longer be extended."),
    "extended": _("This request has been extended already."),
    "promised": _(
        "You have promised an answer sooner than the law requires, and the promise stands. For "
        "requests to come, it can be changed in the register."
    ),
    "unknown_provision": _("Choose a provision on which this right can be refused."),
    "empty": _("Write something here; the person reads it."),
    "not_proven": _("Make sure first that it is the person who asks, and give the e-mail address."),
    "not_told": _("This recipient has not been told."),
    "in_future": _("A request cannot be received in the future."),
}


@transaction.atomic
def open_request(
    organisation: Organisation,
    kind: str,
    *,
    channel: str,
    received_on: dt.date,
    by: str,
    email: str = "",
    name: str = "",
    postal_address: str = "",
    details: str = "",
    language: str = "nb",
    proven: bool = False,
) -> Request:
    """Someone uses a right. The clock runs from the day it arrived, however it arrived.

    Raises NotAllowed for a day to come.
    """
    if received_on > clock.today():
        raise NotAllowed("in_future")
    deadline = due(in_force(organisation), received_on)
    request = Request.objects.create(
        organisation=organisation,
        kind=kind,
        channel=channel,
        name=name,
        email=email,
        postal_address=postal_address,
        proven=proven,
        details=details,
        language=language,
        received_on=received_on,
        due_on=deadline.aim_on,
        created_at=clock.now(),
    )
    record(organisation, "request", subject=reference(request), actor=by, right=kind, how=channel)
    _tell(request, "request_received", clock.start_of_day(request.due_on))
    return request


@transaction.atomic
def extend(request: Request, reason: str, *, by: str) -> Request:
    """Two more months, announced with reasons within the first (article 12(3)).

    Raises NotAllowed, also where the organisation has promised an answer sooner.
    """
    must_be_open(request)
    if not reason.strip():
        raise NotAllowed("empty")
    if code := why_not_longer(request):
        raise NotAllowed(code)
    longer = due(in_force(request.organisation), request.received_on, extended=True).aim_on
    request.extended_on = clock.today()
    request.extension_reason = reason.strip()
    request.due_on = longer
    request.save(update_fields=["extended_on", "extension_reason", "due_on"])
    record(request.organisation, "request", subject=reference(request), actor=by, step="extended")
    _tell(request, "request_extended", clock.start_of_day(request.due_on))
    return request


def why_not_longer(request: Request) -> str:
    """Why an open request cannot be given more time, a code of REASONS; empty when it can."""
    register = in_force(request.organisation)
    if request.extended_on is not None:
        return "extended"
    if clock.today() > due(register, request.received_on).tell_of_extension_by:
        return "too_late"
    longer = due(register, request.received_on, extended=True).aim_on
    return "" if longer > request.due_on else "promised"


@transaction.atomic
def answer(request: Request, text: str, *, by: str, handler: Any = None) -> Request:
    """The request has been met; the person gets the answer, with the right to complain."""
    must_be_open(request)
    if not text.strip():
        raise NotAllowed("empty")
    return _close(request, Request.State.ANSWERED, text, "", by, handler)


@transaction.atomic
def refuse(request: Request, provision: str, text: str, *, by: str, handler: Any = None) -> Request:
    """The request is refused, in writing, with the provision (personopplysningsloven § 16) and
    the right to complain and go to court (article 12(4))."""
    must_be_open(request)
    if provision not in refusals_of(request.kind):
        raise NotAllowed("unknown_provision")
    if not text.strip():
        raise NotAllowed("empty")
    return _close(request, Request.State.REFUSED, text, provision, by, handler)


@transaction.atomic
def prove_identity(request: Request, how: str, *, by: str) -> Request:
    """Someone who works here has made sure that it is the person who asks (article 12(6))."""
    must_be_open(request)
    if not how.strip():
        raise NotAllowed("empty")
    request.proven = True
    request.receipt |= {"identity": how.strip()}
    request.save(update_fields=["proven", "receipt"])
    record(request.organisation, "request", subject=reference(request), actor=by, step="proven")
    return request


@transaction.atomic
def note_recipients(request: Request, keys: list[str], *, by: str) -> None:
    """These recipients have been told of the change (article 19)."""
    told = [*request.receipt.get("recipients", [])]
    request.receipt |= {"recipients": [*told, *(key for key in keys if key not in told)]}
    request.save(update_fields=["receipt"])
    record(
        request.organisation, "request", subject=reference(request), actor=by, step="told",
        recipients=keys,
    )  # fmt: skip


@transaction.atomic
def note_confirmation(request: Request, key: str, *, by: str) -> None:
    """A recipient has confirmed that it has done the same. Raises NotAllowed for one not told."""
    if key not in request.receipt.get("recipients", []):
        raise NotAllowed("not_told")
    confirmed = {**request.receipt.get("confirmed", {}), key: clock.today().isoformat()}
    request.receipt |= {"confirmed": confirmed}
    request.save(update_fields=["receipt"])
    record(
        request.organisation, "request", subject=reference(request), actor=by, step="confirmed",
        recipient=key,
    )  # fmt: skip


def must_be_open(request: Request) -> None:
    """Held until the transaction ends, so that of two at once one closes it. Raises NotAllowed."""
    current = Request.objects.select_for_update().get(pk=request.pk)
    if current.state != Request.State.OPEN:
        raise NotAllowed("closed")


def _close(
    request: Request, state: str, text: str, provision: str, by: str, handler: Any
) -> Request:
    now = clock.now()
    request.state = state
    request.answer = text.strip()
    request.refused_under = provision
    request.handled_by = handler
    request.closed_at = now
    request.save(
        update_fields=["state", "answer", "refused_under", "handled_by", "closed_at", "receipt"]
    )
    late = clock.today() > request.due_on
    record(
        request.organisation,
        "answered",
        subject=reference(request),
        actor=by,
        outcome=state,
        late=late,
    )
    _tell(request, "request_closed", now)
    return request


def _tell(request: Request, kind: str, clock_at: dt.datetime) -> None:
    if not request.email:
        return
    queue(
        request.organisation,
        kind,
        [Recipient(request.email, request.language, reference(request))],
        rule="requests",
        clock_at=clock_at,
        about=reference(request),
    )
