"""The public evidence: for every promise what was measured, when, and against which limit."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tillit.privacy.evidence.queries import Line, report
from tillit.privacy.register.queries import NotAdopted


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """Read in a line whether the organisation keeps its word, and then promise by promise."""
    organisation = request.organisation  # type: ignore[attr-defined]
    try:
        found = report(organisation)
    except NotAdopted:
        return render(request, "site/statement_none.html", status=404)
    requests = found.measured("requests")
    context = {
        "report": found,
        "groups": found.groups(),
        "figures": [
            (_("Requests answered"), requests.get("answered")),
            (_("Answered too late"), requests.get("answered_late")),
            (_("Requests waiting"), requests.get("open")),
            (_("Entries in the log"), found.measured("ledger").get("entries")),
        ],
        "head": found.head,
    }
    return render(request, "site/evidence.html", context)


@require_safe
def evidence_json(request: HttpRequest) -> HttpResponse:
    """The same for machines; kept for anyone who wants to watch it."""
    organisation = request.organisation  # type: ignore[attr-defined]
    try:
        found = report(organisation)
    except NotAdopted:
        return JsonResponse({"error": "no register in force"}, status=404)
    requests = found.measured("requests")
    document: dict[str, Any] = {
        "controller": organisation.name,
        "made_at": found.made_at.isoformat(timespec="seconds"),
        "kept": found.is_whole,
        "promises": len(found.lines),
        "not_kept": len(found.broken),
        "register_version": found.register_number,
        "ledger": {
            "sequence": found.head.sequence if found.head else 0,
            "head": found.head.chain if found.head else "",
            "redacted": found.head.redacted if found.head else 0,
        },
        "requests": {
            key: requests.get(key)
            for key in ("open", "overdue", "answered", "answered_late", "late_lately")
        },
        "evidence": [_as_json(line) for line in found.lines],
    }
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _as_json(line: Line) -> dict[str, Any]:
    return {
        "check": line.probe,
        "about": line.about,
        "state": line.state,
        "kept": line.is_kept,
        "promise": line.promise,
        "limit": line.limit,
        "finding": line.finding,
        "measured": dict(line.measured),
        "measured_at": line.measured_at.isoformat(timespec="seconds") if line.measured_at else None,
    }
