from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "tillit.privacy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tillit.privacy.register.actions import on_adopted
        from tillit.privacy.register.points.actions import gone_when_adopted
        from tillit.privacy.register.tasks import follow_up
        from tillit.privacy.statement.actions import publish

        every = (publish, follow_up, gone_when_adopted)
        on_adopted += [each for each in every if each not in on_adopted]
