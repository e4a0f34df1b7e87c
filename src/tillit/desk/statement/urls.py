"""Addresses of the author's view, in the desk's namespace."""

from django.urls import path

from tillit.desk.statement import views

urlpatterns = [
    path("", views.statement, name="statement"),
    path("changes/", views.changes, name="statement_changes"),
]
