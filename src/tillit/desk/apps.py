from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """The staff's shell; last of the modules, so that all others have registered with it."""

    name = "tillit.desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tillit.desk.switcher import organisations
        from tillit.organisations.permissions import Permission
        from tillit.ui.navigation import desk_item, organisation_switcher

        autodiscover_modules("today", "lookup")
        organisation_switcher(organisations)
        desk_item("today", _("Today"), "desk:today", "home", order=0)
        desk_item(
            "register", _("Register"), "desk:register", "shield", Permission.REGISTER_READ,
            order=60,
        )  # fmt: skip
        desk_item(
            "requests", _("Requests"), "desk:requests", "inbox", Permission.REQUESTS, order=50
        )
        desk_item(
            "staff", _("Staff"), "organisations_desk:staff", "key", Permission.STAFF_READ, order=80
        )
        desk_item(
            "statement",
            _("Privacy statement"),
            "desk:statement",
            "file",
            Permission.REGISTER_READ,
            order=70,
        )
        desk_item(
            "evidence", _("Evidence"), "desk:evidence", "success", Permission.EVIDENCE_READ,
            order=75,
        )  # fmt: skip
        desk_item(
            "settings", _("Settings"), "desk:settings", "settings", Permission.SETTINGS_CHANGE,
            order=90,
        )  # fmt: skip
