from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    """The organisation's public pages."""

    name = "tillit.site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tillit.site.contact import lines
        from tillit.ui.navigation import footer_item, organisation_contact, site_item

        organisation_contact(lines)
        site_item("statement", _("Privacy"), "site:statement", order=70)
        footer_item("statement", _("Privacy statement"), "site:statement", order=10)
        footer_item("evidence", _("How we keep our word"), "site:evidence", order=20)
        footer_item("processing", _("All our processing"), "site:processing", order=30)
        footer_item("desk", _("For those who work here"), "desk:today", order=90)
