"""Every component on pages of their own: rendered by the tests, looked at by whoever changes one.

To look: ``python -m tests.ui.gallery`` and open the address it prints.
"""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path

from tillit.ui.forms import Switch


class JoinForm(forms.Form):
    """One of each kind of field, about the one who fills it in."""

    about_the_reader = True
    name = forms.CharField(label="Full name", max_length=100)
    email = forms.EmailField(label="E-mail", help_text="We send the confirmation here")
    phone = forms.CharField(label="Phone", required=False)
    workplace = forms.CharField(label="Workplace", required=False)
    born_on = forms.DateField(label="Born on", required=False)
    starts = forms.TimeField(label="Start time")
    deadline = forms.DateTimeField(label="Registration deadline", required=False)
    seats = forms.IntegerField(label="Number of seats", min_value=1)
    diet = forms.ChoiceField(
        label="Diet", choices=[("", "No wish"), ("v", "Vegetarian"), ("g", "Gluten-free")],
        required=False,
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="Type of membership",
        choices=[("person", "Personal"), ("company", "Company"), ("student", "Student")],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label="Topics",
        choices=[("law", "Law"), ("code", "Code"), ("design", "Design")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Choose as many as you like",
    )
    about = forms.CharField(label="A few words", widget=forms.Textarea, required=False)
    picture = forms.FileField(label="Picture", required=False)
    listed = forms.BooleanField(
        label="Show me in the public directory", widget=Switch, required=False,
        help_text="You can change this whenever you like",
    )  # fmt: skip
    rules = forms.BooleanField(label="I have read the rules")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].why = (  # type: ignore[attr-defined]
            "We call if the event is cancelled on the same day. Without it you get an e-mail only."
        )


def _surroundings(request: HttpRequest) -> None:
    request.organisation = SimpleNamespace(name="Nettverket Fjordlunsj")  # type: ignore[attr-defined]
    request.access = SimpleNamespace(may=lambda _: True)  # type: ignore[attr-defined]


def gallery(request: HttpRequest, page: str = "components") -> HttpResponse:
    """A page of the gallery; a POST of the form comes back with its errors."""
    _surroundings(request)
    request.user = SimpleNamespace(name="Kari Nordmann", email="kari@example.no")  # type: ignore[assignment]
    form = JoinForm(request.POST or None, request.FILES or None)
    rows = [
        {"name": name, "email": f"person{number}@example.no", "since": dt.date(2020, 1, number)}
        for number, name in enumerate(["Åse Ødegård", "Bjørn Li", "Siri Æsøy"], start=1)
    ]
    return render(
        request,
        f"gallery/{page}.html",
        {
            "form": form,
            "user": request.user,
            "messages": [Message(25, "The event is published.")] if page == "desk" else [],
            "rows": rows,
            "page_obj": Paginator(range(500), 25).page(4),
            "at": dt.datetime(2027, 5, 17, 16, 0, tzinfo=dt.UTC),
            "steps": ["File", "Columns", "Preview", "Done"],
            "tabs": [("Details", "/"), ("Participants", "/x"), ("Messages", "/y")],
            "chips": [("", "All"), ("active", "Active"), ("left", "Left")],
            "facts": [("E-mail", "kari@example.no"), ("Phone", ""), ("Seats", 0)],
            "parts": [
                ("same", "We keep sign-ups for"),
                ("removed", "90 days"),
                ("added", "60 days"),
                ("same", "after the event."),
            ],
            "entries": [
                {"at": dt.datetime(2027, 5, 17, 16, 0, tzinfo=dt.UTC), "title": "Signed up",
                 "icon": "calendar", "text": "May lunch"},
                {"at": dt.datetime(2027, 4, 2, 7, 30, tzinfo=dt.UTC), "title": "Became a member",
                 "icon": "person-add"},
            ],
        },
    )  # fmt: skip


def moved(request: HttpRequest) -> HttpResponse:
    """A page that is elsewhere now, as any page is for someone whose session has ended."""
    return redirect("/plain")


def broken(request: HttpRequest) -> HttpResponse:
    """A view that fails, for the page about it."""
    raise RuntimeError("as wished")


