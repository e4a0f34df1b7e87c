"""Forgotten passwords; setting up a second factor, and on to where one was going."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tillit.organisations import actions
from tillit.organisations.accounts import AFTER_SECOND_FACTOR
from tillit.organisations.addresses import safe_next
from tillit.organisations.forms_account import ForgottenForm
from tillit.organisations.limits import limited, may_write_to
from tillit.organisations.models import User


@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor, and the choice of which; remembers where one was going."""
    request.session[AFTER_SECOND_FACTOR] = safe_next(request)
    return render(request, "organisations/second_factor.html")


@limited("forgotten", "10/h")
def forgotten(request: HttpRequest) -> HttpResponse:
    """Someone has forgotten the password. The answer is the same whether there is an account."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = User.objects.filter(email=form.cleaned_data["email"], is_active=True).first()
        if user is not None and may_write_to("forgotten", user.email):
            actions.send_password_link(user)
        return render(request, "account/password_reset_done.html")
    status = 422 if form.is_bound else 200
    return render(request, "account/password_reset.html", {"form": form}, status=status)
