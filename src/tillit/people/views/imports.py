"""An import on the screen: one address, whose page follows the state of the work."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from tillit.organisations.access import staff
from tillit.organisations.permissions import Permission
from tillit.people import queries as people
from tillit.people.imports import actions, queries
from tillit.people.imports.errors import MESSAGES, UnreadableError
from tillit.people.imports.forms import ON_MATCH, ON_REPEAT, MappingForm, UploadForm
from tillit.people.models import Import
from tillit.people.values import LABELS
from tillit.privacy.register.queries import in_force
from tillit.privacy.sharing import writers

State = Import.State
# Form fields and boundaries around the file itself.
ENVELOPE = 64 * 1024


def _run(request: HttpRequest, uuid: UUID) -> Import:
    """The import in this organisation; 404 for any other's."""
    runs = Import.objects.select_related("organisation", "source")
    return get_object_or_404(runs, organisation=request.organisation, uuid=uuid)  # type: ignore[attr-defined]


@staff(Permission.PEOPLE_IMPORT)
def import_list(request: HttpRequest) -> HttpResponse:
    """What has been read in lately."""
    organisation = request.organisation  # type: ignore[attr-defined]
    names = people.relation_names(in_force(organisation))
    runs = [
        (run, names.get(run.relation_kind, run.relation_kind))
        for run in queries.imports_of(organisation)
    ]
    return render(request, "people/imports/list.html", {"runs": runs})


@csrf_exempt
@staff(Permission.PEOPLE_IMPORT)
def upload(request: HttpRequest) -> HttpResponse:
    """A file is sent in. One that is too large is refused before any of it is read.

    The check for forged requests reads the form, so it comes after the check of the size.
    """
    length = request.META.get("CONTENT_LENGTH") or "0"
    if request.method == "POST" and int(length) > settings.IMPORT_MAX_BYTES + ENVELOPE:
        form = UploadForm(kinds=_kinds(request))
        context = {"form": form, "refused": MESSAGES["too_large"]}
        return render(request, "people/imports/upload.html", context, status=413)
    return _upload(request)


@csrf_protect
def _upload(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None, kinds=_kinds(request))
    if request.method == "POST" and form.is_valid():
        try:
            run = actions.receive(
                request.organisation,  # type: ignore[attr-defined]
                form.cleaned_data["file"],
                kind=form.cleaned_data["kind"],
                by=request.access.actor,  # type: ignore[attr-defined]
            )
        except UnreadableError as error:
            form.add_error("file", MESSAGES[error.code])
        except ValidationError as error:
            form.add_error("kind", error.messages)
        else:
            return redirect("people:import", run.uuid)
    return render(request, "people/imports/upload.html", {"form": form},
                  status=422 if request.method == "POST" else 200)  # fmt: skip


def _kinds(request: HttpRequest) -> list[tuple[str, Any]]:
    register = in_force(request.organisation)  # type: ignore[attr-defined]
    return list(people.relation_names(register).items())


@staff(Permission.PEOPLE_IMPORT)
def import_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Where the import is now, and what can be done next."""
    run = _run(request, uuid)
    actions.take_up(run)
    if run.state == State.MAPPING:
        return _mapping(request, run)
    if run.state == State.PREVIEW:
        return _preview(request, run)
    if run.state in actions.WORKING:
        return render(request, "people/imports/working.html", _progress(run))
    context = {"run": run, "failure": MESSAGES.get(run.error, run.error)}
    return render(request, "people/imports/done.html", context)


@staff(Permission.PEOPLE_IMPORT)
def import_progress(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far it has come; once it is there, the page is fetched anew."""
    run = _run(request, uuid)
    actions.take_up(run)
    if run.state in actions.WORKING:
        return render(request, "people/imports/progress.html", _progress(run))
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})


