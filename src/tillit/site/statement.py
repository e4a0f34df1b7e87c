"""The organisation's privacy statement, its history, the list of activities, the files."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from tillit.kernel import clock, law
from tillit.privacy.register.queries import NotAdopted, in_force, version_in_force
from tillit.privacy.statement import lights
from tillit.privacy.statement.difference import counts, shown
from tillit.privacy.statement.models import StatementVersion
from tillit.privacy.statement.queries import (
    between,
    composed,
    latest,
    statement,
    versions,
)
from tillit.privacy.statement.render import STATEMENT
from tillit.privacy.statement.structure import Statement
from tillit.privacy.statement.wording import capital

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
KEPT = 128
FILES = (("PDF", "pdf"), ("Markdown", "md"), ("JSON (TILT)", "json"), ("JSON-LD (DPV)", "jsonld"))


@dataclass(frozen=True)
class Shown:
    """A statement on its way to a reader; without a version it is not published yet."""

    statement: Statement
    version: StatementVersion | None
    key: str


@require_safe
def show(request: HttpRequest, language: str = "") -> HttpResponse:
    """Read the statement in force, in the language of the page or of the address."""
    organisation = request.organisation  # type: ignore[attr-defined]
    language = language or translation.get_language() or settings.LANGUAGE_CODE
    with translation.override(language):
        version = latest(organisation)
        try:
            shown = _shown(organisation, version, language)
        except NotAdopted:
            return render(request, "site/statement_none.html", status=404)
        return _page(request, shown, language, current=True)


@require_safe
def show_version(request: HttpRequest, number: int, language: str = "") -> HttpResponse:
    """Read an earlier version, as it was."""
    organisation = request.organisation  # type: ignore[attr-defined]
    language = language or translation.get_language() or settings.LANGUAGE_CODE
    newest = latest(organisation)
    version = versions(organisation).filter(number=number).first()
    if version is None or newest is None:
        raise Http404
    with translation.override(language):
        shown = _shown(organisation, version, language)
        return _page(request, shown, language, current=version.number == newest.number)


def _shown(organisation: Any, version: StatementVersion | None, language: str) -> Shown:
    if version is not None:
        return Shown(statement(version, language), version, version.digest)
    register = in_force(organisation)
    row = version_in_force(organisation)
    return Shown(composed(register, language), None, row.digest if row else "")


def _page(request: HttpRequest, shown: Shown, language: str, *, current: bool) -> HttpResponse:
    organisation = request.organisation  # type: ignore[attr-defined]
    state = lights.states(organisation) if current else {}
    number = shown.version.number if shown.version and not current else None
    context = {
        "statement": shown.statement,
        "version": shown.version,
        "current": current,
        "body": _body(organisation, shown, language, state),
        "page_languages": _addresses(number, language),
        "files": [
            (label, reverse("site:statement_file", args=[STATEMENT, language, suffix]))
            for label, suffix in FILES
        ]
        if current
        else [],
    }
    response = render(request, "site/statement.html", context)
    response.headers["Content-Language"] = language
    return response


def _addresses(number: int | None, current: str) -> list[tuple[str, str, str, bool]]:
    """The same page in each language: (code, name, address, whether it is this one)."""
    from tillit.ui.context import OWN_NAMES

    return [
        (
            code,
            OWN_NAMES[code],
            reverse("site:statement_in", args=[code])
            if number is None
            else reverse("site:statement_version_in", args=[number, code]),
            code == current,
        )
        for code in LANGUAGES
    ]


_bodies: OrderedDict[tuple[Any, ...], str] = OrderedDict()


def _body(organisation: Any, shown: Shown, language: str, state: lights.States) -> str:
    """The statement as HTML, made once per version, language and state of its evidence."""
    key = (
        organisation.pk,
        shown.key,
        shown.version.number if shown.version else 0,
        language,
        get_script_prefix(),
        lights.fingerprint(state),
    )
    if (known := _bodies.get(key)) is not None:
        _bodies.move_to_end(key)
        return known
    made = render_to_string(
        "site/statement_body.html",
        {"statement": shown.statement, "lights": state, "organisation": organisation},
    )
    _bodies[key] = made
    while len(_bodies) > KEPT:
        _bodies.popitem(last=False)
    return made


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Every version that was published, newest first, with what changed (promise N06)."""
    organisation = request.organisation  # type: ignore[attr-defined]
    page = Paginator(versions(organisation, with_changes=True), 30).get_page(
        request.GET.get("page")
    )
    rows = [
        {
            "version": version,
            "before": version.number - 1 if version.number > 1 else None,
            "counts": counts(version.changes),
        }
        for version in page.object_list
    ]
    return render(request, "site/statement_history.html", {"page": page, "rows": rows})


@require_safe
def difference(request: HttpRequest, older: int, newer: int) -> HttpResponse:
    """Two versions as one text with what went and what came, each change classed."""
    organisation = request.organisation  # type: ignore[attr-defined]
    found = {
        version.number: version
        for version in versions(organisation).filter(number__in=(older, newer))
    }
    if older not in found or newer not in found or older >= newer:
        raise Http404
    language = translation.get_language() or settings.LANGUAGE_CODE
    rows = shown(between(found[older], found[newer]), language)
    return render(
        request,
        "site/statement_difference.html",
        {"older": found[older], "newer": found[newer], "rows": rows},
    )


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule the software follows, with its source and date (promise C27)."""
    language = (translation.get_language() or settings.LANGUAGE_CODE)[:2]
    groups: dict[str, dict[str, Any]] = {}
    for rule in law.in_force(clock.today()):
        group = groups.setdefault(
            rule.law.key,
            {
                "name": capital(rule.law.name[language]),
                "url": rule.law.url,
                "since": rule.law.in_force_from,
                "rules": [],
            },
        )
        group["rules"].append(
            {
                "place": rule.place[language],
                "text": rule.text[language],
                "since": rule.in_force_from,
                "checked": rule.checked_on,
                "url": rule.url,
                "sure": rule.is_confirmed,
            }
        )
    return render(request, "site/rules.html", {"groups": groups.values()})
