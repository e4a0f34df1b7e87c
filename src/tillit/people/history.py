"""What was done to a card and by whom, in words, from the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tillit.organisations.models import User
from tillit.people.models import Person
from tillit.privacy.declare import declarations
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.references import reference, split
from tillit.privacy.sharing.models import Disclosure

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

ICONS = {"opened": "eye", "changed": "edit", "registered": "person-add", "exported": "download",
         "disclosed": "send", "deleted": "delete", "merged": "people"}  # fmt: skip
SHOWN = 30


@dataclass(frozen=True)
class Happening:
    """One ledger entry as a reader sees it."""

    at: dt.datetime
    title: str | Promise
    text: str
    icon: str


def of_person(person: Person) -> list[Happening]:
    """The latest that happened to the card, and to the cards merged into it."""
    subjects = [reference(person), *aliases(person)]
    entries = list(
        LedgerEntry.objects.filter(organisation=person.organisation, subject__in=subjects)
        .exclude(content=None)
        .order_by("-id")[:SHOWN]
    )
    actors = actor_names(person.organisation, {entry.actor for entry in entries})
    reasons = _reasons(person, entries)
    return [
        Happening(
            entry.created_at,
            declarations.entries[entry.kind].name,
            _sentence(entry, actors.get(entry.actor, ""), reasons),
            ICONS.get(entry.kind, "history"),
        )
        for entry in entries
    ]


def _reasons(person: Person, entries: list[LedgerEntry]) -> dict[str, str]:
    """{reference of an occasion on which data left: why}; a query only when there is one."""
    named = {(entry.content or {}).get("disclosure", "") for entry in entries} - {""}
    if not named:
        return {}
    rows = Disclosure.objects.filter(
        organisation=person.organisation_id, uuid__in=[split(name)[1] for name in named]
    )
    return {reference(row): row.purpose for row in rows}


def aliases(person: Person) -> list[str]:
    """References of the cards that were merged into this one, so that their log stays found."""
    found: list[str] = []
    seen = {reference(person)}
    frontier = [reference(person)]
    while frontier:
        rows = LedgerEntry.objects.filter(
            organisation=person.organisation_id, subject__in=frontier, kind="merged"
        ).values_list("content", flat=True)
        frontier = [
            alias
            for content in rows
            if content and (alias := content.get("from")) and alias not in seen
        ]
        seen.update(frontier)
        found += frontier
    return found


def actor_names(organisation: Organisation, actors: Iterable[str]) -> dict[str, str]:
    """{reference: name to show} for those who did something; one query."""
    uuids = [actor.partition(":")[2] for actor in actors if actor.startswith("user:")]
    names = {
        reference(user): user.name or user.email
        for user in User.objects.filter(Q(roles__organisation=organisation), uuid__in=uuids)
        .distinct()
        .order_by("pk")
    }
    known = {"person": _("the person"), "system": _("the program")}
    return {
        actor: names.get(actor) or known.get(actor, _("someone who no longer works here"))
        for actor in actors
        if actor
    }


def _sentence(entry: LedgerEntry, actor: str, reasons: Mapping[str, str]) -> str:
    content = entry.content or {}
    fields = [str(declarations.called(name)) for name in content.get("fields", [])]
    if fields and actor:
        said = _("%(fields)s, by %(actor)s") % {"fields": ", ".join(fields), "actor": actor}
    else:
        said = _("by %(actor)s") % {"actor": actor} if actor else ", ".join(fields)
    why = reasons.get(content.get("disclosure", ""))
    return f"{said}. {_('Why: %(purpose)s') % {'purpose': why}}" if why else said
