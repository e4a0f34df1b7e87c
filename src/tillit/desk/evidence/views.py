"""Evidence, deletion and the log: what staff see beyond the public page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tillit.desk.evidence.words import in_words, is_personal, kind_of, named_in
from tillit.organisations.access import access_of, staff
from tillit.organisations.lookup import things
from tillit.organisations.models import User
from tillit.organisations.permissions import Permission
from tillit.privacy.declare import declarations
from tillit.privacy.evidence.probes.closed_world import SHOWN, stray_files
from tillit.privacy.evidence.queries import report
from tillit.privacy.holds.models import SweepRun
from tillit.privacy.holds.queries import preview
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.references import split
from tillit.privacy.register.queries import NotAdopted
from tillit.ui.navigation import address

AHEAD = (7, 30, 90, 365)
USUAL = 90
LONGEST_DETAIL = 80
ENTRIES_A_PAGE = 50
NOTES = {
    "clock_moved_back": gettext_lazy("The clock was behind that of an earlier run"),
    "killed": gettext_lazy("Stopped in the middle; the next run went on"),
    "taken_over": gettext_lazy("Taken over by another run"),
    "disk_full": gettext_lazy("The disk was full; the last batch was undone"),
    "database": gettext_lazy("The database refused; the last batch was undone"),
}


def _tabs(request: HttpRequest) -> list[tuple[str, str]]:
    access = access_of(request)
    tabs = [
        (_("Promises"), reverse("desk:evidence")),
        (_("Deletion"), reverse("desk:deletion")),
    ]
    if access.may(Permission.LEDGER_READ):
        tabs.append((_("Log"), reverse("desk:ledger")))
    return tabs


@staff(Permission.EVIDENCE_READ)
@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """Every promise and how it stands, what is broken first."""
    try:
        found = report(access_of(request).organisation)
    except NotAdopted:
        found = None
    context = {
        "tabs": _tabs(request),
        "report": found,
        "lines": [
            (line, address(line.remedy_at) if line.remedy_at else None)
            for line in sorted(found.lines if found else [], key=lambda line: line.is_kept)
        ],
        # Their names may tell of persons, so the public page has the number only.
        "strays": stray_files()[:SHOWN]
        if found and found.measured("closed_world").get("strays")
        else [],
    }
    return render(request, "desk/evidence/evidence.html", context)


@staff(Permission.EVIDENCE_READ)
@require_safe
def deletion(request: HttpRequest) -> HttpResponse:
    """What goes within the time chosen, and the latest runs."""
    organisation = access_of(request).organisation
    chosen = request.GET.get("days", "")
    days = int(chosen) if chosen in map(str, AHEAD) else USUAL
    runs = SweepRun.objects.filter(organisation=organisation).order_by("-started_at")[:20]
    context = {
        "tabs": _tabs(request),
        "choices": [
            ("" if number == USUAL else str(number), _("%(count)s days") % {"count": number})
            for number in AHEAD
        ],
        "foreseen": [_foreseen(line) for line in preview(organisation, days)],
        "runs": [
            {
                "run": run,
                "rows": sum(sum(verbs.values()) for verbs in run.counts.values()),
                "note": NOTES.get(run.note, ""),
                "tone": {"done": "success", "failed": "danger"}.get(run.state, "info"),
            }
            for run in runs
        ],
    }
    return render(request, "desk/evidence/deletion.html", context)


def _foreseen(line: Any) -> dict[str, Any]:
    names = [str(line.holding.fields[name].label) for name in line.fields]
    return {
        "title": line.holding.title,
        "what": _("Cleared: %(fields)s") % {"fields": ", ".join(names)} if names else "",
        "end": line.end.label,
        "rule": line.rule.rule.covers if line.rule else _("nothing holds it any longer"),
        "count": line.count,
    }


@staff(Permission.LEDGER_READ)
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """What was done to personal data, newest first, by whom and to which row."""
    page = Paginator(narrowed(request), ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    names = names_of(entry.actor for entry in page.object_list)
    found = things(access_of(request), {name for entry in page for name in named_in(entry)})
    called = {name: str(hit.label) for name, hit in found.items() if not is_personal(name)}
    rows = [
        {
            "entry": entry,
            "kind": kind_name(entry),
            "by": names.get(entry.actor) or _("Someone who no longer works here"),
            "about": kind_of(entry.subject),
            "name": called.get(entry.subject, ""),
            "url": found[entry.subject].url if entry.subject in found else "",
            "details": [
                (label, Truncator(value).chars(LONGEST_DETAIL))
                for label, value in in_words(entry, called)
            ],
        }
        for entry in page.object_list
    ]
    context = {
        "tabs": _tabs(request),
        "page_obj": page,
        "rows": rows,
        "is_narrowed": request.GET.get("kind") in declarations.entries,
        "kinds": [
            ("", _("All")),
            *((key, type_.name) for key, type_ in declarations.entries.items()),
        ],
    }
    return render(request, "desk/evidence/log.html", context)


def narrowed(request: HttpRequest) -> QuerySet[LedgerEntry]:
    """The entries that the address asks for, newest first."""
    entries = LedgerEntry.objects.filter(organisation=access_of(request).organisation)
    kind = request.GET.get("kind", "")
    if kind in declarations.entries:
        entries = entries.filter(kind=kind)
    if about := request.GET.get("q", "").strip()[:80]:
        entries = entries.filter(subject=about)
    return entries.order_by("-pk")


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Who the actors are: staff by name, the person and the program by a word."""
    keys = {split(actor)[1] for actor in actors if actor.startswith("user:")}
    found = User.objects.filter(uuid__in=keys).values_list("uuid", "name")
    known = {"person": _("The person"), "system": _("The program"), "": _("Emptied")}
    return {**known, **{f"user:{key}": name for key, name in found}}


def kind_name(entry: LedgerEntry) -> str:
    """What was done, in words."""
    known = declarations.entries.get(entry.kind)
    return str(known.name) if known else entry.kind


def details(entry: LedgerEntry) -> str:
    """Codes and counts of the entry as they were written, for the file that is taken out."""
    content = entry.content or {}
    shown = {key: value for key, value in content.items() if key not in ("subject", "actor")}
    return ", ".join(f"{key}: {value}" for key, value in shown.items() if value not in ("", {}, []))
