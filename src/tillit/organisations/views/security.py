"""Forgotten passwords; setting up a second factor, and on to where one was going."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tillit.organisations.accounts import AFTER_SECOND_FACTOR
from tillit.organisations.addresses import safe_next
from tillit.organisations.forms_account import ForgottenForm
from tillit.organisations.limits import limited
from tillit.organisations.models import User
from tillit.organisations.tasks import write_to_forgetful


@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor, and the choice of which; remembers where one was going."""
    request.session[AFTER_SECOND_FACTOR] = safe_next(request)
    return render(request, "organisations/second_factor.html")


@limited("forgotten", "10/h")
def forgotten(request: HttpRequest) -> HttpResponse:
    """Someone has forgotten the password.

    The answer is the same whether there is an account, and takes as long: what there is to do is
    done by the worker.
    """
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = User.objects.filter(email=form.cleaned_data["email"], is_active=True)
        write_to_forgetful.enqueue(found.values_list("pk", flat=True).first() or 0)
        return render(request, "account/password_reset_done.html")
    status = 422 if form.is_bound else 200
    return render(request, "account/password_reset.html", {"form": form}, status=status)
