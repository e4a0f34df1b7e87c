from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "tillit.people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The desk's menu gets its entry, and relations end with what they were for."""
        from tillit.organisations.permissions import Permission
        from tillit.people.actions import end_switched_off
        from tillit.privacy.register.actions import on_adopted
        from tillit.ui.navigation import desk_item

        if end_switched_off not in on_adopted:
            on_adopted.append(end_switched_off)
        desk_item("people", _("People"), "people:list", "people", Permission.PEOPLE_READ, order=20)
