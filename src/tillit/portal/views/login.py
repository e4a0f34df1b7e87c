"""Proving an e-mail address with a one-time code; no password, no account."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, get_script_prefix, resolve, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tillit.kernel.identifiers import normalise_email
from tillit.organisations.limits import limited
from tillit.portal import codes
from tillit.portal.access import let_in, let_out, proven_email
from tillit.portal.models import OneTimeCode
from tillit.privacy.register.queries import NotAdopted, in_force
from tillit.privacy.statement.notice import Notice, notice


class EmailForm(forms.Form):
    """The address one wants to prove."""

    about_the_reader = True
    email = forms.CharField(label=_("E-mail"), max_length=254, widget=forms.EmailInput)

    def clean_email(self) -> str:
        """In its one form."""
        try:
            return normalise_email(self.cleaned_data["email"])
        except ValueError:
            raise forms.ValidationError(
                _("This is not an e-mail address. Write one like kari@example.no")
            ) from None


class CodeForm(forms.Form):
    """The six digits from the message."""

    about_the_reader = True
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "t-code"}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("portal-login", "30/h")
def login(request: HttpRequest) -> HttpResponse:
    """Which address? The answer is the same whether anything is held on it or not."""
    if request.method == "GET" and proven_email(request):
        return redirect("portal:front")
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organisation = request.organisation  # type: ignore[attr-defined]
        code = codes.send(
            organisation,
            form.cleaned_data["email"],
            language=get_language() or organisation.language,
            next=_own_page(request.GET.get("next", "")),
        )
        return redirect("portal:code", key=code.uuid)
    return render(
        request, "portal/login.html", {"form": form, "notices": notices(request, ["portal"])}
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("portal-code", "60/h")
def code(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The code that was sent."""
    found = get_object_or_404(
        OneTimeCode,
        organisation=request.organisation,  # type: ignore[attr-defined]
        uuid=key,
    )
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if codes.prove(found, form.cleaned_data["code"]):
            let_in(request, found.email)
            return redirect(_own_page(found.next) or reverse("portal:front"))
        form.add_error(
            "code",
            _("The code is wrong or has run out. Look again, or ask for a new one."),
        )
    return render(request, "portal/code.html", {"form": form, "code": found})


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Leave Min side on this machine."""
    let_out(request)
    return redirect("site:front")


def notices(request: HttpRequest, activities: Iterable[str]) -> list[Notice]:
    """What a form tells before it asks, for each activity that it collects for (article 13)."""
    organisation = request.organisation  # type: ignore[attr-defined]
    try:
        register = in_force(organisation)
    except NotAdopted:
        return []
    language = get_language() or organisation.language
    return [notice(register, key, language) for key in activities if register.activity(key)]


def _own_page(address: str) -> str:
    """The address when it is one of the pages here, else empty: nothing else is kept or gone to."""
    front = reverse("portal:front")
    if not address.startswith(front):
        return ""
    try:
        resolve(f"/{address.removeprefix(get_script_prefix())}", settings.ORGANISATION_URLCONF)
    except Resolver404:
        return ""
    return address
