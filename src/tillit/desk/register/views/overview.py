"""The activities: what the organisation does with personal data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tillit.desk.register.forms.activity import ActivityForms
from tillit.desk.register.views.shell import after_saving, page, say_saved
from tillit.desk.register.working import Working, change, working, working_or_404
from tillit.organisations.access import access_of, staff
from tillit.organisations.permissions import Permission
from tillit.privacy.declare import ActivityType, declarations
from tillit.privacy.register import actions, profiles
from tillit.privacy.register.complete import entry_of
from tillit.privacy.register.periods import in_words
from tillit.privacy.register.schema import ActivityEntry, Register
from tillit.privacy.statement.wording import after


@dataclass(frozen=True)
class Shown:
    """An activity as the overview tells of it."""

    declared: ActivityType
    entry: ActivityEntry
    purposes: list[tuple[Any, Any]]
    fields: list[Any]
    periods: list[tuple[Any, str, str]]
    parties: list[str]
    errors: int
    warnings: int


@staff(Permission.REGISTER_READ)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What is in force and what the draft says, an activity at a time."""
    now = working(access_of(request).organisation)
    if now is None:
        return page(request, "start", None, kinds=profiles.KINDS.values())
    on = [declared for declared in declarations.in_order() if now.register.activity(declared.key)]
    return page(
        request,
        "overview",
        now,
        shown=[_shown(now, declared) for declared in on],
        off=[declared for declared in declarations.in_order() if declared not in on],
    )


@staff(Permission.REGISTER_CHANGE)
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """The first draft is made from a ready register."""
    access = access_of(request)
    if working(access.organisation) is not None:
        messages.info(request, _("The register has been started already."))
        return redirect("desk:register")
    kind = request.POST.get("kind", "")
    if kind not in profiles.KINDS:
        raise Http404
    register = profiles.start(kind, name=access.organisation.name, email=access.user.email)
    actions.save_draft(access.organisation, register, access.user)
    messages.success(
        request,
        _(
            "Here is a draft to go through. Start with the organisation and those who process data "
            "for you."
        ),
    )
    return redirect("desk:register_organisation")


@staff(Permission.REGISTER_CHANGE)
def activity(request: HttpRequest, key: str) -> HttpResponse:
    """One activity: purposes, fields, periods, who is involved."""
    access = access_of(request)
    now = working_or_404(access.organisation)
    declared = _declared(key)
    entry = now.register.activity(key)
    if entry is None:
        raise Http404
    language = get_language() or "nb"
    if request.method == "POST":
        forms = ActivityForms.of(declared, entry, now.register, language, request.POST)
        if forms.is_valid():
            made = forms.entry()
            changed = change(access.organisation, access.user, lambda old: _replaced(old, made))
            say_saved(request, changed=changed)
            after = working_or_404(access.organisation)
            again = any(finding.is_error for finding in after.under("activities", key))
            on = redirect("desk:register_activity", key) if again else redirect("desk:register")
            return after_saving(request, on)
        return _activity_page(request, now, forms, status=422)
    return _activity_page(request, now, ActivityForms.of(declared, entry, now.register, language))


def _activity_page(
    request: HttpRequest, now: Working, forms: ActivityForms, status: int = 200
) -> HttpResponse:
    key = forms.declared.key

    def under(*path: str) -> Any:
        return now.under("activities", key, *path)

    return page(
        request,
        "activity",
        now,
        status,
        forms=forms,
        declared=forms.declared,
        purposes=[(form, under("purposes", form.declared.key)) for form in forms.purposes],
        fields=[(form, under("fields", form.key)) for form in forms.fields],
        periods=[(form, under("retention", form.rule.key)) for form in forms.retention],
        chosen=[(field, under(field.name)) for field in forms.chosen],
        at_purposes=[f for f in under("purposes") if len(f.path) == 3],
        at_fields=[f for f in under("fields") if len(f.path) == 3],
        at_all=[f for f in under() if len(f.path) == 2],
    )


@staff(Permission.REGISTER_CHANGE)
@require_POST
def switch(request: HttpRequest, key: str) -> HttpResponse:
    """An activity is switched on or off in the draft."""
    access = access_of(request)
    declared = _declared(key)
    on = request.POST.get("to") == "on"
    if not on and declared.always_on:
        messages.error(request, _("The program itself needs this, so it cannot be switched off."))
        return redirect("desk:register")

    def edit(register: Register) -> Register:
        if on and register.activity(key) is None:
            return register.model_copy(
                update={"activities": [*register.activities, entry_of(declared)]}
            )
        kept = [each for each in register.activities if on or each.activity != key]
        return register.model_copy(update={"activities": kept})

    say_saved(request, changed=change(access.organisation, access.user, edit))
    return redirect("desk:register_activity", key) if on else redirect("desk:register")


def _declared(key: str) -> ActivityType:
    try:
        return declarations.activities[key]
    except KeyError:
        raise Http404 from None


def _replaced(register: Register, entry: ActivityEntry) -> Register:
    activities = [
        entry if each.activity == entry.activity else each for each in register.activities
    ]
    return register.model_copy(update={"activities": activities})


def _shown(now: Working, declared: ActivityType) -> Shown:
    entry = now.register.activity(declared.key)
    assert entry is not None
    purposes = {purpose.key: purpose for purpose in declared.purposes}
    rules = {rule.key: rule for rule in declared.rules}
    found = now.under("activities", declared.key)
    names = {
        ("processors", processor.key): processor.name for processor in now.register.processors
    } | {("recipients", recipient.key): recipient.name for recipient in now.register.recipients}
    return Shown(
        declared,
        entry,
        purposes=[
            (purposes[each.purpose].name, each.basis.label)
            for each in entry.purposes
            if each.purpose in purposes
        ],
        fields=[
            (declared.asks[each.field].label, each.required)
            for each in entry.fields
            if each.field in declared.asks
        ],
        periods=[
            (
                rules[key].covers,
                in_words(chosen.period),
                after(chosen.clocks or rules[key].clocks, declared.subjects),
            )
            for key, chosen in entry.retention.items()
            if key in rules
        ],
        parties=[
            names[part, key]
            for part in ("processors", "recipients")
            for key in getattr(entry, part)
            if (part, key) in names
        ],
        errors=sum(1 for finding in found if finding.is_error),
        warnings=sum(1 for finding in found if not finding.is_error),
    )
