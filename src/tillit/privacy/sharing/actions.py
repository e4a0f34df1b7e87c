"""Personal data leaves the product: each occasion is noted, for each person in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tillit.kernel import clock
from tillit.privacy.ledger.actions import record_many
from tillit.privacy.references import reference
from tillit.privacy.register.queries import in_force
from tillit.privacy.sharing.models import DisclosedSubject, Disclosure

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation, User

BATCH = 2000
# The rule of "accountability" under which the list of who was in a disclosure is kept.
LISTED = "disclosures"


class Given(NamedTuple):
    """One person whose data is given out.

    ``rule`` (of the disclosure's activity) and ``clock_at`` say how long it is noted, for data
    that must not outlive an event; without them it is kept by the rule for such lists.
    """

    reference: str
    email: str = ""
    rule: str = ""
    clock_at: dt.datetime | None = None


@transaction.atomic
def disclose(
    organisation: Organisation,
    *,
    recipient: str,
    activity: str,
    purpose: str,
    fields: Sequence[str],
    subjects: Iterable[Given],
    by: User | None,
) -> Disclosure:
    """These persons' data are given out, or taken out for own use (``recipient`` empty).

    Noted for each person, so that they can see it and the recipient can be told of what is later
    corrected or erased (GDPR articles 15(1)(c) and 19). Raises ValidationError for a recipient
    that the register does not name for this activity, and for an activity that is off.
    """
    refuse_recipient(organisation, recipient, activity)
    now = clock.now()
    disclosure = Disclosure.objects.create(
        organisation=organisation,
        recipient=recipient,
        activity=activity,
        purpose=purpose.strip()[:300],
        fields=list(fields),
        count=0,
        made_at=now,
        made_by=by,
    )
    actor = reference(by) if by else "system"
    kind = "disclosed" if recipient else "exported"
    for batch in _batches(subjects):
        DisclosedSubject.objects.bulk_create(
            DisclosedSubject(
                organisation=organisation,
                disclosure=disclosure,
                email=given.email,
                reference=given.reference,
                activity=activity if given.rule else "accountability",
                rule=given.rule or LISTED,
                clock_at=given.clock_at or now,
            )
            for given in batch
        )
        disclosure.count += record_many(
            organisation,
            kind,
            subjects=[given.reference for given in batch],
            actor=actor,
            disclosure=reference(disclosure),
            recipient=recipient,
            fields=list(fields),
        )
    disclosure.save(update_fields=["count"])
    return disclosure


def refuse_recipient(organisation: Organisation, recipient: str, activity: str) -> None:
    """Raises ValidationError unless the register has the activity on and names the recipient."""
    entry = in_force(organisation).activity(activity)
    if entry is None:
        raise ValidationError(_("The register does not have this activity. Switch it on first."))
    if recipient and recipient not in entry.recipients:
        raise ValidationError(
            _("The register does not name this recipient for this activity. Add it there first.")
        )


def _batches(subjects: Iterable[Given]) -> Iterator[list[Given]]:
    left = iter(subjects)
    while batch := list(islice(left, BATCH)):
        yield batch
