"""Addresses of Min side, in Norwegian."""

from django.urls import path

from tillit.portal.views import login, own

app_name = "portal"
urlpatterns = [
    path("", own.front, name="front"),
    path("logg-inn/", login.login, name="login"),
    path("kode/<uuid:key>/", login.code, name="code"),
    path("logg-ut/", login.logout, name="logout"),
]
