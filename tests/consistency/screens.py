"""Every screen of an organisation, found by walking the address table, with sample keys for each.

A new screen is covered by itself. One with a key of a new kind needs a sample here, and the tests
say so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from tests import factories
from tillit.events.models import Registration
from tillit.kernel import clock
from tillit.memberships.models import Application, Membership
from tillit.organisations.addresses import path
from tillit.organisations.models import Organisation, Role
from tillit.people.models import Person
from tillit.portal.models import OneTimeCode
from tillit.privacy.gate.actions import Recipient, queue
from tillit.privacy.references import reference
from tillit.privacy.register import profiles
from tillit.privacy.register.actions import save_draft
from tillit.privacy.register.points import Point
from tillit.privacy.register.points.actions import keep
from tillit.privacy.register.points.models import DraftPoint
from tillit.privacy.rights.models import Request


@dataclass(frozen=True)
class Screen:
    """One address: its name, the keys it takes, and the view behind it."""

    route: str
    name: str
    keys: tuple[str, ...]
    view: Callable[..., Any]

    @property
    def is_desk(self) -> bool:
        return self.route.startswith("desk/")

    @property
    def space(self) -> str:
        return self.name.partition(":")[0]

    def at(self, organisation: Organisation, keys: dict[str, Any]) -> str:
        return path(organisation, self.name, **keys)


def screens() -> list[Screen]:
    """All of them."""
    return list(walk(get_resolver(settings.ORGANISATION_URLCONF).url_patterns))


def walk(patterns: list[Any], prefix: str = "", space: str = "") -> Iterator[Screen]:
    """Every address under these patterns."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, route, pattern.namespace or space)
        elif isinstance(pattern, URLPattern):
            keys = tuple(get_keys(route))
            yield Screen(route, f"{space}:{pattern.name}", keys, pattern.callback)


def get_keys(route: str) -> list[str]:
    """The names in angle brackets."""
    return [part.partition(">")[0].rpartition(":")[2] for part in route.split("<")[1:]]


# Keys that name no row: a choice among fixed words, or a number counted within the organisation.
FIXED: dict[tuple[str, str], Any] = {
    ("site", "language"): "nb",
    ("site", "number"): 99,
    ("site", "older"): 98,
    ("site", "newer"): 99,
    ("site", "name"): "erklaering",
    ("site", "suffix"): "md",
    ("portal", "suffix"): "json",
    ("portal", "kind"): "access",
    ("desk:request_copy", "suffix"): "json",
    ("desk:request_confirmed", "recipient"): "printer",
    # Within the organisation's own document.
    ("desk:register_activity", "key"): "events",
    ("desk:register_switch", "key"): "events",
    ("desk", "part"): "sources",
    ("desk:register_part", "key"): "website",
    ("desk:register_part_delete", "key"): "website",
    ("desk:register_sub_new", "key"): "mail",
    ("desk:register_sub", "key"): "mail",
    ("desk:register_sub_delete", "key"): "mail",
    ("desk", "number"): 99,
}


def sample_keys(screen: Screen, organisation: Organisation) -> dict[str, Any]:
    """Keys of rows that this organisation has. Raises KeyError for a kind that has no sample."""
    rows = _Rows(organisation)
    found = {}
    for key in screen.keys:
        fixed = _fixed(screen, key)
        found[key] = _sample(screen, key)(rows) if fixed is None else fixed
    return found


def names_a_row(screen: Screen) -> bool:
    """The address has a key that belongs to one organisation's row."""
    return any(_fixed(screen, key) is None for key in screen.keys)


def _fixed(screen: Screen, key: str) -> Any:
    return FIXED.get((screen.name, key), FIXED.get((screen.space, key)))


def _sample(screen: Screen, key: str) -> Sample:
    """Those of one screen go before those of its whole part of the address space."""
    found = SAMPLES.get((screen.name, key)) or SAMPLES.get((screen.space, key))
    if found is None:
        raise KeyError(f"{screen.name} takes a {key}: add a sample to {__name__}.SAMPLES.")
    return found


