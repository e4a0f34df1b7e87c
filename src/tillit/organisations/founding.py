"""An organisation begins: its address here, the first one in charge, a draft of its register."""

from __future__ import annotations

from importlib.resources import files

from django.db import transaction

from tillit.kernel import clock
from tillit.organisations.actions import give_role
from tillit.organisations.models import Organisation, User
from tillit.organisations.roles import PrivacyOfficer, Secretary
from tillit.organisations.rules import free_slug, slug_for
from tillit.privacy.register import profiles
from tillit.privacy.register.actions import save_draft
from tillit.privacy.register.schema import BalancingTest, ContactPoint, Controller, Register
from tillit.privacy.register.toml import read


def found_organisation(
    by: User,
    *,
    name: str,
    kind: str,
    contact: str,
    email: str,
    address: str,
    postal_code: str,
    city: str,
    organisation_number: str = "",
    slug: str = "",
) -> Organisation:
    """An organisation has begun; its register is a draft until someone in charge adopts it."""
    with transaction.atomic():
        made = Organisation.objects.create(
            name=name,
            slug=slug or free_slug(slug_for(name), _taken()),
            language=by.language,
            created_at=clock.now(),
        )
        for role in (Secretary, PrivacyOfficer):
            give_role(made, by, role.key, starts_on=clock.today(), by=by)
        controller = Controller(
            name=name,
            organisation_number=organisation_number,
            kind=kind,  # type: ignore[arg-type]
            address=address,
            postal_code=postal_code,
            city=city,
            email=email,
        )
        save_draft(made, first_draft(controller, contact), by)
    return made


def first_draft(controller: Controller, contact: str) -> Register:
    """The profile of the organisation's kind, with its own name and whom to write to.

    The invented organisation's processors and recipients are left out: a statement must not name
    any that the organisation has not chosen. Its balancing tests become today's, to be looked over.
    """
    profile = read(files(profiles).joinpath(f"{controller.kind}.toml").read_bytes())
    point = ContactPoint(
        role="privacy",
        name=contact,
        email=controller.email,
        address=f"{controller.address}, {controller.postal_code} {controller.city}",
    )
    activities = []
    for entry in profile.activities:
        purposes = [
            purpose.model_copy(update={"balancing_test": _own(purpose.balancing_test, contact)})
            for purpose in entry.purposes
        ]
        activities.append(
            entry.model_copy(update={"purposes": purposes, "processors": [], "recipients": []})
        )
    return profile.model_copy(
        update={
            "controller": controller,
            "contact_points": [point],
            "processors": [],
            "recipients": [],
            "activities": activities,
        }
    )


def _own(test: BalancingTest | None, author: str) -> BalancingTest | None:
    return test and test.model_copy(update={"author": author, "decided_on": clock.today()})


def _taken() -> list[str]:
    return list(Organisation.objects.values_list("slug", flat=True))
