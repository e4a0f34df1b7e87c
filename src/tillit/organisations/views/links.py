"""One-time links: the page asks, the button uses the link up."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from tillit.organisations import actions
from tillit.organisations import staff_link as staff_links
from tillit.organisations.accounts import CONSOLE_SESSION
from tillit.organisations.addresses import path
from tillit.organisations.forms import AccountForm, PasswordForm
from tillit.organisations.limits import limited
from tillit.organisations.models import StaffLink, User
from tillit.organisations.queries import organisations_of

BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@limited("staff-link", "30/h")
def staff_link(request: HttpRequest, token: str) -> HttpResponse:
    """Someone has a one-time link. GET asks (mail scanners open links too), POST lets in."""
    link = staff_links.find(token)
    if link is None:
        return render(request, "organisations/link_gone.html", status=410)
    if link.user is None:
        return _first_account(request, link)
    if link.given_by == staff_links.CONSOLE:
        return _from_console(request, link, link.user)
    return _by_mail(request, link, link.user)


def _first_account(request: HttpRequest, link: StaffLink) -> HttpResponse:
    """Whoever holds the machine makes an account of their own."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            if not staff_links.use_up(link):
                return render(request, "organisations/link_gone.html", status=410)
            user = actions.open_account(
                name=form.cleaned_data["name"],
                email=form.cleaned_data["email"],
                language=request.LANGUAGE_CODE,
            )
            user.set_password(form.cleaned_data["password"])
            user.save(update_fields=["password"])
            StaffLink.objects.filter(pk=link.pk).update(user=user)
        return _let_in(request, user)
    status = 422 if form.is_bound else 200
    return render(request, "organisations/link_first.html", {"form": form}, status=status)


def _from_console(request: HttpRequest, link: StaffLink, user: User) -> HttpResponse:
    """Whoever holds the machine comes in without password: the data is theirs to reach anyway."""
    if request.method == "POST":
        if not staff_links.use_up(link):
            return render(request, "organisations/link_gone.html", status=410)
        return _let_in(request, user)
    return render(request, "organisations/link_console.html", {"account": user})


def _let_in(request: HttpRequest, user: User) -> HttpResponse:
    login(request, user, backend=BACKEND)
    request.session[CONSOLE_SESSION] = True
    actions.enter_demo(user)
    return redirect("home")


def _by_mail(request: HttpRequest, link: StaffLink, user: User) -> HttpResponse:
    """The address is proven; a password is chosen. A second factor is asked for as ever."""
    form = PasswordForm(user, request.POST or None)
    places = list(organisations_of(user))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            if not staff_links.use_up(link):
                return render(request, "organisations/link_gone.html", status=410)
            had_one = bool(user.password) and user.has_usable_password()
            user.set_password(form.cleaned_data["password"])
            user.save(update_fields=["password"])
            staff_links.withdraw_all(user)
            user.sessions.all().delete()
            if had_one:
                actions.tell_of_change(user, "password_changed")
        record_authentication(request, user, method="password")
        # Who works in one place lands there; who works in several chooses on the first page.
        only = len(places) == 1 and not places[0].host
        desk = path(places[0], "desk:today") if only else None
        answer: HttpResponse = perform_login(request, Login(user=user, redirect_url=desk))
        return answer
    status = 422 if form.is_bound else 200
    return render(
        request,
        "organisations/link_password.html",
        {"form": form, "account": user, "places": [place.name for place in places]},
        status=status,
    )