class _Rows:
    """Rows of one organisation, made when asked for; the same ones each time."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation

    def person(self) -> Person:
        found = Person.objects.filter(organisation=self.organisation).first()
        return found or factories.person(self.organisation)

    def registration(self) -> Registration:
        found = Registration.objects.filter(organisation=self.organisation).first()
        return found or factories.registration(factories.event(self.organisation))

    def membership(self) -> Membership:
        found = Membership.objects.filter(organisation=self.organisation).first()
        return found or factories.member(self.organisation)

    def application(self) -> Application:
        return Application.objects.create(
            organisation=self.organisation,
            type=factories.membership_type(self.organisation),
            state=Application.State.WAITING,
            first_name="Ingrid",
            last_name="Nesby",
            email="ingrid@post.example",
            created_at=clock.now(),
            confirmed_at=clock.now(),
        )

    def code(self) -> OneTimeCode:
        return OneTimeCode.objects.create(
            organisation=self.organisation,
            email="ingrid@post.example",
            created_at=clock.now(),
            expires_at=clock.now() + dt.timedelta(minutes=10),
        )

    def role(self) -> Role:
        found = Role.objects.filter(organisation=self.organisation, type="editor").first()
        if found is None:
            factories.staff_user(self.organisation, "editor")
            found = Role.objects.get(organisation=self.organisation, type="editor")
        return found

    def request(self) -> Request:
        found = Request.objects.filter(organisation=self.organisation).first()
        return found or factories.request(self.organisation)

    def point(self) -> DraftPoint:
        found = DraftPoint.objects.filter(draft__organisation=self.organisation).first()
        if found is None:
            draft = save_draft(self.organisation, profiles.load("business-network"), None)
            path = "activities.events.retention.registrations.period"
            [found] = keep(draft, [Point("origin", path, "taken", "P60D", {}, "Etter 60 dager.")])
        return found

    def message(self) -> Any:
        registration = self.registration()
        return queue(
            self.organisation,
            "event_message",
            [Recipient(registration.email, "nb", reference(registration))],
            rule="registrations",
            clock_at=registration.event.ends_at,
            about=reference(registration.event),
            subject="Vel møtt",
            body="Vi ses.",
        )


Sample = Callable[[_Rows], Any]
SAMPLES: dict[tuple[str, str], Sample] = {
    ("people", "uuid"): lambda rows: rows.person().uuid,
    ("people", "one"): lambda rows: rows.person().uuid,
    ("people", "other"): lambda rows: factories.person(rows.organisation).uuid,
    ("memberships:confirm", "key"): lambda rows: rows.application().uuid,
    ("memberships:picture", "key"): lambda rows: rows.membership().uuid,
    ("memberships_desk", "key"): lambda rows: rows.membership().uuid,
    ("memberships_desk:application", "key"): lambda rows: rows.application().uuid,
    ("memberships_desk:accept", "key"): lambda rows: rows.application().uuid,
    ("memberships_desk:decline", "key"): lambda rows: rows.application().uuid,
    ("memberships_desk:add", "key"): lambda rows: rows.person().uuid,
    ("memberships_desk:type", "key"): lambda rows: (
        factories.membership_type(rows.organisation, f"type-{rows.organisation.pk}").key
    ),
    ("portal", "key"): lambda rows: rows.person().uuid,
    ("portal:code", "key"): lambda rows: rows.code().uuid,
    ("portal:address_code", "key"): lambda rows: rows.code().uuid,
    ("portal:directory", "key"): lambda rows: rows.membership().uuid,
    ("portal:leave", "key"): lambda rows: rows.membership().uuid,
    ("portal:request", "key"): lambda rows: rows.request().uuid,
    ("desk:register_review_point", "point"): lambda rows: rows.point().uuid,
    ("desk:register_review_step", "step"): lambda rows: rows.point() and "periods",
    ("desk:register_review_right", "step"): lambda rows: rows.point() and "periods",
    ("desk", "key"): lambda rows: rows.request().uuid,
    ("people", "pk"): lambda rows: rows.person().relations.get().pk,
    ("events", "slug"): lambda rows: rows.registration().event.slug,
    ("events", "token"): lambda _rows: "no-such-link",
    ("events_desk", "key"): lambda rows: rows.registration().event.uuid,
    ("events_desk", "person"): lambda rows: rows.registration().uuid,
    ("events_desk", "message"): lambda rows: rows.message().uuid,
    ("organisations_desk", "pk"): lambda rows: rows.role().pk,
}
