"""What every page knows of its surroundings, worked out only when a page asks for it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import get_language

from tillit.ui import navigation
from tillit.ui.navigation import Link

# Each language is named in itself: who looks for it may not read the others.
OWN_NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


class Shell:
    """Menus, languages and links around a page, for the reader of this request."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def organisation(self) -> Any:
        """The organisation whose pages these are, or None on the installation's own pages."""
        return getattr(self._request, "organisation", None)

    @cached_property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @cached_property
    def languages(self) -> list[Link]:
        """The languages one can switch to, the present one marked."""
        return [
            Link(code, OWN_NAMES.get(code, code), "", current=code == self.language)
            for code, _ in settings.LANGUAGES
        ]

    @cached_property
    def language_url(self) -> str | None:
        return navigation.address("language")

    @cached_property
    def here(self) -> str:
        """This page's address, to come back to; a form's answer comes back to its page."""
        return self._request.get_full_path()

    @cached_property
    def home_url(self) -> str:
        return navigation.address("site:front") or navigation.address("home") or "/"

    @cached_property
    def desk_url(self) -> str | None:
        return navigation.address("desk:today") or navigation.address("desk:home")

    @cached_property
    def search_url(self) -> str | None:
        return navigation.address("desk:search")

    @cached_property
    def searched(self) -> str:
        """What was searched for, on the page that answers the shell's search."""
        return self._request.GET.get("q", "") if self._request.path == self.search_url else ""

    @cached_property
    def account_url(self) -> str | None:
        return navigation.address("account_settings") or navigation.address("mfa_index")

    @cached_property
    def logout_url(self) -> str | None:
        return navigation.address("account_logout")

    @cached_property
    def portal_logout_url(self) -> str | None:
        """Where to log out of My page; None for who has not logged in to it."""
        if not getattr(self._request, "proven_email", ""):
            return None
        return navigation.address("portal:logout")

    @cached_property
    def site_menu(self) -> list[Link]:
        return navigation.menu("site", self._request)

    @cached_property
    def portal_menu(self) -> list[Link]:
        return navigation.menu("portal", self._request)

    @cached_property
    def desk_menu(self) -> list[Link]:
        return navigation.menu("desk", self._request)

    @cached_property
    def footer(self) -> list[Link]:
        return navigation.menu("footer", self._request)

    @cached_property
    def contact(self) -> list[Link]:
        """Whom to write to at the organisation whose page this is."""
        return navigation.contact(self._request)

    @cached_property
    def organisations(self) -> list[Link]:
        return navigation.organisations(self._request)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``shell``, ``organisation`` and the running version's source."""
    surroundings = Shell(request)
    return {
        "shell": surroundings,
        "organisation": getattr(request, "organisation", None),
        "source_url": settings.SOURCE_URL,
    }
