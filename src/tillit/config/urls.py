"""Addresses of the installation itself; an organisation's own are in urls_organisation."""

from django.urls import include, path

from tillit.config.health import health
from tillit.config.robots import robots

urlpatterns = [
    path("health", health),
    path("robots.txt", robots),
    path("", include("tillit.organisations.urls")),
]

handler500 = "tillit.config.errors.server_error"
