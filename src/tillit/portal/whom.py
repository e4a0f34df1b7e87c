"""What those who did something are called on My page.

Staff are named by their role, not by name: a person is entitled to know what was done, when and
why, but the name of an employee only where their rights cannot be used without it (the Court of
Justice in C-579/21). Who wants the name can ask for it; then the one is weighed against the other.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tillit.organisations.models import Organisation, Role
from tillit.privacy.references import split


def roles_of(organisation: Organisation, actors: Iterable[str]) -> dict[str, str]:
    """{reference: what to call them}; one query."""
    found = set(actors)
    uuids = {actor: split(actor)[1] for actor in found if actor.startswith("user:")}
    roles: dict[str, list[str]] = {}
    if uuids:
        for role in (
            Role.objects.filter(organisation=organisation, user__uuid__in=uuids.values())
            .select_related("user")
            .order_by("pk")
        ):
            names = roles.setdefault(str(role.user.uuid), [])
            if role.name not in names:
                names.append(role.name)
    known = {"person": _("you"), "system": _("the program, by its rules")}
    return {
        actor: known.get(actor)
        or ", ".join(roles.get(uuids.get(actor, ""), []))
        or _("someone who no longer works for us")
        for actor in found
    }
