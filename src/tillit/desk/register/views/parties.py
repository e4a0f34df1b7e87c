"""Those outside, where data comes from, and how it is looked after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tillit.desk.register.forms.parties import (
    PROCESSOR_ROLES,
    MeasureForm,
    PartForm,
    ProcessorForm,
    RecipientForm,
    SourceForm,
    SubProcessorForm,
    outside_note,
)
from tillit.desk.register.views.shell import after_saving, page, say_saved
from tillit.desk.register.working import Working, change, working_or_404
from tillit.kernel import clock
from tillit.kernel.countries import in_eea
from tillit.organisations.access import access_of, staff
from tillit.organisations.permissions import Permission
from tillit.privacy.declare import declarations
from tillit.privacy.register.rules.parties import TRANSFER_NAMES
from tillit.privacy.register.schema import Processor, Register, SubProcessor, words

FORMS: dict[str, type[PartForm]] = {
    "processors": ProcessorForm,
    "recipients": RecipientForm,
    "sources": SourceForm,
    "measures": MeasureForm,
}
TITLES = {
    "processors": (_("New processor"), _("Processor")),
    "recipients": (_("New recipient"), _("Recipient")),
    "sources": (_("New source"), _("Source")),
    "measures": (_("New security measure"), _("Security measure")),
}


@staff(Permission.REGISTER_READ)
def parties(request: HttpRequest) -> HttpResponse:
    """Everyone and everything outside the activities themselves."""
    now = working_or_404(access_of(request).organisation)
    language = get_language() or "nb"
    register = now.register
    return page(
        request, "parties", now,
        roles=[
            (label, [
                (each, words(each.what_for, language), _places(each),
                 now.under("processors", each.key))
                for each in register.processors
                if each.role == role
            ])
            for role, label in PROCESSOR_ROLES.items()
            if any(each.role == role for each in register.processors)
        ],
        recipients=[
            (each, words(each.what_for, language), _places(each),
             now.under("recipients", each.key))
            for each in register.recipients
        ],
        sources=[(each, words(each.name, language)) for each in register.sources],
        measures=[(each, words(each.text, language)) for each in register.measures],
    )  # fmt: skip


@staff(Permission.REGISTER_CHANGE)
def new(request: HttpRequest, part: str) -> HttpResponse:
    """One more."""
    access = access_of(request)
    now = working_or_404(access.organisation)
    if part not in FORMS:
        raise Http404
    listed = getattr(now.register, part)
    form = FORMS[part](
        request.POST if request.method == "POST" else None,
        languages=now.register.languages,
        taken=[each.key for each in listed],
    )
    if form.is_valid():

        def edit(register: Register) -> Register:
            form.taken = [each.key for each in getattr(register, part)]
            added = [*getattr(register, part), form.part()]  # type: ignore[attr-defined]
            return register.model_copy(update={part: added})

        say_saved(request, changed=change(access.organisation, access.user, edit))
        return redirect("desk:register_parties")
    return _form_page(request, now, form, title=TITLES[part][0])


@staff(Permission.REGISTER_CHANGE)
def one(request: HttpRequest, part: str, key: str) -> HttpResponse:
    """One of them, with what can be said against it."""
    access = access_of(request)
    now = working_or_404(access.organisation)
    current = _one(now.register, part, key)
    form = FORMS[part](
        request.POST if request.method == "POST" else None,
        languages=now.register.languages,
        now=current,
    )
    if form.is_valid():

        def edit(register: Register) -> Register:
            form.now = _one(register, part, key)
            made = form.part()  # type: ignore[attr-defined]
            return _with(register, part, lambda each: made if each.key == key else each)

        say_saved(request, changed=change(access.organisation, access.user, edit))
        after = working_or_404(access.organisation)
        again = any(finding.is_error for finding in after.under(part, key))
        on = (
            redirect("desk:register_part", part, key)
            if again
            else redirect("desk:register_parties")
        )
        return after_saving(request, on)
    subs = []
    if isinstance(current, Processor):
        subs = [
            (number, sub, _places(sub), now.under(part, key, "sub_processors", sub.name))
            for number, sub in enumerate(current.sub_processors)
        ]
    return _form_page(
        request,
        now,
        form,
        title=TITLES[part][1],
        part=part,
        key=key,
        found=[f for f in now.under(part, key) if "sub_processors" not in f.path],
        subs=subs,
        used_by=_used_by(now.register, part, key),
        has_subs=isinstance(current, Processor),
    )


@staff(Permission.REGISTER_CHANGE)
def delete(request: HttpRequest, part: str, key: str) -> HttpResponse:
    """It goes out of the register and out of every activity that names it."""
    access = access_of(request)
    now = working_or_404(access.organisation)
    current = _one(now.register, part, key)
    if request.method == "POST":

        def edit(register: Register) -> Register:
            kept = [each for each in getattr(register, part) if each.key != key]
            activities = [
                entry.model_copy(
                    update={part: [each for each in getattr(entry, part) if each != key]}
                )
                for entry in register.activities
            ]
            return register.model_copy(update={part: kept, "activities": activities})

        say_saved(request, changed=change(access.organisation, access.user, edit))
        return redirect("desk:register_parties")
    return page(
        request,
        "delete",
        now,
        part=part,
        key=key,
        used_by=_used_by(now.register, part, key),
        name=_name(current),
    )


@staff(Permission.REGISTER_CHANGE)
def sub_processor(request: HttpRequest, key: str, number: int | None = None) -> HttpResponse:
    """One of a processor's own processors, or a new one."""
    access = access_of(request)
    now = working_or_404(access.organisation)
    current, taken = _sub(now.register, key, number)
    form = SubProcessorForm(
        request.POST if request.method == "POST" else None,
        languages=now.register.languages,
        now=current,
        taken=taken,
    )
    if form.is_valid():
        made = form.part()

        def edit(register: Register) -> Register:
            return _with_subs(register, key, lambda subs: (
                [*subs, made] if number is None
                else [made if at == number else sub for at, sub in enumerate(subs)]
            ))  # fmt: skip

        say_saved(request, changed=change(access.organisation, access.user, edit))
        return redirect("desk:register_part", "processors", key)
    path = ("processors", key, "sub_processors", current.name) if current else ("-",)
    return _form_page(
        request,
        now,
        form,
        title=_("Sub-processor") if current else _("New sub-processor"),
        back_to_processor=key,
        found=now.under(*path),
        sub_number=number,
    )


