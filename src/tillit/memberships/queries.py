"""Reading members, each read within one organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Max, Q, QuerySet, TextField
from django.db.models.functions import Cast

from tillit.kernel import clock
from tillit.memberships.models import Application, DirectoryEntry, Membership, MembershipType
from tillit.memberships.rules import KIND, NAMES
from tillit.people import queries as people
from tillit.people.models import Person

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


def members(
    organisation: Organisation, *, text: str = "", type: str = "", state: str = "active"
) -> QuerySet[Membership]:
    """Members by name; ``state`` is active, ended or all."""
    found = Membership.objects.filter(organisation=organisation).select_related(
        "relation__person", "type"
    )
    if state == "active":
        found = found.filter(is_active())
    elif state == "ended":
        found = found.exclude(is_active())
    if type:
        found = found.filter(type__key=type)
    if text.strip():
        found = found.filter(
            relation__person__in=people.find(organisation, text=text).order_by().values("pk")
        )
    return found.order_by("relation__person__sort_key", "pk")


def is_active(prefix: str = "relation__") -> Q:
    """Members today: the relation has not ended, or ends later."""
    return Q(**{f"{prefix}ended_on": None}) | Q(**{f"{prefix}ended_on__gte": clock.today()})


def membership_of(person: Person) -> Membership | None:
    """The person's membership that runs, else the latest."""
    return (
        Membership.objects.filter(relation__person=person)
        .select_related("type", "relation", "directory_entry")
        .order_by(F("relation__ended_on").desc(nulls_first=True), "-pk")
        .first()
    )


def running_memberships(organisation: Organisation, email: str) -> QuerySet[Membership]:
    """The running memberships of those with this address: several can share one."""
    return (
        Membership.objects.filter(
            is_active(), organisation=organisation, relation__person__email=email
        )
        .select_related("relation__person", "type", "directory_entry")
        .order_by("relation__person__sort_key", "pk")
    )


def running_membership_of(person: Person) -> Membership | None:
    """The running membership on this card."""
    return (
        Membership.objects.filter(is_active(), relation__person=person)
        .select_related("relation__person", "type", "directory_entry")
        .first()
    )


def types(organisation: Organisation, *, open_only: bool = False) -> list[MembershipType]:
    """The kinds of membership on offer, in the organisation's order."""
    found = MembershipType.objects.filter(organisation=organisation)
    return list(found.filter(is_open=True) if open_only else found)


def next_number(organisation: Organisation) -> int:
    """The next member number; the caller holds the organisation's lock."""
    latest = Membership.objects.filter(organisation=organisation).aggregate(n=Max("number"))["n"]
    return (latest or 0) + 1


def waiting(organisation: Organisation) -> QuerySet[Application]:
    """Applications that someone must look at, oldest first."""
    return (
        Application.objects.filter(organisation=organisation, state=Application.State.WAITING)
        .select_related("type")
        .order_by("created_at", "pk")
    )


def directory(organisation: Organisation, text: str = "") -> QuerySet[DirectoryEntry]:
    """Those who wish to be seen, by name; nobody without one. Search reaches only what is shown."""
    named = Q()
    for field in NAMES:
        given = ~Q(**{f"membership__relation__person__{field}": ""})
        named |= given & Q(shown_text__contains=f'"{field}"')
    found = (
        DirectoryEntry.objects.filter(
            is_active("membership__relation__"),
            organisation=organisation,
            membership__relation__kind=KIND,
        )
        .annotate(shown_text=Cast("shown", TextField()))
        .filter(named)
        .select_related("membership__relation__person")
        .order_by("membership__relation__person__sort_key", "pk")
    )
    for word in text.split()[:5]:
        match = Q()
        for field in ("first_name", "last_name", "workplace", "position"):
            match |= Q(
                **{
                    f"membership__relation__person__{field}__icontains": word,
                    "shown_text__contains": f'"{field}"',
                }
            )
        found = found.filter(match)
    return found