def _progress(run: Import) -> dict[str, Any]:
    counts = run.counts
    to_do = counts.get("new", 0) + counts.get("update", 0)
    done, total = {
        State.RUNNING: (counts.get("done", 0), to_do),
        State.UNDOING: (counts.get("undone", 0), counts.get("done", 0)),
    }.get(State(run.state), (counts.get("rows", 0), 0))
    labels = {
        State.READING: _("Reading the file"),
        State.CHECKING: _("Checking each row"),
        State.RUNNING: _("Reading in"),
        State.UNDOING: _("Taking it back"),
    }
    return {
        "run": run,
        "done": done,
        "total": total,
        "label": labels[State(run.state)],
        "poll": reverse("people:import_progress", args=[run.uuid]),
    }


def _mapping(request: HttpRequest, run: Import) -> HttpResponse:
    if request.method == "POST" and "sheet" in request.POST:
        if request.POST["sheet"] in run.plan["sheets"]:
            actions.choose_sheet(run, request.POST["sheet"])
        return redirect("people:import", run.uuid)
    form = MappingForm(request.POST or None, run=run)
    if request.method == "POST" and form.is_valid():
        try:
            actions.plan(
                run,
                mapping=form.mapping(),
                source=form.cleaned_data["source"],
                detail=form.cleaned_data["detail"],
                started_on=form.cleaned_data["started_on"],
                on_match=form.cleaned_data["on_match"],
                extra=form.extra(),
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("people:import", run.uuid)
    sample = [
        list(zip(run.plan["columns"], row, strict=False)) for row in run.plan.get("sample", [])
    ]
    kept = in_force(run.organisation).retention("accountability", "imports")
    context = {
        "run": run,
        "form": form,
        "sample": sample,
        "kept": kept.period if kept else None,
    }
    return render(request, "people/imports/mapping.html", context,
                  status=422 if form.is_bound else 200)  # fmt: skip


def _preview(request: HttpRequest, run: Import) -> HttpResponse:
    problem = ""
    if request.method == "POST":
        match request.POST.get("do"):
            case "columns":
                actions.back_to_columns(run)
            case "all" if request.POST.get("decision") in dict(ON_MATCH):
                actions.decide_all(run, request.POST["decision"])
            case "each":
                actions.decide(run, _decisions(request))
            case "start":
                try:
                    actions.start(run, without_wrong_rows="leave_out" in request.POST)
                except ValidationError as error:
                    problem = error.messages[0]
        if not problem:
            return redirect("people:import", run.uuid)
    missing = [LABELS[name] for name in actions.required_missing(run)]
    return render(
        request,
        "people/imports/preview.html",
        {
            "run": run,
            "counts": {"error": 0, "new": 0, "update": 0, "same": 0, "skip": 0} | run.counts,
            "faults": list(queries.faults(run)),
            "matches": queries.matches(run),
            "on_match": ON_MATCH,
            "repeats": queries.repeats(run),
            "on_repeat": ON_REPEAT,
            "fields": [LABELS[name] for name in queries.shown_fields(run)],
            "first_new": queries.first_new(run),
            "missing": missing,
            "problem": problem,
        },
        status=422 if problem else 200,
    )


def _decisions(request: HttpRequest) -> dict[int, str]:
    chosen = dict(ON_MATCH)
    return {
        int(key.removeprefix("line_")): str(value)
        for key, value in request.POST.items()
        if key.startswith("line_") and key[5:].isdecimal() and value in chosen
    }


@staff(Permission.PEOPLE_IMPORT)
def import_undo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """GET asks; POST takes a finished import back."""
    run = _run(request, uuid)
    if request.method != "POST":
        return render(request, "people/imports/undo.html", {"run": run})
    actions.undo(run)
    messages.info(request, _("We are taking it back. What someone has changed since, stays."))
    return redirect("people:import", run.uuid)


@staff(Permission.PEOPLE_IMPORT)  # type: ignore[arg-type]
def import_faults(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The rows with errors as a spreadsheet, to mend and read in again."""
    run = _run(request, uuid)
    headings, rows = queries.faulty_file(run)
    return writers.answer("xlsx", _("rows to mend"), headings, rows)
