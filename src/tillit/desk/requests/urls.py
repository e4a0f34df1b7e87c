"""Addresses of the requests' screens."""

from django.urls import path

from tillit.desk.requests import export, steps, views

urlpatterns = [
    path("", views.requests, name="requests"),
    path("export/", export.export, name="requests_export"),
    path("new/", views.new, name="request_new"),
    path("<uuid:key>/", views.one, name="request"),
    path("<uuid:key>/copy/<str:suffix>/", views.copy, name="request_copy"),
    path("<uuid:key>/identity/", steps.identity, name="request_identity"),
    path("<uuid:key>/extend/", steps.extend, name="request_extend"),
    path("<uuid:key>/answer/", steps.answer, name="request_answer"),
    path("<uuid:key>/erase/", steps.erase, name="request_erase"),
    path("<uuid:key>/refuse/", steps.refuse, name="request_refuse"),
    path("<uuid:key>/tell/", steps.tell, name="request_tell"),
    path("<uuid:key>/confirmed/<str:recipient>/", steps.confirmed, name="request_confirmed"),
]
