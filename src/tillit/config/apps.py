from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Last of the apps: when it is ready every declaration is in, and can be held to account."""

    name = "tillit.config"

    def ready(self) -> None:
        from django.conf import settings

        from tillit.config import failures  # noqa: F401 (listens)
        from tillit.kernel import clock
        from tillit.privacy.declare.check import refuse_incomplete_declarations

        clock.use_file(settings.CLOCK_FILE)
        refuse_incomplete_declarations()
