"""What one would write instead, for comparison alone: plain Django over the same tables.

A view with the queries the page cannot do without, and a template of a few lines: no organisation
found by the address, no menus, languages, log, log-in or limits. Its middleware is the product's.
"""

from __future__ import annotations

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tillit.config.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.core.paginator import Paginator  # noqa: E402 (Django has to be set up first)
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import Context, Engine  # noqa: E402
from django.urls import include, path  # noqa: E402

from tillit.config import urls  # noqa: E402
from tillit.events.models import Event, Registration  # noqa: E402

_engine = Engine()
_EVENT = _engine.from_string(
    "<!doctype html><title>{{ event.title }}</title><h1>{{ event.title }}</h1>"
    "<p>{{ event.starts_at }} – {{ event.ends_at }}, {{ event.place }}</p>"
    "<p>{{ event.description }}</p><p>{{ left }} places left</p>"
)
_LIST = _engine.from_string(
    "<!doctype html><title>{{ event.title }}</title><table>{% for one in page %}<tr>"
    "<td>{{ one.first_name }} {{ one.last_name }}</td><td>{{ one.email }}</td>"
    "<td>{{ one.phone }}</td><td>{{ one.workplace }}</td><td>{{ one.registered_at }}</td></tr>"
    "{% endfor %}</table><p>{{ page.number }} of {{ page.paginator.num_pages }}</p>"
)


def event(_request: HttpRequest, slug: str) -> HttpResponse:
    """One event with its places left."""
    found = Event.objects.select_related("organisation").get(slug=slug)
    taken = Registration.objects.filter(event=found, cancelled_at=None).count()
    context = {"event": found, "left": (found.capacity or 0) - taken}
    return HttpResponse(_EVENT.render(Context(context)))


def participants(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of its list."""
    found = Event.objects.get(slug=slug)
    rows = Registration.objects.filter(event=found, cancelled_at=None).order_by("sort_key", "id")
    page: Any = Paginator(rows, 50).get_page(request.GET.get("page"))
    return HttpResponse(_LIST.render(Context({"event": found, "page": page})))


urls.urlpatterns[:0] = [
    path("plain/", include([path("<slug>/", event), path("<slug>/list/", participants)]))
]
