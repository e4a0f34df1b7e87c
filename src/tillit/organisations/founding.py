"""An organisation begins: its address here, the first one in charge, a draft of its register."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from django.core.cache import cache
from django.db import transaction
from django.http import QueryDict

from tillit.kernel import clock
from tillit.organisations.actions import give_role
from tillit.organisations.models import Organisation, User
from tillit.organisations.roles import PrivacyOfficer, Secretary
from tillit.organisations.rules import free_slug, slug_for
from tillit.privacy.register import profiles
from tillit.privacy.register.actions import save_draft
from tillit.privacy.register.points.actions import keep
from tillit.privacy.register.schema import Register

if TYPE_CHECKING:
    from tillit.privacy.reader.adopt import Adoption


# The same form, sent again within so many seconds, is the same act.
ONCE_WITHIN: Final = 3600


def founded_by(by: User, said: QueryDict) -> Organisation | None:
    """What this very form made when this user sent it before, by a second click or a reload."""
    return Organisation.objects.filter(pk=cache.get(_act(by, said))).first()


def found_once(by: User, said: QueryDict, found: Callable[[], Organisation]) -> Organisation:
    """An organisation has begun; a form that is sent several times at once begins one only."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)  # the others wait until it is there
        if made := founded_by(by, said):
            return made
        made = found()
        cache.set(_act(by, said), made.pk, ONCE_WITHIN)
    return made


def _act(by: User, said: QueryDict) -> str:
    """The name of what was asked for by whom; the form's token is another on each page."""
    asked = sorted((name, values) for name, values in said.lists() if name != _TOKEN)
    return f"founded:{by.pk}:{hashlib.sha256(json.dumps(asked).encode()).hexdigest()}"


_TOKEN: Final = "csrfmiddlewaretoken"  # noqa: S105 -- a field's name


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
        made = _begun(by, name, slug, by.language)
        register = profiles.start(
            kind,
            name=name,
            organisation_number=organisation_number,
            email=email,
            address=address,
            postal_code=postal_code,
            city=city,
        )
        save_draft(made, _in_the_name_of(contact, register), by)
    return made


@transaction.atomic
def found_from_statement(
    by: User, *, adoption: Adoption, slug: str = "", kind: str = "", **facts: str
) -> Organisation:
    """An organisation has begun on the draft that its own statement makes.

    Each value keeps the sentence it came from until the draft is adopted. ``facts``: what someone
    says of it themselves, as in :func:`tillit.privacy.reader.adopt.named`; ``kind``, when given, is
    the draft's.
    """
    from tillit.privacy.reader.adopt import named

    assert kind in ("", adoption.kind), "the draft was made on another kind"
    adoption = named(adoption, **facts)
    register = adoption.register
    made = _begun(by, register.controller.name, slug, by.language)
    keep(save_draft(made, register, by), adoption.points)
    return made


def _begun(by: User, name: str, slug: str, language: str) -> Organisation:
    made = Organisation.objects.create(
        name=name,
        slug=slug or free_slug(slug_for(name), _taken()),
        language=language,
        created_at=clock.now(),
    )
    for role in (Secretary, PrivacyOfficer):
        give_role(made, by, role.key, starts_on=clock.today(), by=by)
    return made


def _in_the_name_of(contact: str, register: Register) -> Register:
    """Whoever answers questions is named."""
    points = [point.model_copy(update={"name": contact}) for point in register.contact_points]
    return register.model_copy(update={"contact_points": points})


def _taken() -> list[str]:
    return list(Organisation.objects.values_list("slug", flat=True))
