from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "tillit.site"
    default_auto_field = "django.db.models.BigAutoField"
