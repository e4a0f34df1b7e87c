"""Who was given what about someone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from tillit.privacy.register.queries import in_force
from tillit.privacy.register.schema import Recipient
from tillit.privacy.sharing.models import DisclosedSubject, Disclosure

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


@dataclass(frozen=True)
class Receipt:
    """A recipient outside who has been given data on someone, and when last."""

    key: str
    # None when the register has since lost it; its key is what is left to tell by.
    recipient: Recipient | None
    fields: list[str]
    last_at: dt.datetime

    @property
    def name(self) -> str:
        """The recipient's name."""
        return self.recipient.name if self.recipient else self.key


def disclosures_of(
    organisation: Organisation, *, email: str = "", references: Iterable[str] = ()
) -> list[Disclosure]:
    """Every occasion on which this person's data left, own use as well; the latest first."""
    who = Q(reference__in=list(references))
    if email:
        who |= Q(email=email)
    mine = DisclosedSubject.objects.filter(who, organisation=organisation)
    return list(
        Disclosure.objects.filter(organisation=organisation, pk__in=mine.values("disclosure"))
        .order_by("-made_at", "-pk")
    )  # fmt: skip


def recipients_of(
    organisation: Organisation, *, email: str = "", references: Iterable[str] = ()
) -> list[Receipt]:
    """The recipients to tell of a rectification, erasure or restriction (GDPR article 19)."""
    register = in_force(organisation)
    named = {recipient.key: recipient for recipient in register.recipients}
    receipts: dict[str, Receipt] = {}
    for made in disclosures_of(organisation, email=email, references=references):
        if not made.recipient:
            continue
        known = receipts.get(made.recipient)
        fields = sorted({*(known.fields if known else []), *made.fields})
        last = known.last_at if known else made.made_at
        receipts[made.recipient] = Receipt(made.recipient, named.get(made.recipient), fields, last)
    return list(receipts.values())
