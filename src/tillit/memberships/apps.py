from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpRequest


class MembershipsConfig(AppConfig):
    name = "tillit.memberships"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tillit.memberships import actions
        from tillit.memberships.beginning import BEGINNING
        from tillit.memberships.importing import EXTENSION
        from tillit.memberships.panels import membership_on_card
        from tillit.organisations.permissions import Permission
        from tillit.people.actions import on_new_address
        from tillit.people.beginnings import begins
        from tillit.people.imports.extensions import extend
        from tillit.people.panels import panel
        from tillit.privacy.register.actions import on_adopted
        from tillit.ui.navigation import desk_item, site_item

        extend(EXTENSION)
        begins(BEGINNING)
        panel(membership_on_card, order=10)
        if actions.keep_in_directory not in on_new_address:
            on_new_address.append(actions.keep_in_directory)
        if actions.on_adopted not in on_adopted:
            on_adopted.append(actions.on_adopted)
        desk_item(
            "members",
            _("Members"),
            "memberships_desk:list",
            "handshake",
            Permission.MEMBERS_READ,
            order=20,
        )
        site_item("join", _("Become a member"), "memberships:join", order=20, shown=_has_membership)
        site_item(
            "directory", _("Members"), "memberships:directory", order=30, shown=_has_directory
        )


def _register(request: "HttpRequest") -> Any:
    from tillit.privacy.register.queries import NotAdopted, in_force

    organisation = getattr(request, "organisation", None)
    try:
        return in_force(organisation) if organisation else None
    except NotAdopted:
        return None


def _has_membership(request: "HttpRequest") -> bool:
    from tillit.memberships.rules import ACTIVITY

    register = _register(request)
    return register is not None and register.activity(ACTIVITY) is not None


def _has_directory(request: "HttpRequest") -> bool:
    from tillit.memberships.rules import publishable

    register = _register(request)
    return register is not None and bool(publishable(register))