DESK = [
    path("desk", gallery, {"page": "desk"}, name="today"),
    path("desk-search", gallery, {"page": "desk"}, name="search"),
]
urlpatterns = [
    path("", gallery, name="home"),
    path("broken", broken),
    path("", include((DESK, "desk"))),
    path("moved", moved),
    path("<slug:page>", gallery, name="gallery"),
    path("account/language", gallery, name="language"),
    path("account/out", gallery, name="account_logout"),
]


def _serve() -> None:
    """Serve the gallery on this machine, with the product's own settings otherwise."""
    import os
    import sys
    import tempfile
    from pathlib import Path

    os.environ.setdefault("TILLIT_DATA", tempfile.mkdtemp())
    from django.conf import settings

    from tillit.config import settings as product

    values = {name: getattr(product, name) for name in dir(product) if name.isupper()}
    values.update(changes(values))
    values.update(DEBUG=True, LOGGING_CONFIG=None, ALLOWED_HOSTS=["*"])
    values["INSTALLED_APPS"] = ["tillit.ui", "django.forms", "django.contrib.staticfiles"]
    values["AUTH_USER_MODEL"] = "auth.User"
    settings.configure(**values)
    import django
    from django.core.management import call_command

    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    django.setup()
    register_menus()
    call_command("runserver", sys.argv[1] if len(sys.argv) > 1 else "8765", "--noreload")


def changes(values: dict[str, Any]) -> dict[str, Any]:
    """What differs from the product's settings: these addresses, no database, no manifest."""
    from pathlib import Path

    engine = values["TEMPLATES"][0]
    options = dict(engine["OPTIONS"])
    options["context_processors"] = [
        name for name in options["context_processors"]
        if name.endswith((".request", "ui.context.shell"))
    ]  # fmt: skip
    options["loaders"] = [
        "django.template.loaders.filesystem.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    return {
        "ROOT_URLCONF": "tests.ui.gallery",
        "MIDDLEWARE": [
            "csp.middleware.CSPMiddleware",
            "django.middleware.locale.LocaleMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
        ],
        "TEMPLATES": [
            {**engine, "DIRS": [Path(__file__).parent / "templates"], "OPTIONS": options}
        ],
        "STORAGES": {
            **values["STORAGES"],
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
    }


def register_menus() -> None:
    """Menus as the modules would fill them."""
    from tillit.ui import navigation as nav

    for order, (key, label, icon) in enumerate(
        [
            ("today", "Today", "home"), ("members", "Members", "people"),
            ("events", "Events", "calendar"), ("requests", "Requests", "inbox"),
            ("register", "Register", "tasks"), ("statement", "Statement", "file"),
            ("evidence", "Evidence", "shield"), ("staff", "Staff", "key"),
            ("settings", "Settings", "settings"),
        ]
    ):  # fmt: skip
        url = "/desk" if key == "today" else f"/desk-{key}"
        nav.desk_item(key, label, url, icon, "anything", order)
    for order, (key, label, url) in enumerate(
        [("events", "Events", "/site"), ("join", "Become a member", "/join"),
         ("members", "Members", "/members"), ("mine", "Min side", "/portal")]
    ):  # fmt: skip
        nav.site_item(key, label, url, order)
    for order, (key, label) in enumerate(
        [("held", "What we hold"), ("seen", "Who has looked"), ("ask", "Ask for something")]
    ):
        nav.portal_item(key, label, "/portal" if not order else f"/portal-{key}", order=order)
    nav.organisation_contact(
        lambda request: [
            nav.Link("address", "Bryggen 4, 5003 Bergen"),
            nav.Link("email", "post@example.no", "mailto:post@example.no"),
        ]
    )
    nav.organisation_switcher(
        lambda request: [
            nav.Link("fjord", "Nettverket Fjordlunsj", "/desk", current=True),
            nav.Link("fjell", "Fjellbygda næringsforening", "/desk"),
        ]
    )
    nav.footer_item("statement", "Privacy statement", "/personvern", 10)
    nav.footer_item("evidence", "Evidence", "/personvern/bevis", 20)


if __name__ == "__main__":
    _serve()
