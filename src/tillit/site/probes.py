"""The public pages are read as a visitor reads them, and what must stand there is looked for."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponseBase
from django.urls import get_script_prefix, get_urlconf, set_script_prefix, set_urlconf
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.kernel import clock, law
from tillit.kernel.identifiers import display_organisation_number
from tillit.kernel.law.acts import COMPLAINT_URL
from tillit.organisations.addresses import path
from tillit.organisations.models import Organisation
from tillit.privacy.evidence.registry import Label, Memory, Probe, Result, probe
from tillit.privacy.register.schema import Register
from tillit.privacy.statement.render import PROTOCOL

# What is looked for on the pages, as one says it when it is not there.
PARTS: dict[str, Label] = {
    "page": gettext_lazy("the page itself"),
    "controller": gettext_lazy("who is responsible"),
    "contact": gettext_lazy("whom to write to, by e-mail and by post"),
    "complaint": gettext_lazy("where to complain"),
    "source": gettext_lazy("the source code of the running version"),
    "short": gettext_lazy("the short version"),
    "activities": gettext_lazy("what we do with personal data"),
    "purposes": gettext_lazy("the purposes with their legal bases"),
    "words": gettext_lazy("the words explained"),
    "history": gettext_lazy("earlier versions"),
    "rules": gettext_lazy("the rules with their sources"),
    "record": gettext_lazy("the record of processing as a file"),
}


@probe
class PublicPages(Probe):
    """Anyone can read the statement in each language, with all that belongs to it."""

    key = "public_pages"
    name = gettext_lazy("The public pages, read as a visitor reads them")
    group = "statement"
    remedy = gettext_lazy(
        "Fill in in the register what is not found on the page, and put it in force. If the "
        "page itself is missing, ask whoever runs the program to read its log."
    )
    remedy_at = "desk:register_organisation"

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        """Ask for each page as a browser does, and look for its parts."""
        del memory
        missing: dict[str, list[str]] = {}
        languages = [code for code, _name in settings.LANGUAGES]
        with _as_a_visitor():
            for code in languages:
                page = _page(organisation, "site:statement_in", code)
                missing[code] = [*_missing(page, organisation, register)]
                missing[code] += _missing_record(organisation, register, code)
            rules = _page(organisation, "site:rules")
            cited = {rule.law.url for rule in law.in_force(clock.today()) if rule.law.url}
            if not all(f'href="{url}"' in rules for url in cited):
                missing[languages[0]].append("rules")
        yield Result(
            not any(missing.values()),
            measured={
                "languages": languages,
                "missing": sorted({part for parts in missing.values() for part in parts}),
            },
        )

    def promise(self, register: Register, about: str) -> str:
        """What is promised."""
        del register, about
        return _("Anyone can read what we do with personal data, whom to write to, and the rules.")

    def finding(self, measured: dict[str, Any], about: str) -> str:
        """What was found."""
        del about
        if missing := measured.get("missing"):
            return _("Not found on the page: %(parts)s.") % {
                "parts": ", ".join(str(PARTS[part]) for part in missing)
            }
        return _(
            "The statement was read in %(count)s languages. All that belongs to it is there."
        ) % {"count": len(measured.get("languages", ()))}


def _missing(page: str, organisation: Organisation, register: Register) -> Iterator[str]:
    """What should stand in the statement, and does not."""
    if not page:
        yield "page"
        return
    controller, point = register.controller, register.privacy_contact()
    number = controller.organisation_number
    shown = display_organisation_number(number) if number else ""  # not everyone has one
    post = (point.address if point else "") or controller.address
    wanted = {
        "controller": [controller.name, shown],
        "contact": [point.email if point else "", post],
        "complaint": [f'href="{COMPLAINT_URL}"'],
        "source": [f'href="{settings.SOURCE_URL}"'],
        "short": ['id="short-who"', 'id="short-contact"', 'class="s-whole"'],
        "activities": [f'id="{entry.activity}"' for entry in register.activities],
        "purposes": [
            f'id="s-{entry.activity}.purposes.{purpose.purpose}"'
            for entry in register.activities
            for purpose in entry.purposes
        ],
        "words": ['class="s-word"'],
        "history": [path(organisation, "site:statement_history")],
    }
    if point is None:
        yield "contact"
    plain = _plain(page)
    for part, signs in wanted.items():
        if not all(_plain(sign) in plain for sign in signs):
            yield part


def _missing_record(organisation: Organisation, register: Register, language: str) -> list[str]:
    """The record of processing as machines read it has a row for each purpose."""
    text = _page(organisation, "site:statement_file", PROTOCOL, language, "json")
    rows = [row["activity"] for row in json.loads(text)["rows"]] if text else []
    wanted = [entry.activity for entry in register.activities for _each in entry.purposes]
    return [] if sorted(rows) == sorted(wanted) else ["record"]


def _plain(text: str) -> str:
    return unescape(text).replace("\N{NO-BREAK SPACE}", " ")


@lru_cache
def _handler() -> WSGIHandler:
    return WSGIHandler()


@contextmanager
def _as_a_visitor() -> Iterator[None]:
    """A page leaves addresses and language as it had them; this puts back what was."""
    prefix, urlconf = get_script_prefix(), get_urlconf()
    try:
        with translation.override(translation.get_language()):
            yield
    finally:
        set_script_prefix(prefix)
        set_urlconf(urlconf)


def _page(organisation: Organisation, view: str, *args: Any) -> str:
    """What a visitor without cookies gets at the page's address; empty when it is not there."""
    public = urlsplit(settings.PUBLIC_URL)
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path(organisation, view, *args),
            "QUERY_STRING": "",
            "HTTP_HOST": organisation.host or public.netloc,
            "HTTP_X_FORWARDED_PROTO": public.scheme,
            "SERVER_NAME": public.hostname or "localhost",
            "SERVER_PORT": str(public.port or 80),
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": public.scheme,
            "wsgi.input": io.BytesIO(),
        }
    )
    response: HttpResponseBase = _handler().get_response(request)
    content: bytes = getattr(response, "content", b"")
    return content.decode() if response.status_code == 200 else ""
