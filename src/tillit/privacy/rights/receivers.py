"""Those who were given the person's data are told when it is corrected or deleted (article 19)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Model, Q

from tillit.kernel import clock
from tillit.privacy.gate.actions import Recipient, queue
from tillit.privacy.references import reference
from tillit.privacy.register.queries import in_force
from tillit.privacy.register.schema import Recipient as Receiver
from tillit.privacy.register.schema import Register
from tillit.privacy.sharing.models import DisclosedSubject

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation
    from tillit.privacy.rights.held import Held
    from tillit.privacy.rights.models import Request


def given_to(
    organisation: Organisation, email: str, references: Iterable[str]
) -> dict[str, set[str]]:
    """{key of a recipient on the register: the fields it was given of this person}. One query."""
    who = Q(reference__in=list(references))
    if email:
        who |= Q(email=email)
    given: dict[str, set[str]] = {}
    rows = (
        DisclosedSubject.objects.filter(who, organisation=organisation)
        .exclude(disclosure__recipient="")
        .values_list("disclosure__recipient", "disclosure__fields")
    )
    for key, fields in rows:
        given.setdefault(key, set()).update(fields)
    return given


def receivers_of(held: Held, register: Register) -> list[Receiver]:
    """Those on the register who have been given something of what is held (article 19)."""
    given = given_to(held.organisation, held.email, held.references())
    return [receiver for receiver in register.recipients if receiver.key in given]


def tell_of_correction(card: Model, changed: Iterable[str], *, email: str) -> list[str]:
    """Those who were given a field that has changed get the card's values of what they were given.

    ``email``: the address the card had when the data was given. Gives the recipients' keys; one
    without an address on the register is not written to, and is among them all the same.
    """
    organisation = card.organisation  # type: ignore[attr-defined]
    given = given_to(organisation, email, [reference(card)])
    wanted = {key for key, fields in given.items() if fields & set(changed)}
    register = in_force(organisation)
    told = [receiver for receiver in register.recipients if receiver.key in wanted]
    _write(organisation, "recipient_corrected", told, reference(card))
    return [receiver.key for receiver in told]


def tell_of_request(request: Request, receivers: list[Receiver]) -> None:
    """What was asked for has been done; recipients are asked to do the same and to confirm."""
    _write(request.organisation, "recipient_notice", receivers, reference(request))


def _write(organisation: Organisation, kind: str, receivers: list[Receiver], about: str) -> None:
    addressed = [each for each in receivers if each.email]
    if addressed:
        queue(
            organisation,
            kind,
            [Recipient(each.email, organisation.language, about) for each in addressed],
            rule="requests",
            clock_at=clock.now(),
            about=about,
        )
