from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "tillit.events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tillit.organisations.permissions import Permission
        from tillit.ui.navigation import desk_item, site_item

        site_item("events", _("Events"), "events:list", order=10)
        desk_item(
            "events", _("Events"), "events_desk:list", "calendar", Permission.EVENTS_READ, order=30
        )