@staff(Permission.REGISTER_CHANGE)
def delete_sub_processor(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The processor no longer uses it."""
    access = access_of(request)
    now = working_or_404(access.organisation)
    current, _taken = _sub(now.register, key, number)
    assert current is not None
    if request.method == "POST":

        def edit(register: Register) -> Register:
            return _with_subs(
                register, key, lambda subs: [sub for sub in subs if sub.name != current.name]
            )

        say_saved(request, changed=change(access.organisation, access.user, edit))
        return redirect("desk:register_part", "processors", key)
    return page(request, "delete", now, part="processors", key=key, used_by=[], name=current.name)


def _form_page(request: HttpRequest, now: Working, form: PartForm, **context: Any) -> HttpResponse:
    defaults: dict[str, Any] = {
        "part": "",
        "key": "",
        "found": [],
        "subs": [],
        "used_by": [],
        "has_subs": False,
        "back_to_processor": "",
        "sub_number": None,
    }
    status = 422 if form.is_bound else 200
    return page(request, "part", now, status, form=form, **(defaults | context))


def _one(register: Register, part: str, key: str) -> Any:
    if part in FORMS:
        for each in getattr(register, part):
            if each.key == key:
                return each
    raise Http404


def _with(register: Register, part: str, change_each: Callable[[Any], Any]) -> Register:
    return register.model_copy(
        update={part: [change_each(each) for each in getattr(register, part)]}
    )


def _sub(register: Register, key: str, number: int | None) -> tuple[SubProcessor | None, list[str]]:
    subs = _one(register, "processors", key).sub_processors
    if number is not None and number >= len(subs):
        raise Http404
    taken = [sub.name for at, sub in enumerate(subs) if at != number]
    return (None if number is None else subs[number]), taken


def _with_subs(
    register: Register, key: str, edit: Callable[[list[SubProcessor]], list[SubProcessor]]
) -> Register:
    def edited(processor: Processor) -> Processor:
        if processor.key != key:
            return processor
        return processor.model_copy(update={"sub_processors": edit(processor.sub_processors)})

    return _with(register, "processors", edited)


def _used_by(register: Register, part: str, key: str) -> list[Any]:
    return [
        declarations.activities[entry.activity].name
        for entry in register.activities
        if key in getattr(entry, part) and entry.activity in declarations.activities
    ]


def _places(party: Any) -> list[tuple[Any, Any]]:
    """Where the data is, and for places outside the EEA what that rests on."""
    basis = TRANSFER_NAMES.get(party.transfer, party.transfer) if party.transfer else ""
    today = clock.today()
    return [(outside_note(code), "" if in_eea(code, today) else basis) for code in party.countries]


def _name(part: Any) -> str:
    named = getattr(part, "name", None) or getattr(part, "text", "")
    return named if isinstance(named, str) else words(named, get_language() or "nb")
