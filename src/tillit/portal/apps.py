from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


def _is_proven(request: HttpRequest) -> bool:
    return bool(getattr(request, "proven_email", ""))


class PortalConfig(AppConfig):
    """Min side."""

    name = "tillit.portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tillit.ui.navigation import portal_item, site_item

        site_item("portal", _("My page"), "portal:front", order=80)
        for key, label, view, order in (
            ("held", _("What we hold"), "portal:front", 10),
            ("log", _("What has been done"), "portal:log", 20),
            ("requests", _("Requests"), "portal:requests", 30),
        ):
            portal_item(key, label, view, order=order, shown=_is_proven)
