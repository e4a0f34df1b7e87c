"""Correcting one's own card: values, address, picture."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tillit.organisations.limits import limited
from tillit.people import actions as people
from tillit.people import rules
from tillit.people.models import Person
from tillit.portal import actions, codes
from tillit.portal.access import let_in, proven
from tillit.portal.forms import CardForm, NewAddressForm, PictureForm
from tillit.portal.models import OneTimeCode
from tillit.portal.views.login import CodeForm, notices
from tillit.privacy.register.queries import in_force
from tillit.privacy.register.schema import words

# The session key that says which code was sent for which change of address.
CHANGING = "changing_address"


def own_card(request: HttpRequest, key: uuid.UUID) -> Person:
    """The card, when it has the proven address; 404 for any other."""
    return get_object_or_404(
        Person,
        organisation=request.organisation,  # type: ignore[attr-defined]
        email=request.proven_email,  # type: ignore[attr-defined]
        uuid=key,
    )


def _activities(person: Person) -> list[str]:
    """What the card's values are used in: the activities of the relations that hold them."""
    return list(person.relations.order_by("activity").values_list("activity", flat=True).distinct())


def _needs(person: Person) -> dict[str, str]:
    """What each field is needed for, as the register says of those activities."""
    language = get_language() or person.organisation.language
    register = in_force(person.organisation)
    needs: dict[str, list[str]] = {}
    for entry in filter(None, map(register.activity, _activities(person))):
        for asked in entry.fields:
            needs.setdefault(asked.field, []).append(words(asked.need, language))
    return {field: " ".join(dict.fromkeys(filter(None, texts))) for field, texts in needs.items()}


@proven
@require_http_methods(["GET", "HEAD", "POST"])
@limited("portal-change", "120/h")
def card(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The values as they are, to be corrected."""
    person = own_card(request, key)
    register, kinds = in_force(person.organisation), people.held_kinds(person)
    allowed, required = (
        rules.fields_allowed(register, kinds),
        rules.fields_required(register, kinds),
    )
    form = CardForm(person, allowed, required, _needs(person), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.correct(person, form.values())
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(
                request, _("Your data is corrected.") if changed else _("Nothing was changed.")
            )
            return redirect("portal:front")
    return render(
        request,
        "portal/card.html",
        {
            "form": form,
            "person": person,
            "has_picture": "picture" in allowed or person.picture,
            "notices": notices(request, _activities(person)),
        },
        status=422 if form.is_bound else 200,
    )


@proven
@require_http_methods(["GET", "HEAD", "POST"])
@limited("portal-login", "30/h")
def address(request: HttpRequest) -> HttpResponse:
    """Another address: a code goes to the new one, and nothing changes until it comes back."""
    organisation = request.organisation  # type: ignore[attr-defined]
    before = request.proven_email  # type: ignore[attr-defined]
    cards = Person.objects.filter(organisation=organisation, email=before).order_by(
        "sort_key", "pk"
    )
    if not cards:
        raise Http404
    form = NewAddressForm(list(cards), request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["email"] == before:
            form.add_error("email", _("This is the address you have."))
        else:
            code = codes.send(
                organisation,
                form.cleaned_data["email"],
                language=get_language() or organisation.language,
            )
            request.session[CHANGING] = {
                "code": str(code.uuid),
                "from": before,
                "cards": form.chosen,
            }
            return redirect("portal:address_code", key=code.uuid)
    return render(
        request,
        "portal/address.html",
        {"form": form, "notices": notices(request, ["portal"])},
        status=422 if form.is_bound else 200,
    )


@proven
@require_http_methods(["GET", "HEAD", "POST"])
@limited("portal-code", "60/h")
def address_code(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The code that went to the new address; right, and the card has it."""
    organisation = request.organisation  # type: ignore[attr-defined]
    before = request.proven_email  # type: ignore[attr-defined]
    changing = request.session.get(CHANGING, {})
    if (changing.get("code"), changing.get("from")) != (str(key), before):
        raise Http404
    code = get_object_or_404(OneTimeCode, organisation=organisation, uuid=key)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if codes.prove(code, form.cleaned_data["code"]):
            del request.session[CHANGING]
            actions.change_address(organisation, before, code.email, changing.get("cards", []))
            let_in(request, code.email)
            messages.success(request, _("Your address is changed."))
            return redirect("portal:front")
        form.add_error(
            "code", _("The code is wrong or has run out. Look again, or ask for a new one.")
        )
    return render(
        request, "portal/address_code.html", {"form": form}, status=422 if form.is_bound else 200
    )


@proven
@require_http_methods(["GET", "HEAD", "POST"])
@limited("portal-picture", "30/h")
def change_picture(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A picture of oneself, or none."""
    person = own_card(request, key)
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and "remove" in request.POST:
        people.set_picture(person, None, source="self", how="portal", by="person")
        messages.success(request, _("The picture is deleted."))
        return redirect("portal:card", person.uuid)
    if request.method == "POST" and form.is_valid():
        try:
            people.set_picture(
                person, form.cleaned_data["picture"], source="self", how="portal", by="person"
            )
        except ValidationError as error:
            form.add_error("picture", error.messages)
        else:
            messages.success(request, _("The picture is saved."))
            return redirect("portal:card", person.uuid)
    return render(
        request,
        "portal/picture.html",
        {"form": form, "person": person, "notices": notices(request, _activities(person))},
        status=422 if form.is_bound else 200,
    )


@proven
@require_safe
def picture(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The picture itself, for its owner; kept by no cache, run as nothing."""
    person = own_card(request, key)
    if not person.picture:
        raise Http404
    try:
        with person.picture.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        raise Http404 from None
    return HttpResponse(
        content,
        content_type="image/jpeg",
        headers={
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        },
    )
