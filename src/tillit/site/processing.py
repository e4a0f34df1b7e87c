"""The public list of everything the organisation does with personal data (promises N02, P12)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tillit.kernel import clock
from tillit.privacy.declare import declarations
from tillit.privacy.register.queries import NotAdopted, in_force
from tillit.privacy.statement.protocol import Row, headings, protocol
from tillit.privacy.statement.render import PROTOCOL, UnknownFormat, file

SHARED = ("subjects", "data", "sources", "recipients", "processors", "transfers", "retention")


@require_safe
def processing(request: HttpRequest) -> HttpResponse:
    """Read every activity: purposes and bases, data, sources, who gets it, how long."""
    organisation = request.organisation  # type: ignore[attr-defined]
    language = translation.get_language() or "nb"
    try:
        register = in_force(organisation)
    except NotAdopted:
        return render(request, "site/statement_none.html", status=404)
    record = protocol(register, declarations, language, clock.today())
    by_activity: dict[str, list[Row]] = {}
    for row in record.rows:
        by_activity.setdefault(row.activity, []).append(row)
    names = headings()
    rows = [
        {
            "key": key,
            "name": rows[0].name,
            "facts": [
                (_("Purpose and legal basis"), [f"{row.purpose}. {row.basis}" for row in rows]),
                *((names[part], getattr(rows[0], part)) for part in (*SHARED, "measures")),
            ],
        }
        for key, rows in by_activity.items()
    ]
    return render(
        request,
        "site/processing.html",
        {
            "rows": rows,
            "controller": register.controller.name,
            "files": [
                (label, reverse("site:statement_file", args=[PROTOCOL, language, suffix]))
                for label, suffix in ((_("Spreadsheet"), "xlsx"), ("PDF", "pdf"), ("JSON", "json"))
            ],
        },
    )


@require_safe
def statement_file(request: HttpRequest, name: str, language: str, suffix: str) -> HttpResponse:
    """Take the statement or the record of processing along as a file."""
    organisation = request.organisation  # type: ignore[attr-defined]
    try:
        made = file(organisation, name, language, suffix)
    except (NotAdopted, UnknownFormat) as error:
        raise Http404 from error
    response = HttpResponse(made.content, content_type=made.content_type)
    shown = "inline" if suffix in ("md", "json", "jsonld") else "attachment"
    response.headers["Content-Disposition"] = f'{shown}; filename="{organisation.slug}-{made.name}"'
    response.headers["Content-Language"] = language
    return response
