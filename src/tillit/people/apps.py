from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "tillit.people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The desk's menu gets its entry."""
        from tillit.organisations.permissions import Permission
        from tillit.ui.navigation import desk_item

        desk_item("people", _("People"), "people:list", "people", Permission.PEOPLE_READ, order=20)
