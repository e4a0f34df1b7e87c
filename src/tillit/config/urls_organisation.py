"""Addresses of one organisation, under its host or path. Public ones are in Norwegian."""

from django.urls import include, path

urlpatterns = [
    path("", include("tillit.site.urls")),
    path("arrangementer/", include("tillit.events.urls")),
    path("", include("tillit.memberships.urls")),
    path("min-side/", include("tillit.portal.urls")),
    path("desk/", include("tillit.desk.urls")),
    path("desk/people/", include("tillit.people.urls")),
    path("desk/members/", include("tillit.memberships.urls_desk")),
    path("desk/events/", include("tillit.events.urls_desk")),
    path("desk/staff/", include("tillit.organisations.urls_desk")),
]

handler500 = "tillit.config.errors.server_error"
