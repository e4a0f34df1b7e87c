from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "tillit.privacy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tillit.privacy.register.actions import on_adopted
        from tillit.privacy.statement.actions import publish

        if publish not in on_adopted:
            on_adopted.append(publish)
